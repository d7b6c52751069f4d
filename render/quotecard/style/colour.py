"""Colours: their names, mixtures in OKLab, and contrast (WCAG 2.2)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotecard.theme import Colour, Palette

_HEX = frozenset("0123456789abcdefABCDEF")

NAMED = {
    "月白": (0xEE, 0xF3, 0xF4),
    "墨": (0x1B, 0x1A, 0x18),
    "朱": (0xB5, 0x33, 0x1F),
    "黛": (0x2E, 0x3D, 0x49),
    "竹青": (0x3B, 0x74, 0x60),
    "藕荷": (0xEC, 0xE5, 0xE8),
    "秋香": (0xD9, 0xB6, 0x11),
    "胭脂": (0x9D, 0x29, 0x33),
    "霽藍": (0x24, 0x40, 0x5A),
}
"""Traditional colour names that a theme file may use, in sRGB."""

QUOTE_CONTRAST = 7.0
"""The least contrast of the quote with its ground (WCAG 2.2, level AAA)."""
SMALL_CONTRAST = 4.5
"""The least contrast of the attribution and of accented words (WCAG 2.2, level AA)."""


def parse_colour(value: object) -> Colour | None:
    """Return the colour of a value such as `#26221C` or 月白; None if it is not a colour."""
    if not isinstance(value, str):
        return None
    if value in NAMED:
        return NAMED[value]
    digits = value.removeprefix("#")
    if len(digits) != 6 or digits == value or not set(digits) <= _HEX:
        return None
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def luminance(colour: Colour) -> float:
    """Return the relative luminance of a colour, 0 to 1 (WCAG 2.2)."""
    red, green, blue = map(_linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """Return `one` mixed with a fraction `share` (0 to 1) of `other`, in OKLab, where equal steps look equal."""
    mixed = [a + (b - a) * share for a, b in zip(_oklab(one), _oklab(other), strict=True)]
    return _srgb(*mixed)


@lru_cache(maxsize=64)
def faint(palette: Palette, *, on_tint: bool) -> tuple[tuple[str, float], ...]:
    """Return each role of a palette whose contrast is too low, with its contrast.

    `on_tint` says whether the quote stands on the tint, as in a bubble.
    """
    stops = [colour for _, colour in palette.stops] or [palette.ground]
    found = []
    for role, least in (("ink", QUOTE_CONTRAST), ("quiet", SMALL_CONTRAST), ("accent", SMALL_CONTRAST)):
        grounds = [palette.tint] if on_tint and role != "quiet" else stops
        worst = min(contrast(getattr(palette, role), ground) for ground in grounds)
        if worst < least:
            found.append((role, worst))
    return tuple(found)


def _linear(channel: int) -> float:
    v = channel / 255
    return v / 12.92 if v <= 0.04045 else float(((v + 0.055) / 1.055) ** 2.4)


def _channel(linear: float) -> int:
    v = min(max(linear, 0.0), 1.0)
    return round(255 * (12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055))


def _oklab(colour: Colour) -> tuple[float, float, float]:
    """Return a colour in OKLab: its lightness and two opponent axes (Ottosson, 2020)."""
    r, g, b = map(_linear, colour)
    cone_l = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    cone_m = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    cone_s = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * cone_l + 0.7936177850 * cone_m - 0.0040720468 * cone_s,
        1.9779984951 * cone_l - 2.4285922050 * cone_m + 0.4505937099 * cone_s,
        0.0259040371 * cone_l + 0.7827717662 * cone_m - 0.8086757660 * cone_s,
    )


def _srgb(lightness: float, a: float, b: float) -> Colour:
    cone_l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    cone_m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    cone_s = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _channel(4.0767416621 * cone_l - 3.3077115913 * cone_m + 0.2309699292 * cone_s),
        _channel(-1.2684380046 * cone_l + 2.6097574011 * cone_m - 0.3413193965 * cone_s),
        _channel(-0.0041960863 * cone_l - 0.7034186147 * cone_m + 1.7076147010 * cone_s),
    )
