"""A speech bubble around the quote, with its tail pointing at the name."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING, ClassVar

from quotecard.devices.base import Device
from quotecard.devices.shapes import inset
from quotecard.model import Box
from quotecard.scene import Outline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.devices.base import Placed
    from quotecard.model import Blocks, Job
    from quotecard.scene import Item, Point

LEAST_WIDTH = 0.56
"""fraction of the width between the margins: the least width of what surrounds a short text"""
_ARC = 24
"""chords per quarter circle"""
_ROOT = 0.3
"""fraction of the tail's length: across, from the tip to the near side of the root"""
_TAIL_WIDTH = 0.78
"""fraction of the tail's length"""
_CHORD = 3
"""px: approximate length of a chord of the tail's curves"""


@dataclass(frozen=True, slots=True)
class Bubble(Device):
    """The table `[bubble]`."""

    radius: float
    """px, radius of the corners"""
    pad: float
    """px from the edge of the bubble to the text"""
    tail: float
    """px, length of the tail"""

    key: ClassVar[str] = "bubble"
    quote_on_tint: ClassVar[bool] = True

    def reserve(self, job: Job, box: Box) -> Box:
        """Reserve the padding."""
        pad = self.pad * job.device_unit
        return inset(box, pad, pad)

    def attribution_gap(self, job: Job) -> tuple[float, float]:
        """Return a gap with room for the padding and the tail."""
        return 0.0, (self.pad + self.tail) * job.device_unit

    def draw(self, job: Job, blocks: Blocks, placed: Placed) -> Iterator[Item]:
        """Yield a rounded box around the quote, and the tail if there is an attribution to point at."""
        box, tint = self._box(job, placed.quote), job.theme.palette.tint
        tail = self.tail * job.device_unit
        radius = min(self.radius * job.device_unit, box.height / 2.4)
        shape = _rounded(Box(0, 0, round(box.width), round(box.height)), radius)
        yield Outline((shape,), tint, "bubble", round(box.left), round(box.top))
        if blocks.attribution:
            # The tail's root begins where the curve of the corner ends.
            x = box.left + radius - _ROOT * tail
            yield Outline((_tail(tail),), tint, "tail", round(x), round(box.bottom) - 2)

    def _box(self, job: Job, text: Box) -> Box:
        pad = self.pad * job.device_unit
        if job.vertical or job.centred:
            return inset(text, -pad, -pad)
        left, right = job.outer.left, text.right + pad
        right = max(right, left + LEAST_WIDTH * (job.outer.right - left))
        return Box(left, text.top - pad, right, text.bottom + pad)


def _rounded(box: Box, radius: float) -> tuple[Point, ...]:
    """Return a rectangle with rounded corners, clockwise from the top right."""
    centres = (
        (box.right - radius, box.top + radius, -pi / 2),
        (box.right - radius, box.bottom - radius, 0.0),
        (box.left + radius, box.bottom - radius, pi / 2),
        (box.left + radius, box.top + radius, pi),
    )
    return tuple(
        (x + radius * cos(turn + pi / 2 * step / _ARC), y + radius * sin(turn + pi / 2 * step / _ARC))
        for x, y, turn in centres
        for step in range(_ARC + 1)
    )


def _tail(length: float) -> tuple[Point, ...]:
    """Return a tail that is wide at its root at 0, 0, bends to the left and ends in a point."""
    wide = _TAIL_WIDTH * length
    root = _ROOT * length
    outer = _quadratic((wide * 1.25, 0.0), (wide * 0.95, length * 0.78), (0.0, length * 0.92))
    inner = _quadratic((0.0, length * 0.92), (wide * 0.48, length * 0.6), (root, 0.0))
    return (*outer, *inner)


def _quadratic(a: Point, b: Point, c: Point) -> tuple[Point, ...]:
    """Return a quadratic curve as chords, without its last point."""
    steps = max(int(hypot(c[0] - a[0], c[1] - a[1]) / _CHORD), 8)
    found = []
    for step in range(steps):
        t = step / steps
        p, q, r = (1 - t) ** 2, 2 * t * (1 - t), t * t
        found.append((p * a[0] + q * b[0] + r * c[0], p * a[1] + q * b[1] + r * c[1]))
    return tuple(found)
