"""Sixel graphics: bands of six rows, one pass per colour. DEC STD 070, chapter 9; VT330/340 manual, chapter 14."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.preview.terminal.scale import TerminalFit

_BAND = 6
_BASE = 63
"""The code of `?`: six empty dots. Each bit added to it sets a dot, the lowest bit on top."""
_RUN = re.compile(rb"(.)\1{3,}", re.DOTALL)


def sixel_sequence(shown: TerminalFit, colours: int = 256) -> bytes:
    """Return the sequence that shows a picture at the cursor, in at most `colours` colours."""
    image = shown.image.convert("RGB").quantize(
        min(colours, 256), method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
    )
    width, height = image.size
    palette = image.getpalette() or []
    pixels = image.tobytes()
    used = sorted(set(pixels))
    registers = "".join(
        f"#{at};2;" + ";".join(str(round(part * 100 / 255)) for part in palette[3 * at : 3 * at + 3])
        for at in used
    )
    # "1;1: square pixels; P2 = 1: dots that no colour sets are left unchanged.
    head = f'\x1bP0;1q"1;1;{width};{height}{registers}'
    return head.encode() + b"-".join(_band_sequences(pixels, width, height)) + b"\x1b\\"


def _band_sequences(pixels: bytes, width: int, height: int) -> Iterator[bytes]:
    for top in range(0, height, _BAND):
        rows = [pixels[y * width : (y + 1) * width] for y in range(top, min(top + _BAND, height))]
        yield b"$".join(_colour_pass(at, rows, width) for at in sorted(set(b"".join(rows))))


def _colour_pass(at: int, rows: list[bytes], width: int) -> bytes:
    """Return a band's dots of one colour; the bits of all rows are added as one long number, for speed."""
    dots = int.from_bytes(bytes((_BASE,)) * width, "big")
    for bit, row in enumerate(rows):
        dots += int.from_bytes(row.translate(_bit_table(at, bit)), "big")
    line = dots.to_bytes(width, "big").rstrip(bytes((_BASE,)))
    return b"#%d" % at + _RUN.sub(lambda run: b"!%d%c" % (len(run[0]), run[1][0]), line)


def _bit_table(at: int, bit: int) -> bytes:
    """Return a translation table that maps byte `at` to the bit and every other byte to 0."""
    table = bytearray(256)
    table[at] = 1 << bit
    return bytes(table)
