"""Dashes that are drawn: where a face's own would be too thin, or show a seam."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from quotecard import render_card
from quotecard.fontbook import default_book
from quotecard.scene import Rect
from quotecard.style import load_theme
from quotecard.text.shape.shape import shape
from quotecard.text.shape.voice import Voice

if TYPE_CHECKING:
    from quotecard.text.shape.shaped import Shaped

DASH = "\u2014\u2014"


def line(text: str, role: str, weight: int | None = None, lang: str = "zh-Hant") -> Shaped:
    return shape(text, Voice(role, lang, weight), default_book())


@pytest.mark.parametrize("weight", [500, 700, 900])
def test_a_bold_hei_has_a_bar_of_its_own_weight(weight: int):
    one = line(f"久{DASH}說", "hei", weight)
    stroke = default_book().pick("hei", "zh-Hant", weight)
    _, bottom, _, top = stroke.bounds(stroke.glyph("一"))
    assert one.dashes[1].thickness == pytest.approx((top - bottom) * 0.52)
    assert (one.dashes[1].along, one.dashes[1].length) == pytest.approx((0.1, 1.8))
    assert one.glyphs[1] == []
    assert one.advances[1] == pytest.approx(2.0)


def test_the_bar_of_hei_700_is_what_the_reference_cards_have():
    assert line(f"久{DASH}說", "hei", 700).dashes[1].thickness == pytest.approx(0.068, abs=0.001)


@pytest.mark.parametrize(
    ("text", "role", "weight", "lang"),
    [
        (f"久{DASH}說", "ming", None, "zh-Hant"),
        (f"久{DASH}說", "hei", 400, "zh-Hant"),
        ("久\u2014說", "hei", 700, "zh-Hant"),
        (f"久{DASH * 2}說", "hei", 700, "zh-Hant"),
        (f"to be{DASH}or", "hei", None, "en"),
    ],
)
def test_other_dashes_are_the_face_s_own(text: str, role: str, weight: int | None, lang: str):
    assert line(text, role, weight, lang).dashes == {}


@pytest.mark.parametrize("direction", ["horizontal", "vertical"])
def test_a_bar_stands_on_the_card_in_the_ink_of_its_words(direction: str):
    hei = load_theme("xuan")._replace(face="hei", weight=700)
    quote = {"text": f"他想了很久{DASH}==說{DASH}不==", "direction": direction, "lang": "zh-Hant"}
    scene = render_card(quote, theme=hei).scene
    bars = [item for item in scene.items if isinstance(item, Rect)]
    assert [bar.colour for bar in bars] == [hei.ink, hei.accent]
    for bar in bars:
        long, short = (bar.height, bar.width) if direction == "vertical" else (bar.width, bar.height)
        assert short * 20 < long < short * 32
        assert 0 < bar.x < bar.x + bar.width < scene.width
        assert 0 < bar.y < bar.y + bar.height < scene.height


def test_a_centred_line_moves_its_bar():
    kai = load_theme("xuan")._replace(face="kai")
    quote = {"text": f"說{DASH}\n他想了很久還是想不通", "align": "centre"}
    bar = next(item for item in render_card(quote, theme=kai).scene.items if isinstance(item, Rect))
    assert bar.x > 1080 / 2 - bar.width / 2
