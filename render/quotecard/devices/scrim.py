"""What makes a photograph behind the text quiet enough."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from quotecard.devices.base import Device

if TYPE_CHECKING:
    from quotecard.model import Job, Quote
    from quotecard.theme import Colour, Theme


@dataclass(frozen=True, slots=True)
class Scrim(Device):
    """The table `[scrim]`; how strong it is follows from the photograph (`quotecard.page.photo_scrim`)."""

    colour: Colour
    blur: float = 0.0
    """px"""

    key: ClassVar[str] = "scrim"

    def lacks(self, quote: Quote, theme: Theme) -> str:
        """Without a photograph the ground is the palette's."""
        if quote.background or theme.background:
            return ""
        return f"the theme {theme.id} sets the quote on a photo: give it one, as background: photo.jpg"


def scrim_tint(job: Job) -> Colour:
    """Return the colour laid over a photograph."""
    scrim = job.theme.device(Scrim)
    return scrim.colour if scrim else job.theme.ground


def photo_blur(job: Job) -> float:
    """Return by how much a photograph is blurred, px."""
    scrim = job.theme.device(Scrim)
    return scrim.blur * job.unit if scrim else 0.0
