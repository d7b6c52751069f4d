"""What lies under a card's items: a gradient, a photo under its scrim, paper."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from render.page.scene import Backdrop, Gradient

if TYPE_CHECKING:
    from render.model import Job


def backdrop(job: Job) -> Backdrop | None:
    """Return the backdrop of a card, or None where its ground is one flat colour."""
    palette = job.theme.palette
    grain = job.theme.grain if job.quote.grain is None else job.quote.grain
    if not (palette.stops or palette.glows or grain):
        return None
    stops = palette.stops or ((0.0, palette.ground),)
    return Backdrop(Gradient(stops, palette.angle, palette.glows), grain, crc32(job.theme.id.encode()))
