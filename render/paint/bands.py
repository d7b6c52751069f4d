"""A card on a backdrop, deflated band by band: those without text are the backdrop's own, made once.

Each band ends in a full flush, so that any may stand in another card's stream; the checksum of the
whole follows from the bands' (RFC 1950).
"""

from __future__ import annotations

import zlib
from itertools import groupby
from typing import TYPE_CHECKING

from PIL import ImageChops

from render.paint.backdrop import Band
from render.paint.deflate import adler32, raw

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PIL import Image

    from render.paint.backdrop import Ground
    from render.paint.canvas import Canvas

ROWS = 32
"""rows a band"""
NONE, SUB = b"\0", b"\1"
"""filters of PNG: rows as they are, or each pixel less the one before it"""
_MODULUS = 65521
_HEAD = b"\x78\x01"
_TAIL = zlib.compressobj(wbits=-15).flush()


def deflated(canvas: Canvas) -> bytes:
    """Return the zlib stream of a card's rows."""
    assert canvas.picture is not None  # asked for cards with a backdrop
    assert canvas.under is not None
    stream, adler = [_HEAD], 1
    for drawn_on, numbers in groupby(range(-(-canvas.height // ROWS)), canvas.touched.__contains__):
        stretch = list(numbers)
        if drawn_on:
            bands = [_band(canvas.picture, stretch[0], stretch[-1] + 1, busy=canvas.under.busy)]
        else:
            bands = [_bare(canvas.under, number) for number in stretch]
        for band in bands:
            stream.append(band.data)
            adler = joined(adler, band.adler, band.length)
    return b"".join((*stream, _TAIL, adler.to_bytes(4, "big")))


def _bare(ground: Ground, number: int) -> Band:
    found = ground.bands.get(number)
    return found or ground.bands.setdefault(
        number, _band(ground.picture, number, number + 1, busy=ground.busy)
    )


def _band(picture: Image.Image, first: int, after: int, *, busy: bool) -> Band:
    """Deflate the bands from the `first` to the one before `after` in one piece."""
    part = picture.crop((0, first * ROWS, picture.width, min(after * ROWS, picture.height)))
    rows = scanlines(part, SUB if busy else NONE)
    return Band(raw(rows), adler32(rows), len(rows))


def scanlines(part: Image.Image, kind: bytes) -> bytes | bytearray:
    """Return the rows of RGB pixels as PNG filters them, the filter's byte before each."""
    if kind == SUB:
        before = part.copy()
        before.paste((0, 0, 0), (0, 0, 1, part.height))
        before.paste(part.crop((0, 0, part.width - 1, part.height)), (1, 0))
        part = ImageChops.subtract_modulo(part, before)
    stride = 1 + 3 * part.width
    # A stride of one more than a row leaves a byte after each: moved to the front, the filters.
    rows = kind + memoryview(part.tobytes("raw", "RGB", stride, 1))[:-1]
    if kind == NONE:
        return rows
    filtered = bytearray(rows)
    filtered[::stride] = kind * part.height
    return filtered


def joined(first: int, second: int, length: int) -> int:
    """Return the Adler-32 of two stretches of bytes from theirs; `length` is the second's."""
    low = (first & 0xFFFF) + (second & 0xFFFF) - 1
    high = (first >> 16) + (second >> 16) + length * ((first & 0xFFFF) - 1)
    return (high % _MODULUS) << 16 | low % _MODULUS


def touched(boxes: Iterable[tuple[int, int]]) -> frozenset[int]:
    """Return the bands that something is drawn on, from the first row and the row after the last of each."""
    return frozenset(number for top, foot in boxes for number in range(max(top, 0) // ROWS, -(-foot // ROWS)))
