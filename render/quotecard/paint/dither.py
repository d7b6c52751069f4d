"""Ordered dithering: a pattern decides which way each pixel's exact level is rounded.

A level of 200.3 becomes 201 in three pixels of ten and 200 in the others, so that slow gradients show no steps. The
pattern repeats, so it deflates well, unlike random noise.
"""

from __future__ import annotations

from array import array
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageMath

if TYPE_CHECKING:
    from collections.abc import Sequence

PATTERN_SIDE = 8
"""Period of the pattern in px."""


def dither_levels(
    levels: Sequence[Image.Image], added: Image.Image | None = None, share: float = 0.0
) -> Image.Image:
    """Return a picture (L or RGB) from one or three channels of exact levels (mode F).

    `added` (paper grain, in levels) is added, multiplied by `share`.
    """
    pattern = tiled_pattern(levels[0].size)
    return Image.merge(
        "RGB" if len(levels) == 3 else "L",
        [_rounded_channel(channel, pattern, added, share) for channel in levels],
    )


def _rounded_channel(
    channel: Image.Image, pattern: Image.Image, added: Image.Image | None, share: float
) -> Image.Image:
    def level(a: dict[str, Any]) -> Any:
        exact = a["level"] + a["pattern"]
        return exact if added is None else exact + a["added"] * share

    # The conversion truncates fractions and clamps to 0 to 255.
    return ImageMath.lambda_eval(level, level=channel, pattern=pattern, added=added or pattern).convert("L")  # type: ignore[no-any-return]


def tiled_pattern(size: tuple[int, int]) -> Image.Image:
    """Return the pattern tiled to this size (mode F): values between 0 and 1, evenly distributed."""
    tile = Image.frombytes("F", (PATTERN_SIDE, PATTERN_SIDE), _pattern())
    sheet = Image.new("F", size)
    sheet.paste(tile, (0, 0))
    done = [PATTERN_SIDE, PATTERN_SIDE]
    for axis in (0, 1):
        while done[axis] < size[axis]:
            at = (done[0], 0) if axis == 0 else (0, done[1])
            sheet.paste(sheet.crop((0, 0, done[0], done[1])), at)
            done[axis] *= 2
    return sheet


@lru_cache(maxsize=1)
def _pattern() -> bytes:
    """Return the pattern, row by row.

    Each row alternates two values half a level apart; eight rows contain sixteen. Bayer's matrix (1973) has eight
    values per row: a slow gradient then changes four times as often along a row, and files are 1.5 times as large.
    """
    values = array(
        "f",
        (
            (_pattern_rank(x, y) + 0.5) / (2 * PATTERN_SIDE)
            for y in range(PATTERN_SIDE)
            for x in range(PATTERN_SIDE)
        ),
    )
    return values.tobytes()


def _pattern_rank(x: int, y: int) -> int:
    """Return the rank of a cell; bit-reversed row numbers make neighbouring rows and pixels differ most."""
    row = y >> 2 & 1 | y & 2 | y << 2 & 4
    return ((x ^ y) & 1) * PATTERN_SIDE + row
