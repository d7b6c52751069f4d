"""A file, or bytes → a Picture: opened, decoded once to know that it can be, and measured."""

from __future__ import annotations

import os
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from quotecard.errors import BadQuote
from quotecard.images.decode import MAX_BYTES, has_alpha, in_srgb, named, opened, orientation, plain, upright
from quotecard.images.rejection import RejectedImage
from quotecard.images.tones import MEASURED, tones
from quotecard.images.within import Stamp, stamp, within
from quotecard.picture import Picture

if TYPE_CHECKING:
    from PIL import Image

KEPT = 512
"""Pictures remembered by path, time and size, without their pixels: 12 KiB each."""


def picture_in(name: str, folder: str) -> Picture:
    """Return the picture that `name` means in the folder of a quotes file; raises BadQuote.

    Its path leads to a file under that folder, links followed; it is PNG, JPEG or WebP, of at most
    64 MiB and 40 million pixels.
    """
    return load_picture(within(name, folder), name)


def load_picture(path: str | os.PathLike[str], name: str = "") -> Picture:
    """Return the picture in a file, wherever it stands: for paths of the caller's own. Raises BadQuote."""
    real = os.path.realpath(path)
    name = name or os.path.basename(real)  # noqa: PTH119
    found = _known(stamp(real, name))
    if isinstance(found, RejectedImage):
        raise BadQuote(f"the picture {name} cannot be used", why=found.why, hint=found.hint)
    return found


def picture_from_bytes(data: bytes) -> Picture:
    """Return the picture that the bytes of an image file hold; raises BadQuote."""
    with named(""):
        return _judged(bytes(data), "")._replace(data=bytes(data))


def bytes_of(picture: Picture) -> bytes:
    """Return the file's bytes again; raises Refused where they have changed."""
    data = picture.data or _read(picture.path)
    if sha256(data).hexdigest() != picture.sha256:
        raise RejectedImage("it changed after the quotes were read", "run again")
    return data


@lru_cache(maxsize=KEPT)
def _known(at: Stamp) -> Picture | RejectedImage:
    # A refusal is a value too: a thousand quotes may name one broken file.
    try:
        if at.size > MAX_BYTES:
            raise _too_large()
        return _judged(_read(at.path), at.path)
    except RejectedImage as refused:
        return refused


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise RejectedImage(error.strerror or str(error), "look at the file and who may read it") from None


def _too_large() -> RejectedImage:
    return RejectedImage(
        f"the file is larger than {MAX_BYTES // 2**20} MiB",
        "save it smaller: a card needs a few million pixels",
    )


def _judged(data: bytes, path: str) -> Picture:
    if len(data) > MAX_BYTES:
        raise _too_large()
    with opened(data) as image:
        alpha, held = has_alpha(image), orientation(image)
        width, height = image.size if held <= 4 else image.size[::-1]
        small = upright(_reduced(image), held)
    return Picture(path, sha256(data).hexdigest(), width, height, held, alpha, tones(small))


def _reduced(image: Image.Image) -> Image.Image:
    """Decode the whole file, and return it about as large as a card, where it is larger."""
    short = min(image.size)
    profile = image.info.get("icc_profile")
    if short > MEASURED:
        share = MEASURED / short
        image.draft(None, (round(image.width * share), round(image.height * share)))
    image.load()
    factor = max(min(image.size) // MEASURED, 1)
    alike = image.mode in {"L", "RGB", "RGBA", "LA", "CMYK"} and "transparency" not in image.info
    small = image if alike else plain(image)
    return plain(in_srgb(small.reduce(factor) if factor > 1 else small, profile))
