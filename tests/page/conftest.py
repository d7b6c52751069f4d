"""Where the ink of a scene stands, by the bounds of its glyphs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from quotecard.fontbook import default_book
from quotecard.scene import Glyphs, Outline, Rect, Scene

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from quotecard import Card
    from quotecard.model import Block


class Box(NamedTuple):
    """A rectangle of ink, px, y down."""

    left: float
    top: float
    right: float
    foot: float
    part: str
    """quote, name, role, source, seal or rule"""
    text: str = ""

    def meets(self, other: Box) -> bool:
        """Tell whether the two share more than an edge."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > 0.01
            and min(self.foot, other.foot) - max(self.top, other.top) > 0.01
        )


def glyph_boxes(item: Glyphs, part: str) -> Iterator[Box]:
    """One box for each glyph that has ink."""
    face = default_book().face(item.face)
    for glyph, x, y in zip(item.glyphs, item.x, item.y, strict=True):
        left, bottom, right, top = (edge * item.size for edge in face.bounds(glyph))
        if item.turned:  # clockwise about the pen: what was above it is right of it
            left, bottom, right, top = bottom, -right, top, -left
        if right > left:
            yield Box(x + left, y - top, x + right, y - bottom, part, item.text)


def ink(scene: Scene, part_of: Callable[[Glyphs], str] = lambda _: "text") -> list[Box]:
    """Every box of ink on a card, in the order of drawing."""
    found: list[Box] = []
    for item in scene.items:
        match item:
            case Glyphs():
                found += glyph_boxes(item, part_of(item))
            case Rect():
                found.append(Box(item.x, item.y, item.x + item.width, item.y + item.height, "rule"))
            case Outline():
                xs = [item.x + x for contour in item.contours for x, _ in contour]
                ys = [item.y + y for contour in item.contours for _, y in contour]
                found.append(Box(min(xs), min(ys), max(xs), max(ys), "seal"))
    return found


def _runs(block: Block | None) -> set[tuple[str, float]]:
    """The runs of a block; a name may be a word of the quote, at another size."""
    return {(run.text, run.size) for line in block.lines for run in line.runs} if block else set()


@pytest.fixture
def parts() -> Callable[[Card], list[Box]]:
    """The boxes of a card, each with the part of the card that it belongs to."""

    def boxes(card: Card) -> list[Box]:
        blocks = card.blocks
        owners = {
            run: part for part in ("source", "role", "name", "quote") for run in _runs(getattr(blocks, part))
        }
        return ink(card.scene, lambda item: owners[item.text, item.size])

    return boxes
