"""Paper texture: slow mottle, fine grain and fibres, the same for a seed on every machine.

The amounts are those of the reference cards: mottle of 0.6 %, grain with a standard deviation of 1.25 levels, and 260
fibres on a portrait card, 6 to 35 px long, 3 levels lighter or darker.
"""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, sin
from random import Random
from statistics import NormalDist

from PIL import Image, ImageDraw, ImageMath

MOTTLE = 0.006 * 255
"""Greatest deviation of the mottle, in levels."""
MOTTLE_PX = 90
"""Distance between nodes of the mottle, in px on a card 1080 px wide."""
SIGMA = 1.25
"""Standard deviation of the fine grain, in levels."""
FIBRES = 260
"""Number of fibres on a card of 1080 x 1350 px."""
FIBRE_LEVELS = 3
"""How much lighter or darker a fibre is, in levels."""
FIBRE_PX = (6.0, 35.0)
"""Shortest and longest fibre, in px on a card 1080 px wide."""

_PARTS = 32
"""Steps per level in which grain and fibres are stored."""
_MIDDLE = 128
"""Stored value of no deviation."""


def paper_grain(width: int, height: int, seed: int) -> Image.Image:
    """Return what paper adds to each pixel at full strength, in levels (mode F)."""
    # A separate generator: its sequence (Mersenne Twister) is documented and independent of other users of `random`.
    chance = Random(seed)  # noqa: S311  # not for security
    fine = Image.frombytes(
        "L", (width, height), chance.randbytes(width * height).translate(_normal_quantiles())
    )
    return ImageMath.lambda_eval(  # type: ignore[no-any-return]
        lambda a: (a["float"](a["fine"]) + a["float"](a["fibres"]) - 2 * _MIDDLE) / _PARTS + a["mottle"],
        fine=fine,
        fibres=_fibres(width, height, chance),
        mottle=_mottle(width, height, chance),
    )


@lru_cache(maxsize=1)
def _normal_quantiles() -> bytes:
    """Return the table that maps uniform bytes to grain: the quantiles of a normal distribution."""
    spread = NormalDist(_MIDDLE, SIGMA * _PARTS)
    return bytes(min(max(round(spread.inv_cdf((byte + 0.5) / 256)), 0), 255) for byte in range(256))


def _mottle(width: int, height: int, chance: Random) -> Image.Image:
    step = MOTTLE_PX * min(width, height) / 1080
    size = (max(round(width / step), 2), max(round(height / step), 2))
    nodes = Image.frombytes("L", size, chance.randbytes(size[0] * size[1]))
    signed = ImageMath.lambda_eval(lambda a: (a["float"](a["nodes"]) / 127.5 - 1) * MOTTLE, nodes=nodes)
    return signed.resize((width, height), Image.Resampling.BICUBIC)  # type: ignore[no-any-return]


def _fibres(width: int, height: int, chance: Random) -> Image.Image:
    """Return thin curved lines, lighter or darker than the middle."""
    layer = Image.new("L", (width, height), _MIDDLE)
    draw = ImageDraw.Draw(layer)
    unit = min(width, height) / 1080
    for _ in range(round(FIBRES * width * height / (1080 * 1350))):
        x, y, turn = chance.random() * width, chance.random() * height, chance.random() * 2 * pi
        length = (FIBRE_PX[0] + (FIBRE_PX[1] - FIBRE_PX[0]) * chance.random() ** 2) * unit
        bend, level = (chance.random() - 0.5) * 0.25, chance.choice((-1, 1)) * FIBRE_LEVELS * _PARTS
        points = [(x, y)]
        for _ in range(5):
            turn += bend
            x, y = x + cos(turn) * length / 5, y + sin(turn) * length / 5
            points.append((x, y))
        draw.line(points, fill=_MIDDLE + level, width=max(round(unit), 1))
    return layer
