"""A translation beside its quote: in its own language, in a size that goes with the quote's, both inside the card."""

from __future__ import annotations

import random

import pytest
from quotecard import render_card
from quotecard.scene import Glyphs

from bench.corpora import quotes

ENGLISH = (
    "What we should really have is more intelligence.",
    "We suffer from stupidity.",
    "When you do that, you fall behind. They were only going for what was safe and proved, and for nothing else.",
)
SIZES = ("portrait", "square", "story", "wide")


def sample(count: int) -> list[str]:
    texts = [quote["text"] for quote in quotes() if quote["lang"] == "zh-Hant" and len(quote["text"]) < 60]
    return random.Random(11).sample(texts, count)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("direction", ["horizontal", "vertical"])
def test_neither_dwarfs_the_other(size: str, direction: str):
    for at, text in enumerate(sample(12)):
        card = render_card(
            {"text": text, "translation": ENGLISH[at % 3], "direction": direction, "author": "\u5b54\u5b50"},
            size=size,
        )
        quote, other = card.blocks.quote, card.blocks.translation
        assert other is not None
        assert other.vertical is quote.vertical is (direction == "vertical")
        assert 0.35 * quote.size <= other.size <= quote.size
        assert "".join("".join(line.text for line in other.lines).split()) == "".join(
            ENGLISH[at % 3].split()
        ).replace("'", "\u2019")


@pytest.mark.parametrize("size", SIZES)
def test_the_translation_stands_below_and_apart(size: str):
    for text in sample(8):
        quote = {"text": text, "translation": ENGLISH[0], "author": "\u5b54\u5b50", "direction": "horizontal"}
        card = render_card(quote, size=size)
        quote, job = card.blocks.quote, card.job
        drawn = [item for item in card.scene.items if isinstance(item, Glyphs)]
        assert max(max(item.y) for item in drawn) <= job.frame.bottom
        mine = [item for item in drawn if item.text.strip() and item.text in ENGLISH[0]]
        others = [item for item in drawn if item.size == quote.size]
        assert mine
        assert min(min(item.y) for item in mine) > max(max(item.y) for item in others)


def test_it_is_set_in_its_own_language():
    card = render_card(
        {"text": "Old pond.", "lang": "en", "translation": {"text": "\u76f4\u9aa8\u3002", "lang": "ja"}}
    )
    assert card.blocks.translation is not None
    faces = {run.face for line in card.blocks.translation.lines for run in line.runs}
    assert faces == {"ming:ja"}
    assert render_card({"text": "\u597d", "translation": "Good."}).job.translation_lang == "en"


def test_what_a_translation_says_is_in_the_alt_text():
    assert "(Good.)" in render_card({"text": "\u597d", "translation": "Good."}).alt


def test_a_missing_character_of_a_translation_costs_the_quote():
    from quotecard import MissingGlyphs

    with pytest.raises(MissingGlyphs, match=r"U\+12000"):
        render_card({"text": "\u597d", "translation": "\U00012000"})
