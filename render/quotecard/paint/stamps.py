"""What an item lays on a card: masks and colour glyphs, each with the pixel where its corner stands."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PIL import Image

from quotecard import scene as page
from quotecard.paint import glyphs, outline
from quotecard.paint.mask_cache import MaskCache
from quotecard.scene import Glyphs, Outline, Rect

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quotecard.fontbook import FontBook
    from quotecard.paint.ramps import InkRamp
    from quotecard.scene import Item, Scene
    from quotecard.theme import Colour

Stamp = tuple[Image.Image, int, int]
"""A mask or colour glyph, its left and its top in px."""


def item_stamps(item: Item, scene: Scene, book: FontBook, ramp: InkRamp | None = None) -> list[Stamp]:
    """Return the masks of an item, in order: coverage, or the entries of a `ramp`."""
    shelf = MaskCache.of(book)
    match item:
        case Glyphs():
            return glyphs.glyph_stamps(item, book.face(item.face), shelf, ramp)
        case Rect() | Outline():
            contours, at = _shape_contours(item)
            image, left, top = outline.outline_mask(contours, (scene.width, scene.height), shelf, at, ramp)
        case page.Image():
            from quotecard.paint import image_stamp

            image, left, top = image_stamp.image_stamp(item, shelf)
    return [(image, left, top)] if image is not None else []


def _shape_contours(item: Rect | Outline) -> tuple[outline.Contours, tuple[int, int]]:
    """Return the contours of a shape, and the pixel from which they count."""
    if isinstance(item, Outline):
        return item.contours, (item.x, item.y)
    return outline.rectangle_contours(item.x, item.y, item.width, item.height)


SWATCH = 320
"""px of a square of one colour: to paste from it takes two thirds of the time of filling; the pixels are the same."""


def draw_item(picture: Image.Image, item: Item, drawn: Iterable[Stamp], top: int = 0) -> None:
    """Lay what an item draws over an RGB picture whose first row stands at `top`."""
    for image, x, y in drawn:
        if image.mode == "RGBA":
            picture.paste(image, (x, y - top), image)
            continue
        assert not isinstance(item, page.Image)  # a picture's stamp has colours of its own
        width, height = image.size
        if width <= SWATCH and height <= SWATCH:
            colour = _colour_swatch(item.colour).im.crop((0, 0, width, height))
            picture.im.paste(colour, (x, y - top, x + width, y - top + height), image.im)
        else:
            paste_masks(picture, item.colour, [(image, x, y)], top=top)


@lru_cache(maxsize=8)
def _colour_swatch(colour: Colour) -> Image.Image:
    return Image.new("RGB", (SWATCH, SWATCH), colour)


def paste_masks(
    target: Image.Image, ink: int | Colour, drawn: Iterable[Stamp], left: int = 0, top: int = 0
) -> None:
    """Lay `ink` through each mask on a target whose corner stands at left, top."""
    # `Image.paste` spends five times what its core does on finding out what we know.
    paste = target.im.paste
    for image, x, y in drawn:
        core = image.im
        width, height = core.size
        column, row = x - left, y - top
        paste(ink, (column, row, column + width, row + height), core)
