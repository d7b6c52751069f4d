"""The account of lines is the optimiser's own: its parts add up to what the optimiser chose by."""

from __future__ import annotations

import itertools
import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from quotecard.card import Card, render_card
from quotecard.errors import CardError
from quotecard.page import fit_quote
from quotecard.page.account import Account, account
from quotecard.text.line.fit import FittedLines, fit

if TYPE_CHECKING:
    from quotecard.fontbook import FontBook

DATA = Path(__file__).parent.parent / "data"
ROWS = [json.loads(line) for line in (DATA / "quotes-1000.jsonl").read_text(encoding="utf-8").splitlines()]
SAMPLE = random.Random(20261123).sample(ROWS, 50)
SPECIAL: list[dict[str, Any]] = [
    {"text": "죽는 날까지 하늘을 우러러\n한 점 부끄럼이 없기를", "lang": "ko"},
    {"text": "The mass of men lead lives of quiet desperation.", "lang": "en"},
    {"text": "{電子|でんし}レンジのような、小さなヴィクトリーが、チャンスになる。", "lang": "ja"},
    {"text": "他說\uff1a\u300c這不是\u300a紅樓夢\u300b的作者能寫出來的\u3002\u300d", "author": "楊立昆"},
    {"text": "省錢是出不了名的\u3002", "translation": {"text": "Thrift makes nobody famous.", "lang": "en"}},
    {"text": "一\n二三\n\n四五六", "lang": "zh-Hant"},
    {"text": "道可道\uff0c非常道\u3002名可名\uff0c非常名\u3002", "align": "centre"},
]


class Set(NamedTuple):
    """A card with what the fit chose for it, and the account of it."""

    card: Card
    chosen: FittedLines
    told: Account


@pytest.fixture
def set_card(monkeypatch: pytest.MonkeyPatch, book: FontBook):
    found: list[FittedLines] = []

    def listened(*args: Any, **extra: Any) -> list[FittedLines]:
        choices = fit(*args, **extra)
        found.extend(choices[:1])
        return choices

    monkeypatch.setattr(fit_quote, "fit", listened)

    def set_card(quote: dict[str, Any], **look: Any) -> Set:
        card = render_card(quote, on_missing="warn", **look)
        return Set(card, found[-1], account(card.job, book))

    return set_card


def check(one: Set) -> None:
    """The same lines, each with the same parts, and the same sum."""
    assert one.told.nodes == one.chosen.lines.nodes
    assert sum(line.cost for line in one.told.lines) == pytest.approx(one.chosen.lines.cost)
    assert max(line.width for line in one.told.lines) == pytest.approx(one.chosen.lines.longest)
    assert one.card.blocks.cost == round(one.chosen.score, 3)
    whole = one.told.whole
    for line, (first, last) in zip(one.told.lines, itertools.pairwise(one.told.nodes), strict=True):
        assert line.at_end == whole.table.cost[last]
        assert bool(line.crossed) == (line.crossing > 0)
        assert line.width == pytest.approx(whole.table.right[last] - whole.table.left[first])


@pytest.mark.parametrize("direction", ["horizontal", "vertical"])
@pytest.mark.parametrize("size", ["portrait", "wide"])
def test_the_parts_add_up_to_what_was_chosen(set_card: Any, direction: str, size: str):
    drawn = 0
    for row in SAMPLE:
        try:
            one = set_card({"text": row["text"], "lang": row["lang"], "direction": direction}, size=size)
        except CardError:
            continue  # too long for the card, which is another test's matter
        drawn += 1
        check(one)
    assert drawn > 0.8 * len(SAMPLE)


@pytest.mark.parametrize("quote", SPECIAL, ids=lambda quote: quote["text"][:8])
@pytest.mark.parametrize("direction", ["horizontal", "vertical"])
def test_they_do_with_readings_translations_verse_and_names(set_card: Any, quote: dict, direction: str):
    check(set_card(quote | {"direction": direction}))


@pytest.mark.parametrize(
    ("quote", "kinds"),
    [
        ({"text": "你知道嗎\uff0c在貝爾實驗室\uff0c省錢是出不了名的\u3002"}, ["clause", "clause", "end"]),
        ({"text": "我們飽受愚蠢之苦"}, ["word", "end"]),
        ({"text": "智に働けば角が立つ\u3002情に棹させば流される\u3002", "lang": "ja"}, ["phrase", "sentence", "phrase", "end"]),
        ({"text": "一\u4e8c\u4e09\u56db\n五六七八"}, ["hard", "end"]),
    ],
)  # fmt: skip
def test_each_line_end_has_its_kind(set_card: Any, quote: dict, kinds: list[str]):
    assert [line.kind for line in set_card(quote).told.lines] == kinds


def test_a_list_item_and_a_word_that_is_cut_are_told(set_card: Any):
    listed = set_card({"text": "那些基本上安全可靠\u3001已被證明行之有效的東西"}).told.lines
    assert "list" in [line.kind for line in listed]
    long = set_card({"text": "スーパーカリフラジリスティック" * 2, "lang": "ja"}).told.lines
    assert "inside a word" in [line.kind for line in long]


def test_a_clause_end_that_a_line_runs_over_is_named_with_its_cost(set_card: Any):
    told = set_card({"text": "道可道\uff0c非常道\u3002名可名\uff0c非常名\u3002" * 6}, size="wide").told.lines
    over = [line for line in told if line.crossed]
    assert over
    assert all(mark[-1] in "\uff0c\u3002" and mark in line.text for line in over for mark in line.crossed)


def test_the_account_as_data_adds_up_too(set_card: Any):
    for line in set_card({"text": SAMPLE[0]["text"], "lang": SAMPLE[0]["lang"]}).told.lines:
        row = line.as_dict()
        parts = row["break_cost"] + row["crossed_cost"] + row["length_cost"]
        assert row["cost"] == pytest.approx(parts, abs=0.002)
        json.dumps(row)
