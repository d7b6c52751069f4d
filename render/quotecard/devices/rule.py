"""A short thin rule between the quote and its attribution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from quotecard.devices.base import Device
from quotecard.devices.shapes import rule

if TYPE_CHECKING:
    from quotecard.model import Job
    from quotecard.scene import Rect

TO_NAME = 1.15
"""em of the name from the rule to the name"""
_LEAST_GAP = 44.0
"""px from the quote to the rule, at least, on a card 1080 px wide"""
_COLUMN_GAP = 0.5 * 1.6
"""em of the quote from its last column to the attribution: 1.6 times the usual gap, as the rule is inside it"""
_LEAST_COLUMN_GAP = 48.0 * 1.6
"""px of that gap, at least, on a card 1080 px wide"""


@dataclass(frozen=True, slots=True)
class ShortRule(Device):
    """The table `[rule]`."""

    width: float
    """px, length of the rule"""
    thickness: float
    """px"""
    gap: float
    """em of the quote from its last em box to the rule"""

    key: ClassVar[str] = "rule"

    def parts_name(self, job: Job) -> bool:
        """Return True: the rule stands between the two."""
        return True

    def attribution_gap(self, job: Job) -> tuple[float, float]:
        """Return the gap from the quote to the rule; in columns, a wider gap with the rule in its middle."""
        if job.vertical:
            return _COLUMN_GAP, _LEAST_COLUMN_GAP * job.unit
        return self.gap, _LEAST_GAP * job.unit

    def length(self, job: Job) -> float:
        """Return the length of the rule; px."""
        return self.width * job.unit

    def across(self, job: Job, x: float, y: float) -> Rect:
        """Return the rule as a horizontal line from x to the right."""
        return rule(x, y, self.length(job), self.thickness * job.unit, job.theme.accent)

    def standing(self, job: Job, x: float, bottom: float) -> Rect:
        """Return the rule as a vertical line up from `bottom`."""
        length = round(self.length(job))
        return rule(x, round(bottom) - length, self.thickness * job.unit, length, job.theme.accent)
