"""Turn a scene into pixels: palette entries if a palette suffices, else RGB.

Only the boxes of glyphs and shapes are touched. Where shapes of one ink overlap, their coverage is combined like two
layers of paint, so that a glyph's box never erases its neighbour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

from quotecard import scene as page
from quotecard.paint.canvas import Canvas, rgb_scanlines
from quotecard.paint.palette_card import paint_palette_card
from quotecard.paint.ramps import STEPS, inks
from quotecard.paint.stamps import draw_item, item_stamps
from quotecard.scene import Glyphs

if TYPE_CHECKING:
    from quotecard.fontbook import FontBook
    from quotecard.scene import Scene


def paint(scene: Scene, book: FontBook) -> Canvas:
    """Paint a scene with the book's faces.

    Up to four inks on the ground give a palette card (`quotecard.paint.palette_card`). A backdrop, pictures, colour
    glyphs, more inks, or a pixel that two inks share give RGB.
    """
    if scene.backdrop:
        from quotecard.paint.backdrop_card import paint_backdrop_card

        return paint_backdrop_card(scene, scene.backdrop, book)
    flat = None if _needs_rgb(scene, book) else paint_palette_card(scene, book)
    return flat or _paint_rgb(scene, book)


def _needs_rgb(scene: Scene, book: FontBook) -> bool:
    if any(isinstance(item, page.Image) for item in scene.items):
        return True
    faces = {item.face for item in scene.items if isinstance(item, Glyphs)}
    return len(inks(scene)) >= len(STEPS) or any(book.face(key).colour for key in faces)


def _paint_rgb(scene: Scene, book: FontBook) -> Canvas:
    """Return an RGB card, the items drawn in order over the ground."""
    picture = Image.new("RGB", (scene.width, scene.height), scene.ground)
    for item in scene.items:
        draw_item(picture, item, item_stamps(item, scene, book))
    return Canvas(scene.width, scene.height, b"", rgb_scanlines(picture))
