"""A moon or a sun."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin
from typing import TYPE_CHECKING, ClassVar

from quotecard.devices.base import Device
from quotecard.scene import Outline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.devices.base import Placed
    from quotecard.model import Blocks, Box, Job
    from quotecard.scene import Item, Point
    from quotecard.theme import Glow

_CHORDS = 180
"""chords of the circle: at 2,000 px no corners are visible"""
_CLEAR = 1.6
"""multiple of the radius: the least distance from the disc's middle to text"""


@dataclass(frozen=True, slots=True)
class Disc(Device):
    """The table `[disc]`: above the last columns, or mirrored to the right above or beside lines."""

    x: float
    """fraction of the width, from the left"""
    y: float
    """fraction of the height"""
    radius: float
    """fraction of the short side"""

    key: ClassVar[str] = "disc"

    def middle(self, job: Job) -> tuple[float, float]:
        """Return x and y of the disc's middle; px."""
        x = self.x if job.vertical else 1 - self.x
        return x * job.size.width, self.y * job.size.height

    def reach(self, job: Job) -> float:
        """Return the least distance from the disc's middle to text; px."""
        return _CLEAR * self._radius(job)

    def _radius(self, job: Job) -> float:
        return self.radius * min(job.size.width, job.size.height)

    def reserve(self, job: Job, box: Box) -> Box:
        """Keep lines clear of the disc: below it, or on a wide card beside it."""
        if job.vertical:
            return box
        x, y = self.middle(job)
        if job.size.width > job.size.height:
            return box._replace(right=min(box.right, x - self.reach(job)))
        return box._replace(top=max(box.top, y + self.reach(job)))

    def first_top(self, job: Job, top: float) -> float:
        """Have the longest columns, which reach the disc, begin below it."""
        return max(top, self.middle(job)[1] + self.reach(job)) if job.vertical else top

    def glows(self, job: Job, glows: tuple[Glow, ...]) -> tuple[Glow, ...]:
        """Mirror the glows together with the disc."""
        return glows if job.vertical else tuple(glow._replace(x=1 - glow.x) for glow in glows)

    def draw(self, job: Job, blocks: Blocks, placed: Placed) -> Iterator[Item]:
        """Yield the disc in the palette's tint."""
        x, y = self.middle(job)
        yield Outline((_circle(self._radius(job)),), job.theme.palette.tint, "disc", round(x), round(y))


def _circle(radius: float) -> tuple[Point, ...]:
    turns = (2 * pi * step / _CHORDS for step in range(_CHORDS))
    return tuple((radius * cos(turn), radius * sin(turn)) for turn in turns)
