"""The page stage: Job + Blocks → Scene. Places quote, attribution and decoration; knows px only."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from render.model import ATTRIBUTION_ROW, COLUMN_GAP, RULE_TO_NAME
from render.page import decoration
from render.page.scene import Glyphs, Item, Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from render.model import Block, Blocks, Colour, Frame, Job

_ROLE_GAP = 0.7
"""em between a name and the role beside it"""
_BASELINE = 0.88
_FOOT = 0.12


def compose(job: Job, blocks: Blocks) -> Scene:
    """Return the scene of a card: the quote where the theme centres it, the rest tied to it."""
    frame = job.frame
    below = 0.0 if blocks.upright else _below_height(job, blocks)
    top = _quote_top(job, blocks.quote.height, below, frame)
    items = [*_block(job, blocks.quote, round(frame.left), round(top))]
    foot = top + blocks.quote.height
    if blocks.upright:
        items += _columns(job, blocks, frame.right, foot)
    else:
        items += _rows(job, blocks, frame.left, foot)
    return Scene(job.size.width, job.size.height, job.theme.ground, tuple(items))


def _quote_top(job: Job, quote: float, below: float, frame: Frame) -> float:
    """Centre the quote alone, then move it up as far as what hangs below it needs."""
    top = job.proportions.centre * job.size.height - quote / 2
    return max(min(top, frame.foot - below - quote), frame.top)


def _block(job: Job, block: Block, x: float, y: float) -> Iterator[Item]:
    colours = {"ink": job.theme.ink, "quiet": job.theme.quiet, "accent": job.theme.accent}
    for line in block.lines:
        for run in line.runs:
            yield Glyphs(
                run.face,
                run.size,
                run.glyphs,
                tuple(x + at for at in run.x),
                tuple(y + at for at in run.y),
                colours[run.ink],
                run.text,
            )


def _gap(job: Job, blocks: Blocks) -> float:
    """Return px from the quote's foot to the first row of the attribution, a rule included."""
    name = blocks.name or blocks.role or blocks.source
    if job.theme.rule:
        return job.theme.rule.gap * blocks.quote.size + (name.size * RULE_TO_NAME if name else 0.0)
    return job.proportions.signature_gap * blocks.quote.size


def _below_height(job: Job, blocks: Blocks) -> float:
    rows = [block.height for block in _first_row(job, blocks)[:1]]
    rows += [block.height for block in _later_rows(job, blocks)]
    if not rows:
        return 0.0
    spacing = sum((ATTRIBUTION_ROW - 1) * block.size for block in _later_rows(job, blocks))
    return _gap(job, blocks) + sum(rows) + spacing


def _first_row(job: Job, blocks: Blocks) -> list[Block]:
    """Return what stands on the name's row: the role joins it where both fit on one line."""
    beside = (blocks.name, blocks.role, blocks.source if job.proportions.source == "beside" else None)
    parts = [block for block in beside if block]
    while len(parts) > 1 and not _fits(job, parts):
        parts.pop()
    return parts or [block for block in (blocks.source,) if block]


def _fits(job: Job, parts: list[Block]) -> bool:
    name = parts[0]
    seal = (job.theme.seal.side + job.theme.seal.gap) * job.unit if job.theme.seal and job.seal else 0.0
    width = sum(block.width for block in parts) + _ROLE_GAP * name.size * (len(parts) - 1) + seal
    return all(len(block.lines) == 1 for block in parts) and width <= job.box_width


def _later_rows(job: Job, blocks: Blocks) -> list[Block]:
    used = _first_row(job, blocks)
    return [block for block in (blocks.name, blocks.role, blocks.source) if block and block not in used]


def _rows(job: Job, blocks: Blocks, left: float, foot: float) -> Iterator[Item]:
    """Place the attribution under the quote, on its edge."""
    first = _first_row(job, blocks)
    if not first:
        return
    if job.theme.rule:
        yield _rule(job, blocks.quote.size, left, foot)
    y = foot + _gap(job, blocks)
    x = left
    for at, block in enumerate(first):
        if at:
            x += _ROLE_GAP * first[0].size
        # Parts of a row share a baseline.
        yield from _block(job, block, x, y + (first[0].size - block.size) * _BASELINE)
        x += block.width
    if blocks.seal and job.theme.seal and blocks.name:
        side = _side(job)
        yield _seal(job, blocks, x + job.theme.seal.gap * job.unit, y + (blocks.name.size - side) / 2, side)
    y += max(first[0].height, _seal_foot(job, blocks))
    for block in _later_rows(job, blocks):
        y += (ATTRIBUTION_ROW - 1) * block.size
        yield from _block(job, block, left, y)
        y += block.height


def _side(job: Job) -> float:
    return round(job.theme.seal.side * job.unit) if job.theme.seal else 0.0


def _seal_foot(job: Job, blocks: Blocks) -> float:
    """Return how far the seal reaches below the top of the name, px."""
    if not (blocks.seal and job.theme.seal and blocks.name):
        return 0.0
    return (blocks.name.size + _side(job)) / 2


def _columns(job: Job, blocks: Blocks, right: float, foot: float) -> Iterator[Item]:
    """Place the attribution as columns at the far margin: name and seal first, feet on the last line."""
    name = blocks.name
    assert name is not None  # an upright attribution has a name
    edge = foot - _FOOT * blocks.quote.size * 0.4
    side = _side(job) if blocks.seal else 0.0
    column = max(side, name.size)
    axis = right - column / 2
    bottom = edge
    if side and job.theme.seal:
        yield _seal(job, blocks, axis - side / 2, edge - side, side)
        bottom -= side + job.theme.seal.gap * job.unit
    yield from _block(job, name, axis - name.size / 2, bottom - name.height)
    x = axis - column / 2
    for block in (blocks.role, blocks.source):
        if block:
            x -= block.size * (1 + COLUMN_GAP)
            yield from _block(job, block, x, edge - block.height)


def _rule(job: Job, quote_size: float, left: float, foot: float) -> Item:
    rule = job.theme.rule
    assert rule is not None  # asked for by the caller
    thickness = max(round(rule.thickness * job.unit), 1)
    return decoration.rule(
        round(left),
        round(foot + rule.gap * quote_size),
        round(rule.width * quote_size),
        thickness,
        _accent(job),
    )


def _accent(job: Job) -> Colour:
    return job.theme.accent


def _seal(job: Job, blocks: Blocks, x: float, y: float, side: float) -> Item:
    colour = job.theme.seal_colour or job.theme.accent
    return decoration.seal(blocks.seal, round(side), (round(x), round(y)), colour, crc32(job.seal.encode()))
