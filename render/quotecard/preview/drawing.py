"""A drawing of rules, frames, markers and labels, from which a scene is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecard.model import ASCENT
from quotecard.scene import Glyphs, Outline, Rect, Scene
from quotecard.text.line.block import BlockStyle, build_block
from quotecard.text.line.break_map import map_breaks
from quotecard.text.line.spacing import SMALL, space
from quotecard.text.shape.shape import shape
from quotecard.text.shape.voice import Voice

if TYPE_CHECKING:
    from quotecard.fontbook import FontBook
    from quotecard.model import Block
    from quotecard.scene import Item
    from quotecard.theme import Colour

Box = tuple[float, float, float, float]
"""Left, top, width and height in px."""

_MIDDLE = 0.3
"""Height of the middle of Latin letters and digits above the baseline, in em."""
_DASH = 9.0
"""Length of a dash in units of the drawing."""
_GAP = 6.0
"""Space between dashes in units of the drawing."""


def blend(colour: Colour, ground: Colour, part: float) -> Colour:
    """Return a colour at opacity `part` (0 to 1) on a ground."""
    red, green, blue = (round(g + (c - g) * part) for c, g in zip(colour, ground, strict=True))
    return red, green, blue


class Drawing:
    """Items of a scene, collected in drawing order; lengths in px."""

    def __init__(self, ground: Colour, unit: float, book: FontBook) -> None:
        self.ground = ground
        self.unit = unit
        """px of the drawing per px of a card 1080 px wide."""
        self.book = book
        self.items: list[Item] = []

    @property
    def hair(self) -> float:
        """The thickness of a hairline in whole px, at least 1."""
        return max(round(self.unit), 1)

    def scene(self, width: int, height: int) -> Scene:
        """Return the drawing as a scene of this size."""
        return Scene(width, height, self.ground, tuple(self.items))

    def fill(self, box: Box, colour: Colour) -> None:
        """Draw a filled rectangle, its edges on whole pixels."""
        left, top = round(box[0]), round(box[1])
        width = max(round(box[0] + box[2]) - left, 1)
        self.items.append(Rect(left, top, width, max(round(box[1] + box[3]) - top, 1), colour))

    def frame(self, box: Box, colour: Colour) -> None:
        """Draw a rectangle's edges, the right and lower ones outside it, so that neighbours share an edge."""
        left, top, width, height = box
        thin = self.hair
        self.fill((left, top, width + thin, thin), colour)
        self.fill((left, top + height, width + thin, thin), colour)
        self.fill((left, top, thin, height + thin), colour)
        self.fill((left + width, top, thin, height + thin), colour)

    def dashes(
        self, start: tuple[float, float], length: float, colour: Colour, *, down: bool, thick: float = 0.0
    ) -> None:
        """Draw a dashed rule from a point to the right, or down if `down`."""
        (x, y), at, thin = start, 0.0, thick or self.hair
        while at < length:
            piece = min(_DASH * self.unit, length - at)
            self.fill((x, y + at, thin, piece) if down else (x + at, y, piece, thin), colour)
            at += (_DASH + _GAP) * self.unit

    def dashed_frame(self, box: Box, colour: Colour) -> None:
        """Draw a rectangle's edges as dashed rules."""
        left, top, width, height = box
        for x in (left, left + width - self.hair):
            self.dashes((x, top), height, colour, down=True)
        for y in (top, top + height - self.hair):
            self.dashes((left, y), width, colour, down=False)

    def arrow(self, x: float, y: float, colour: Colour, *, left: bool) -> None:
        """Draw a small triangle with its tip at x, y, pointing down or, if `left`, to the left."""
        wide, long = 7 * self.unit, 12 * self.unit
        corners = ((long, -wide), (long, wide)) if left else ((-wide, -long), (wide, -long))
        points = ((x, y), *((x + dx, y + dy) for dx, dy in corners))
        self.items.append(Outline((points,), colour, "arrow"))

    def words(self, text: str, size: float) -> Block:
        """Return one line of text at `size` px, in EB Garamond with Han in Ming."""
        spaced = space(shape(text, Voice("ming", "en"), self.book), self.book, SMALL)
        return build_block(map_breaks(spaced, []), spaced, (0, 1), BlockStyle(size, 1.0))

    def write(self, block: Block, x: float, y: float, colour: Colour) -> None:
        """Draw a line of text from x, centred on y, on a patch of the ground's colour."""
        over = 0.2 * block.size
        self.fill((x - over, y - 0.55 * block.size, block.width + 2 * over, 1.1 * block.size), self.ground)
        top = y - (ASCENT - _MIDDLE) * block.size
        for run in block.lines[0].runs:
            xs, ys = tuple(x + pen for pen in run.x), tuple(top + pen for pen in run.y)
            self.items.append(Glyphs(run.face, run.size, run.glyphs, xs, ys, colour, run.text))
