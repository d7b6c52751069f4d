"""A scene becomes pixels: palette entries where a palette can hold them, else RGB.

Only the boxes of glyphs and shapes are touched. Where shapes of one ink overlap, coverage adds up
as it would for two layers of paint, so a glyph's box never erases its neighbour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

from render.page import scene as page
from render.page.scene import Glyphs
from render.paint.canvas import Canvas
from render.paint.flat import paint_flat
from render.paint.ramps import STEPS, inks
from render.paint.stamps import lay, stamps

if TYPE_CHECKING:
    from render.fontbook import FontBook
    from render.page.scene import Backdrop, Scene


def paint(scene: Scene, book: FontBook) -> Canvas:
    """Paint a scene with the book's faces.

    Up to four inks on the ground give a palette card (`render.paint.flat`). Pictures, colour glyphs,
    more inks, or a pixel that two inks share give RGB, and so does a backdrop.
    """
    if scene.backdrop:
        return _paint_over(scene, scene.backdrop, book)
    flat = None if _needs_rgb(scene, book) else paint_flat(scene, book)
    return flat or _paint_rgb(scene, book)


def _needs_rgb(scene: Scene, book: FontBook) -> bool:
    if any(isinstance(item, page.Image) for item in scene.items):
        return True
    faces = {item.face for item in scene.items if isinstance(item, Glyphs)}
    return len(inks(scene)) >= len(STEPS) or any(book.face(key).colour for key in faces)


def _paint_rgb(scene: Scene, book: FontBook) -> Canvas:
    """Return an RGB card: the items in order, each over what is there."""
    picture = Image.new("RGB", (scene.width, scene.height), scene.ground)
    _draw(picture, scene, book)
    # A stride of one more than a row leaves a 0 after each: moved to the front, the filter bytes.
    packed = picture.tobytes("raw", "RGB", 1 + 3 * scene.width, 1)
    return Canvas(scene.width, scene.height, b"", b"\0" + memoryview(packed)[:-1])


def _draw(picture: Image.Image, scene: Scene, book: FontBook) -> list[tuple[int, int]]:
    """Draw the items in order; return the rows that each mask took: the first, and the one after the last."""
    rows = []
    for item in scene.items:
        for stamp in stamps(item, scene, book):
            if stamp[0].mode == "RGBA":
                picture.paste(stamp[0], stamp[1:], stamp[0])
            else:
                assert not isinstance(item, page.Image)  # a picture's stamp has colours of its own
                lay(picture, item.colour, [stamp])
            rows.append((stamp[2], min(stamp[2] + stamp[0].height, scene.height)))
    return rows


def _paint_over(scene: Scene, backdrop: Backdrop, book: FontBook) -> Canvas:
    """Return a card on its backdrop: what is drawn on it is all that is painted and encoded anew."""
    from render.paint import backdrop as grounds
    from render.paint.bands import touched

    ground = grounds.paint(scene, backdrop, book)
    picture = ground.picture.copy()
    rows = _draw(picture, scene, book)
    return Canvas(scene.width, scene.height, b"", b"", picture, ground, touched(rows))
