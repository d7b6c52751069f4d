"""The account of a card, as a person reads it."""

from __future__ import annotations

from typing import Any

import pytest
from quotecard.card import render_card
from quotecard.preview.explain_text import explain_lines, signed_cost


def line(text: str, kind: str, **costs: Any) -> dict[str, Any]:
    parts = {"break_cost": 0.0, "crossed": [], "crossed_cost": 0.0, "length_cost": 0.0} | costs
    whole = parts["break_cost"] + parts["crossed_cost"] + parts["length_cost"]
    return {"text": text, "width_em": 3.75, "break": kind, "cost": whole} | parts


FACTS: dict[str, Any] = {
    "id": "dao",
    "lang": "zh-Hant",
    "direction": "horizontal",
    "size_px": 96.04,
    "cost": -5.0,
    "lines": ["\u9053\u53ef\u9053\uff0c", "\u975e\u5e38\u9053\u3002\u540d"],
    "line_costs": [
        line("\u9053\u53ef\u9053\uff0c", "clause", break_cost=0.05, length_cost=-0.25),
        line("\u975e\u5e38\u9053\u3002\u540d", "end", crossed=["\u9053\u3002"], crossed_cost=3.0, length_cost=0.2),
    ],
    "forbidden": [
        {"line": 1, "before": "\u9053", "after": "\uff0c\u975e", "word": True, "gain": 0.125, "rule": "it may not"},
    ],
    "runs": [{"text": "\u9053", "family": "Noto Serif CJK TC", "face": "ming:zh-Hant"}],
    "faces": [
        {"family": "Noto Serif CJK TC", "face": "ming:zh-Hant", "why": "the theme's", "texts": ["\u9053", "\u975e"]},
    ],
    "notices": [],
    "alternatives": [{"lines": ["\u9053\u53ef\u9053", "\u975e"], "size_px": 80.0, "cost": 1.5}],
}  # fmt: skip


def test_the_account_says_each_thing_once():
    assert explain_lines(FACTS, guessed=False) == [
        "Quote dao: zh-Hant, horizontal, 96.0 px per em",
        "Lines (a higher cost is worse):",
        "  \u9053\u53ef\u9053\uff0c     3.75 em  cost \u22120.20: a clause ends 0.05, length \u22120.25",
        "  \u975e\u5e38\u9053\u3002\u540d   3.75 em  cost 3.20: the text ends 0.00, length 0.20, crosses \u9053\u3002 3.00",
        "Forbidden breaks that would give better lines:",
        "  line 1: \u9053|\uff0c\u975e  it may not; a word ends here, and the line lengths would cost 0.12 less",
        "Faces:",
        "  Noto Serif CJK TC [ming:zh-Hant]: the theme's  (\u9053 / \u975e)",
        "Alternatives considered (the chosen setting costs \u22125.00):",
        "  80.0 px, cost 1.50 (6.50 worse): \u9053\u53ef\u9053 / \u975e",
    ]


@pytest.mark.parametrize(("guessed", "said"), [(True, True), (False, False)])
def test_a_guess_is_called_a_guess(guessed: bool, said: bool):
    assert ("guessed" in explain_lines(FACTS, guessed=guessed)[0]) is said


def test_notices_are_listed():
    facts = FACTS | {"notices": ["a comma was widened"]}
    assert "  a comma was widened" in explain_lines(facts, guessed=False)


@pytest.mark.parametrize(
    ("cost", "told"), [(0.0, "0.00"), (-0.004, "0.00"), (-0.006, "\u22120.01"), (1.234, "1.23")]
)
def test_a_cost_has_a_true_minus_and_nothing_has_no_sign(cost: float, told: str):
    assert signed_cost(cost) == told


@pytest.mark.parametrize(
    "quote",
    [
        {"text": "你知道嗎,在貝爾實驗室,省錢是出不了名的.", "lang": "zh-Hant"},
        {"text": "少即是多\u3002", "direction": "vertical", "translation": {"text": "Less is more.", "lang": "en"}},
        {"text": "Less is more.", "lang": "en"},
    ],
)  # fmt: skip
def test_a_real_card_has_an_account_with_every_line_and_notice(quote: dict):
    card = render_card(quote)
    told = "\n".join(explain_lines(card.explain(), guessed=False))
    assert all(text in told for text in card.lines)
    assert all(str(notice) in told for notice in card.notices)
    assert "face of the theme xuan" in told or "goes with ming" in told
