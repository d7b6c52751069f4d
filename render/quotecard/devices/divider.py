"""A hairline between a quote and its translation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from quotecard.devices.base import Device
from quotecard.devices.shapes import rule

if TYPE_CHECKING:
    from quotecard.model import Job, Quote
    from quotecard.scene import Rect
    from quotecard.theme import Theme

_GAP = 0.8
"""em of the quote between quote and translation if there is no hairline (house style: at least 0.8)"""


@dataclass(frozen=True, slots=True)
class Divider(Device):
    """The table `[divider]`."""

    thickness: float
    """px"""
    above: float
    """em of the quote, from its last em box to the hairline"""
    below: float
    """em of the quote, from the hairline to the translation"""

    key: ClassVar[str] = "divider"

    def lacks(self, quote: Quote, theme: Theme) -> str:
        """Return a notice if there is no translation to separate."""
        if quote.translation is not None:
            return ""
        return f"the theme {theme.id} shows a translation, but the quote has none"

    def line(self, job: Job, bottom: float, quote_size: float) -> Rect:
        """Return the hairline under a quote that ends at `bottom` px, across the full width between the margins."""
        y = bottom + self.above * quote_size
        return rule(job.outer.left, y, job.outer.width, self.thickness * job.unit, job.theme.palette.line)


def translation_gap(job: Job) -> float:
    """Return the gap between quote and translation, in em of the quote."""
    divider = job.theme.device(Divider)
    return divider.above + divider.below if divider and not job.vertical else _GAP
