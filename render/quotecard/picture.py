"""A picture that a quote names, and its luminance: values only, no pixels."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple


@lru_cache(maxsize=256)
def linear_from_level(level: int) -> float:
    """Return the linear light, 0 to 1, of an 8-bit level of sRGB (IEC 61966-2-1)."""
    return linear_from_srgb(level / 255)


def linear_from_srgb(coded: float) -> float:
    """Return the linear light, 0 to 1, of a coded sRGB value, 0 to 1 (IEC 61966-2-1)."""
    return coded / 12.92 if coded <= 0.04045 else ((coded + 0.055) / 1.055) ** 2.4


def luminance(colour: tuple[int, int, int]) -> float:
    """Return the relative luminance, 0 to 1, of an 8-bit sRGB colour (WCAG 2)."""
    return sum(
        weight * linear_from_level(level) for weight, level in zip(LUMINANCE_WEIGHTS, colour, strict=True)
    )


LUMINANCE_WEIGHTS = (0.2126, 0.7152, 0.0722)
"""Weights of red, green and blue in relative luminance (ITU-R BT.709)."""


class Tones(NamedTuple):
    """The luminance of a picture in a grid of cells, row by row, with the extremes that a mean would hide.

    A level, 0 to 255, is the sRGB value of the grey with that relative luminance (WCAG 2).
    """

    columns: int
    rows: int
    mean: bytes
    low: bytes
    """For each cell, the level that at most 1 in 400 of its pixels is below."""
    high: bytes
    """For each cell, the level that at most 1 in 400 of its pixels is above."""
    width: int
    """The picture's width in px when it was measured: finer detail was averaged away."""


class Picture(NamedTuple):
    """An image file that was opened and can be used; its pixels are decoded again when it is drawn."""

    path: str
    """Path of the file; empty if the picture came as bytes."""
    sha256: str
    """SHA-256 of the file's bytes, in hexadecimal."""
    width: int
    """px, when upright."""
    height: int
    """px, when upright."""
    orientation: int
    """EXIF orientation, 1 to 8; 1: the rows of the file are those of the upright picture."""
    alpha: bool
    """Whether it may have transparent pixels."""
    tones: Tones
    data: bytes = b""
    """The file's bytes, if it has no path."""
