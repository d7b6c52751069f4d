"""A thread-bound cloth edge with its slip (線裝): at the right of columns, at the left of lines."""

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
"""of the card's height"""
_SLIP_LENGTH = 0.27
"""of the card's height, at least"""
_SLIP_LONGEST = 0.78
"""of the card's height"""
_SLIP_WIDTH = 0.86
"""of the cloth beside the thread, at most: it leaves cloth at both sides"""
_CLEAR = 150.0
"""px that the slip is longer than its words, at least"""
_EDGE = 5.0
"""px from the slip's edge to the outer of its two frames"""
_OUTER_FRAME = 2.4
"""px thick"""
_INNER_FRAME = 0.9
"""px thick"""
_BETWEEN_FRAMES = 6.0
"""px"""
_THREAD = 3.0
"""px thick"""
_PAGE_MARGIN = 0.8
"""of the margin, on the page beside the cloth"""


@dataclass(frozen=True, slots=True)
class Spine(Device):
    """The table `[spine]`."""

    width: float
    """part of the card's short side"""
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
        """Without author and source the slip is left out."""
        if quote.author or quote.source:
            return ""
        return f"the theme {theme.id} names author and source on its slip: there are none"

    def reserve(self, job: Job, box: Box) -> Box:
        """Leave the cloth, and a narrower margin on the page beside it."""
        width, margin = self.width * min(job.size.width, job.size.height), _PAGE_MARGIN * box.left
        if job.vertical:
            return box._replace(left=margin, right=job.size.width - width - margin)
        return box._replace(left=width + margin, right=job.size.width - margin)

    def slip_width(self, job: Job) -> float:
        """Return the px that the slip is wide."""
        return min(self.slip * job.unit, (self._cloth_width(job) - self.thread * job.unit) * _SLIP_WIDTH)

    def slip_room(self, job: Job) -> float:
        """Return the px that words on the longest slip may take."""
        return _SLIP_LONGEST * job.size.height - _CLEAR * job.device_unit

    def slip_box(self, job: Job, blocks: Blocks) -> Box:
        """Return the slip, in the middle of the cloth beside the thread; longer where its words are."""
        cloth, thread = self._cloth(job), self.thread * job.unit
        free = (cloth.left, cloth.right - thread) if job.vertical else (cloth.left + thread, cloth.right)
        width = self.slip_width(job)
        left = round((free[0] + free[1] - width) / 2)
        words = sum(part.height for part in (blocks.source, blocks.name, blocks.role) if part)
        length = max(_SLIP_LENGTH * job.size.height, words + _CLEAR * job.device_unit)
        top = round(min(max(_SLIP_TOP * job.size.height, job.frame.top), (job.size.height - length) / 2))
        return Box(left, top, left + round(width), top + round(length))

    def draw(self, job: Job, blocks: Blocks, placed: Placed) -> Iterator[Item]:
        """Yield cloth, thread and slip."""
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
        """Yield the thread along the cloth, and a stitch from it to the edge at even steps."""
        thin, colour = _THREAD * job.unit, job.theme.palette.line
        x = cloth.right - self.thread * job.unit if job.vertical else cloth.left + self.thread * job.unit
        yield rule(x, 0, thin, cloth.bottom, colour)
        count = max(round(cloth.bottom / (self.stitches * job.unit)), 2)
        edge = cloth.right if job.vertical else cloth.left
        for at in range(count):
            y = (at + 0.5) * cloth.bottom / count
            yield rule(min(x, edge), y, abs(edge - x), thin, colour)

    def _cloth(self, job: Job) -> Box:
        """Return the cloth: the whole height, on the side where reading begins."""
        width = self._cloth_width(job)
        left = job.size.width - width if job.vertical else 0
        return Box(left, 0, left + width, job.size.height)

    def _cloth_width(self, job: Job) -> int:
        return round(self.width * min(job.size.width, job.size.height))
