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
"""em of the quote from it to its translation, where no hairline stands between them (TYPOGRAPHY: at least 0.8)"""


@dataclass(frozen=True, slots=True)
class Divider(Device):
    """The table `[divider]`."""

    thickness: float
    """px"""
    above: float
    """em of the quote, from its last em box"""
    below: float
    """em of the quote, to the translation"""

    key: ClassVar[str] = "divider"

    def lacks(self, quote: Quote, theme: Theme) -> str:
        """Without a translation there is nothing to part."""
        if quote.translation is not None:
            return ""
        return f"the theme {theme.id} sets a translation beside the quote, which has none"

    def line(self, job: Job, bottom: float, quote_size: float) -> Rect:
        """Return the hairline under a quote that ends at `bottom` px, over the full measure."""
        y = bottom + self.above * quote_size
        return rule(job.outer.left, y, job.outer.width, self.thickness * job.unit, job.theme.palette.line)


def translation_gap(job: Job) -> float:
    """Return em of the quote from it to its translation."""
    divider = job.theme.device(Divider)
    return divider.above + divider.below if divider and not job.vertical else _GAP
