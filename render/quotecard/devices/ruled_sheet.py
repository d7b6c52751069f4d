"""Ruled sheets: what frames with rules (八行箋) and manuscript paper (稿紙) have in common.

Each column of text stands in the middle of a column of the sheet; the attribution takes the columns after the
last. The ruling follows the text: rules between columns or a cell per character, and in a frame of whole rows one
rule under each line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quotecard.devices.base import Device, devices_of
from quotecard.devices.shapes import rule
from quotecard.model import ASCENT, Box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.devices.base import Placed
    from quotecard.model import Block, Blocks, Job
    from quotecard.scene import Item

_UNDER = 0.16
"""em from a line's baseline to the rule under it"""
_ONE_LINE_STEP = 1.6
"""em from rule to rule if the text has only one line"""


class Sheet(NamedTuple):
    """The positions of the columns of a sheet; px."""

    box: Box
    pitch: float
    """px from column to column"""
    columns: int
    cell: float
    """side of a cell; 0 if there are no cells"""


class RuledSheet(Device):
    """A device that rules the sheet on which all texts of a card are set."""

    def cell(self, size: float) -> float:
        """Return the side of the cell for a character of `size`, in the unit of `size`; 0 for no cells."""
        return 0.0

    def least_pitch(self, job: Job) -> float:
        """Return the least distance from column to column, in em."""
        raise NotImplementedError

    def pitch(self, width: float, columns: int, size: float, least: float) -> float:
        """Return the distance in em from column to column if `columns` share `width` px at `size` px per em."""
        raise NotImplementedError

    def line_room(self, job: Job) -> float:
        """Return by how much the frame around lines may be higher than the quote's box at each end; px."""
        raise NotImplementedError

    def line_rule(self, job: Job) -> float:
        """Return the thickness of the rules under lines; px, 0 for none."""
        raise NotImplementedError

    def outline(self, job: Job, box: Box) -> Iterator[Item]:
        """Yield the frame around the ruling."""
        raise NotImplementedError

    def rule_columns(self, job: Job, found: Sheet) -> Iterator[Item]:
        """Yield the frame and the rules of a sheet with columns."""
        raise NotImplementedError

    def draw(self, job: Job, blocks: Blocks, placed: Placed) -> Iterator[Item]:
        """Yield the frame and the rules or cells."""
        if job.vertical:
            yield from self.rule_columns(job, sheet(job, blocks, self))
        else:
            yield from self._rule_lines(job, blocks, placed)

    def _rule_lines(self, job: Job, blocks: Blocks, placed: Placed) -> Iterator[Item]:
        """Yield rules under the lines of text, continued at the same distance to fill a frame of whole rows."""
        quote, colour = blocks.quote, job.theme.palette.line
        room, thin, step = self.line_room(job), self.line_rule(job), ruled_step(job, blocks)
        first = placed.quote.top + (ASCENT + _UNDER) * quote.size
        above = max(int((first - job.frame.top + room) / step), 1)
        below = max(int((job.frame.bottom + room - first) / step), len(quote.lines))
        box = Box(job.outer.left, first - above * step, job.outer.right, first + below * step)
        yield from self.outline(job, box)
        if thin:
            for row in range(1 - above, below):
                yield rule(box.left, first + row * step, box.right - box.left, thin, colour)


def ruled_sheet(job: Job) -> RuledSheet | None:
    """Return the device that rules the card's sheet, or None."""
    return next((one for one in devices_of(job.theme) if isinstance(one, RuledSheet)), None)


def sheet_pitch(job: Job) -> float:
    """Return the least distance in em from column to column on a ruled sheet; 0 if there is none."""
    ruled = ruled_sheet(job)
    return ruled.least_pitch(job) if ruled else 0.0


def ruled_step(job: Job, blocks: Blocks) -> float:
    """Return the distance from rule to rule under lines; px, 0 if there are no rules."""
    lines = blocks.quote.lines
    if job.vertical or not ruled_sheet(job):
        return 0.0
    return lines[1].top - lines[0].top if len(lines) > 1 else _ONE_LINE_STEP * blocks.quote.size


def sheet(job: Job, blocks: Blocks, ruled: RuledSheet) -> Sheet:
    """Return the sheet for a text in columns and its attribution, in the middle of the card."""
    quote, later = blocks.quote, later_columns(blocks)
    columns = len(quote.lines) + len(later)
    pitch = _pitch(job, blocks, ruled, len(later))
    middle = (job.frame.left + job.frame.right) / 2
    left, right = middle - columns * pitch / 2, middle + columns * pitch / 2
    if not ruled.cell(1.0):
        return Sheet(Box(left, job.frame.top, right, job.frame.bottom), pitch, columns, 0.0)
    cell = ruled.cell(quote.size)
    # One cell below an attribution stays empty.
    rows = max(round(quote.height / cell), *(int(-(-part.height // cell)) + 1 for part in later), 1)
    rows = min(rows, max(int(job.frame.height // cell), round(quote.height / cell)))
    top = job.proportions.centre * job.size.height - rows * cell / 2
    top = round(max(min(top, job.frame.bottom - rows * cell), job.frame.top))
    return Sheet(Box(left, top, right, top + rows * cell), pitch, columns, cell)


def _pitch(job: Job, blocks: Blocks, ruled: RuledSheet, later: int) -> float:
    lines, size = blocks.quote.lines, blocks.quote.size
    if len(lines) > 1:
        return lines[1].top - lines[0].top
    return ruled.pitch(job.frame.width, 1 + later, size, ruled.least_pitch(job)) * size


def later_columns(blocks: Blocks) -> list[Block]:
    """Return the columns after the quote's, one block each: translation, then attribution."""
    parts = (blocks.translation, *blocks.attribution) if blocks.translation else blocks.attribution
    return [column for part in parts for column in columns_of(part)]


def columns_of(part: Block) -> Iterator[Block]:
    """Yield each column of a block as a block of its own."""
    if len(part.lines) == 1:
        yield part
        return
    for line in part.lines:
        back = part.width - line.top - part.size
        runs = tuple(run._replace(x=tuple(x - back for x in run.x)) for run in line.runs)
        strokes = tuple(stroke._replace(x=stroke.x - back) for stroke in line.strokes)
        alone = line._replace(runs=runs, strokes=strokes, top=0.0)
        yield part._replace(lines=(alone,), width=part.size, height=line.width)
