"""Place a card whose text stands in columns, from right to left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from render.model import COLUMN_SPACE, TRANSLATION_GAP
from render.page import decoration, parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from render.model import Blocks, Job
    from render.page.scene import Item


def columns(job: Job, blocks: Blocks) -> Iterator[Item]:
    """Yield the quote from the right margin, then the attribution's columns, feet on the quote's foot.

    The attribution stands a column to the left, its foot level with the longest column's last character
    (地付き; JLREQ, CLREQ): marks hang below it. One longer than that begins where the quote does.
    """
    quote = blocks.quote
    body = max((line.body for line in quote.lines), default=0.0)
    left = round(job.frame.right - quote.width)
    top = round(_top(job, body, quote.height))
    yield from parts.glyphs(job, quote, left, top)
    foot = top + max(body - parts.BEARING * quote.size, _length(job, blocks))
    foot = min(foot, job.frame.foot)
    if blocks.translation:
        left = round(left - TRANSLATION_GAP * quote.size - blocks.translation.width)
        yield from parts.glyphs(job, blocks.translation, left, top)
        foot = max(foot, top + blocks.translation.height)
    right = left - parts.gap(job, blocks)
    if job.theme.rule and (blocks.name or blocks.role or blocks.source):
        yield _rule(job, (left + right) / 2, foot)
    for at, block in enumerate(part for part in (blocks.name, blocks.role, blocks.source) if part):
        if at:
            right -= COLUMN_SPACE * block.size
        side = parts.seal_side(job, blocks) if blocks.seal and block is blocks.name else 0
        width = max(block.width, side)
        axis, bottom = right - width / 2, foot
        if side and job.theme.seal:
            yield parts.seal(job, blocks, axis - side / 2, bottom - side, side)
            bottom -= side + job.theme.seal.gap * job.unit
        yield from parts.glyphs(job, block, axis - block.width / 2, bottom - block.height)
        right -= width


def _length(job: Job, blocks: Blocks) -> float:
    """Return the px of the longest column of the attribution, the seal under the name included."""
    side = parts.seal_side(job, blocks) if blocks.seal else 0
    seal = side + job.theme.seal.gap * job.unit if side and job.theme.seal else 0.0
    name = blocks.name.height + seal if blocks.name else 0.0
    return max(name, *(part.height if part else 0.0 for part in (blocks.role, blocks.source)))


def _top(job: Job, body: float, height: float) -> float:
    """Centre the columns' characters as the theme centres lines; keep all of them inside the frame."""
    frame = job.frame
    top = job.proportions.centre * job.size.height - body / 2
    return max(min(top, frame.foot - height), frame.top)


def _rule(job: Job, x: float, foot: float) -> Item:
    """Return the theme's short rule, standing between the last column and the attribution."""
    rule = job.theme.rule
    assert rule is not None  # asked for by the caller
    length, thickness = round(rule.width * job.unit), max(round(rule.thickness * job.unit), 1)
    return decoration.rule(round(x), round(foot) - length, thickness, length, job.theme.accent)
