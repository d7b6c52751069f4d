"""A card on a backdrop, deflated band by band: those without text are the backdrop's own, made once.

Each band ends in a full flush, so that any may stand in another card's stream; the checksum of the
whole follows from the bands' (RFC 1950).
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, NamedTuple

from PIL import ImageChops

from render.paint.backdrop import Band
from render.paint.canvas import packed
from render.paint.deflate import adler32, raw

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PIL import Image

    from render.paint.backdrop import Ground
    from render.paint.canvas import Canvas

ROWS = 8
"""rows a band"""
NONE, SUB = b"\0", b"\1"
"""filters of PNG: rows as they are, or each pixel less the one before it"""
_MODULUS = 65521
_HEAD = b"\x78\x01"
_TAIL = zlib.compressobj(wbits=-15).flush()


class Part(NamedTuple):
    """Some whole bands of a card with what is drawn on them."""

    top: int
    """px from the card's top"""
    picture: Image.Image
    """RGB"""

    @property
    def foot(self) -> int:
        """The row after the last."""
        return self.top + self.picture.height


def stretches(rows: Iterable[tuple[int, int]], height: int) -> list[tuple[int, int]]:
    """Return the rows, first and one after the last, of the bands that take such rows; bands that touch are one."""
    found: list[tuple[int, int]] = []
    for top, foot in sorted(rows):
        first, after = max(top, 0) // ROWS * ROWS, min(-(-foot // ROWS) * ROWS, height)
        if after <= first:
            continue
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(after, found[-1][1]))
        else:
            found.append((first, after))
    return found


def deflated(canvas: Canvas) -> bytes:
    """Return the zlib stream of the rows of a card on a backdrop."""
    under = canvas.under
    assert under is not None  # asked for cards with a backdrop
    stream, adler, done = [_HEAD], 1, 0
    for part in (*canvas.parts, None):
        bands = [_bare(under, top) for top in range(done, part.top if part else canvas.height, ROWS)]
        if part:
            bands.append(_band(part.picture, busy=under.busy))
            done = part.foot
        for band in bands:
            stream.append(band.data)
            adler = joined(adler, band.adler, band.length)
    return b"".join((*stream, _TAIL, adler.to_bytes(4, "big")))


def _bare(ground: Ground, top: int) -> Band:
    found = ground.bands.get(top)
    if found is None:
        whole = ground.picture
        part = whole.crop((0, top, whole.width, min(top + ROWS, whole.height)))
        found = ground.bands.setdefault(top, _band(part, busy=ground.busy))
    return found


def _band(part: Image.Image, *, busy: bool) -> Band:
    """Deflate rows in one piece."""
    rows = scanlines(part, SUB if busy else NONE)
    return Band(raw(rows), adler32(rows), len(rows))


def scanlines(part: Image.Image, kind: bytes) -> bytes | bytearray:
    """Return the rows of RGB pixels as PNG filters them, the filter's byte before each."""
    if kind == SUB:
        before = part.copy()
        before.paste((0, 0, 0), (0, 0, 1, part.height))
        before.paste(part.crop((0, 0, part.width - 1, part.height)), (1, 0))
        part = ImageChops.subtract_modulo(part, before)
    rows = packed(part)
    if kind == NONE:
        return rows
    filtered = bytearray(rows)
    filtered[:: 1 + 3 * part.width] = kind * part.height
    return filtered


def joined(first: int, second: int, length: int) -> int:
    """Return the Adler-32 of two stretches of bytes from theirs; `length` is the second's."""
    low = (first & 0xFFFF) + (second & 0xFFFF) - 1
    high = (first >> 16) + (second >> 16) + length * ((first & 0xFFFF) - 1)
    return (high % _MODULUS) << 16 | low % _MODULUS
