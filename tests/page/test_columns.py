"""Vertical cards of real quotes: columns from right to left, the attribution left of them, feet level."""

from __future__ import annotations

from itertools import pairwise, product
from statistics import median
from typing import TYPE_CHECKING, Any

import pytest
from quotecard import render_card
from quotecard.errors import DoesNotFit
from quotecard.text.line.fit import STANZA_LINES

from bench import edges
from bench.corpora import mixed, quotes, sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from quotecard import Card

PLAIN, SIZES = ("xuan", "ink"), ("portrait", "square", "story", "wide")
CARDS = pytest.mark.parametrize(("theme", "size"), list(product(PLAIN, SIZES)))
HANGING = (
    "\u300d\u300f\u201d\u2019\uff09\u300b\u3009\u3011\u3001\u3002\uff0c\uff0e\uff1a\uff1b\uff01\uff1f\u301f"
)
"""Marks that hang below the last character of a column."""
FLAT = "一二三\u30fc\u2014\u2026\uff5e"
"""Characters whose ink stands far from the foot of their em."""


def cards(rows: Iterable[dict[str, Any]], theme: str, size: str) -> Iterable[tuple[dict[str, Any], Card]]:
    """Draw rows in columns; one too long for the card is refused, and left out."""
    for row in rows:
        quote = {"text": row["text"], "lang": row["lang"], "author": row["author"], "direction": "vertical"}
        try:
            yield (
                row,
                render_card(
                    {**quote, "source": row.get("work", "")}, theme=theme, size=size, on_missing="warn"
                ),
            )
        except DoesNotFit:
            continue


def check(rows: Iterable[dict[str, Any]], theme: str, size: str, parts: Callable) -> int:
    """Assert all that a card in columns promises; return how many were drawn."""
    drawn = 0
    for row, card in cards(rows, theme, size):
        drawn += 1
        check_lines(card, row["lang"])
        boxes = parts(card)
        columns = check_columns(card, boxes)
        check_attribution(card, boxes, columns)
        for box in boxes:
            assert min(box.left, box.top) >= 0, box
            assert box.right <= card.scene.width, box
            assert box.foot <= card.scene.height, box
    return drawn


def check_lines(card: Card, lang: str) -> None:
    """Nothing lost or moved, no forbidden edge, no unit split, no character alone at the end."""
    text = card.blocks.text
    spans = edges.locate(text, [line for line in card.lines if line])
    assert spans is not None, card.lines
    for group in edges.paragraphs(text, spans):
        assert [edges.forbidden(text, at, lang) for at, _ in group[1:]] == [""] * (len(group) - 1), card.lines
        assert not edges.orphaned(text, group), card.lines


def check_columns(card: Card, boxes: list) -> list[list]:
    """Columns from right to left, one pitch apart but for a stanza's gap; return the ink of each."""
    quote = card.blocks.quote
    assert quote.vertical
    tops = [line.top for line in quote.lines]
    steps = [after - before for before, after in pairwise(tops)]
    pitch = card.job.proportions.pitch * quote.size
    wider = [step for step in steps if step != pytest.approx(pitch)]
    assert len(wider) <= (2 if len(tops) > STANZA_LINES else 0)
    assert all(pitch < step < pitch + 0.7 * quote.size for step in wider)
    right = round(card.job.frame.right - quote.width) + quote.width
    axes = [right - top - quote.size / 2 for top in tops]
    columns: list[list] = [[] for _ in axes]
    for box in boxes:
        if box.part == "quote":
            middle = (box.left + box.right) / 2
            nearest = min(range(len(axes)), key=lambda at: abs(axes[at] - middle))
            assert abs(axes[nearest] - middle) < 0.5 * quote.size
            columns[nearest].append(box)
    assert [bool(column) for column in columns] == [bool(line.text) for line in quote.lines]
    for axis, column in zip(axes, columns, strict=True):
        wide = [box for box in column if box.right - box.left > 0.6 * quote.size and not box.text.isascii()]
        if wide:
            assert median((box.left + box.right) / 2 for box in wide) == pytest.approx(
                axis, abs=0.1 * quote.size
            )
    return columns


def check_attribution(card: Card, boxes: list, columns: list[list]) -> None:
    """Left of the quote, its feet level with the longest column's last character, or it starts where that does."""
    own = [box for box in boxes if box.part in ("name", "role", "source", "seal")]
    if not own:
        return
    em = card.blocks.quote.size
    assert max(box.right for box in own) < min(box.left for column in columns for box in column)
    last = foot_of_characters(card, columns)
    foot = max(box.foot for box in own)
    top = min(box.top for column in columns for box in column)
    if last is not None and max(box.foot for box in own) - min(box.top for box in own) < last - top - em:
        assert abs(foot - last) < 0.2 * em
    else:
        assert foot > (last or 0.0) - 0.2 * em
        assert min(box.top for box in own) > card.job.frame.top - 1


def foot_of_characters(card: Card, columns: list[list]) -> float | None:
    """The lowest ink of a character that is no hanging mark; None where a flat one stands at the foot."""
    feet = []
    for line, column in zip(card.blocks.quote.lines, columns, strict=True):
        body = line.text.rstrip(HANGING)
        marks = len(line.text) - len(body)
        ordered = sorted(column, key=lambda box: box.foot)
        if body and ordered[: len(ordered) - marks]:
            feet.append((ordered[len(ordered) - marks - 1].foot, body[-1]))
    foot, char = max(feet)
    return None if char in FLAT or char.isascii() else foot


@CARDS
def test_a_sample_of_quotes_in_columns(theme: str, size: str, parts: Callable):
    assert check(sample(120), theme, size, parts) >= 60


@CARDS
def test_quotes_with_latin_words_in_columns(theme: str, size: str, parts: Callable):
    assert check(mixed(40), theme, size, parts) >= 20


@pytest.mark.soak
@CARDS
def test_every_quote_in_columns(theme: str, size: str, parts: Callable):
    assert check(quotes(), theme, size, parts) >= 500


@pytest.mark.parametrize("direction", ["horizontal", "vertical"])
@CARDS
def test_a_direction_asked_for_is_taken(theme: str, size: str, direction: str):
    for text in ("大道至簡", "It is a truth universally acknowledged."):
        card = render_card({"text": text, "direction": direction}, theme=theme, size=size)
        assert card.blocks.quote.vertical is (direction == "vertical")
        assert card.explain()["direction"] == direction


@pytest.mark.parametrize(
    ("text", "lang", "theme", "size", "vertical"),
    [
        ("志不同己\uff0c不必強合\u3002", "", "xuan", "story", True),
        ("志不同己\uff0c不必強合\u3002" * 4, "", "xuan", "story", False),
        ("志不同己\uff0c不必強合AI\u3002", "", "xuan", "story", False),
        ("志不同己\uff0c不必強合\u3002", "", "xuan", "portrait", False),
        ("志不同己\uff0c不必強合\u3002", "", "ink", "story", False),
        ("古池や蛙飛びこむ水の音", "ja", "xuan", "story", True),
        ("죽는 날까지 하늘을 우러러", "ko", "xuan", "story", False),
        ("The unexamined life", "en", "xuan", "story", False),
    ],
)
def test_a_theme_may_like_short_han_quotes_in_columns(
    text: str, lang: str, theme: str, size: str, *, vertical: bool
):
    card = render_card({"text": text, "lang": lang} if lang else text, theme=theme, size=size)
    assert card.blocks.quote.vertical is vertical


@pytest.mark.parametrize("theme", PLAIN)
def test_columns_are_centred_on_their_characters(theme: str, parts: Callable):
    for text in ("紅豆生南國\uff0c春來發幾枝\u3002", "大軍之後\uff0c必有凶年"):
        card = render_card({"text": text, "direction": "vertical"}, theme=theme)
        quote = [box for box in parts(card) if box.part == "quote" and box.right - box.left > 40]
        middle = (min(box.top for box in quote) + max(box.foot for box in quote)) / 2
        assert middle / card.scene.height == pytest.approx(card.job.proportions.centre, abs=0.012)
