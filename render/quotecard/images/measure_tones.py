"""Pixels → tones: the mean, low and high luminance of each cell of a picture."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageMath

from quotecard.picture import LUMINANCE_WEIGHTS, Tones, linear_from_level

if TYPE_CHECKING:
    from collections.abc import Sequence

MEASURED_SIDE = 1080
"""px of the short side at which a larger picture is measured: finer detail does not show on a card."""
MAX_COLUMNS = 48
"""Cells across a picture, at most: fewer only in a picture narrower than that in px."""
MAX_ROWS = 96
"""Cells down a picture, at most."""
TAIL_SHARE = 1 / 400
"""Fraction of a cell's pixels that may lie below its low level, and above its high level."""


def measure_tones(picture: Image.Image) -> Tones:
    """Return the tones of an upright picture in RGB or RGBA; transparent pixels count as every grey level."""
    light = _coded_luminance(picture.convert("RGB"))
    width, height = light.size
    columns = min(MAX_COLUMNS, width)
    rows = max(min(round(columns * height / width), MAX_ROWS, height), 1)
    found = [
        _low_and_high(light.crop(_cell_box(column, row, columns, rows, light.size)).histogram())
        for row in range(rows)
        for column in range(columns)
    ]
    mean = light.resize((columns, rows), Image.Resampling.BOX).tobytes()
    low, high = (bytes(levels) for levels in zip(*found, strict=True))
    if picture.mode == "RGBA":
        low, high = bytes(len(low)), b"\xff" * len(high)
    return Tones(columns, rows, mean, low, high, width)


def _cell_box(
    column: int, row: int, columns: int, rows: int, size: tuple[int, int]
) -> tuple[int, int, int, int]:
    width, height = size
    return (
        column * width // columns,
        row * height // rows,
        (column + 1) * width // columns,
        (row + 1) * height // rows,
    )


def _low_and_high(counts: Sequence[int]) -> tuple[int, int]:
    """Return the low and the high level of a histogram of 256 levels."""
    up_to = list(accumulate(counts))
    tail = up_to[-1] * TAIL_SHARE
    return bisect_right(up_to, tail), bisect_left(up_to, up_to[-1] - tail)


def _coded_luminance(picture: Image.Image) -> Image.Image:
    """Return a grey image: for each pixel the sRGB level of the grey with its relative luminance (WCAG 2)."""
    red, green, blue = (
        band.point(_weighted_linear(share), "F")
        for band, share in zip(picture.split(), LUMINANCE_WEIGHTS, strict=True)
    )
    total = ImageMath.lambda_eval(
        lambda a: a["int"](a["red"] + a["green"] + a["blue"] + 0.5), red=red, green=green, blue=blue
    )
    return total.point(_grey_levels(), "L")  # type: ignore[no-any-return]


@lru_cache
def _weighted_linear(share: float) -> list[float]:
    """Return what each of the 256 levels of a channel adds to the luminance, in units of 1/65,535."""
    return [65535 * share * linear_from_level(level) for level in range(256)]


@lru_cache
def _grey_levels() -> list[int]:
    """Return the sRGB level of the grey with each luminance, in steps of 1/65,535."""
    lights: Any = (part / 65535 for part in range(65536))
    return [round(255 * (y * 12.92 if y <= 0.0031308 else 1.055 * y ** (1 / 2.4) - 0.055)) for y in lights]
