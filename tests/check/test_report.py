"""The report on a file: order, counts, shape, and the work for a whole file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from quotecard.card import render_card
from quotecard.check import checked_quotes
from quotecard.check.apply_rules import _all_findings, check_quotes
from quotecard.check.checked_quotes import lay_out_quotes
from quotecard.errors import CardError
from quotecard.read.document import read_quotes
from quotecard.read.quote_lookup import errors_by_number

from tests.counted_work import count_calls

if TYPE_CHECKING:
    from collections.abc import Callable

    from quotecard.card import Card
    from quotecard.check.finding import CheckReport
    from quotecard.model import Quote

DATA = Path(__file__).parent.parent / "data"
KEYS = ["file", "line", "column", "id", "number", "rule", "severity", "message", "suggestion"]


def test_findings_stand_in_the_order_of_the_file(look: Callable[[str], CheckReport]):
    source = "- {nosuch: 1}\n- 好,壞 對...\n- {text: 好\u0e23, id: x}\n- 好,壞對\n"
    report = look(source)
    places = [(finding.place.line, finding.place.column) for finding in report.findings]
    assert places == sorted(places)
    assert [finding.rule for finding in report.findings] == [
        *("item", "half-width", "spaces", "ellipsis", "coverage", "duplicate", "half-width")
    ]
    assert (report.errors, report.warnings, report.return_code, report.total) == (2, 5, 1, 4)
    assert str(report) == "4 quotes: 2 errors, 5 warnings"


def test_a_finding_is_one_line(look: Callable[[str], CheckReport]):
    finding = look("- {text: 好..., id: x}").findings[0]
    assert str(finding) == (
        "q.yaml:1:11: warning: quote x: ... instead of an ellipsis; write \u2026\u2026 [ellipsis]"
    )
    assert list(finding.as_dict()) == KEYS
    assert finding.as_dict()["line"] == 1


def test_a_file_without_fault(look: Callable[[str], CheckReport]):
    report = look("- 好\n")
    assert report.as_dict() == {"findings": [], "errors": 0, "warnings": 0}
    assert report.return_code == 0
    assert str(report) == "1 quote: no problems found"


def test_each_quote_is_counted_as_it_is_set():
    done: list[None] = []
    check_quotes(read_quotes(b"- a\n- {text: b, theme: nosuch}\n- {c: d}\n"), lambda: done.append(None))
    assert len(done) == 2


def test_errors_are_what_a_batch_would_refuse(look: Callable[[str], CheckReport]):
    source = (
        "- 好\n- 好\u0e23\n- {text: 對, author: '\u0e23'}\n- {text: 對的, role: '\u0627'}\n- '{好|\u0e23}'\n- 🦊👩‍👩‍👧\n"
        "- {text: 是, translation: {text: '\u0e23', lang: th}}\n- {text: 大, theme: nosuch}\n- {text: 小, size: x}\n"
        f"- {'好' * 900}\n- {{text: {'b' * 300}}}\n- {{nosuch: 1}}\n- {{text: 多, date: '1\u0e23'}}\n- e\u0301\n"
    )
    quotes = read_quotes(source.encode(), "q.yaml")
    refused = {finding.number for finding in look(source).findings if finding.severity == "error"}
    assert refused == set(errors_by_number(quotes)) | {
        quote.number for quote in quotes if not is_drawn(quote)
    }
    assert len(refused) == 11


def is_drawn(quote: Quote) -> bool:
    try:
        render_card(quote)
    except CardError:
        return False
    return True


def corpus(repeat: int) -> bytes:
    """A file of 1,000 quotes, as often as asked, each time with another ending."""
    rows = [
        json.loads(line) for line in (DATA / "quotes-1000.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    items = []
    for n in range(1000 * repeat):
        ending = rows[n // 1000]["text"][: n % 7] if n >= 1000 else ""
        text = json.dumps(f"{rows[n % 1000]['text']}{ending}".strip(), ensure_ascii=False)
        items.append(f"- {{text: {text}, lang: {rows[n % 1000]['lang']}}}\n")
    return "".join(items).encode()


@pytest.fixture
def layouts(monkeypatch: pytest.MonkeyPatch) -> list[Quote]:
    """The quotes that were laid out, in order."""
    laid_out: list[Quote] = []

    def counted(quote: Quote, **options: str) -> Card:
        laid_out.append(quote)
        return render_card(quote, **options)

    monkeypatch.setattr(checked_quotes, "render_card", counted)
    return laid_out


def test_a_thousand_quotes_are_laid_out_once_each(layouts: list[Quote]):
    quotes = read_quotes(corpus(1))
    report = check_quotes(quotes)
    assert layouts == list(quotes)
    assert report.total == 1000
    assert report.errors == 0
    assert {finding.rule for finding in report.findings} <= {
        *("half-width", "variants", "spaces", "duplicate", "dash", "word-break")
    }


def test_the_rules_take_linear_work():
    """Rules that compare quotes with one another do not compare each with every other."""

    def calls(repeat: int) -> int:
        file = lay_out_quotes(read_quotes(corpus(repeat)), only=-1)  # none is laid out
        list(_all_findings(file))  # fills the caches that do not grow with the file
        return count_calls(lambda: list(_all_findings(file)))[1]

    assert calls(2) < 2.5 * calls(1)  # 4 if each were compared with every other


@pytest.mark.soak
def test_the_largest_file_is_checked_with_one_layout_for_each_quote(layouts: list[Quote]):
    quotes = read_quotes(corpus(20))
    assert check_quotes(quotes).total == 20_000
    assert len(layouts) == 20_000
