"""An image file or its bytes → a Picture: opened, decoded once to prove that it can be, and measured."""

from __future__ import annotations

import os
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from quotecard.errors import BadQuote
from quotecard.images.decode_image import (
    exif_orientation,
    has_alpha,
    naming_picture,
    open_image,
    to_rgb,
    to_srgb,
    turn_upright,
)
from quotecard.images.image_file import MAX_IMAGE_BYTES, file_too_large, read_image_file
from quotecard.images.image_path import FileStamp, file_stamp, resolve_in_folder
from quotecard.images.measure_tones import MEASURED_SIDE, measure_tones
from quotecard.images.unusable_image import UnusableImage
from quotecard.picture import Picture

if TYPE_CHECKING:
    from PIL import Image

MAX_CACHED_PICTURES = 512
"""Pictures kept in memory by path, modification time and size, without their pixels: about 12 KiB each."""


def picture_in(name: str, folder: str) -> Picture:
    """Return the picture that `name` refers to in the folder of a quotes file.

    Raises BadQuote if the path, with links followed, leads outside that folder, or the file is not a
    PNG, JPEG or WebP image of at most 64 MiB and 40 million pixels.
    """
    return load_picture(resolve_in_folder(name, folder), name)


def load_picture(path: str | os.PathLike[str], name: str = "") -> Picture:
    """Return the picture in the file at `path`, in any folder: for paths that the caller chose.

    `name` is what messages call it; by default the file's name. Raises BadQuote if it cannot be used.
    """
    real = os.path.realpath(path)
    name = name or os.path.basename(real)  # noqa: PTH119
    found = _load_stamped(file_stamp(real, name))
    if isinstance(found, UnusableImage):
        raise BadQuote(f"the picture {name} cannot be used", why=found.why, hint=found.hint)
    return found


def picture_from_bytes(data: bytes) -> Picture:
    """Return the picture in the bytes of an image file. Raises BadQuote if they cannot be used."""
    with naming_picture(""):
        return _measured(bytes(data), "")._replace(data=bytes(data))


@lru_cache(maxsize=MAX_CACHED_PICTURES)
def _load_stamped(at: FileStamp) -> Picture | UnusableImage:
    # An error is cached too: a thousand quotes may name one broken file.
    try:
        if at.size > MAX_IMAGE_BYTES:
            raise file_too_large()
        return _measured(read_image_file(at.path), at.path)
    except UnusableImage as error:
        return error


def _measured(data: bytes, path: str) -> Picture:
    if len(data) > MAX_IMAGE_BYTES:
        raise file_too_large()
    with open_image(data) as image:
        alpha, orientation = has_alpha(image), exif_orientation(image)
        width, height = image.size if orientation <= 4 else image.size[::-1]
        small = turn_upright(_decode_reduced(image), orientation)
    return Picture(path, sha256(data).hexdigest(), width, height, orientation, alpha, measure_tones(small))


def _decode_reduced(image: Image.Image) -> Image.Image:
    """Decode the whole image, and return it reduced to about the size of a card if it is larger."""
    short = min(image.size)
    profile = image.info.get("icc_profile")
    if short > MEASURED_SIDE:
        scale = MEASURED_SIDE / short
        image.draft(None, (round(image.width * scale), round(image.height * scale)))
    image.load()
    factor = max(min(image.size) // MEASURED_SIDE, 1)
    can_reduce = image.mode in {"L", "RGB", "RGBA", "LA", "CMYK"} and "transparency" not in image.info
    small = image if can_reduce else to_rgb(image)
    return to_rgb(to_srgb(small.reduce(factor) if factor > 1 else small, profile))
