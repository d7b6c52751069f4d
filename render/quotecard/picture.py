"""A picture that a quote names, and how light it is: values, without pixels."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple


@lru_cache(maxsize=256)
def linear(level: int) -> float:
    """Return the light, 0 to 1, of a level of sRGB (IEC 61966-2-1)."""
    return light(level / 255)


def light(part: float) -> float:
    """Return the light, 0 to 1, of a part of sRGB's scale."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def luminance(colour: tuple[int, int, int]) -> float:
    """Return the relative luminance of a colour, 0 to 1 (WCAG 2)."""
    return sum(share * linear(level) for share, level in zip(SHARES, colour, strict=True))


SHARES = (0.2126, 0.7152, 0.0722)
"""of red, green and blue in luminance"""


class Tones(NamedTuple):
    """How light a picture is, cell by cell, row by row, with what a mean would hide.

    Levels are relative luminance (WCAG 2) in the coding of sRGB, 0 to 255: of a grey pixel, its value.
    """

    columns: int
    rows: int
    mean: bytes
    low: bytes
    """the level that 1 in 400 of a cell's pixels is below, at most"""
    high: bytes
    """the level that 1 in 400 of a cell's pixels is above, at most"""
    width: int
    """px of the picture's width when it was measured: finer detail was averaged away"""


class Picture(NamedTuple):
    """An image file that was opened and found good; its pixels are decoded again where they are drawn."""

    path: str
    """Where it stands; empty where the picture came as bytes."""
    sha256: str
    """Of the file's bytes, in hexadecimal."""
    width: int
    """px, upright"""
    height: int
    """px, upright"""
    orientation: int
    """EXIF: 1 where the file's rows run as they are seen"""
    alpha: bool
    """Whether some of it may be clear."""
    tones: Tones
    data: bytes = b""
    """The file's bytes where it has no path."""
