"""A layer that makes text on a photograph legible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from quotecard.devices.base import Device

if TYPE_CHECKING:
    from quotecard.model import Job, Quote
    from quotecard.theme import Colour, Theme


@dataclass(frozen=True, slots=True)
class Scrim(Device):
    """The table `[scrim]`; its opacity is computed from the photograph (`quotecard.page.photo_scrim`)."""

    colour: Colour
    blur: float = 0.0
    """px, standard deviation of the blur of the photograph"""

    key: ClassVar[str] = "scrim"

    def lacks(self, quote: Quote, theme: Theme) -> str:
        """Return a notice if there is no photograph, so that the ground is the palette's."""
        if quote.background or theme.background:
            return ""
        return f"the theme {theme.id} shows a photo, but the quote has none: add one, such as background: photo.jpg"


def scrim_tint(job: Job) -> Colour:
    """Return the colour of the layer over a photograph."""
    scrim = job.theme.device(Scrim)
    return scrim.colour if scrim else job.theme.ground


def photo_blur(job: Job) -> float:
    """Return the standard deviation of the blur of a photograph; px."""
    scrim = job.theme.device(Scrim)
    return scrim.blur * job.unit if scrim else 0.0
