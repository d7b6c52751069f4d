"""Exact levels become whole ones: an ordered pattern decides which way each pixel is rounded.

A level of 200.3 is 201 at three places in ten and 200 at the others, so that slow gradients have no
steps. The pattern repeats, so it deflates well where random noise would not.
"""

from __future__ import annotations

from array import array
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageMath

if TYPE_CHECKING:
    from collections.abc import Sequence

PATTERN_SIDE = 8
"""px after which the pattern repeats"""


def dither_levels(
    levels: Sequence[Image.Image], added: Image.Image | None = None, share: float = 0.0
) -> Image.Image:
    """Return the picture of one or three channels of exact levels (mode F).

    What is `added` (paper, in levels) counts by its `share`.
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

    # Conversion cuts what follows the point, and what is under 0 or over 255.
    return ImageMath.lambda_eval(level, level=channel, pattern=pattern, added=added or pattern).convert("L")  # type: ignore[no-any-return]


def tiled_pattern(size: tuple[int, int]) -> Image.Image:
    """Return the pattern over so many px: each value between 0 and 1 as often as any other."""
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

    Two values in turn along a row, half a level apart; eight rows hold sixteen. Bayer's matrix (1973) has eight
    along a row: a slow gradient then changes four times as often there, and the file is half as large again.
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
    """Rows that follow each other are as unlike as can be (their numbers' bits reversed), and so are neighbours."""
    row = y >> 2 & 1 | y & 2 | y << 2 & 4
    return ((x ^ y) & 1) * PATTERN_SIDE + row
