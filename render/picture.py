"""A picture that a quote names, and how light it is: values, without pixels."""

from __future__ import annotations

from typing import NamedTuple


class Tones(NamedTuple):
    """How light a picture is, cell by cell, row by row, with what a mean would hide.

    Levels are relative luminance (WCAG 2) in the coding of sRGB, 0 to 255: of a grey pixel, its value.
    """

    columns: int
    rows: int
    mean: bytes
    low: bytes
    """the level that 1 in 200 of a cell's pixels is below, at most"""
    high: bytes
    """the level that 1 in 200 of a cell's pixels is above, at most"""
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
