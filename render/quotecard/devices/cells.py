"""Manuscript paper (稿紙): a cell for each character in columns, a rule under each line."""

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

NAME_SCALE = 0.72
"""fraction of the quote's size: the size of a name in cells"""
_LINES_SIDE = 2.4
"""multiple of the padding, to the left and right of lines"""


@dataclass(frozen=True, slots=True)
class Cells(RuledSheet):
    """The table `[cells]`."""

    size: float
    """a character's em, as a fraction of its cell"""
    gap: float
    """gap between columns, as a fraction of a cell"""
    line: float
    """px, thickness of the cells' edges"""
    frame: float
    """px, thickness of the frame"""
    pad: float
    """px from the cells to the frame"""

    key: ClassVar[str] = "cells"

    def cell(self, size: float) -> float:
        """Return the side of the cell for a character of `size`, in the unit of `size`."""
        return size / self.size

    def name_cell(self) -> float:
        """Return the side of a cell in em of the name."""
        return 1 / (self.size * NAME_SCALE)

    def reserve(self, job: Job, box: Box) -> Box:
        """Reserve the padding inside the margins, with more of it beside lines."""
        pad = self.pad * job.unit
        return within(box, inset(job.outer, pad if job.vertical else _LINES_SIDE * pad, pad))

    def least_pitch(self, job: Job) -> float:
        """Return the width of a cell and the gap beside it."""
        return (1 + self.gap) / self.size

    def pitch(self, width: float, columns: int, size: float, least: float) -> float:
        """Return the pitch of the cells, which does not depend on the width."""
        return least

    def line_room(self, job: Job) -> float:
        """Return the padding."""
        return self.pad * job.unit

    def line_rule(self, job: Job) -> float:
        """Return the thickness of the cells' edges."""
        return self.line * job.unit

    def outline(self, job: Job, box: Box) -> Iterator[Item]:
        """Yield the frame."""
        yield from edges(box, self.frame * job.unit, job.theme.palette.line)

    def rule_columns(self, job: Job, found: Sheet) -> Iterator[Item]:
        """Yield the cells of each column, and the frame around all of them."""
        colour, thin, box = job.theme.palette.line, self.line * job.unit, found.box
        gap = found.pitch - found.cell
        for column in range(found.columns):
            x = box.left + gap / 2 + column * found.pitch
            for row in range(round(box.height / found.cell) + 1):
                yield rule(x, box.top + row * found.cell, found.cell, thin, colour)
            for edge in (x, x + found.cell):
                yield rule(edge, box.top, thin, box.height, colour)
        pad = self.pad * job.unit
        around = Box(box.left + gap / 2 - pad, box.top - pad, box.right - gap / 2 + pad, box.bottom + pad)
        yield from self.outline(job, around)
