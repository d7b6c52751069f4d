"""Kitty's graphics protocol: a PNG in base64 chunks; inside tmux, shown through Unicode placeholders.

https://sw.kovidgoyal.net/kitty/graphics-protocol/
"""

from __future__ import annotations

import os
from base64 import standard_b64encode
from io import BytesIO
from typing import TYPE_CHECKING

from quotecard.preview.terminal.capabilities import tmux_passthrough

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.preview.terminal.scale import TerminalFit

_MAX_PAYLOAD = 4096
"""Most bytes of base64 in one sequence."""
_PLACEHOLDER = "\U0010eeee"
_NUMBER_MARKS = (
    *(0x305, 0x30D, 0x30E, 0x310, 0x312, *range(0x33D, 0x340), 0x346, *range(0x34A, 0x34D)),
    *(*range(0x350, 0x353), 0x357, 0x35B, *range(0x363, 0x370), *range(0x483, 0x488)),
    *(*range(0x592, 0x596), *range(0x597, 0x59A), *range(0x59C, 0x5A2), 0x5A8, 0x5A9, 0x5AB, 0x5AC, 0x5AF),
    *(0x5C4, *range(0x610, 0x618), *range(0x657, 0x65C), 0x65D, 0x65E, *range(0x6D6, 0x6DD)),
    *(*range(0x6DF, 0x6E3), 0x6E4, 0x6E7, 0x6E8, 0x6EB, 0x6EC, 0x730, 0x732, 0x733, 0x735, 0x736, 0x73A),
)
"""Combining marks that encode the numbers from 0: the start of kitty's rowcolumn-diacritics.txt."""

MAX_PLACEHOLDER_ROWS = len(_NUMBER_MARKS)
"""Number of rows that placeholders can address."""

DELETE_IMAGES = b"\x1b_Ga=d,d=A,q=2\x1b\\"
"""The sequence that removes every picture from the screen."""


def kitty_sequence(shown: TerminalFit) -> bytes:
    """Return the sequences that show a picture at the cursor without moving it."""
    return b"".join(_png_sequences(shown, "a=T,C=1"))


def kitty_through_tmux(shown: TerminalFit, number: int | None = None) -> tuple[bytes, list[str]]:
    """Return the sequences that transmit a picture, and its rows of placeholders.

    The placeholders are text to tmux, which scrolls and redraws them; the terminal draws the picture in their
    place. Their colour and a combining mark encode which picture: `number` if given, else a random one.
    """
    low, high = _image_number(number)
    rows = min(shown.rows, MAX_PLACEHOLDER_ROWS)
    control = f"a=T,U=1,i={low + (high << 24)},c={shown.columns},r={rows}"
    sent = b"".join(map(tmux_passthrough, _png_sequences(shown, control)))
    first = chr(_NUMBER_MARKS[0])
    lines = (
        f"\x1b[38;5;{low}m{_PLACEHOLDER}{chr(_NUMBER_MARKS[row])}{first}{chr(_NUMBER_MARKS[high])}"
        f"{_PLACEHOLDER * (shown.columns - 1)}\x1b[39m"
        for row in range(rows)
    )
    return sent, list(lines)


def _image_number(number: int | None) -> tuple[int, int]:
    """Return the lowest and highest byte of an image id that one of 256 colours and one mark can encode."""
    chance = int.from_bytes(os.urandom(2), "big") if number is None else number
    return chance % 255 + 1, (chance >> 8) % len(_NUMBER_MARKS)


def _png_sequences(shown: TerminalFit, control: str) -> Iterator[bytes]:
    """Yield the sequences of a PNG; all but the last announce another."""
    file = BytesIO()
    shown.image.save(file, "PNG", compress_level=1)
    data = standard_b64encode(file.getvalue())
    for start in range(0, len(data), _MAX_PAYLOAD):
        more = int(start + _MAX_PAYLOAD < len(data))
        head = f"{control},f=100,q=2,m={more}" if not start else f"m={more},q=2"
        yield b"\x1b_G" + head.encode() + b";" + data[start : start + _MAX_PAYLOAD] + b"\x1b\\"
