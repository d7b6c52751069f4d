"""Why a file is no picture for a card, before anybody knows which quote names it."""

from __future__ import annotations

import struct
import zlib

from PIL import Image, UnidentifiedImageError

REFUSED = (
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
"""What Pillow's readers raise on malformed files (its own fuzzers allow a like list)."""

_ANEW = "save it anew as PNG, JPEG or WebP"


class RejectedImage(Exception):
    """A file that is no picture for a card."""

    def __init__(self, why: str, hint: str = _ANEW) -> None:
        super().__init__(why)
        self.why = why
        self.hint = hint

    @classmethod
    def of(cls, error: BaseException) -> RejectedImage:
        """Return the refusal that an error of Pillow's stands for."""
        if isinstance(error, UnidentifiedImageError):
            return cls("it is no PNG, JPEG or WebP")
        if isinstance(error, Image.DecompressionBombError):
            return cls("it has too many pixels", "make it smaller: a card needs a few million")
        if isinstance(error, MemoryError):
            return cls("it does not fit in memory")
        if "truncated" in str(error) or isinstance(error, EOFError):
            return cls("the file ends too early", "copy it again: part of it is missing")
        return cls(f"it is damaged: {error}" if str(error) else "it is damaged")
