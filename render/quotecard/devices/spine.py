"""The cloth edge of a thread-bound book (線裝) with its slip: to the right of columns, to the left of lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from quotecard.devices.base import Device
from quotecard.devices.shapes import edges, inset, rule
from quotecard.model import Box
from quotecard.scene import Rect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.devices.base import Placed
    from quotecard.model import Blocks, Job, Quote
    from quotecard.scene import Item
    from quotecard.theme import Theme

_SLIP_TOP = 0.111
"""fraction of the card's height above the slip"""
_SLIP_LENGTH = 0.27
"""fraction of the card's height: the least length of the slip"""
_SLIP_LONGEST = 0.78
"""fraction of the card's height: the greatest length of the slip"""
_SLIP_WIDTH = 0.86
"""fraction of the cloth beside the thread: the greatest width of the slip, with cloth visible at both sides"""
_CLEAR = 150.0
"""px by which the slip is longer than its words, at least"""
_EDGE = 5.0
"""px from the edge of the slip to the outer of its two frames"""
_OUTER_FRAME = 2.4
"""px, thickness"""
_INNER_FRAME = 0.9
"""px, thickness"""
_BETWEEN_FRAMES = 6.0
"""px"""
_THREAD = 3.0
"""px, thickness"""
_PAGE_MARGIN = 0.8
"""fraction of the margin that is kept on the page beside the cloth"""


@dataclass(frozen=True, slots=True)
class Spine(Device):
    """The table `[spine]`."""

    width: float
    """width of the cloth, as a fraction of the card's short side"""
    stitches: float
    """px from stitch to stitch"""
    thread: float
    """px from the card's edge to the thread"""
    slip: float
    """px, width of the slip"""
    title: float
    """px per em of the title on the slip"""
    author: float
    """px per em of the author"""

    key: ClassVar[str] = "spine"

    def lacks(self, quote: Quote, theme: Theme) -> str:
        """Return a notice if there is neither author nor source, so that the slip is left out."""
        if quote.author or quote.source:
            return ""
        return f"the theme {theme.id} shows author and source on its slip, but the quote has neither"

    def reserve(self, job: Job, box: Box) -> Box:
        """Reserve the cloth, and narrower margins on the page beside it."""
        width, margin = self.width * min(job.size.width, job.size.height), _PAGE_MARGIN * box.left
        if job.vertical:
            return box._replace(left=margin, right=job.size.width - width - margin)
        return box._replace(left=width + margin, right=job.size.width - margin)

    def slip_width(self, job: Job) -> float:
        """Return the width of the slip; px."""
        return min(self.slip * job.unit, (self._cloth_width(job) - self.thread * job.unit) * _SLIP_WIDTH)

    def slip_room(self, job: Job) -> float:
        """Return the greatest length of the words on a slip; px."""
        return _SLIP_LONGEST * job.size.height - _CLEAR * job.device_unit

    def slip_box(self, job: Job, blocks: Blocks) -> Box:
        """Return the box of the slip, in the middle of the cloth beside the thread and long enough for its words."""
        cloth, thread = self._cloth(job), self.thread * job.unit
        free = (cloth.left, cloth.right - thread) if job.vertical else (cloth.left + thread, cloth.right)
        width = self.slip_width(job)
        left = round((free[0] + free[1] - width) / 2)
        words = sum(part.height for part in (blocks.source, blocks.name, blocks.role) if part)
        length = max(_SLIP_LENGTH * job.size.height, words + _CLEAR * job.device_unit)
        top = round(min(max(_SLIP_TOP * job.size.height, job.frame.top), (job.size.height - length) / 2))
        return Box(left, top, left + round(width), top + round(length))

    def draw(self, job: Job, blocks: Blocks, placed: Placed) -> Iterator[Item]:
        """Yield the cloth, the thread and the slip."""
        cloth, palette = self._cloth(job), job.theme.palette
        yield Rect(cloth.left, cloth.top, cloth.right - cloth.left, cloth.bottom, palette.tint)
        yield from self._threads(job, cloth)
        if blocks.place == "slip" and (blocks.name or blocks.source):
            box = self.slip_box(job, blocks)
            yield Rect(box.left, box.top, box.width, box.height, palette.ground)
            for in_by, thick in (
                (_EDGE, _OUTER_FRAME),
                (_EDGE + _OUTER_FRAME + _BETWEEN_FRAMES, _INNER_FRAME),
            ):
                yield from edges(
                    inset(box, in_by * job.unit, in_by * job.unit), thick * job.unit, palette.tint
                )

    def _threads(self, job: Job, cloth: Box) -> Iterator[Item]:
        """Yield the thread along the cloth, and evenly spaced stitches from it to the edge."""
        thin, colour = _THREAD * job.unit, job.theme.palette.line
        x = cloth.right - self.thread * job.unit if job.vertical else cloth.left + self.thread * job.unit
        yield rule(x, 0, thin, cloth.bottom, colour)
        count = max(round(cloth.bottom / (self.stitches * job.unit)), 2)
        edge = cloth.right if job.vertical else cloth.left
        for at in range(count):
            y = (at + 0.5) * cloth.bottom / count
            yield rule(min(x, edge), y, abs(edge - x), thin, colour)

    def _cloth(self, job: Job) -> Box:
        """Return the box of the cloth: the whole height, at the side where reading begins."""
        width = self._cloth_width(job)
        left = job.size.width - width if job.vertical else 0
        return Box(left, 0, left + width, job.size.height)

    def _cloth_width(self, job: Job) -> int:
        return round(self.width * min(job.size.width, job.size.height))
