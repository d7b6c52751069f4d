"""Half blocks: each character shows two pixels, the upper in its foreground and the lower in its background."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from quotecard.preview.terminal.scale import TerminalFit
    from quotecard.theme import Colour

_UPPER_HALF = "\u2580"
_FULL = 1 << 24
_STEPS = (0, 95, 135, 175, 215, 255)
"""A channel of the 6 x 6 x 6 colours of xterm, from 16 on."""
_GREYS = range(8, 239, 10)
"""The 24 greys, from 232 on."""


def half_blocks(shown: TerminalFit, colours: int = _FULL) -> list[str]:
    """Return the rows of characters that show a picture; each row ends with the colours reset."""
    size = (shown.columns, 2 * shown.rows)
    image = shown.image.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    flat = image.tobytes()
    pixels = [(flat[at], flat[at + 1], flat[at + 2]) for at in range(0, len(flat), 3)]
    width = shown.columns
    rows = (pixels[y * width : (y + 1) * width] for y in range(size[1]))
    return [_block_row(upper, lower, colours) for upper, lower in zip(rows, rows, strict=True)]


def _block_row(upper: list[Colour], lower: list[Colour], colours: int) -> str:
    text, ink, ground = [], "", ""
    for above, below in zip(upper, lower, strict=True):
        new_ink, new_ground = _colour_code(above, colours), _colour_code(below, colours)
        codes = [f"38;{new_ink}"] * (new_ink != ink) + [f"48;{new_ground}"] * (new_ground != ground)
        text.append(f"\x1b[{';'.join(codes)}m{_UPPER_HALF}" if codes else _UPPER_HALF)
        ink, ground = new_ink, new_ground
    return "".join(text) + "\x1b[0m"


def _colour_code(colour: Colour, colours: int) -> str:
    if colours == _FULL:
        return "2;{};{};{}".format(*colour)
    return f"5;{nearest_xterm_colour(colour)}"


@lru_cache(maxsize=4096)
def nearest_xterm_colour(colour: Colour) -> int:
    """Return the number of the nearest of xterm's 256 colours, without the first 16, which users redefine."""
    cube = [min(range(6), key=lambda step: abs(_STEPS[step] - part)) for part in colour]
    mean = sum(colour) / 3
    grey = min(range(24), key=lambda step: abs(_GREYS[step] - mean))
    far_cube = sum((_STEPS[step] - part) ** 2 for step, part in zip(cube, colour, strict=True))
    far_grey = sum((_GREYS[grey] - part) ** 2 for part in colour)
    return 232 + grey if far_grey < far_cube else 16 + 36 * cube[0] + 6 * cube[1] + cube[2]
