"""Divide the 256 entries of a palette between up to four inks: each gets a ramp from the ground to the ink.

One ink keeps every step of its coverage; two share 128 + 128, three 128 + 64 + 64, four 64 each. Entry 0 is the
ground for all of them. Colours are mixed linearly in sRGB, as design tools do.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from quotecard.scene import Glyphs, Image

if TYPE_CHECKING:
    from quotecard.scene import Scene
    from quotecard.theme import Colour

STEPS = {0: (), 1: (255,), 2: (127, 128), 3: (127, 64, 64), 4: (63, 64, 64, 64)}
"""Entries of each ramp, without the ground, by number of inks."""


class InkRamp(NamedTuple):
    """The palette entries of one ink, from the faintest (`first`) to the ink itself (`first + steps - 1`)."""

    first: int
    steps: int


def inks(scene: Scene) -> tuple[Colour, ...]:
    """Return the scene's colours; the one with most text comes first, since its edges need the finest ramp."""
    weight: dict[Colour, float] = {}
    for item in scene.items:
        if isinstance(item, Image):
            continue
        text = len(item.glyphs) * item.size**2 if isinstance(item, Glyphs) else 0.0
        weight[item.colour] = weight.get(item.colour, 0.0) + text
    return tuple(sorted(weight, key=lambda colour: -weight[colour]))


@lru_cache
def ramps(count: int) -> tuple[InkRamp, ...]:
    """Return the ramps of `count` inks. Raises KeyError if `count` is above four."""
    steps = STEPS[count]
    return tuple(InkRamp(1 + sum(steps[:i]), n) for i, n in enumerate(steps))


@lru_cache
def palette(ground: Colour, colours: tuple[Colour, ...]) -> bytes:
    """Return the palette as in a PLTE chunk, three bytes per entry."""
    mixed = [ground]
    for ink, ramp in zip(colours, ramps(len(colours)), strict=True):
        mixed += [_mix_srgb(ground, ink, step / ramp.steps) for step in range(1, ramp.steps + 1)]
    return bytes(channel for colour in mixed for channel in colour)


def _mix_srgb(ground: Colour, ink: Colour, share: float) -> Colour:
    red, green, blue = (round(g + (i - g) * share) for g, i in zip(ground, ink, strict=True))
    return red, green, blue


@lru_cache
def entries(ramp: InkRamp) -> bytes:
    """Return the palette entry of each coverage from 0 to 255."""
    steps = (round(cover * ramp.steps / 255) for cover in range(256))
    return bytes(ramp.first + step - 1 if step else 0 for step in steps)
