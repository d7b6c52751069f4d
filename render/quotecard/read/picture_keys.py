"""The value of a key that names a picture → a Picture, resolved from the folder of the quotes file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from quotecard.errors import BadQuote

if TYPE_CHECKING:
    from quotecard.picture import Picture
    from quotecard.read.nodes import SourceText

PICTURE_KEYS = ("background", "portrait", "logo")
"""The keys of a quote whose values are pictures."""


def picture_from_name(name: str, source: SourceText) -> Picture | None:
    """Return the picture that `name` refers to in a quotes file; None if it is empty.

    The path is relative to the folder of the quotes file; to the current folder for standard input.
    Raises BadQuote if the picture cannot be used.
    """
    if not name:
        return None
    from quotecard import images

    folder = os.path.dirname(source.path) if source.path != "-" else ""  # noqa: PTH120
    return images.picture_in(name, folder)


def picture_from_python(value: object, name: str) -> Picture | None:
    """Return the picture that a value from Python stands for; None for None and an empty str.

    Bytes are the content of an image file. A Path is the caller's choice and may lead anywhere. A str must
    stay inside the current folder, since it may come from someone else. Raises BadQuote if the value has
    another type or the picture cannot be used.
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
        f"{name} is of type {type(value).__name__}",
        hint="pass a Path, bytes, or a str that stays inside the current folder",
    )
