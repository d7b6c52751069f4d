"""A frame around the text, with rules between its columns or lines (八行箋)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from quotecard.devices.ruled_sheet import RuledSheet
from quotecard.devices.shapes import edges, inset, rule, within
from quotecard.model import Box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.devices.ruled_sheet import Sheet
    from quotecard.model import Job
    from quotecard.scene import Item


@dataclass(frozen=True, slots=True)
class Border(RuledSheet):
    """The table `[border]`."""

    inner: float
    """px, thickness of the frame around the text"""
    outer: float
    """px, thickness of a second frame outside the first; 0 for none"""
    gap: float
    """px between the two frames"""
    rules: float
    """px, thickness of the rules between columns; 0 for none"""
    head: float
    """px from the frame to the text, above and below"""
    widest: float
    """em from column to column, at most, if the frame has room"""

    key: ClassVar[str] = "border"

    def reserve(self, job: Job, box: Box) -> Box:
        """Reserve a frame of constant height whatever its text, like a sheet of letter paper."""
        middle, height = job.size.height * job.proportions.centre, job.size.height * job.proportions.fill
        head = self.head * job.unit
        side = 0.0 if job.vertical else head
        inside = Box(
            box.left + side, middle - height / 2 + head, box.right - side, middle + height / 2 - head
        )
        return within(box, inside)

    def least_pitch(self, job: Job) -> float:
        """Return the theme's own pitch."""
        return job.proportions.pitch

    def pitch(self, width: float, columns: int, size: float, least: float) -> float:
        """Divide the frame's width among the columns."""
        return max(min(width / columns / size, self.widest), least)

    def line_room(self, job: Job) -> float:
        """Return the px reserved above and below the text."""
        return self.head * job.unit

    def line_rule(self, job: Job) -> float:
        """Return the thickness of the rules."""
        return self.rules * job.unit

    def outline(self, job: Job, box: Box) -> Iterator[Item]:
        """Yield one frame or two frames."""
        colour = job.theme.palette.line
        yield from edges(box, self.inner * job.unit, colour)
        if self.outer:
            out = (self.gap + self.outer) * job.unit
            yield from edges(inset(box, -out, -out), self.outer * job.unit, colour)

    def rule_columns(self, job: Job, found: Sheet) -> Iterator[Item]:
        """Yield the frame, and a rule between every two columns."""
        box = inset(found.box, 0.0, -self.head * job.unit)
        yield from self.outline(job, box)
        if self.rules:
            for column in range(1, found.columns):
                x = box.left + column * found.pitch
                yield rule(x, box.top, self.rules * job.unit, box.height, job.theme.palette.line)
