"""Gradients mixed in linear light, as exact levels that are not rounded to 8 bits yet.

They are smooth, so they are computed at every fourth pixel and interpolated.
"""

from __future__ import annotations

from array import array
from itertools import pairwise
from math import cos, radians, sin
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageMath

from quotecard.picture import linear_from_level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quotecard.scene import Gradient
    from quotecard.theme import Colour

STEP = 4
"""px between computed points; a bend at a stop is smoothed over this length."""


def gradient_levels(gradient: Gradient, width: int, height: int) -> tuple[Image.Image, ...]:
    """Return red, green and blue of each pixel, 0.0 to 255.0 (mode F)."""
    if len(gradient.stops) == 1 and not gradient.glows:
        return tuple(Image.new("F", (width, height), float(level)) for level in gradient.stops[0][1])
    size = (-(-width // STEP), -(-height // STEP))
    across, down = _cell_centres(size, width, height)
    along = _line_coefficients(gradient.angle, width, height)
    place = ImageMath.lambda_eval(
        lambda a: a["x"] * along[0] + a["y"] * along[1] + along[2], x=across, y=down
    )
    channels = [
        _light_at(place, [(at, linear_from_level(c[i])) for at, c in gradient.stops]) for i in range(3)
    ]
    for glow in gradient.glows:
        radius = glow.radius * min(width, height)
        centre = (glow.x * width, glow.y * height)
        share = _glow_share(across, down, centre, radius, glow.strength)
        channels = [
            _add_glow(c, share, linear_from_level(level))
            for c, level in zip(channels, glow.colour, strict=True)
        ]
    return tuple(_srgb_levels(c).resize((width, height), Image.Resampling.BICUBIC) for c in channels)


def mean_colour(gradient: Gradient) -> Colour:
    """Return the mean colour of a gradient along its line, without glows."""
    stops = [(0.0, gradient.stops[0][1]), *gradient.stops, (1.0, gradient.stops[-1][1])]
    red, green, blue = (
        round(sum((b - a) * (one[i] + two[i]) / 2 for (a, one), (b, two) in pairwise(stops)))
        for i in range(3)
    )
    return red, green, blue


def _cell_centres(size: tuple[int, int], width: int, height: int) -> tuple[Image.Image, Image.Image]:
    """Return images (mode F) of the x and the y of each cell's centre, in px."""
    columns, rows = size
    across = array("f", ((i + 0.5) * width / columns for i in range(columns)))
    down = array("f", ((i + 0.5) * height / rows for i in range(rows)))
    return (
        Image.frombytes("F", (columns, 1), across.tobytes()).resize(size, Image.Resampling.NEAREST),
        Image.frombytes("F", (1, rows), down.tobytes()).resize(size, Image.Resampling.NEAREST),
    )


def _line_coefficients(angle: float, width: int, height: int) -> tuple[float, float, float]:
    """Return a, b and c such that a x + b y + c is 0 at the start of the gradient's line and 1 at its end (CSS)."""
    right, down = sin(radians(angle)), -cos(radians(angle))
    length = abs(right) * width + abs(down) * height
    return right / length, down / length, 0.5 - (right * width + down * height) / 2 / length


def _light_at(place: Image.Image, stops: Sequence[tuple[float, float]]) -> Image.Image:
    """Return the light at each place, as a sum over the changes of slope at the stops."""
    slopes = [0.0, *((b - a) / max(at - last, 1e-6) for (last, a), (at, b) in pairwise(stops)), 0.0]
    bends = [(at, after - before) for (at, _), (before, after) in zip(stops, pairwise(slopes), strict=True)]

    def light(a: dict[str, Any]) -> Any:
        total = a["place"] * 0 + stops[0][1]
        for at, bend in bends:
            total += a["max"](a["place"] - at, 0.0) * bend
        return total

    return ImageMath.lambda_eval(light, place=place)  # type: ignore[no-any-return]


def _glow_share(
    across: Image.Image, down: Image.Image, centre: tuple[float, float], radius: float, strength: float
) -> Image.Image:
    """Return the share of a glow's colour: (1 - r^2)^2, whose slope is 0 at the centre and at the edge."""

    def share(a: dict[str, Any]) -> Any:
        x, y = (a["x"] - centre[0]) / radius, (a["y"] - centre[1]) / radius
        near = a["max"](1 - (x * x + y * y), 0.0)
        return near * near * strength

    return ImageMath.lambda_eval(share, x=across, y=down)  # type: ignore[no-any-return]


def _add_glow(channel: Image.Image, share: Image.Image, light: float) -> Image.Image:
    return ImageMath.lambda_eval(  # type: ignore[no-any-return]
        lambda a: a["c"] + (light - a["c"]) * a["share"], c=channel, share=share
    )


def _srgb_levels(channel: Image.Image) -> Image.Image:
    """Return sRGB levels, 0.0 to 255.0, from linear light, 0 to 1."""

    def level(a: dict[str, Any]) -> Any:
        light = a["max"](a["light"], 0.0)
        dark = a["float"](light <= 0.0031308)
        return 255 * (dark * light * 12.92 + (1 - dark) * (1.055 * light ** (1 / 2.4) - 0.055))

    return ImageMath.lambda_eval(level, light=channel)  # type: ignore[no-any-return]
