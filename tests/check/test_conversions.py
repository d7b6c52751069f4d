"""The table of conversions is valid, leaves old texts alone, and finds what a naive conversion gets wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from quotecard.check.checked_quotes import CheckedQuote, LayoutResult, TextPart
from quotecard.check.rules import mixed_scripts as variants
from quotecard.check.rules import wrong_conversions
from quotecard.check.rules.conversion_table import CONVERSIONS
from quotecard.languages.script_variants import SIMPLIFIED
from quotecard.model import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.check.rules.conversion_table import Conversion

DATA = Path(__file__).parent.parent / "data"
ROWS = [json.loads(line) for line in (DATA / "quotes-1000.jsonl").read_text(encoding="utf-8").splitlines()]


def item(text: str, lang: str = "zh-Hant") -> CheckedQuote:
    return CheckedQuote(Quote(text), lang, (TextPart("text", text, lang),), {}, LayoutResult())


def test_every_row_is_valid():
    assert len(CONVERSIONS) == 120
    for row in CONVERSIONS:
        assert len(row.wrong) == len(row.right) == 1, row
        assert row.wrong != row.right, row
        assert all(row.right in word for word in row.words.split()), row
        assert all(row.wrong in word for word in row.keep.split()), row


def test_each_word_of_a_row_is_found_and_each_that_is_kept_is_not():
    """Every word that fails is reported."""
    assert len(CONVERSIONS) == 120
    assert not [failure for row in CONVERSIONS for failure in failures_of(row)]


def failures_of(row: Conversion) -> Iterator[str]:
    for word in row.words.split():
        if not list(wrong_conversions.find_wrong_conversions(item(word.replace(row.right, row.wrong)))):
            yield f"{row.wrong} for {row.right}: {word} is not found"
    for word in row.keep.split():
        findings = wrong_conversions.find_wrong_conversions(item(word))
        if [hit.message for hit in findings if f"{row.wrong} instead of" in hit.message]:
            yield f"{row.wrong} for {row.right}: {word} is found"


HALF = {"幹什么", "幹么", "怎么幹", "寧愿", "複制"}
"""Words in which two characters were left unconverted."""


def test_no_word_is_kept_that_another_row_would_have_changed():
    """What one row suggests, no other row reports."""
    for word in {word for row in CONVERSIONS for word in row.words.split()} - HALF:
        assert [hit.message for hit in wrong_conversions.find_wrong_conversions(item(word))] == [], word


def test_old_texts_are_let_alone():
    old = [row["text"] for row in ROWS if row["lang"] == "zh-Hant"]
    flagged = [
        text
        for text in old
        for rule in (wrong_conversions.find_wrong_conversions, variants.find_simplified)
        if list(rule(item(text)))
    ]
    assert len(old) == 819
    assert len(flagged) < len(old) / 100
    assert flagged == []  # as measured; the line above is the promise


def test_texts_in_simplified_characters_are_let_alone():
    flagged = [
        row["text"]
        for row in ROWS
        if row["lang"] == "zh-Hans" and list(variants.find_traditional(item(row["text"], "zh-Hans")))
    ]
    assert flagged == []


def test_a_naive_conversion_is_found_out():
    """Of the characters that a table by single characters leaves in modern text, most are found."""
    text = "我们以后对于公司里的关系怎么准备，复杂的标准体现了机会，其余的战斗只有放松干净。"
    convert = variants.opencc_converter("s2tw")
    naive = "".join(convert(char) if char in SIMPLIFIED else char for char in text)
    right = convert(text)
    wrong = {at for at, char in enumerate(naive) if char != right[at]}
    found = {at for at, _ in wrong_conversions._matches(naive)}
    assert wrong == found
    assert len(wrong) == 14


def test_a_word_at_the_beginning_does_not_reach_around_the_end():
    assert list(wrong_conversions.find_wrong_conversions(item("么三什"))) != []  # 么 alone
    assert [hit.message for hit in wrong_conversions.find_wrong_conversions(item("後皇"))] == []
    assert [hit.message for hit in wrong_conversions.find_wrong_conversions(item("里公司"))] == []
