"""A thread-bound cloth edge with its slip (線裝): at the right of columns, at the left of lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecard.model import SLIP_LENGTH, slip_width
from quotecard.page.parts import Box, edges, rule
from quotecard.scene import Rect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.model import Blocks, Job
    from quotecard.scene import Item

_SLIP_TOP = 0.111
"""of the card's height"""
_OUTER, _INNER, _BETWEEN = 2.4, 0.9, 6.0
"""px: thickness of the slip's two frames, and from one to the other"""
_THREAD = 3.0
_CLEAR = 150.0
"""px that the slip is longer than its words, at least"""


def cloth_box(job: Job) -> Box:
    """Return the cloth: the whole height, on the side where reading begins."""
    spine = job.theme.spine
    assert spine is not None  # asked for by the caller
    width = round(spine.width * min(job.size.width, job.size.height))
    left = job.size.width - width if job.vertical else 0
    return Box(left, 0, left + width, job.size.height)


def slip_box(job: Job, blocks: Blocks) -> Box:
    """Return the slip, in the middle of what the thread leaves of the cloth; longer where its words are."""
    spine = job.theme.spine
    assert spine is not None  # asked for by the caller
    cloth, thread = cloth_box(job), spine.thread * job.unit
    free = (cloth.left, cloth.right - thread) if job.vertical else (cloth.left + thread, cloth.right)
    width = slip_width(job, spine)
    left = round((free[0] + free[1] - width) / 2)
    words = sum(part.height for part in (blocks.source, blocks.name, blocks.role) if part)
    length = max(SLIP_LENGTH * job.size.height, words + _CLEAR * job.device_unit)
    top = round(min(max(_SLIP_TOP * job.size.height, job.frame.top), (job.size.height - length) / 2))
    return Box(left, top, left + round(width), top + round(length))


def spine(job: Job, blocks: Blocks) -> Iterator[Item]:
    """Yield cloth, thread and slip."""
    own = job.theme.spine
    if not own:
        return
    cloth, palette = cloth_box(job), job.theme.palette
    yield Rect(cloth.left, cloth.top, cloth.right - cloth.left, cloth.foot, palette.tint)
    thin = _THREAD * job.unit
    x = cloth.right - own.thread * job.unit if job.vertical else cloth.left + own.thread * job.unit
    yield rule(x, 0, thin, cloth.foot, palette.line)
    stitch = own.stitches * job.unit
    count = max(round(cloth.foot / stitch), 2)
    for at in range(count):
        y = (at + 0.5) * cloth.foot / count
        edge = cloth.right if job.vertical else cloth.left
        yield rule(min(x, edge), y, abs(edge - x), thin, palette.line)
    if blocks.place == "slip" and (blocks.name or blocks.source):
        box = slip_box(job, blocks)
        yield Rect(box.left, box.top, box.right - box.left, box.foot - box.top, palette.ground)
        yield from edges(_inset(box, 5 * job.unit), _OUTER * job.unit, palette.tint)
        yield from edges(_inset(box, (5 + _OUTER + _BETWEEN) * job.unit), _INNER * job.unit, palette.tint)


def _inset(box: Box, by: float) -> Box:
    return Box(box.left + by, box.top + by, box.right - by, box.foot - by)
