"""The picture of a layout: everything stands where the card has it, and nothing needs another text engine."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image
from quotecard.card import Card, render_card
from quotecard.preview.colours import DEAR, FAIR, FORBIDDEN, GOOD, LINE
from quotecard.preview.drawing import blend
from quotecard.preview.overlay import layout_png, overlay_scene
from quotecard.scene import Glyphs, Outline, Rect, Scene

LONG = (
    "我們有很多新想法和非常棒的東西\uff0c他們應該付諸實施\u3002但他們卻只選擇那些基本上安全可靠\u3001"
    "已被證明行之有效的東西\u3002這樣做\uff0c你就落後了\u3002"
)
CASES: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({"text": LONG, "author": "楊立昆", "source": "《金融時報》專訪"}, {}),
    ({"text": LONG, "author": "楊立昆", "direction": "vertical"}, {"theme": "ink"}),
    ({"text": "Less is more.", "lang": "en", "author": "Mies"}, {"size": "wide"}),
    ({"text": "{電子|でん|し}レンジ", "lang": "ja", "direction": "vertical"}, {"size": "square"}),
    ({"text": "道可道\uff0c非常道\u3002", "align": "centre"}, {"size": "360x450"}),
]


def rects(scene: Scene, colour: tuple[int, int, int]) -> list[Rect]:
    return [item for item in scene.items if isinstance(item, Rect) and item.colour == colour]


def boxes(card: Card, scene: Scene) -> list[Rect]:
    """The filled boxes of lines: all of the quote's stand first."""
    return rects(scene, blend(LINE, card.scene.ground, 0.13))[: len(card.lines)]


def words(scene: Scene) -> str:
    return "".join(item.text for item in scene.items if isinstance(item, Glyphs))


@pytest.mark.parametrize(("quote", "look"), CASES)
def test_the_picture_is_a_png_as_wide_as_the_card_with_a_key_below(quote: dict, look: dict):
    card = render_card(quote, **look)
    with Image.open(io.BytesIO(layout_png(card)), formats=("PNG",)) as image:
        image.load()
        zoom = image.width // card.scene.width
        assert image.width == zoom * card.scene.width >= 864
        assert zoom * card.scene.height < image.height <= zoom * card.scene.height + 500


@pytest.mark.parametrize(("quote", "look"), CASES)
def test_line_boxes_hold_the_ink_of_their_lines(quote: dict, look: dict):
    """The card's own glyphs, dimmed, stand in the boxes drawn for them, in the order of the lines."""
    card = render_card(quote, **look)
    scene = overlay_scene(card)
    zoom = scene.width // card.scene.width
    drawn = [item for item in card.scene.items if isinstance(item, Glyphs)]
    found = boxes(card, scene)
    for line, box in zip(card.blocks.quote.lines, found, strict=True):
        run = line.runs[0]
        item = next(item for item in drawn if (item.face, item.size, item.glyphs) == run[:3])
        drawn.remove(item)
        left, right = box.x - run.size * zoom, box.x + box.width + run.size * zoom
        top, foot = box.y - run.size * zoom, box.y + box.height + run.size * zoom
        for x, y in zip(item.x, item.y, strict=True):
            assert left <= x * zoom <= right
            assert top <= y * zoom <= foot
    across = {round(box.width if card.job.vertical else box.height) for box in found}
    assert max(across) - min(across) <= 1
    assert abs(max(across) - card.blocks.quote.size * zoom) <= 1


@pytest.mark.parametrize(("quote", "look"), CASES)
def test_every_line_end_has_a_bar_and_its_cost(quote: dict, look: dict):
    card = render_card(quote, **look)
    scene, facts = overlay_scene(card), card.explain()
    bars = [rect for colour in (GOOD, FAIR, DEAR) for rect in rects(scene, colour)]
    in_key = [bar for bar in bars if bar.y > card.scene.height * scene.width // card.scene.width]
    assert len(bars) - len(in_key) == len(card.lines)
    assert len(in_key) == 3
    for line in facts["line_costs"]:
        assert line["break"].split()[0] in words(scene)


def test_what_tempted_has_an_arrow_and_its_rule_in_the_key():
    card = render_card({"text": LONG})
    scene, (place,) = overlay_scene(card), card.explain()["forbidden"]
    arrows = [item for item in scene.items if isinstance(item, Outline) and item.label == "arrow"]
    assert len(arrows) == 2  # at the place, and in the key
    assert {arrow.colour for arrow in arrows} == {FORBIDDEN}
    assert place["rule"].replace(" ", "") in words(scene).replace(" ", "")
    box = boxes(card, scene)[place["line"] - 1]
    tip = arrows[0].contours[0][0]
    # Before the full stop that ends the line: its body is half trimmed.
    assert box.x + box.width - card.blocks.quote.size < tip[0] < box.x + box.width


def test_where_nothing_tempted_the_key_is_silent_of_it():
    scene = overlay_scene(render_card("我們飽受愚蠢之苦"))
    assert "forbidden" not in words(scene)
    assert not [item for item in scene.items if item.colour == FORBIDDEN]


@pytest.mark.parametrize(
    "quote", [{"text": "一\n二三\n\n四五六"}, {"text": "好\U0001f600"}, {"text": "x", "id": "\u0e01\u5929"}]
)
def test_odd_quotes_are_drawn_too(quote: dict):
    assert layout_png(render_card(quote)).startswith(b"\x89PNG")
