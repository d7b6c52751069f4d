"""Portraits and logos: crop and scale a picture to its box, or to the ellipse in it."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

from PIL import Image as Pixels
from PIL import ImageChops, ImageDraw

from quotecard.paint.mask_cache import Mask
from quotecard.scene import cover

if TYPE_CHECKING:
    from quotecard.paint.mask_cache import MaskCache
    from quotecard.scene import Image

OVERSAMPLING = 8
"""Factor by which an ellipse is drawn larger and averaged, which gives its edge 64 steps."""


def image_stamp(item: Image, cache: MaskCache) -> Mask:
    """Return an image as straight RGBA with its place on the card in whole px. Raises BadQuote."""
    left, top, width, height = _pixel_box(item)
    if width < 1 or height < 1:
        return Mask(None, 0, 0)
    key = ("image", item.picture.sha256, item.round, item.whole, item.focus, width, height)
    found = cache.get(key) or cache.put(key, Mask(_cropped_picture(item, width, height), 0, 0))
    return Mask(found.image, left, top)


def _pixel_box(item: Image) -> tuple[int, int, int, int]:
    """Return left, top, width and height in whole px: the item's box, or the part that an uncropped picture fills."""
    x, y, width, height = item.x, item.y, item.width, item.height
    if item.whole:
        scale = min(width / item.picture.width, height / item.picture.height)
        own = (item.picture.width * scale, item.picture.height * scale)
        x, y, (width, height) = x + (width - own[0]) / 2, y + (height - own[1]) / 2, own
    return floor(x + 0.5), floor(y + 0.5), max(floor(width + 0.5), 1), max(floor(height + 0.5), 1)


def _cropped_picture(item: Image, width: int, height: int) -> Pixels.Image:
    from quotecard import images

    whole = (0.0, 0.0, float(item.picture.width), float(item.picture.height))
    box = whole if item.whole else cover(item.picture.width, item.picture.height, (width, height), item.focus)
    picture = images.cut_picture(item.picture, box, (width, height)).convert("RGBA")
    if item.round:
        picture.putalpha(ImageChops.multiply(picture.getchannel("A"), ellipse_coverage(width, height)))
    return picture


def ellipse_coverage(width: int, height: int) -> Pixels.Image:
    """Return the coverage (mode L) of the ellipse inscribed in a box."""
    fine = Pixels.new("L", (width * OVERSAMPLING, height * OVERSAMPLING))
    ImageDraw.Draw(fine).ellipse((0, 0, fine.width - 1, fine.height - 1), fill=255)
    return fine.resize((width, height), Pixels.Resampling.BOX)
