"""Masks and colour glyphs of the items of a scene, each with the pixel of its top left corner."""

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
"""A mask or colour glyph, with its left and top in px."""


def item_stamps(item: Item, scene: Scene, book: FontBook, ramp: InkRamp | None = None) -> list[Stamp]:
    """Return the masks of an item in order, as coverage or as palette entries of a `ramp`."""
    cache = MaskCache.of(book)
    match item:
        case Glyphs():
            return glyphs.glyph_stamps(item, book.face(item.face), cache, ramp)
        case Rect() | Outline():
            contours, at = _shape_contours(item)
            image, left, top = outline.outline_mask(contours, (scene.width, scene.height), cache, at, ramp)
        case page.Image():
            from quotecard.paint import image_stamp

            image, left, top = image_stamp.image_stamp(item, cache)
    return [(image, left, top)] if image is not None else []


def _shape_contours(item: Rect | Outline) -> tuple[outline.Contours, tuple[int, int]]:
    """Return the contours of a shape, and the pixel they are relative to."""
    if isinstance(item, Outline):
        return item.contours, (item.x, item.y)
    return outline.rectangle_contours(item.x, item.y, item.width, item.height)


SWATCH = 320
"""Side in px of a square of one colour: pasting from it takes two thirds of the time of filling, with the same pixels."""


def draw_item(picture: Image.Image, item: Item, drawn: Iterable[Stamp], top: int = 0) -> None:
    """Draw an item's stamps on an RGB picture whose first row is row `top` of the card."""
    for image, x, y in drawn:
        if image.mode == "RGBA":
            picture.paste(image, (x, y - top), image)
            continue
        assert not isinstance(item, page.Image)  # an image's stamp is RGBA
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
    """Paste `ink` through each mask on a target whose top left corner is at left, top on the card."""
    # The core is called directly: the checks of `Image.paste` take five times as long as pasting.
    paste = target.im.paste
    for image, x, y in drawn:
        core = image.im
        width, height = core.size
        column, row = x - left, y - top
        paste(ink, (column, row, column + width, row + height), core)
