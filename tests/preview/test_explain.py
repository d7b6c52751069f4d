"""The account of a card, as a person reads it."""

from __future__ import annotations

from typing import Any

import pytest

from render.preview.explain import describe

FACTS: dict[str, Any] = {
    "id": "dao",
    "lang": "zh-Hant",
    "direction": "horizontal",
    "size_px": 96.04,
    "lines": ["\u9053\u53ef\u9053\uff0c", "\u975e\u5e38\u9053\u3002"],
    "runs": [{"text": "\u9053", "family": "Noto Serif CJK TC", "face": "ming:zh-Hant"}],
    "notices": [],
    "alternatives": [{"lines": ["\u9053\u53ef\u9053"], "size_px": 80.0, "cost": 1.5}],
}


def test_the_account_says_each_thing_once():
    assert describe(FACTS, guessed=False) == [
        "Quote dao: zh-Hant, horizontal, 96.0 px an em",
        "Lines:",
        "  \u9053\u53ef\u9053\uff0c",
        "  \u975e\u5e38\u9053\u3002",
        "Faces:",
        "  \u9053  Noto Serif CJK TC [ming:zh-Hant]",
        "Also weighed:",
        "  80.0 px, cost 1.50: \u9053\u53ef\u9053",
    ]


@pytest.mark.parametrize(("guessed", "said"), [(True, True), (False, False)])
def test_a_guess_is_called_a_guess(guessed: bool, said: bool):
    assert ("guessed" in describe(FACTS, guessed=guessed)[0]) is said


def test_notices_are_listed():
    facts = FACTS | {"notices": ["a comma was widened"]}
    assert "  a comma was widened" in describe(facts, guessed=False)
