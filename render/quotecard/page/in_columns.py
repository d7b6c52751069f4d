"""Place a card whose text stands in columns, from right to left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecard.attribution import old_attribution as attribution
from quotecard.model import COLUMN_SPACE, disc_place, translation_gap
from quotecard.page import parts
from quotecard.page.parts import Box, Placed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.model import Block, Blocks, Job
    from quotecard.scene import Item


def columns(job: Job, blocks: Blocks) -> Placed:
    """Return the quote from the right margin, then the attribution's columns, feet on the quote's foot.

    The attribution stands a column to the left, its foot level with the longest column's last character
    (地付き; JLREQ, CLREQ): marks hang below it. One longer than that begins where the quote does.
    """
    quote = blocks.quote
    body = max((line.body for line in quote.lines), default=0.0)
    left = round(_right(job, blocks) - quote.width)
    top = round(_clear(job, blocks, left, _top(job, body, quote.height)))
    box = Box(left, top, left + quote.width, top + quote.height)
    items = list(parts.glyphs(job, quote, left, top))
    foot = top + max(body - parts.BEARING * quote.size, _length(job, blocks))
    foot = min(foot, job.frame.foot)
    if blocks.translation:
        left = round(left - translation_gap(job) * quote.size - blocks.translation.width)
        items += parts.glyphs(job, blocks.translation, left, top)
        foot = max(foot, top + blocks.translation.height)
    if blocks.place == "slip":
        items += attribution.slip(job, blocks)
    elif blocks.place == "foot":
        items += attribution.foot(job, blocks)
    else:
        items += _signature(job, blocks, left, foot)
    return Placed(items, box, box._replace(left=left, foot=max(box.foot, foot)))


_CLEAR = 1.6
"""times a disc's radius, from its middle to columns"""


def _clear(job: Job, blocks: Blocks, left: float, top: float) -> float:
    """Return where columns begin: under a disc, where one of them would meet it."""
    if not job.theme.disc:
        return top
    x, y, radius = disc_place(job, job.theme.disc)
    if _on_axis(job, blocks, left) or left - _signature_width(job, blocks) > x + _CLEAR * radius:
        return top
    return min(max(top, y + _CLEAR * radius), job.frame.foot - blocks.quote.height)


def _on_axis(job: Job, blocks: Blocks, left: float) -> bool:
    """Tell whether a name alone stands under the disc, on its axis: the text leaves room."""
    if not job.theme.disc or not blocks.name or blocks.role or blocks.source or blocks.translation:
        return False
    x, y, radius = disc_place(job, job.theme.disc)
    foot = job.proportions.centre * job.size.height
    return left > x + _CLEAR * radius and foot > y + _CLEAR * radius


def _signature_width(job: Job, blocks: Blocks) -> float:
    """Return the px left of the quote that its translation and attribution take."""
    found = [part for part in (blocks.name, blocks.role, blocks.source) if part]
    width = sum(part.width + COLUMN_SPACE * part.size for part in found)
    if blocks.translation:
        width += translation_gap(job) * blocks.quote.size + blocks.translation.width
    return width + (parts.gap(job, blocks) if found else 0.0)


def _right(job: Job, blocks: Blocks) -> float:
    """Return where the first column begins: at the right margin, or so that a page holds its text in the middle."""
    if not job.theme.spine:
        return job.frame.right
    width = blocks.quote.width
    if blocks.translation:
        width += translation_gap(job) * blocks.quote.size + blocks.translation.width
    return (job.frame.left + job.frame.right + width) / 2


def _signature(job: Job, blocks: Blocks, left: float, foot: float) -> Iterator[Item]:
    """Yield the attribution's columns to the left of the text."""
    right = left - parts.gap(job, blocks)
    if job.theme.disc and blocks.name and _on_axis(job, blocks, left):
        right = disc_place(job, job.theme.disc)[0] + blocks.name.width / 2
    if job.theme.rule and (blocks.name or blocks.role or blocks.source):
        yield _rule(job, (left + right) / 2, foot)
    for at, block in enumerate(part for part in (blocks.name, blocks.role, blocks.source) if part):
        if at:
            right -= COLUMN_SPACE * block.size
        side = parts.seal_side(job, blocks) if blocks.seal and block is blocks.name else 0
        width = max(block.width, side)
        yield from signed_column(job, blocks, block, right - width / 2, foot)
        right -= width


def signed_column(job: Job, blocks: Blocks, block: Block, axis: float, foot: float) -> Iterator[Item]:
    """Yield one column of the attribution about an axis; under a name stands its seal."""
    side = parts.seal_side(job, blocks) if blocks.seal and block is blocks.name else 0
    if side and job.theme.seal:
        yield parts.seal(job, blocks, axis - side / 2, foot - side, side)
        foot -= side + job.theme.seal.gap * job.unit
    yield from parts.glyphs(job, block, axis - block.width / 2, foot - block.height)


def _length(job: Job, blocks: Blocks) -> float:
    """Return the px of the longest column of the attribution, the seal under the name included."""
    if blocks.place not in ("below", "side"):
        return 0.0
    side = parts.seal_side(job, blocks) if blocks.seal else 0
    seal = side + job.theme.seal.gap * job.unit if side and job.theme.seal else 0.0
    name = blocks.name.height + seal if blocks.name else 0.0
    return max(name, *(part.height if part else 0.0 for part in (blocks.role, blocks.source)))


def _top(job: Job, body: float, height: float) -> float:
    """Centre the columns' characters as the theme centres lines; keep all of them inside the frame."""
    frame = job.frame
    top = job.proportions.centre * job.size.height - body / 2
    if job.proportions.anchor == "foot":
        top = frame.foot - height
    elif job.proportions.anchor == "head":
        top = max(frame.top, job.outer.top)
    return max(min(top, frame.foot - height), frame.top)


def _rule(job: Job, x: float, foot: float) -> Item:
    """Return the theme's short rule, standing between the last column and the attribution."""
    rule = job.theme.rule
    assert rule is not None  # asked for by the caller
    length = round(rule.width * job.unit)
    return parts.rule(x, round(foot) - length, rule.thickness * job.unit, length, job.theme.accent)
