"""Every theme on every size: texts on the card, apart from one another and from what decorates it."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from quotecard import render_card, sizes, themes
from quotecard.devices import devices_of
from quotecard.devices.ruled_sheet import RuledSheet
from quotecard.devices.spine import Spine
from quotecard.errors import DoesNotFit
from quotecard.scene import Glyphs, Outline, Rect

from bench.corpora import sample
from tests.page.conftest import Box, glyph_boxes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard import Card

LOOKS = list(product(themes(), sizes()))
QUOTES: list[dict[str, Any]] = [
    {"text": "我們飽受愚蠢之苦\u3002", "author": "楊立昆"},
    {"text": "古池や蛙飛び込む水の音", "author": "松尾芭蕉", "source": "『春の日』", "lang": "ja"},
    {
        "text": "我們真正應該擁有的就是==更多的智能==\u3002有了更多的智能\uff0c人類的苦難就會減少\u3002",
        "author": "楊立昆",
        "role": "圖靈獎得主",
        "source": "《金融時報》專訪",
        "date": "2026",
    },
    {
        "text": "學而時習之\uff0c不亦說乎\uff1f",
        "author": "孔子",
        "lang": "lzh",
        "translation": "Is it not pleasant?",
    },
    {
        "text": "What we should really have is more intelligence.",
        "author": "Yann LeCun",
        "source": "FT",
        "lang": "en",
    },
    {"text": "죽는 날까지 하늘을 우러러 한 점 부끄럼이 없기를", "author": "윤동주", "lang": "ko"},
    {"text": "我们飽受LLM之苦\u2014\u2014真的\uff01", "lang": "zh-Hans"},
]
CORPUS = [
    {"text": one["text"], "author": one["author"], "source": one.get("work", ""), "lang": one["lang"]}
    for one in sample(60)
]
HANG, BEYOND, INTO_LINE = 0.62, 0.34, 0.3
"""em: a mark outside the edge; ink beyond an em box; a descender that crosses the rule of ruled paper"""


class Parts(NamedTuple):
    """What stands on a card."""

    texts: list[Box]
    solids: list[Box]
    """what no text may meet: marks, a disc, a tail, seals, rules"""
    cloth: Box | None
    bubble: Box | None


def owner(card: Card, item: Glyphs) -> str:
    for part in ("kicker", "source", "role", "name", "translation", "quote"):
        block = getattr(card.blocks, part)
        runs = (run for line in block.lines for run in line.runs) if block else ()
        if any((run.text, run.size, run.glyphs) == (item.text, item.size, item.glyphs) for run in runs):
            return part
    raise AssertionError(item)


def parts(card: Card) -> Parts:
    palette, theme = card.job.theme.palette, card.job.theme
    found = Parts([], [], None, None)
    bars = sum(len(line.strokes) for line in card.blocks.quote.lines)
    rects = [item for item in card.scene.items if isinstance(item, Rect)]
    texts = rects[len(rects) - bars :] if bars else []
    for item in card.scene.items:
        match item:
            case Glyphs():
                found.texts.extend(glyph_boxes(item, owner(card, item)))
            case Rect() if item not in texts:
                box = Box(item.x, item.y, item.x + item.width, item.y + item.height, "rule")
                if theme.device(Spine):
                    if item.colour == palette.tint and item.height == card.scene.height:
                        found = found._replace(cloth=box)
                elif (
                    not any(isinstance(one, RuledSheet) for one in devices_of(theme))
                    or item.colour != palette.line
                ):
                    found.solids.append(box)
            case Outline():
                xs = [item.x + x for contour in item.contours for x, _ in contour]
                ys = [item.y + y for contour in item.contours for _, y in contour]
                box = Box(min(xs), min(ys), max(xs), max(ys), item.label)
                if item.label == "bubble":
                    found = found._replace(bubble=box)
                else:
                    found.solids.append(box)
    return found


def check(card: Card) -> None:
    """Assert that nothing leaves the card, and no text meets another or a device."""
    found, em = parts(card), card.blocks.quote.size
    outer, size = card.job.outer, card.job.size
    told = (card.job.theme.id, size.name, card.job.quote.text)
    for box in found.texts:
        assert min(box.left, box.top) >= 0, (told, box)
        assert box.right <= size.width, (told, box)
        assert box.foot <= size.height, (told, box)
        reach = HANG * em
        if box.part == "quote" and not found.cloth:
            assert outer.left - reach <= box.left, (told, box)
            assert box.right <= outer.right + reach, (told, box)
        shape = card.job.proportions
        assert box.top >= shape.top * size.height - BEYOND * em, (told, box)
        assert box.foot <= size.height * (1 - shape.bottom) + BEYOND * em, (told, box)
    quote, drawn = card.job.quote, {box.part for box in found.texts}
    source = (quote.source or quote.date) and (quote.date or card.job.shown.get("masthead") != quote.source)
    given = {"name": quote.author, "role": quote.role, "source": source, "translation": quote.translation}
    assert {part for part, words in given.items() if words} | {"quote"} == drawn - {"kicker"}, told
    for one, other in combinations(found.texts, 2):
        assert one.part == other.part or not one.meets(other), (told, one, other)
    for text, solid in product(found.texts, found.solids):
        assert not text.meets(solid), (told, text, solid)
    if found.bubble:
        bubble = found.bubble
        assert all(inside(box, bubble) for box in found.texts if box.part == "quote"), told
    if found.cloth:
        on_slip = card.blocks.place == "slip"
        for box in found.texts:
            if box.part in ("name", "role", "source") and on_slip:
                assert inside(box, found.cloth), (told, box)
            else:
                assert not box.meets(found.cloth), (told, box)


def inside(box: Box, around: Box) -> bool:
    return (
        around.left <= box.left
        and box.right <= around.right
        and around.top <= box.top
        and box.foot <= around.foot
    )


def cards(quotes: list[dict[str, Any]], theme: str, size: str) -> Iterator[Card]:
    """Draw quotes; one too long for the card is refused, and left out."""
    for quote in quotes:
        try:
            yield render_card(quote, theme=theme, size=size)
        except DoesNotFit:
            continue


@pytest.mark.parametrize(("theme", "size"), LOOKS)
def test_nothing_meets_what_it_should_not(theme: str, size: str):
    drawn = list(cards(QUOTES, theme, size))
    assert len(drawn) >= len(QUOTES) - 2 * (size == "wechat")
    for card in drawn:
        check(card)


@pytest.mark.parametrize("theme", themes())
def test_neither_in_the_direction_that_a_theme_does_not_like(theme: str):
    for quote, direction in product(QUOTES, ("vertical", "horizontal")):
        if direction == "vertical" and quote.get("lang") in ("en", "ko"):
            continue
        for card in cards([{**quote, "direction": direction}], theme, "portrait"):
            check(card)


@pytest.mark.soak
@pytest.mark.parametrize(("theme", "size"), LOOKS)
def test_nor_with_sixty_quotes(theme: str, size: str):
    drawn = list(cards(CORPUS, theme, size))
    assert len(drawn) >= len(CORPUS) * (0.8 if size == "wechat" else 0.95)
    for card in drawn:
        check(card)
