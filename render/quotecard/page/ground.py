"""What lies under a card's items: a gradient, a photo under its scrim, paper."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from quotecard.page import scrim
from quotecard.scene import Backdrop, Glyphs, Gradient

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quotecard.model import Job
    from quotecard.page.scrim import TextBox
    from quotecard.scene import Item

MIDDLE = (0.5, 0.5)
_LOYAL = 0.25
"""by how much another part of a photo must be quieter than its foot"""


def backdrop(job: Job, items: Iterable[Item]) -> Backdrop | None:
    """Return the backdrop of a card, or None where its ground is one flat colour.

    A photo lies under the least scrim with which the texts among `items` are read.
    """
    palette = job.theme.palette
    grain = job.theme.grain if job.quote.grain is None else job.quote.grain
    seed = crc32(job.theme.id.encode())
    if job.background:
        size = (job.size.width, job.size.height)
        blur = job.theme.scrim.blur * job.unit if job.theme.scrim else 0.0
        photo = scrim.photo(
            job.background,
            size,
            text_boxes(job, items),
            focus=job.quote.focus or MIDDLE,
            blur=blur,
            tint=_tint(job),
        )
        return Backdrop(photo, grain, seed)
    if not (palette.stops or palette.glows or grain):
        return None
    stops = palette.stops or ((0.0, palette.ground),)
    glows = palette.glows
    if job.theme.disc and not job.vertical:
        # The disc stands at the other side of lines, and its light with it.
        glows = tuple(glow._replace(x=1 - glow.x) for glow in glows)
    return Backdrop(Gradient(stops, palette.angle, glows), grain, seed)


def text_boxes(job: Job, items: Iterable[Item]) -> list[TextBox]:
    """Return the boxes of texts with the contrast that each asks for: the quote more than the rest."""
    return [
        scrim.box(item, scrim.QUOTE if item.colour == job.theme.ink else scrim.ATTRIBUTION)
        for item in items
        if isinstance(item, Glyphs) and item.glyphs
    ]


def quietest(job: Job, places: list[Iterable[Item]]) -> int:
    """Return which of several settings of a card stands where its photo is quietest."""
    assert job.background is not None  # asked for by the caller
    size = (job.size.width, job.size.height)
    boxes = [text_boxes(job, items) for items in places]
    return scrim.quietest(
        job.background, size, boxes, focus=job.quote.focus or MIDDLE, tint=_tint(job), loyalty=_LOYAL
    )


def _tint(job: Job) -> tuple[int, int, int]:
    return job.theme.scrim.colour if job.theme.scrim else job.theme.ground
