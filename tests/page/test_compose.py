"""Where things stand on a card: inside it, inside its margins, and apart from each other."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

import pytest
from quotecard import render_card
from quotecard.devices.rule import ShortRule
from quotecard.errors import DoesNotFit
from quotecard.scene import Glyphs, dump
from quotecard.text.line.spacing import OPENING

from bench.corpora import sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from quotecard import Card

PLAIN, SIZES = ("xuan", "ink"), ("portrait", "square", "story", "wide")
"""Themes whose attribution is tied to the quote, and nothing stands about it; the others: test_themes.py."""
CARDS = list(product(PLAIN, SIZES))
SHORT = "大道至簡"
MIDDLE = "孟子曰\uff1a「仁\uff0c人心也\uff1b義\uff0c人路也\u3002」"
LONG = (
    "我們有很多新想法和非常棒的東西\uff0c他們應該付諸實施\u3002但他們卻只選擇那些基本上安全可靠的東西\u3002"
)
LATIN = "It is a truth universally acknowledged."
AUTHORS = ("", "楊立昆", "阿爾伯特\u00b7愛因斯坦", "Yann LeCun")
ROLES, SOURCES, DATES = ("", "圖靈獎得主"), ("", "《金融時報》專訪"), ("", "2026")
ATTRIBUTIONS = [
    dict(zip(("author", "role", "source", "date"), one, strict=True))
    for one in product(AUTHORS, ROLES, SOURCES, DATES)
]
# Ink beyond an em box, in em of its glyph: Latin descenders and the bearings of italics.
BEYOND = 0.3
SAMPLE = [{"text": one["text"], "author": one["author"], "source": one.get("work", ""), "lang": one["lang"]} for one in sample(150)]  # fmt: skip


def off_the_card(card: Card, boxes: Iterable) -> list:
    return [
        box
        for box in boxes
        if min(box[:2]) < 0 or box.right > card.scene.width or box.foot > card.scene.height
    ]


def outside_the_margins(card: Card, boxes: Iterable) -> list:
    """Ink outside the frame, but for opening marks that hang at its left, or above columns."""
    frame, em = card.job.frame, card.blocks.quote.size
    along, across = BEYOND * em, 0.12 * em
    columns = card.blocks.quote.vertical
    found = []
    for box in boxes:
        hung = em if box.text[:1] in OPENING or box.text[:1] == "\u201c" else 0.0
        if (
            box.left < frame.left - max(across, 0.0 if columns else hung)
            or box.right > frame.right + across
            or box.top < frame.top - max(along, hung if columns else 0.0)
            or box.foot > frame.bottom + along
        ):
            found.append(box)
    return found


@pytest.mark.parametrize(("theme", "size"), CARDS)
def test_the_ink_of_150_quotes_stays_inside_the_margins(theme: str, size: str, parts: Callable):
    for quote in SAMPLE:
        card = render_card(quote, theme=theme, size=size)
        boxes = parts(card)
        assert off_the_card(card, boxes) == []
        assert outside_the_margins(card, boxes) == []


@pytest.mark.parametrize("direction", ["auto", "vertical"])
@pytest.mark.parametrize("text", [SHORT, MIDDLE, LONG, LATIN])
@pytest.mark.parametrize(("theme", "size"), CARDS)
def test_no_part_meets_another_whatever_the_attribution(
    theme: str, size: str, text: str, direction: str, parts: Callable
):
    for attribution in ATTRIBUTIONS:
        card = render_card({"text": text, "direction": direction, **attribution}, theme=theme, size=size)
        boxes = parts(card)
        owners = {box.part for box in boxes}
        given = {part for part in ("author", "role") if attribution[part]}
        given |= {"source"} if attribution["source"] or attribution["date"] else set()
        assert {"name" if part == "author" else part for part in given} == owners - {"quote", "seal", "rule"}
        for one, other in combinations(boxes, 2):
            assert one.part == other.part or not one.meets(other), (attribution, one, other)
        assert off_the_card(card, boxes) == []
        assert outside_the_margins(card, boxes) == []


@pytest.mark.parametrize(("theme", "size"), CARDS)
def test_the_attribution_comes_below_the_quote_or_stands_at_its_side(theme: str, size: str, parts: Callable):
    for attribution in ATTRIBUTIONS:
        card = render_card({"text": MIDDLE, "direction": "horizontal", **attribution}, theme=theme, size=size)
        boxes = parts(card)
        quote = [box for box in boxes if box.part == "quote"]
        foot, right = max(box.foot for box in quote), max(box.right for box in quote)
        for box in boxes:
            at_the_side = card.blocks.place == "side" and box.part in ("name", "seal")
            assert box.part == "quote" or (box.left > right if at_the_side else box.top > foot)


@pytest.mark.parametrize(("theme", "size"), CARDS)
def test_the_attribution_stands_left_of_columns_its_parts_in_order(theme: str, size: str, parts: Callable):
    for attribution in ATTRIBUTIONS:
        card = render_card({"text": MIDDLE, "direction": "vertical", **attribution}, theme=theme, size=size)
        boxes = parts(card)
        edge = min(box.left for box in boxes if box.part == "quote")
        for part in ("rule", "name", "role", "source"):
            own = [box for box in boxes if box.part == part or (part == "name" and box.part == "seal")]
            assert all(box.right < edge for box in own), (part, attribution)
            edge = min((box.left for box in own), default=edge)


def test_one_seal_or_one_rule_at_most(parts: Callable):
    for (theme, size), attribution in product(CARDS, ATTRIBUTIONS):
        card = render_card({"text": SHORT, **attribution}, theme=theme, size=size)
        marks = [box.part for box in parts(card) if box.part in ("seal", "rule")]
        if card.job.theme.device(ShortRule):
            assert marks == (["rule"] if any(attribution.values()) else [])
        else:
            assert marks == (
                ["seal"] if attribution["author"] and attribution["author"] != "Yann LeCun" else []
            )


def test_an_upright_name_stands_inside_the_margins_and_foots_with_the_quote(parts: Callable):
    upright = 0
    for theme, size in CARDS:
        for author in AUTHORS[1:]:
            card = render_card({"text": LONG, "author": author}, theme=theme, size=size)
            if card.blocks.place != "side":
                continue
            upright += 1
            boxes = parts(card)
            side = [box for box in boxes if box.part in ("name", "seal")]
            frame = card.job.frame
            assert author.isascii() is False
            assert max(box.right for box in side) <= frame.right + 1
            assert min(box.top for box in side) >= frame.top - 1
            last = card.blocks.quote.lines[-1].text
            foot = max(box.foot for box in boxes if box.part == "quote" and box.text.endswith(last))
            assert abs(max(box.foot for box in side) - foot) < 0.35 * card.blocks.quote.size
    assert upright >= 2


@pytest.mark.parametrize(("theme", "size"), CARDS)
@pytest.mark.parametrize("part", ["author", "role", "source"])
@pytest.mark.parametrize("direction", ["horizontal", "vertical"])
def test_a_long_part_is_wrapped_or_refused_and_never_spilled(
    theme: str, size: str, direction: str, part: str, parts: Callable
):
    for words in (
        "楊立昆" * 4,
        "楊立昆" * 6,
        "楊立昆" * 7,
        "楊立昆" * 8,
        "楊立昆" * 9,
        "楊立昆" * 40,
        "Professor of Computer Science " * 4,
        "W" * 40,
        "W" * 120,
    ):
        try:
            quote = {"text": MIDDLE, "direction": direction, part: words.strip()}
            card = render_card(quote, theme=theme, size=size)
        except DoesNotFit:
            continue
        boxes = parts(card)
        assert off_the_card(card, boxes) == [], words
        assert outside_the_margins(card, boxes) == [], words
        assert all(one.part == other.part or not one.meets(other) for one, other in combinations(boxes, 2)), (
            words
        )
        set_as = {"author": card.blocks.name}.get(part) or getattr(card.blocks, part, None)
        drawn = "".join(line.text for line in set_as.lines)
        assert "".join(words.split()) in "".join(drawn.split())


@pytest.mark.parametrize(("theme", "size"), CARDS)
def test_parts_with_the_same_words_are_all_drawn(theme: str, size: str):
    card = render_card(
        {"text": SHORT, "author": "顧問", "role": "顧問", "source": "《顧問》"}, theme=theme, size=size
    )
    drawn = "".join(item.text for item in card.scene.items if isinstance(item, Glyphs))
    assert drawn.count("顧問") == 3


@pytest.mark.parametrize(("theme", "size"), CARDS)
def test_the_scene_is_the_card(theme: str, size: str):
    card = render_card({"text": f"=={SHORT}==", "author": "楊立昆"}, theme=theme, size=size)
    scene, made = card.scene, card.job.theme
    assert (scene.width, scene.height, scene.ground) == (
        card.job.size.width,
        card.job.size.height,
        made.ground,
    )
    inks = {item.text: item.colour for item in scene.items if isinstance(item, Glyphs)}
    assert inks[SHORT] == made.accent
    assert inks["楊立昆"] == made.quiet


@pytest.mark.parametrize("size", ["300x400", "1600x400", "400x1600", "1000x1000@2x"])
@pytest.mark.parametrize("theme", PLAIN)
def test_odd_sizes_hold_their_ink_too(theme: str, size: str, parts: Callable):
    card = render_card({"text": SHORT, "author": "楊立昆", "source": "專訪"}, theme=theme, size=size)
    boxes = parts(card)
    assert off_the_card(card, boxes) == []
    assert all(one.part == other.part or not one.meets(other) for one, other in combinations(boxes, 2))


def test_the_same_card_is_the_same_scene():
    quote = {"text": LONG, "author": "楊立昆", "source": "專訪"}
    assert dump(render_card(quote).scene) == dump(render_card(quote).scene)
