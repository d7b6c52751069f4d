"""Paint a card on a backdrop: only the bands that items are drawn on are copied, painted and encoded."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from quotecard.paint import backdrop as grounds
from quotecard.paint.band_deflate import BAND_ROWS
from quotecard.paint.canvas import Canvas, DrawnPart
from quotecard.paint.sparse_rows import ink_bands
from quotecard.paint.stamps import draw_item, item_stamps

if TYPE_CHECKING:
    from quotecard.fontbook import FontBook
    from quotecard.scene import Backdrop, Scene


def paint_backdrop_card(scene: Scene, backdrop: Backdrop, book: FontBook) -> Canvas:
    """Return a card on its backdrop, the items drawn in order. Raises BadQuote if its photograph cannot be read."""
    ground = grounds.paint_backdrop(scene, backdrop, book)
    drawn = [(item, item_stamps(item, scene, book)) for item in scene.items]
    rows = [(y, y + image.height) for _, found in drawn for image, _, y in found]
    parts = [
        DrawnPart(top, ground.picture.crop((0, top, scene.width, foot)))
        for top, foot in ink_bands(rows, scene.height, grid=BAND_ROWS, gap=1)
    ]
    home = {row: part for part in parts for row in range(part.top, part.foot, BAND_ROWS)}
    for item, found in drawn:
        for band, together in groupby(found, lambda stamp: max(stamp[2], 0) // BAND_ROWS * BAND_ROWS):
            if part := home.get(band):  # none if the stamp lies above or below the card
                draw_item(part.picture, item, together, part.top)
    return Canvas(scene.width, scene.height, b"", b"", under=ground, parts=tuple(parts))
