"""Pixels → tones: how light a picture is, cell by cell, and how light its lightest parts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageMath

from quotecard.picture import SHARES, Tones, linear

if TYPE_CHECKING:
    from collections.abc import Sequence

MEASURED = 1080
"""px of the short side, at least, where the picture has as many: detail finer than a card's is left out."""
COLUMNS = 48
ROWS = 96
"""at most"""
TAIL = 1 / 400
"""part of a cell's pixels that may lie beyond its low and its high level"""


def tones(picture: Image.Image) -> Tones:
    """Return the tones of an upright picture in RGB or RGBA; what is clear counts as grey of any level."""
    light = _coded_luminance(picture.convert("RGB"))
    width, height = light.size
    columns = min(COLUMNS, width)
    rows = max(min(round(columns * height / width), ROWS, height), 1)
    found = [
        _cell(light.crop(_box(column, row, columns, rows, light.size)).histogram())
        for row in range(rows)
        for column in range(columns)
    ]
    mean = light.resize((columns, rows), Image.Resampling.BOX).tobytes()
    low, high = (bytes(levels) for levels in zip(*found, strict=True))
    if picture.mode == "RGBA":
        low, high = bytes(len(low)), b"\xff" * len(high)
    return Tones(columns, rows, mean, low, high, width)


def _box(column: int, row: int, columns: int, rows: int, size: tuple[int, int]) -> tuple[int, int, int, int]:
    width, height = size
    return (
        column * width // columns,
        row * height // rows,
        (column + 1) * width // columns,
        (row + 1) * height // rows,
    )


def _cell(counts: Sequence[int]) -> tuple[int, int]:
    """Return the low and the high level of a histogram."""
    up_to = list(accumulate(counts))
    tail = up_to[-1] * TAIL
    return bisect_right(up_to, tail), bisect_left(up_to, up_to[-1] - tail)


def _coded_luminance(picture: Image.Image) -> Image.Image:
    """Return the relative luminance of each pixel (WCAG 2), coded as a grey of that luminance is in sRGB."""
    red, green, blue = (
        band.point(_light(share), "F") for band, share in zip(picture.split(), SHARES, strict=True)
    )
    total = ImageMath.lambda_eval(
        lambda a: a["int"](a["red"] + a["green"] + a["blue"] + 0.5), red=red, green=green, blue=blue
    )
    return total.point(_codes(), "L")  # type: ignore[no-any-return]


@lru_cache
def _light(share: float) -> list[float]:
    """Return what each level of a channel adds to the luminance, in parts of 65,535."""
    return [65535 * share * linear(level) for level in range(256)]


@lru_cache
def _codes() -> list[int]:
    """Return the level of a grey of each luminance in parts of 65,535."""
    lights: Any = (part / 65535 for part in range(65536))
    return [round(255 * (y * 12.92 if y <= 0.0031308 else 1.055 * y ** (1 / 2.4) - 0.055)) for y in lights]
