"""A user's face stands as the bundled ones do, whatever body it was drawn on."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

import pytest
from quotecard import render_card
from quotecard.errors import FontError
from quotecard.fontbook import default_book, font_book
from quotecard.fontbook.em_box import _CAPITALS, _CENTRE, _X_HEIGHT

from tests import own_fonts as own

if TYPE_CHECKING:
    from pathlib import Path

    from quotecard.card import Card

KAI = (own.KAI, own.HAN + own.MARKS)
QUOTE = "\u6211\u5011\u98fd\u53d7\u611a\u8822\u4e4b\u82e6"


def middles(card: Card, *, across: bool) -> list[float]:
    """Return where the ink of each glyph of the quote has its middle, in em from its line's em box."""
    block, found = card.blocks.quote, []
    for line in block.lines:
        for run in line.runs:
            face = card.book.face(run.face)
            for glyph, x, y in zip(run.glyphs, run.x, run.y, strict=True):
                left, bottom, right, top = face.bounds(glyph)
                side = x / run.size + (left + right) / 2
                down = y / run.size - (bottom + top) / 2
                found.append(side if across else down - line.top / run.size)
    return found


def test_the_centre_and_heights_are_those_of_the_bundled_faces():
    book = default_book()
    for role in ("ming", "hei", "round"):
        face = book.pick(role, "zh-Hant")
        middle = median(
            (face.bounds(face.glyph(char))[1] + face.bounds(face.glyph(char))[3]) / 2 for char in own.HAN
        )
        assert middle == pytest.approx(_CENTRE, abs=0.015)
    latin = book.pick("latin", "en")
    assert latin.bounds(latin.glyph("x"))[3] == pytest.approx(_X_HEIGHT, abs=0.012)
    assert latin.bounds(latin.glyph("H"))[3] == pytest.approx(_CAPITALS, abs=0.012)


@pytest.mark.parametrize("up", [-200, -120, 120, 300])
@pytest.mark.parametrize("direction", ["horizontal", "vertical"])
def test_han_is_centred_in_the_em_box(tmp_path: Path, up: int, direction: str):
    own.write(tmp_path, kai=own.moved(own.brand("High", *KAI), up=up))
    quote = {"text": QUOTE, "direction": direction}
    card, plain = render_card(quote, fonts=tmp_path), render_card(quote)
    assert all(use["family"] == "High" for use in card.explain()["faces"])
    assert len(card.lines) == len(plain.lines)
    if direction == "horizontal":
        # The bundled Ming: the middle of the ink is 0.5 em below the top of the em box.
        assert median(middles(card, across=False)) == pytest.approx(
            median(middles(plain, across=False)), abs=0.03
        )
    else:
        # Each column steps by one em, and its ink stands in the middle of its place.
        for one, other in zip(card.blocks.quote.lines, plain.blocks.quote.lines, strict=True):
            assert one.width / card.blocks.quote.size == pytest.approx(
                other.width / plain.blocks.quote.size, abs=0.01
            )
        assert median(middles(card, across=False)) == pytest.approx(
            median(middles(plain, across=False)), abs=0.03
        )


def test_a_small_departure_is_the_designer_s(tmp_path: Path):
    own.write(tmp_path, kai=own.brand("Kai", *KAI))
    assert font_book(tmp_path).pick("ming", "zh-Hant").baseline_shift == 0.0


@pytest.mark.parametrize("advance", [800, 1300])
def test_han_takes_one_em(tmp_path: Path, advance: int):
    own.write(tmp_path, kai=own.moved(own.brand("Wide", *KAI), advance=advance))
    face = font_book(tmp_path).pick("ming", "zh-Hant")
    assert face.upem == advance
    card = render_card({"text": QUOTE, "direction": "horizontal"}, fonts=tmp_path)
    [first, *_] = card.blocks.quote.lines
    assert first.width / card.blocks.quote.size == pytest.approx(len(first.text), abs=1e-6)


def test_a_punctuation_mark_gives_up_its_blank_as_a_bundled_one(tmp_path: Path):
    own.write(tmp_path, kai=own.brand("Kai", *KAI))
    text = "\u5b78\u800c\uff0c\u300c\u6642\u7fd2\u300d\u3002"
    card, plain = render_card(text, fonts=tmp_path, theme="ink"), render_card(text, theme="ink")
    assert card.lines == plain.lines


@pytest.mark.parametrize("scale", [0.7, 1.4])
def test_latin_meets_the_height_of_eb_garamond_beside_han(tmp_path: Path, scale: float):
    from fontTools.ttLib.scaleUpem import scale_upem

    font = own.brand("Brand Serif", weight=400)
    scale_upem(font, round(1000 * scale))
    font["head"].unitsPerEm = 1000
    book = font_book(own.write(tmp_path, serif=font))
    assert book.pick("latin", "en").optical == pytest.approx((1 / scale, 1 / scale), rel=0.02)
    for text in (f"{QUOTE} axe", f"{QUOTE} HI"):
        card, plain = render_card(text, fonts=tmp_path), render_card(text)
        heights = [top(one) for one in (card, plain)]
        assert heights[0] == pytest.approx(heights[1], rel=0.03)


def top(card: Card) -> float:
    """Return how high the last Latin letter of a quote is, in em of the quote."""
    run = next(
        run for line in card.blocks.quote.lines for run in line.runs if "e" in run.text or "H" in run.text
    )
    face = card.book.face(run.face)
    return face.bounds(run.glyphs[-1])[3] * run.size / card.blocks.quote.size


@pytest.mark.parametrize(
    ("change", "why"),
    [({"advance": 0}, "em apart"), ({"advance": 9000}, "em apart"), ({"up": 0}, "blank")],
)
def test_a_face_that_cannot_stand_is_refused(tmp_path: Path, change: dict[str, int], why: str):
    font = own.brand("Odd", *KAI)
    if why == "blank":
        for name in font.getGlyphOrder():
            font["glyf"][name] = type(font["glyf"][name])()
    own.write(tmp_path, odd=own.moved(font, **change))
    with pytest.raises(FontError, match=rf"odd\.ttf: the font is unusable.*{why}"):
        font_book(tmp_path)
