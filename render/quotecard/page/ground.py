"""Make the backdrop of a card: a gradient, or a photograph with its scrim, and paper grain."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from quotecard.devices import devices_of
from quotecard.devices.scrim import photo_blur, scrim_tint
from quotecard.page import photo_scrim
from quotecard.scene import Backdrop, Glyphs, Gradient

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quotecard.model import Job
    from quotecard.page.photo_scrim import TextBox
    from quotecard.picture import Picture
    from quotecard.scene import Item

MIDDLE = (0.5, 0.5)
_LOYAL = 0.25
"""by how much another part of a photograph must be quieter than its foot to be preferred"""


def backdrop(job: Job, items: Iterable[Item]) -> Backdrop | None:
    """Return the backdrop of a card, or None if its ground is one flat colour.

    A photograph has the weakest scrim that makes the texts among `items` legible.
    """
    palette = job.theme.palette
    grain = job.theme.grain if job.quote.grain is None else job.quote.grain
    seed = crc32(job.theme.id.encode())
    if job.background:
        size = (job.size.width, job.size.height)
        photo = photo_scrim.photo(
            job.background,
            size,
            text_boxes(job, items),
            focus=job.quote.focus or MIDDLE,
            blur=photo_blur(job),
            tint=scrim_tint(job),
        )
        return Backdrop(photo, grain, seed)
    if not (palette.stops or palette.glows or grain):
        return None
    stops = palette.stops or ((0.0, palette.ground),)
    glows = palette.glows
    for device in devices_of(job.theme):
        glows = device.glows(job, glows)
    return Backdrop(Gradient(stops, palette.angle, glows), grain, seed)


def text_boxes(job: Job, items: Iterable[Item]) -> list[TextBox]:
    """Return the boxes of texts with the contrast that each needs; the quote needs more than the rest."""
    return [
        photo_scrim.text_box(
            item, photo_scrim.QUOTE if item.colour == job.theme.ink else photo_scrim.ATTRIBUTION
        )
        for item in items
        if isinstance(item, Glyphs) and item.glyphs
    ]


def quietest(job: Job, photo: Picture, places: list[list[Item]]) -> int:
    """Return the index of the setting whose texts stand where the photograph is quietest."""
    size = (job.size.width, job.size.height)
    boxes = [text_boxes(job, items) for items in places]
    return photo_scrim.quietest(
        photo, size, boxes, focus=job.quote.focus or MIDDLE, tint=scrim_tint(job), loyalty=_LOYAL
    )
