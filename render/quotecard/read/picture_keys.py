"""The value of a picture's key → a Picture, found from the folder of the file that names it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from quotecard.errors import BadQuote

if TYPE_CHECKING:
    from quotecard.picture import Picture
    from quotecard.read.nodes import SourceText

PICTURE_KEYS = ("background", "portrait", "logo")
"""The keys of a quote that name pictures."""


def picture_from_name(name: str, source: SourceText) -> Picture | None:
    """Return the picture of a `name` in a file; none for an empty one. Raises BadQuote.

    The folder is that of the quotes file, and the current one for standard input and for values that
    come from Python as text: those may be somebody else's words.
    """
    if not name:
        return None
    from quotecard import images

    folder = os.path.dirname(source.path) if source.path != "-" else ""  # noqa: PTH120
    return images.picture_in(name, folder)


def picture_from_python(value: object, name: str) -> Picture | None:
    """Return the picture that a value from Python is; raises BadQuote.

    Bytes are an image file's; a Path is the caller's own and may lead anywhere; a str stays inside the
    current folder, as in a file read from standard input.
    """
    if value is None:
        return None
    from quotecard import images
    from quotecard.picture import Picture

    if isinstance(value, Picture):
        return value
    if isinstance(value, bytes | bytearray | memoryview):
        return images.picture_from_bytes(bytes(value))
    if isinstance(value, str):
        return images.picture_in(value, "") if value else None
    if isinstance(value, os.PathLike):
        return images.load_picture(value)
    raise BadQuote(
        f"{name} is of type {type(value).__name__}", hint="give a Path, bytes, or a str inside this folder"
    )
