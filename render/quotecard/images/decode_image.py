"""The bytes of an image file → upright pixels in sRGB; PNG, JPEG and WebP only, up to a limit of pixels."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING

from PIL import Image

from quotecard.errors import BadQuote
from quotecard.images.image_file import bytes_of
from quotecard.images.unusable_image import DECODER_ERRORS, UnusableImage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.picture import Picture

MAX_PIXELS = 40_000_000
"""Pixels of a picture, at most, as of a card; phone cameras save 12 to 24 million by default, 48 on request."""
IMAGE_FORMATS = ("PNG", "JPEG", "WEBP")

_ORIENTATION_TAG = 0x0112
"""Of EXIF (TIFF tag Orientation)."""
_LAST_UNTURNED = 4
"""The last EXIF orientation that keeps width and height; 5 to 8 exchange them."""
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ALPHA_MODES = ("RGBA", "LA", "PA", "RGBa", "La")


@contextmanager
def open_image(data: bytes) -> Iterator[Image.Image]:
    """Open an image without decoding its pixels, and check its size.

    Raises UnusableImage for every error of the decoder inside the block.
    """
    try:
        # Pillow warns of large images and odd metadata; the size is checked below, the metadata not used.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=IMAGE_FORMATS) as image:
                _check_size(image)
                yield image
    except UnusableImage:
        raise
    except DECODER_ERRORS as error:
        raise UnusableImage.of(error) from None


def _check_size(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise UnusableImage(
            f"it has {width} \u00d7 {height} pixels; at most {MAX_PIXELS // 1_000_000} million are allowed",
            "make it smaller: a card needs a few million pixels",
        )


def exif_orientation(image: Image.Image) -> int:
    """Return the EXIF orientation, 1 to 8; 1 if it is missing or cannot be read."""
    try:
        found = image.getexif().get(_ORIENTATION_TAG, 1)
    except Exception:  # noqa: BLE001  # the metadata parser raises errors without a common base class
        return 1
    return found if found in _TURNS else 1


def turn_upright(image: Image.Image, orientation: int) -> Image.Image:
    """Return the image turned or mirrored as its EXIF orientation demands."""
    return image.transpose(_TURNS[orientation]) if orientation in _TURNS else image


def has_alpha(image: Image.Image) -> bool:
    """Return whether the image may have transparent pixels."""
    return image.mode in _ALPHA_MODES or "transparency" in image.info


def to_rgb(image: Image.Image) -> Image.Image:
    """Return the image in RGB, or RGBA if it may be transparent, at 8 bits per channel."""
    if image.mode.startswith("I") or image.mode == "F":
        # 16-bit grey: Pillow would clip it at 255 instead of scaling it.
        image = image.convert("F").point(lambda level: level / 257 + 0.5).convert("L")
    return image.convert("RGBA" if has_alpha(image) else "RGB")


def cut_picture(
    picture: Picture, box: tuple[float, float, float, float], size: tuple[int, int]
) -> Image.Image:
    """Return the part of a picture in `box` (left, top, right, bottom in px of the picture), scaled to `size` px.

    The result is RGB, or RGBA if it may be transparent, in sRGB and without metadata. Raises BadQuote if
    the file has changed since the picture was measured, or can no longer be read.
    """
    with naming_picture(picture.path), open_image(bytes_of(picture)) as image:
        turned = picture.orientation > _LAST_UNTURNED
        stored = (picture.height, picture.width) if turned else (picture.width, picture.height)
        scale = max(size[0] / (box[2] - box[0]), size[1] / (box[3] - box[1]))
        # A JPEG can be decoded at 1/2, 1/4 or 1/8 of its size: much faster, if that is enough.
        image.draft(None, (ceil(stored[0] * scale), ceil(stored[1] * scale)))
        whole = turn_upright(_decode_interpolable(image), picture.orientation)
        x, y = whole.width / picture.width, whole.height / picture.height
        scaled = (box[0] * x, box[1] * y, min(box[2] * x, whole.width), min(box[3] * y, whole.height))
        part = whole.resize(size, Image.Resampling.LANCZOS, scaled, reducing_gap=3.0)
        drawn = to_rgb(to_srgb(part, image.info.get("icc_profile")))
        drawn.info = {}
        return drawn


def _decode_interpolable(image: Image.Image) -> Image.Image:
    """Decode the image, and return it in a mode whose pixels can be interpolated."""
    image.load()
    if image.mode in {"P", "1", "PA"} or "transparency" in image.info or image.mode.startswith("I"):
        return to_rgb(image)
    return image


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the image converted to sRGB if it has an ICC profile that can be read, else unchanged."""
    if not profile or b"sRGB" in profile[:4096] or b"s\0R\0G\0B" in profile[:4096]:
        return image
    try:
        from PIL import ImageCms

        target = ImageCms.createProfile("sRGB")
        mode = image.mode if image.mode in {"RGB", "RGBA"} else "RGB"
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(image, source, target, outputMode=mode) or image
    except Exception:  # noqa: BLE001  # no LittleCMS, or a profile that it rejects: keep the colours
        return image


@contextmanager
def naming_picture(path: str) -> Iterator[None]:
    """Turn UnusableImage into a BadQuote that names the picture."""
    import os

    try:
        yield
    except UnusableImage as error:
        name = os.path.basename(path) or "from bytes"  # noqa: PTH119
        raise BadQuote(f"the picture {name} cannot be used", why=error.why, hint=error.hint) from None
