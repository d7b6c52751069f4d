"""The page stage: Job + Blocks → Scene. Places quote, attribution and decoration; knows px only."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from render.model import ATTRIBUTION_ROW, RULE_TO_NAME, gap_below
from render.page import decoration
from render.page.scene import Glyphs, Item, Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from render.model import Block, Blocks, Frame, Job

_ROLE_GAP = 0.7
"""em between a name and the role beside it"""
_BASELINE = 0.88
_BEARING = 0.05
_LOWEST_CENTRE = 0.525
"""of the height: where the middle of quote and attribution together stands at the lowest"""
_SEAL_MOST = 1.1
"""em of the quote"""


def compose(job: Job, blocks: Blocks) -> Scene:
    """Return the scene of a card: the quote where the theme centres it, the rest tied to it."""
    frame = job.frame
    below = _below_height(job, blocks)
    left, top = round(frame.left), round(_quote_top(job, blocks.quote.height, below, frame))
    items = [*_block(job, blocks.quote, left, top), *_rows(job, blocks, left, top + blocks.quote.height)]
    if blocks.upright:
        items += _column(job, blocks, frame.right, top + blocks.quote.height)
    return Scene(job.size.width, job.size.height, job.theme.ground, tuple(items))


def _quote_top(job: Job, quote: float, below: float, frame: Frame) -> float:
    """Centre the quote alone, then move it up as far as what hangs below it needs."""
    height = job.size.height
    top = min(
        job.proportions.centre * height - quote / 2,
        _LOWEST_CENTRE * height - (quote + below) / 2,
        frame.foot - below - quote,
    )
    return max(top, frame.top)


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
    """Return px from the quote's foot to the rule or the first row of the attribution."""
    em, least = gap_below(job)
    return max(em * blocks.quote.size, least)


def _below_height(job: Job, blocks: Blocks) -> float:
    first, later = _first_row(job, blocks), _later_rows(job, blocks)
    if not first:
        return 0.0
    rule = first[0].size * RULE_TO_NAME if job.theme.rule else 0.0
    rows = max(first[0].height, _seal_foot(job, blocks))
    rows += sum(block.height + (ATTRIBUTION_ROW - 1) * block.size for block in later)
    return _gap(job, blocks) + rule + rows


def _first_row(job: Job, blocks: Blocks) -> list[Block]:
    """Return what stands on the first row below the quote: parts join the name as far as they fit."""
    name = None if blocks.upright else blocks.name
    joined = blocks.upright or job.proportions.source == "beside"
    parts = [block for block in (name, blocks.role, blocks.source if joined else None) if block]
    while len(parts) > 1 and not _fits(job, parts):
        parts.pop()
    return parts or [block for block in (blocks.source,) if block]


def _fits(job: Job, parts: list[Block]) -> bool:
    name = parts[0]
    seal = (job.theme.seal.side + job.theme.seal.gap) * job.unit if job.theme.seal and job.seal else 0.0
    width = sum(block.width for block in parts) + _ROLE_GAP * name.size * (len(parts) - 1) + seal
    return all(len(block.lines) == 1 for block in parts) and width <= job.box_width


def _later_rows(job: Job, blocks: Blocks) -> list[Block]:
    # By identity: a role and a source of the same words are equal blocks, and both are set.
    used = set(map(id, _first_row(job, blocks)))
    name = None if blocks.upright else blocks.name
    return [block for block in (name, blocks.role, blocks.source) if block and id(block) not in used]


def _rows(job: Job, blocks: Blocks, left: float, foot: float) -> Iterator[Item]:
    """Place the attribution under the quote, on its edge."""
    first = _first_row(job, blocks)
    if not first:
        return
    y = foot + _gap(job, blocks)
    if job.theme.rule:
        yield _rule(job, left, y)
        y += first[0].size * RULE_TO_NAME
    x = left
    for at, block in enumerate(first):
        if at:
            x += _ROLE_GAP * first[0].size
        # Parts of a row share a baseline.
        yield from _block(job, block, x, y + (first[0].size - block.size) * _BASELINE)
        x += block.width
    if blocks.seal and job.theme.seal and blocks.name and not blocks.upright:
        side = _side(job, blocks)
        yield _seal(job, blocks, x + job.theme.seal.gap * job.unit, y + (blocks.name.size - side) / 2, side)
    y += max(first[0].height, _seal_foot(job, blocks))
    for block in _later_rows(job, blocks):
        y += (ATTRIBUTION_ROW - 1) * block.size
        yield from _block(job, block, left, y)
        y += block.height


def _side(job: Job, blocks: Blocks) -> int:
    """Return the seal's side in px: nearly constant, but never larger than the quote's characters."""
    return round(min(job.theme.seal.side * job.unit, _SEAL_MOST * blocks.quote.size)) if job.theme.seal else 0


def _seal_foot(job: Job, blocks: Blocks) -> float:
    """Return how far a seal on the first row reaches below the top of the name, px."""
    if blocks.upright or not (blocks.seal and job.theme.seal and blocks.name):
        return 0.0
    return (blocks.name.size + _side(job, blocks)) / 2


def _column(job: Job, blocks: Blocks, right: float, foot: float) -> Iterator[Item]:
    """Place the name as a column at the far margin, seal under it, feet on the quote's last line."""
    name = blocks.name
    assert name is not None  # an upright attribution has a name
    # The em box ends a little below the strokes that stand in it.
    foot -= _BEARING * blocks.quote.size
    side = _side(job, blocks) if blocks.seal else 0
    axis = right - max(side, name.size) / 2
    if side and job.theme.seal:
        yield _seal(job, blocks, axis - side / 2, foot - side, side)
        foot -= side + job.theme.seal.gap * job.unit
    yield from _block(job, name, axis - name.size / 2, foot - name.height)


def _rule(job: Job, left: float, y: float) -> Item:
    rule = job.theme.rule
    assert rule is not None  # asked for by the caller
    thickness = max(round(rule.thickness * job.unit), 1)
    return decoration.rule(left, round(y), round(rule.width * job.unit), thickness, job.theme.accent)


def _seal(job: Job, blocks: Blocks, x: float, y: float, side: float) -> Item:
    colour = job.theme.seal_colour or job.theme.accent
    return decoration.seal(blocks.seal, round(side), (round(x), round(y)), colour, crc32(job.seal.encode()))
