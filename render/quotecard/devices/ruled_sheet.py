"""Ruled sheets: a frame with rules between columns or lines (八行箋), cells (稿紙), ruled lines.

Columns stand in the middle of theirs, the attribution in those after the last; what is ruled follows
from where the text stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quotecard.model import ASCENT, sheet_pitch
from quotecard.page.in_columns import signed_column
from quotecard.page.in_lines import ruled_step
from quotecard.page.parts import Box, Placed, edges, glyphs, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.model import Block, Blocks, Job
    from quotecard.scene import Item

_UNDER = 0.16
"""em from a line's baseline to the rule under it"""


class Sheet(NamedTuple):
    """Where the columns of a sheet stand; px."""

    box: Box
    pitch: float
    """from column to column"""
    columns: int
    cell: float
    """along a column; 0 where there are no cells"""


def sheet(job: Job, blocks: Blocks) -> Sheet:
    """Return the sheet that a text in columns and its attribution need, in the middle of the card."""
    quote, signed = blocks.quote, _signed(blocks)
    columns = len(quote.lines) + len(signed)
    pitch = _pitch(job, blocks)
    middle = (job.frame.left + job.frame.right) / 2
    left, right = middle - columns * pitch / 2, middle + columns * pitch / 2
    if not job.theme.cells:
        return Sheet(Box(left, job.frame.top, right, job.frame.foot), pitch, columns, 0.0)
    cell = quote.size / job.theme.cells.size
    # A signature leaves a cell under it.
    rows = max(round(quote.height / cell), *(int(-(-part.height // cell)) + 1 for part in signed), 1)
    rows = min(rows, max(int((job.frame.foot - job.frame.top) // cell), round(quote.height / cell)))
    top = job.proportions.centre * job.size.height - rows * cell / 2
    top = round(max(min(top, job.frame.foot - rows * cell), job.frame.top))
    return Sheet(Box(left, top, right, top + rows * cell), pitch, columns, cell)


def on_sheet(job: Job, blocks: Blocks) -> Placed:
    """Return the quote in the first columns from the right, then the attribution, near the foot."""
    found, quote = sheet(job, blocks), blocks.quote
    right = round(found.box.right - (found.pitch - quote.size) / 2)
    items: list[Item] = list(glyphs(job, quote, right - quote.width, found.box.top))
    # A translation begins where the quote does; an attribution ends near the foot.
    translated = (
        {column.lines[0] for column in _columns_of(blocks.translation)} if blocks.translation else set()
    )
    axis = right - quote.size / 2 - len(quote.lines) * found.pitch
    for part in _signed(blocks):
        foot = found.box.foot - found.cell
        foot = found.box.foot if part.height > foot - found.box.top else foot
        if part.lines[0] in translated:
            foot = found.box.top + part.height
        items += signed_column(job, blocks, part, axis, foot)
        axis -= found.pitch
    box = Box(right - quote.width, found.box.top, right, found.box.top + quote.height)
    return Placed(items, box, found.box)


def ruling(job: Job, blocks: Blocks, placed: Placed) -> Iterator[Item]:
    """Yield the frames, rules and cells of the theme's sheet."""
    if not (job.theme.border or job.theme.cells):
        return
    if not job.vertical:
        yield from _lines(job, blocks, placed)
    elif job.theme.border:
        yield from _column_rules(job, sheet(job, blocks))
    else:
        yield from _cells(job, sheet(job, blocks))


def _signed(blocks: Blocks) -> list[Block]:
    """Return what stands in the columns after the quote's: translation and attribution, a block a column."""
    parts = [part for part in (blocks.translation, blocks.name, blocks.role, blocks.source) if part]
    return [column for part in parts for column in _columns_of(part)]


def _columns_of(part: Block) -> Iterator[Block]:
    """Yield each line of a block as a block of its own."""
    if len(part.lines) == 1:
        yield part
        return
    for line in part.lines:
        back = part.width - line.top - part.size
        runs = tuple(run._replace(x=tuple(x - back for x in run.x)) for run in line.runs)
        strokes = tuple(stroke._replace(x=stroke.x - back) for stroke in line.strokes)
        alone = line._replace(runs=runs, strokes=strokes, top=0.0)
        yield part._replace(lines=(alone,), width=part.size, height=line.width)


def _pitch(job: Job, blocks: Blocks) -> float:
    lines, size = blocks.quote.lines, blocks.quote.size
    if len(lines) > 1:
        return lines[1].top - lines[0].top
    least = sheet_pitch(job) * size
    if not job.theme.border:
        return least
    width = (job.frame.right - job.frame.left) / (1 + len(_signed(blocks)))
    return max(min(width, job.theme.border.widest * size), least)


def _column_rules(job: Job, found: Sheet) -> Iterator[Item]:
    border, colour = job.theme.border, job.theme.palette.line
    assert border is not None  # asked for by the caller
    head = border.head * job.unit
    box = found.box._replace(top=found.box.top - head, foot=found.box.foot + head)
    yield from _frames(job, box)
    if border.rules:
        for column in range(1, found.columns):
            x = box.left + column * found.pitch
            yield rule(x, box.top, border.rules * job.unit, box.foot - box.top, colour)


def _cells(job: Job, found: Sheet) -> Iterator[Item]:
    """Yield each column's cells and the frame about them all."""
    cells, colour = job.theme.cells, job.theme.palette.line
    assert cells is not None  # asked for by the caller
    thin, (left, top, right, foot) = cells.line * job.unit, found.box
    gap = found.pitch - found.cell
    for column in range(found.columns):
        x = left + gap / 2 + column * found.pitch
        for row in range(round((foot - top) / found.cell) + 1):
            yield rule(x, top + row * found.cell, found.cell, thin, colour)
        for edge in (x, x + found.cell):
            yield rule(edge, top, thin, foot - top, colour)
    pad = cells.pad * job.unit
    box = Box(left + gap / 2 - pad, top - pad, right - gap / 2 + pad, foot + pad)
    yield from edges(box, cells.frame * job.unit, colour)


def _lines(job: Job, blocks: Blocks, placed: Placed) -> Iterator[Item]:
    """Yield a rule under each line of text and on in the same steps, in a frame of whole rows."""
    theme, quote = job.theme, blocks.quote
    own = theme.border or theme.cells
    assert own is not None  # one of the two
    room = (theme.border.head if theme.border else theme.cells.pad if theme.cells else 0.0) * job.unit
    thin = (theme.border.rules if theme.border else theme.cells.line if theme.cells else 0.0) * job.unit
    step = ruled_step(job, blocks)
    first = placed.quote.top + (ASCENT + _UNDER) * quote.size
    above = max(int((first - job.frame.top + room) / step), 1)
    below = max(int((job.frame.foot + room - first) / step), len(quote.lines))
    box = Box(job.outer.left, first - above * step, job.outer.right, first + below * step)
    if theme.border:
        yield from _frames(job, box)
    else:
        yield from edges(box, theme.cells.frame * job.unit if theme.cells else 0.0, theme.palette.line)
    if thin:
        for row in range(1 - above, below):
            yield rule(box.left, first + row * step, box.right - box.left, thin, theme.palette.line)


def _frames(job: Job, box: Box) -> Iterator[Item]:
    border, colour = job.theme.border, job.theme.palette.line
    assert border is not None  # asked for by the caller
    yield from edges(box, border.inner * job.unit, colour)
    if border.outer:
        out = (border.gap + border.outer) * job.unit
        around = Box(box.left - out, box.top - out, box.right + out, box.foot + out)
        yield from edges(around, border.outer * job.unit, colour)
