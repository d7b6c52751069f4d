"""The author's picture, beside the name at the foot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from quotecard.devices.base import Device
from quotecard.scene import Image

if TYPE_CHECKING:
    from quotecard.model import Job, Quote
    from quotecard.picture import Picture
    from quotecard.theme import Theme


@dataclass(frozen=True, slots=True)
class Portrait(Device):
    """The table `[portrait]`."""

    side: float
    """px"""
    gap: float
    """px to the name"""
    round: bool = True

    key: ClassVar[str] = "portrait"

    def lacks(self, quote: Quote, theme: Theme) -> str:
        """Without a picture the name stands alone."""
        if quote.portrait:
            return ""
        return f"the theme {theme.id} shows the author: give a picture, as portrait: face.jpg"

    def image(self, job: Job, picture: Picture) -> Image:
        """Return the picture in the lower left corner, its edges on whole pixels."""
        side = _whole(self.side * job.unit)
        return Image(
            _whole(job.outer.left), _whole(job.outer.bottom - side), side, side, picture, round=self.round
        )


def _whole(px: float) -> int:
    return round(px)  # not the field of that name


def unshown(quote: Quote, theme: Theme) -> str:
    """Return what to say of a quote's portrait that its theme does not show; empty where there is none."""
    if not quote.portrait or theme.device(Portrait):
        return ""
    return f"the theme {theme.id} shows no portrait; the theme portrait does"
