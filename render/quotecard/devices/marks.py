"""A pair of quotation marks drawn large in a tint, at two corners of the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from quotecard.devices.base import NOTHING, Device
from quotecard.devices.bubble import LEAST_WIDTH
from quotecard.devices.shapes import within
from quotecard.languages.known import language
from quotecard.model import Box, Measured
from quotecard.scene import Outline, Rect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.devices.base import Placed
    from quotecard.fontbook import FontBook
    from quotecard.model import Blocks, Contours, Job
    from quotecard.scene import Item
    from quotecard.text.shape.voice import Voice

_CURLY_WIDTH = 0.56
"""fraction of the width of a corner bracket: the width of a curly quotation mark"""
_WIDEST_CURLY = 0.3
"""fraction of the box's width that a curly mark takes at most"""
_AFTER = 0.45
"""em of the quote from its last line to a closing curly mark"""
_LONGEST_ARM = 0.48
"""fraction of the box's width"""
_TALLEST_ARM = 0.62
"""fraction of the box's height"""
_FINE = 0.0002
"""em: the greatest distance of a chord from its curve, invisible at 800 px per em"""


@dataclass(frozen=True, slots=True)
class LargeMarks(Device):
    """The table `[quotes]`: corner brackets drawn as bars; in languages without them, curly quotation marks."""

    thickness: float
    """px, thickness of the bars"""
    width: float
    """px, length of the arm along the lines"""
    height: float
    """px, length of the arm across the lines"""
    pad: float
    """px from the marks to the text"""
    head: float
    """px from the edge of the opening mark to the top of the text"""

    key: ClassVar[str] = "quotes"

    def reserve(self, job: Job, box: Box) -> Box:
        """Reserve room at both sides, above the text, and a little below."""
        unit, outer = job.device_unit, job.outer
        side = (self.thickness + self.pad) * unit
        top = outer.top + self.head * unit * (not job.vertical)
        return within(
            box, Box(outer.left + side, top, outer.right - side, outer.bottom - self.pad * unit / 2)
        )

    def measure(self, job: Job, voice: Voice, book: FontBook) -> Measured:
        """Return the contours of a pair of curly marks if the language uses them."""
        if language(job.lang).corner_quotes or job.vertical:
            return NOTHING
        face = book.pick("latin", "en")
        return Measured(contours=tuple(face.outline(face.glyph(mark), _FINE) for mark in "\u201c\u201d"))

    def draw(self, job: Job, blocks: Blocks, placed: Placed) -> Iterator[Item]:
        """Yield the two marks."""
        box = self._box(job, blocks, placed)
        if contours := self.measured(blocks).contours:
            yield from self._curly(job, blocks, placed, box, contours)
        else:
            yield from self._corners(job, box)

    def _corners(self, job: Job, box: Box) -> Iterator[Item]:
        """Yield two corner brackets of two bars each."""
        thick = round(self.thickness * job.device_unit)
        wide, high = self._arms(job, box)
        left, top, right, bottom = map(round, box)
        start, end = (right - wide, left) if job.vertical else (left, right - wide)
        first, last = (right - thick, left) if job.vertical else (left, right - thick)
        tint = job.theme.palette.tint
        yield Rect(round(start), top, round(wide), thick, tint)
        yield Rect(first, top + thick, thick, round(high) - thick, tint)
        yield Rect(round(end), bottom - thick, round(wide), thick, tint)
        yield Rect(last, bottom - round(high), thick, round(high) - thick, tint)

    def _arms(self, job: Job, box: Box) -> tuple[float, float]:
        """Return the width and height of a bracket, px; in columns its arms are exchanged."""
        longest, tallest = _LONGEST_ARM * box.width, _TALLEST_ARM * box.height
        wide, high = min(self.width * job.device_unit, longest), min(self.height * job.device_unit, tallest)
        return (min(high, longest), min(wide, tallest)) if job.vertical else (wide, high)

    def _box(self, job: Job, blocks: Blocks, placed: Placed) -> Box:
        """Return the box with the marks at its corners: within the margins, and slightly higher than the text."""
        outer, group = job.outer, placed.group
        unit = job.device_unit
        pad, head, thick = self.pad * unit, self.head * unit, self.thickness * unit
        if job.vertical:
            top = max(group.top - pad - thick, outer.top)
            return Box(outer.left, top, outer.right, min(group.bottom + head, outer.bottom))
        right = placed.quote.right + pad + thick
        least = outer.left + LEAST_WIDTH * outer.width
        # The arm of the closing mark stands beside the attribution.
        signed = max((part.width for part in blocks.attribution), default=0.0)
        least = max(least, placed.quote.left + signed + pad + self.width * unit)
        return Box(
            outer.left,
            max(group.top - head, outer.top),
            min(max(right, least), outer.right),
            min(group.bottom + pad * 0.15, outer.bottom + pad / 2),
        )

    def _curly(
        self, job: Job, blocks: Blocks, placed: Placed, box: Box, marks: tuple[Contours, ...]
    ) -> Iterator[Item]:
        """Yield the opening mark above the first line, and the closing mark below the last."""
        for contours, at_end in zip(marks, (False, True), strict=True):
            xs = [x for contour in contours for x, _ in contour]
            ys = [y for contour in contours for _, y in contour]
            width = min(_CURLY_WIDTH * self.width * job.device_unit, _WIDEST_CURLY * box.width)
            em = width / (max(xs) - min(xs))
            x = box.right - width if at_end else box.left
            y = placed.quote.bottom + _AFTER * blocks.quote.size if at_end else box.top
            drawn = _scaled(contours, em, -min(xs), -max(ys))
            yield Outline(drawn, job.theme.palette.tint, "mark", round(x), round(y))


def _scaled(contours: Contours, em: float, dx: float, dy: float) -> Contours:
    """Return contours in px, y down, moved by dx, dy em."""
    return tuple(tuple(((x + dx) * em, -(y + dy) * em) for x, y in contour) for contour in contours)
