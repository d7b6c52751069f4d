"""A short thin rule between quote and attribution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from quotecard.devices.base import Device
from quotecard.devices.shapes import rule

if TYPE_CHECKING:
    from quotecard.model import Job
    from quotecard.scene import Rect

TO_NAME = 1.15
"""em of the name, from the rule to the name"""
_LEAST_GAP = 44.0
"""px on a card 1080 wide, from the quote to the rule"""
_COLUMN_GAP = 0.5 * 1.6
"""em of the quote, from its last column to the attribution's first: 1.6 times the usual, for the rule between them"""
_LEAST_COLUMN_GAP = 48.0 * 1.6
"""px likewise, at least, on a card 1080 wide"""


@dataclass(frozen=True, slots=True)
class ShortRule(Device):
    """The table `[rule]`."""

    width: float
    """px"""
    thickness: float
    """px"""
    gap: float
    """em of the quote, from the last em box"""

    key: ClassVar[str] = "rule"

    def parts_name(self, job: Job) -> bool:
        """Return True: it stands between the two."""
        return True

    def attribution_gap(self, job: Job) -> tuple[float, float]:
        """Return the gap to the rule; between columns the rule stands in the middle of a wider one."""
        if job.vertical:
            return _COLUMN_GAP, _LEAST_COLUMN_GAP * job.unit
        return self.gap, _LEAST_GAP * job.unit

    def length(self, job: Job) -> float:
        """Return its length in px."""
        return self.width * job.unit

    def across(self, job: Job, x: float, y: float) -> Rect:
        """Return it lying, from x to the right."""
        return rule(x, y, self.length(job), self.thickness * job.unit, job.theme.accent)

    def standing(self, job: Job, x: float, bottom: float) -> Rect:
        """Return it standing, up from `bottom`."""
        length = round(self.length(job))
        return rule(x, round(bottom) - length, self.thickness * job.unit, length, job.theme.accent)
