"""Deflate only the rows that hold something: the bare rows of flat cards were deflated long ago.

A zlib stream (RFC 1950) is blocks of deflate (RFC 1951) and a checksum of the whole. A full flush ends a block on a
byte and forgets what stood before, so that pieces made apart can be put together; of zeros the checksum is
arithmetic.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from struct import pack
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

Bands = tuple[tuple[int, int], ...]
"""First row and the one after the last, from the top down."""

GRID = 16
"""Rows to which a band's edges are moved outward: bare stretches are then of few lengths, each deflated once."""
GAP = 64
"""Bare rows within a band that are not worth two more pieces: a row of zeros takes a third of a microsecond."""
_HEADER = b"\x78\x01"
_END = b"\x03\x00"
"""An empty last block."""
_MODULUS = 65521
"""Of Adler-32."""


def bands(inked: Iterable[tuple[int, int]], height: int) -> Bands:
    """Return the bands of a card that hold the inked rows (first, one after the last), which may overlap."""
    found: list[tuple[int, int]] = []
    for top, foot in sorted(inked):
        first, end = max(top, 0) // GRID * GRID, min(-(-foot // GRID) * GRID, height)
        if end <= first:
            continue
        if found and first - found[-1][1] < GAP:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((first, end))
    return tuple(found)


def deflate(rows: bytes | bytearray, stride: int, inked: Bands, packer: tuple[Any, int]) -> bytes:
    """Return the zlib stream of rows of `stride` bytes that are zeros but for the `inked` bands.

    `packer` is a module like zlib, and its level.
    """
    module, level = packer
    view = memoryview(rows)
    pieces, adler, done = [_HEADER], 1, 0
    for top, foot in inked:
        if top > done:
            pieces.append(_zeros((top - done) * stride, packer))
            adler = _adler_of_zeros(adler, (top - done) * stride)
        band = view[top * stride : foot * stride]
        machine = module.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
        pieces += (machine.compress(band), machine.flush(zlib.Z_FULL_FLUSH))
        adler = module.adler32(band, adler)
        done = foot
    if rest := len(rows) - done * stride:
        pieces.append(_zeros(rest, packer))
        adler = _adler_of_zeros(adler, rest)
    return b"".join((*pieces, _END, pack(">I", adler)))


@lru_cache(maxsize=512)
def _zeros(count: int, packer: tuple[Any, int]) -> bytes:
    """Return so many zeros, deflated."""
    module, level = packer
    machine = module.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return bytes(machine.compress(bytes(count)) + machine.flush(zlib.Z_FULL_FLUSH))


def _adler_of_zeros(adler: int, count: int) -> int:
    """Return the Adler-32 of a text and so many zeros: the first sum stays, the second grows by it each time."""
    low, high = adler & 0xFFFF, adler >> 16
    return (high + count * low) % _MODULUS << 16 | low
