"""Arrange and place the attribution in rows under a quote, with the seal and the rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quotecard.attribution.gap import gap_px
from quotecard.attribution.placement import ROW
from quotecard.devices.rule import TO_NAME, ShortRule
from quotecard.devices.ruled_sheet import ruled_step
from quotecard.devices.seal import SealStamp, seal_of
from quotecard.devices.shapes import glyphs
from quotecard.model import ASCENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.attribution.parts import Signed
    from quotecard.model import Block, Blocks, Job
    from quotecard.scene import Item

_ROLE_GAP = 0.7
"""em of the first part between parts on one row"""


class Rows(NamedTuple):
    """The rows of one card's attribution: the parts on the first row, then one part per row."""

    first: tuple[Block, ...]
    later: tuple[Block, ...]
    name: Block | None
    """the name if it stands in a row; None if it stands elsewhere, upright"""
    stamp: SealStamp | None
    """the seal after the name, or None"""


def rows_at_most(job: Job, name: Block | None, signed: Signed) -> float:
    """Return the most that rows take below a quote: each part on its own row, at its largest; px.

    `height` of the rows as set, without the gap, is never more, except on ruled sheets, where rows stand on the
    rules; a test checks this for every theme.
    """
    rows = [part for part in (name, signed.role, signed.source) if part]
    if job.proportions.source == "beside" and sum(part.width + part.size for part in rows) < job.box_width:
        rows = rows[:1]
    height = sum(part.height + (ROW - 1) * part.size for part in rows)
    if rows and job.theme.device(ShortRule):
        height += rows[0].size * TO_NAME
    if (seal := seal_of(job)) and name:
        height += (seal.side * job.unit - name.size) / 2
    return height


def arrange(job: Job, blocks: Blocks, name: Block | None, *, join: bool = False) -> Rows:
    """Return the rows of a card: role and, with `join` or where the theme says so, source join the first if they fit."""
    joined = join or job.proportions.source == "beside"
    first = [part for part in (name, blocks.role, blocks.source if joined else None) if part]
    while len(first) > 1 and not _fits(job, first):
        first.pop()
    first = first or [part for part in (blocks.source,) if part]
    # Compare by identity: a role and a source with the same words are equal blocks, and both are set.
    used = set(map(id, first))
    later = [part for part in (name, blocks.role, blocks.source) if part and id(part) not in used]
    stamp = SealStamp(job, blocks) if name else None
    return Rows(tuple(first), tuple(later), name, stamp or None)


def _fits(job: Job, parts: list[Block]) -> bool:
    name, seal = parts[0], seal_of(job)
    width = sum(part.width for part in parts) + _ROLE_GAP * name.size * (len(parts) - 1)
    width += seal.room(job) if seal else 0.0
    return all(len(part.lines) == 1 for part in parts) and width <= job.box_width


def height(job: Job, blocks: Blocks, rows: Rows) -> float:
    """Return the height of the rows below the quote, including the gap; px."""
    if not rows.first:
        return 0.0
    if step := ruled_step(job, blocks):
        return step * (1 + len(rows.first) + len(rows.later))
    rule = rows.first[0].size * TO_NAME if job.theme.device(ShortRule) else 0.0
    tall = max(rows.first[0].height, _seal_bottom(rows))
    tall += sum(part.height + (ROW - 1) * part.size for part in rows.later)
    return gap_px(job, blocks) + rule + tall


def _seal_bottom(rows: Rows) -> float:
    """Return how far a seal on the first row reaches below the top of the name; px."""
    return (rows.name.size + rows.stamp.side) / 2 if rows.name and rows.stamp else 0.0


def place(job: Job, blocks: Blocks, rows: Rows, bottom: float) -> Iterator[Item]:
    """Yield the rows under a quote that ends at `bottom` px, aligned with it."""
    if not rows.first:
        return
    if step := ruled_step(job, blocks):
        yield from _on_rules(job, blocks, rows, bottom, step)
        return
    left, y = job.frame.left, bottom + gap_px(job, blocks)
    if rule := job.theme.device(ShortRule):
        yield rule.across(job, start(job, rule.length(job), left), y)
        y += rows.first[0].size * TO_NAME
    yield from _first_row(job, rows, start(job, _first_width(rows), left), y)
    y += max(rows.first[0].height, _seal_bottom(rows))
    for part in rows.later:
        y += (ROW - 1) * part.size
        yield from glyphs(job, part, start(job, part.width, left), y)
        y += part.height


def _first_row(job: Job, rows: Rows, x: float, y: float) -> Iterator[Item]:
    lead = rows.first[0]
    for at, part in enumerate(rows.first):
        if at:
            x += _ROLE_GAP * lead.size
        # The parts of a row share a baseline.
        yield from glyphs(job, part, x, y + (lead.size - part.size) * ASCENT)
        x += part.width
    if rows.name and rows.stamp:
        yield rows.stamp.at(x + rows.stamp.gap, y + (rows.name.size - rows.stamp.side) / 2)


def _first_width(rows: Rows) -> float:
    """Return the width of the first row, including the seal; px."""
    width = sum(part.width for part in rows.first) + _ROLE_GAP * rows.first[0].size * (len(rows.first) - 1)
    return width + (rows.stamp.side + rows.stamp.gap if rows.stamp else 0.0)


def _on_rules(job: Job, blocks: Blocks, rows: Rows, bottom: float, step: float) -> Iterator[Item]:
    """Yield one part per rule of the sheet, after one empty rule, with the seal after the name."""
    baseline = bottom - (1 - ASCENT) * blocks.quote.size + 2 * step
    for part in (*rows.first, *rows.later):
        left, top = start(job, part.width, job.frame.left), baseline - ASCENT * part.size
        yield from glyphs(job, part, left, top)
        if part is rows.name and rows.stamp:
            yield rows.stamp.at(left + part.width + rows.stamp.gap, top + (part.size - rows.stamp.side) / 2)
        baseline += step


def start(job: Job, length: float, left: float) -> float:
    """Return the x at which something `length` px long begins: at `left`, or centred if the text is."""
    return (job.frame.left + job.frame.right - length) / 2 if job.centred else left
