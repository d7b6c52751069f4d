"""A user's font that places letters absurdly costs the quotes that need them, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from quotecard import render_card
from quotecard.errors import FontError

from tests import own_fonts as own

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("pos A <0 0 -2000 0>;", "em wide"),
        ("pos A <0 0 30000 0>;", "em wide"),
        ("pos A <0 30000 0 0>;", "em from its place"),
        ("sub A by .notdef;", "its own rules put an empty box there"),
    ],
)
def test_an_absurd_place_is_a_named_error(tmp_path: Path, rule: str, why: str):
    font = own.brand("Brand Serif", weight=400)
    for tag in ("GPOS", "GSUB", "GDEF"):
        if tag in font:
            del font[tag]
    tag = "calt" if rule.startswith("sub") else "kern"
    addOpenTypeFeaturesFromString(font, f"feature {tag} {{ {rule} }} {tag};")
    own.write(tmp_path, serif=font)
    assert render_card("hello", fonts=tmp_path).lines == ["hello"]
    with pytest.raises(FontError, match=r"serif\.ttf: the font cannot set U\+0041 A") as caught:
        render_card({"text": "hello A", "id": "mine"}, fonts=tmp_path)
    assert why in str(caught.value)
    assert "quote mine" in str(caught.value)


def test_a_glyph_too_large_for_any_card_is_not_painted(tmp_path: Path):
    font = own.brand("Brand Serif", weight=400)
    glyph = font["glyf"][font.getBestCmap()[ord("A")]]
    glyph.coordinates.scale((25, 25))
    glyph.recalcBounds(font["glyf"])
    card = render_card("hello A", fonts=own.write(tmp_path, serif=font))
    with pytest.raises(
        FontError, match=r"serif\.ttf: the font cannot be drawn \(glyph \d+ is larger than 8 em\)"
    ):
        card.png()
