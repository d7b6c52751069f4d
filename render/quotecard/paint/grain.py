"""Paper: a sheet of slow mottle, fine grain and fibres, the same from the same seed on every machine.

Proportions are those of the reference cards: mottle ±0.6 %, grain of σ 1.25 levels, 260 fibres on a
portrait card, 6 to 35 px long, at ±3 levels.
"""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, sin
from random import Random
from statistics import NormalDist

from PIL import Image, ImageDraw, ImageMath

MOTTLE = 0.006 * 255
"""levels that slow unevenness reaches, either way"""
MOTTLE_PX = 90
"""px from node to node of the mottle, on a card 1080 wide"""
SIGMA = 1.25
"""levels, standard deviation of the fine grain"""
FIBRES = 260
"""on a card of 1080x1350"""
FIBRE_LEVELS = 3
FIBRE_PX = (6.0, 35.0)
"""length, on a card 1080 wide"""

_PARTS = 32
"""steps a level, in which grain and fibres are held"""
_MIDDLE = 128


def paper_grain(width: int, height: int, seed: int) -> Image.Image:
    """Return what paper adds to each pixel, in levels (mode F), at its strongest."""
    # A generator of our own draws nothing that anybody else's would (Mersenne Twister, as documented).
    chance = Random(seed)  # noqa: S311  # nothing secret: paper
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
    """Return the table that turns evenly spread bytes into grain: the quantiles of a normal distribution."""
    spread = NormalDist(_MIDDLE, SIGMA * _PARTS)
    return bytes(min(max(round(spread.inv_cdf((byte + 0.5) / 256)), 0), 255) for byte in range(256))


def _mottle(width: int, height: int, chance: Random) -> Image.Image:
    step = MOTTLE_PX * min(width, height) / 1080
    size = (max(round(width / step), 2), max(round(height / step), 2))
    nodes = Image.frombytes("L", size, chance.randbytes(size[0] * size[1]))
    signed = ImageMath.lambda_eval(lambda a: (a["float"](a["nodes"]) / 127.5 - 1) * MOTTLE, nodes=nodes)
    return signed.resize((width, height), Image.Resampling.BICUBIC)  # type: ignore[no-any-return]


def _fibres(width: int, height: int, chance: Random) -> Image.Image:
    """Return fine bent lines, some lighter and some darker than the middle."""
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
