"""Bytes of an image file → pixels, upright, in sRGB: PNG, JPEG and WebP only, and only so many of them."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING

from PIL import Image

from quotecard.errors import BadQuote
from quotecard.images.rejection import REFUSED, RejectedImage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.picture import Picture

MAX_BYTES = 64 * 2**20
MAX_PIXELS = 40_000_000
"""As many as a card may have; a telephone's picture has 12 to 24 million, or 48 where it is asked to."""
FORMATS = ("PNG", "JPEG", "WEBP")

_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_CLEAR = ("RGBA", "LA", "PA", "RGBa", "La")


@contextmanager
def opened(data: bytes) -> Iterator[Image.Image]:
    """Open an image without decoding it, its size judged; whatever goes wrong inside is Refused."""
    try:
        # Pillow warns of large pictures and of odd metadata; the size is judged here, the rest is not read.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=FORMATS) as image:
                _judge_size(image)
                yield image
    except RejectedImage:
        raise
    except REFUSED as error:
        raise RejectedImage.of(error) from None


def _judge_size(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise RejectedImage(
            f"it has {width} \u00d7 {height} pixels, and {MAX_PIXELS // 1_000_000} million are allowed",
            "make it smaller: a card needs a few million",
        )


def orientation(image: Image.Image) -> int:
    """Return how the picture was held, 1 to 8 (EXIF); what cannot be read is 1."""
    try:
        found = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001  # metadata is a parser of its own, and its errors have no common root
        return 1
    return found if found in _TURNS else 1


def upright(image: Image.Image, held: int) -> Image.Image:
    """Return the picture as it is seen."""
    return image.transpose(_TURNS[held]) if held in _TURNS else image


def has_alpha(image: Image.Image) -> bool:
    """Return whether some of the picture may be clear."""
    return image.mode in _CLEAR or "transparency" in image.info


def plain(image: Image.Image) -> Image.Image:
    """Return the picture in RGB or RGBA of 8 bits, whatever its mode was."""
    if image.mode.startswith("I") or image.mode == "F":
        # 16 bits of grey: Pillow would cut them at 255.
        image = image.convert("F").point(lambda level: level / 257 + 0.5).convert("L")
    return image.convert("RGBA" if has_alpha(image) else "RGB")


def cut(picture: Picture, box: tuple[float, float, float, float], size: tuple[int, int]) -> Image.Image:
    """Return the part of a picture in `box` (left, top, right, foot in its px), drawn anew at `size` px.

    It is RGB, or RGBA where some of it may be clear; its colours are brought to sRGB, its metadata left
    behind. Raises BadQuote where the file is no longer the one that was judged.
    """
    from quotecard.images.load import bytes_of

    with named(picture.path), opened(bytes_of(picture)) as image:
        turned = picture.orientation > 4
        wide = (picture.height, picture.width) if turned else (picture.width, picture.height)
        share = max(size[0] / (box[2] - box[0]), size[1] / (box[3] - box[1]))
        # A JPEG is decoded at a half, a quarter or an eighth of its size where that is enough.
        image.draft(None, (ceil(wide[0] * share), ceil(wide[1] * share)))
        whole = upright(_depaletted(image), picture.orientation)
        x, y = whole.width / picture.width, whole.height / picture.height
        scaled = (box[0] * x, box[1] * y, min(box[2] * x, whole.width), min(box[3] * y, whole.height))
        part = whole.resize(size, Image.Resampling.LANCZOS, scaled, reducing_gap=3.0)
        drawn = plain(in_srgb(part, image.info.get("icc_profile")))
        drawn.info = {}
        return drawn


def _depaletted(image: Image.Image) -> Image.Image:
    """Decode, and return a picture whose pixels may be mixed with their neighbours."""
    image.load()
    if image.mode in {"P", "1", "PA"} or "transparency" in image.info or image.mode.startswith("I"):
        return plain(image)
    return image


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the picture with its colours in sRGB, where it brings a profile that can be read."""
    if not profile or b"sRGB" in profile[:4096] or b"s\0R\0G\0B" in profile[:4096]:
        return image
    try:
        from PIL import ImageCms

        target = ImageCms.createProfile("sRGB")
        mode = image.mode if image.mode in {"RGB", "RGBA"} else "RGB"
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(image, source, target, outputMode=mode) or image
    except Exception:  # noqa: BLE001  # without the library, or with a profile it refuses: colours as they stand
        return image


@contextmanager
def named(path: str) -> Iterator[None]:
    """Turn what is Refused into an error of the quote, with the picture's name."""
    import os

    try:
        yield
    except RejectedImage as refused:
        name = os.path.basename(path) or "given"  # noqa: PTH119
        raise BadQuote(f"the picture {name} cannot be used", why=refused.why, hint=refused.hint) from None
