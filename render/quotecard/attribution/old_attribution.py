"""Place an attribution that is not tied to the quote: at the foot, in a corner, on a spine's slip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecard.devices.spine import slip_box
from quotecard.model import ASCENT, ATTRIBUTION_ROW, FOOT_SPACE
from quotecard.page import parts
from quotecard.scene import Image

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.model import Block, Blocks, Job
    from quotecard.picture import Picture
    from quotecard.scene import Item

_SLIP_HEAD, _SLIP_FOOT = 46.0, 40.0
"""px clear above the title and under the author"""


def foot(job: Job, blocks: Blocks) -> Iterator[Item]:
    """Yield the attribution along the foot of the card: the name at the left, what was said at the right.

    What does not fit on one row stands in rows, the last one at the foot.
    """
    present = [part for part in (blocks.name, blocks.role, blocks.source) if part]
    if job.portrait:
        yield from _beside_portrait(job, blocks, job.portrait)
        return
    if not present:
        return
    left, right, y = job.outer.left, job.outer.right, job.outer.foot
    base = y - (1 - ASCENT) * present[0].size
    if sum(part.width for part in present) + FOOT_SPACE * job.unit * (len(present) - 1) > right - left:
        for part in reversed(present):
            yield from parts.glyphs(job, part, left, y - part.height)
            y -= part.height + (ATTRIBUTION_ROW - 1) * part.size
        return
    x = left
    for part in present:
        last = part is present[-1] and len(present) > 1
        at = right - part.width if last and part is blocks.source else x
        yield from parts.glyphs(job, part, at, base - ASCENT * part.size)
        x = at + part.width + FOOT_SPACE / 2 * job.unit


def _beside_portrait(job: Job, blocks: Blocks, picture: Picture) -> Iterator[Item]:
    """Yield the portrait at the left of the foot, the parts in rows beside it, centred on it as one."""
    own = job.theme.portrait
    assert own is not None  # a job has a portrait only where its theme shows one
    side = round(own.side * job.unit)
    x, y = round(job.outer.left), round(job.outer.foot - side)
    yield Image(x, y, side, side, picture, round=own.round)
    rows = [part for part in (blocks.name, blocks.role, blocks.source) if part]
    height = sum(part.height for part in rows) + sum((ATTRIBUTION_ROW - 1) * part.size for part in rows[1:])
    top, left = y + (side - height) / 2, x + side + own.gap * job.unit
    for at, part in enumerate(rows):
        top += (ATTRIBUTION_ROW - 1) * part.size if at else 0.0
        yield from parts.glyphs(job, part, left, top)
        top += part.height


def corner(job: Job, blocks: Blocks, top: float, foot: float) -> Iterator[Item]:
    """Yield the name as a column in the corner that the lines leave free, level with the text's head or foot."""
    name = blocks.name
    if name is None:
        return
    edge = parts.BEARING * blocks.quote.size
    y = top + edge if blocks.place == "head-corner" else foot - edge - name.height
    yield from parts.glyphs(job, name, job.frame.right - name.width, y)


def slip(job: Job, blocks: Blocks) -> Iterator[Item]:
    """Yield title and author down a spine's slip: the title from its head, the author above its foot."""
    box = slip_box(job, blocks)
    axis = (box.left + box.right) / 2
    title = blocks.source or blocks.name
    later = [part for part in (blocks.name, blocks.role) if part and part is not title]
    if title:
        yield from _down(job, title, axis, box.top + _SLIP_HEAD * job.device_unit)
    y = box.foot - _SLIP_FOOT * job.device_unit - sum(part.height for part in later)
    for part in later:
        yield from _down(job, part, axis, y)
        y += part.height


def _down(job: Job, block: Block, axis: float, top: float) -> Iterator[Item]:
    yield from parts.glyphs(job, block, axis - block.width / 2, top)
