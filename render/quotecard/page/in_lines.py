"""Place a card whose text stands in lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecard.attribution import old_attribution as attribution
from quotecard.model import ASCENT, ATTRIBUTION_ROW, RULE_TO_NAME, translation_gap
from quotecard.page import parts
from quotecard.page.parts import Box, Placed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.model import Block, Blocks, Frame, Job
    from quotecard.scene import Item

_ROLE_GAP = 0.7
"""em between a name and the role beside it"""
_LOWEST_CENTRE = 0.525
"""of the height: where the middle of quote and attribution together stands at the lowest"""


def flow(job: Job, blocks: Blocks) -> Placed:
    """Return the card's texts: the quote where the theme holds it, the rest tied to it."""
    quote, other = blocks.quote, blocks.translation
    gap = translation_gap(job) * quote.size
    height = quote.height + (gap + other.height if other else 0.0)
    below = _below_height(job, blocks)
    left = round(parts.start(job, parts.longest(quote), job.frame.left))
    top = round(_quote_top(job, height, below, job.frame))
    items = list(parts.glyphs(job, quote, left, top))
    if other:
        x = parts.start(job, parts.longest(other), job.frame.left)
        items += parts.glyphs(job, other, x, top + quote.height + gap)
        items += _divider(job, top + quote.height, quote.size)
    items += _attribution(job, blocks, top, top + height)
    width = max(quote.width, other.width if other else 0.0)
    box = Box(left, top, left + width, top + height)
    return Placed(items, box, box._replace(foot=top + height + below))


def _attribution(job: Job, blocks: Blocks, top: float, foot: float) -> Iterator[Item]:
    place = blocks.place
    if place == "foot":
        yield from attribution.foot(job, blocks)
    elif place == "slip":
        yield from attribution.slip(job, blocks)
    elif place.endswith("corner"):
        yield from attribution.corner(job, blocks, top, foot)
    else:
        yield from _rows(job, blocks, job.frame.left, foot)
        if place == "side":
            yield from _column(job, blocks, job.frame.right, top + blocks.quote.height)


def _quote_top(job: Job, quote: float, below: float, frame: Frame) -> float:
    """Hold the quote at its head or foot; or centre it alone, then up as far as what hangs below it needs."""
    height = job.size.height
    top = min(
        job.proportions.centre * height - quote / 2,
        _LOWEST_CENTRE * height - (quote + below) / 2,
        frame.foot - below - quote,
    )
    if job.proportions.anchor == "foot":
        top = frame.foot - below - quote
    elif job.proportions.anchor == "head":
        top = max(frame.top, job.outer.top)
    return max(top, frame.top)


def _divider(job: Job, foot: float, size: float) -> Iterator[Item]:
    """Yield the hairline between the quote and its translation, over the full measure."""
    divider = job.theme.divider
    if divider:
        left, right = job.outer.left, job.outer.right
        y = foot + divider.above * size
        yield parts.rule(left, y, right - left, divider.thickness * job.unit, job.theme.palette.line)


def _below_height(job: Job, blocks: Blocks) -> float:
    if blocks.place not in ("below", "side"):
        return 0.0
    first, later = _first_row(job, blocks), _later_rows(job, blocks)
    if not first:
        return 0.0
    if step := ruled_step(job, blocks):
        return step * (1 + len(first) + len(later))
    rule = first[0].size * RULE_TO_NAME if job.theme.rule else 0.0
    rows = max(first[0].height, _seal_foot(job, blocks))
    rows += sum(block.height + (ATTRIBUTION_ROW - 1) * block.size for block in later)
    return parts.gap(job, blocks) + rule + rows


def _first_row(job: Job, blocks: Blocks) -> list[Block]:
    """Return what stands on the first row below the quote: parts join the name as far as they fit."""
    name = None if blocks.upright else blocks.name
    joined = blocks.upright or job.proportions.source == "beside"
    parts = [block for block in (name, blocks.role, blocks.source if joined else None) if block]
    while len(parts) > 1 and not _fits(job, parts):
        parts.pop()
    return parts or [block for block in (blocks.source,) if block]


def _row_width(job: Job, blocks: Blocks, row: list[Block]) -> float:
    """Return the px that the first row takes, its seal included."""
    width = sum(block.width for block in row) + _ROLE_GAP * row[0].size * (len(row) - 1)
    if blocks.seal and job.theme.seal and blocks.name and not blocks.upright:
        width += parts.seal_side(job, blocks) + job.theme.seal.gap * job.unit
    return width


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
    y = foot + parts.gap(job, blocks)
    step = ruled_step(job, blocks)
    if step:
        yield from _on_rules(job, blocks, first, foot, step)
        return
    if job.theme.rule:
        width = job.theme.rule.width * job.unit
        yield parts.rule(
            parts.start(job, width, left), y, width, job.theme.rule.thickness * job.unit, job.theme.accent
        )
        y += first[0].size * RULE_TO_NAME
    x = parts.start(job, _row_width(job, blocks, first), left)
    for at, block in enumerate(first):
        if at:
            x += _ROLE_GAP * first[0].size
        # Parts of a row share a baseline.
        yield from parts.glyphs(job, block, x, y + (first[0].size - block.size) * ASCENT)
        x += block.width
    if blocks.seal and job.theme.seal and blocks.name and not blocks.upright:
        side = parts.seal_side(job, blocks)
        yield parts.seal(
            job, blocks, x + job.theme.seal.gap * job.unit, y + (blocks.name.size - side) / 2, side
        )
    y += max(first[0].height, _seal_foot(job, blocks))
    for block in _later_rows(job, blocks):
        y += (ATTRIBUTION_ROW - 1) * block.size
        yield from parts.glyphs(job, block, parts.start(job, block.width, left), y)
        y += block.height


def ruled_step(job: Job, blocks: Blocks) -> float:
    """Return px from rule to rule of a ruled sheet; 0 where lines stand on none."""
    lines = blocks.quote.lines
    if job.vertical or not (job.theme.border or job.theme.cells):
        return 0.0
    return lines[1].top - lines[0].top if len(lines) > 1 else _ONE_LINE_STEP * blocks.quote.size


_ONE_LINE_STEP = 1.6
"""em"""


def _on_rules(job: Job, blocks: Blocks, first: list[Block], foot: float, step: float) -> Iterator[Item]:
    """Place the attribution on the next rules but one of the sheet, a part each, its seal after the name."""
    baseline = foot - (1 - ASCENT) * blocks.quote.size + 2 * step
    for block in (*first, *_later_rows(job, blocks)):
        left = parts.start(job, block.width, job.frame.left)
        yield from parts.glyphs(job, block, left, baseline - ASCENT * block.size)
        if block is blocks.name and blocks.seal and job.theme.seal:
            side = parts.seal_side(job, blocks)
            x = left + block.width + job.theme.seal.gap * job.unit
            yield parts.seal(job, blocks, x, baseline - ASCENT * block.size + (block.size - side) / 2, side)
        baseline += step


def _seal_foot(job: Job, blocks: Blocks) -> float:
    """Return how far a seal on the first row reaches below the top of the name, px."""
    if blocks.upright or not (blocks.seal and job.theme.seal and blocks.name):
        return 0.0
    return (blocks.name.size + parts.seal_side(job, blocks)) / 2


def _column(job: Job, blocks: Blocks, right: float, foot: float) -> Iterator[Item]:
    """Place the name as a column at the far margin, seal under it, feet on the quote's last line."""
    name = blocks.name
    assert name is not None  # an upright attribution has a name
    # The em box ends a little below the strokes that stand in it.
    foot -= parts.BEARING * blocks.quote.size
    side = parts.seal_side(job, blocks) if blocks.seal else 0
    axis = right - max(side, name.size) / 2
    if side and job.theme.seal:
        yield parts.seal(job, blocks, axis - side / 2, foot - side, side)
        foot -= side + job.theme.seal.gap * job.unit
    yield from parts.glyphs(job, name, axis - name.size / 2, foot - name.height)
