"""A picture of the author, beside the name at the foot of the card."""

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
    """px, side of the picture"""
    gap: float
    """px from the picture to the name"""
    round: bool = True

    key: ClassVar[str] = "portrait"

    def lacks(self, quote: Quote, theme: Theme) -> str:
        """Return a notice if there is no portrait, so that the name stands alone."""
        if quote.portrait:
            return ""
        return f"the theme {theme.id} shows a portrait, but the quote has none: add one, such as portrait: face.jpg"

    def image(self, job: Job, picture: Picture) -> Image:
        """Return the picture in the lower left corner, with its edges on whole pixels."""
        side = _whole(self.side * job.unit)
        return Image(
            _whole(job.outer.left), _whole(job.outer.bottom - side), side, side, picture, round=self.round
        )


def _whole(px: float) -> int:
    return round(px)  # the built-in function, not the field of that name


def unshown(quote: Quote, theme: Theme) -> str:
    """Return a notice if the quote has a portrait that the theme does not show; else an empty string."""
    if not quote.portrait or theme.device(Portrait):
        return ""
    return f"the theme {theme.id} does not show portraits; the theme portrait does"
