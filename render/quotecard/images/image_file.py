"""The bytes of an image file: read with a size limit, and read again to be drawn."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from quotecard.images.unusable_image import UnusableImage

if TYPE_CHECKING:
    from quotecard.picture import Picture

MAX_IMAGE_BYTES = 64 * 2**20
"""Bytes of an image file that is opened, at most."""


def read_image_file(path: str) -> bytes:
    """Return the bytes of an image file, at most one more than `MAX_IMAGE_BYTES`.

    Raises UnusableImage if the file cannot be read.
    """
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read(MAX_IMAGE_BYTES + 1)
    except OSError as error:
        raise UnusableImage(error.strerror or str(error), "check the file and its permissions") from None


def file_too_large() -> UnusableImage:
    """Return the error for an image file above the limit."""
    return UnusableImage(
        f"the file is larger than {MAX_IMAGE_BYTES // 2**20} MiB",
        "save a smaller version: a card needs a few million pixels",
    )


def bytes_of(picture: Picture) -> bytes:
    """Return the bytes of a picture's file, read again.

    Raises UnusableImage if the file has changed since the picture was measured.
    """
    data = picture.data or read_image_file(picture.path)
    if sha256(data).hexdigest() != picture.sha256:
        raise UnusableImage("the file changed after the quotes were read", "run the command again")
    return data
