"""The error of an image file that cannot be used, before it is known which quote names it."""

from __future__ import annotations

import struct
import zlib

from PIL import Image, UnidentifiedImageError

DECODER_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
    MemoryError,
    AttributeError,
    RuntimeError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)
"""What Pillow raises for malformed files; its own fuzzers allow a similar list."""

_SAVE_AGAIN = "save it again as PNG, JPEG or WebP"


class UnusableImage(Exception):
    """An image file that cannot be used for a card: why, and what to do about it."""

    def __init__(self, why: str, hint: str = _SAVE_AGAIN) -> None:
        super().__init__(why)
        self.why = why
        self.hint = hint

    @classmethod
    def of(cls, error: BaseException) -> UnusableImage:
        """Return the error that describes an error of Pillow."""
        if isinstance(error, UnidentifiedImageError):
            return cls("it is not a PNG, JPEG or WebP image")
        if isinstance(error, Image.DecompressionBombError):
            return cls("it has too many pixels", "make it smaller: a card needs a few million pixels")
        if isinstance(error, MemoryError):
            return cls("it does not fit in memory")
        if "truncated" in str(error) or isinstance(error, EOFError):
            return cls("the file is cut off", "copy it again: part of it is missing")
        return cls(f"it is damaged: {error}" if str(error) else "it is damaged")
