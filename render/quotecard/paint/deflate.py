"""Deflate with ISA-L if it is installed, otherwise with zlib."""

from __future__ import annotations

import zlib
from functools import lru_cache
from struct import pack
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

ISAL_LEVEL = 2
"""Measured on 18 flat cards: levels 1 and 2 take 0.5 ms, 2 is 2 % smaller; 3 takes 2 ms and is larger."""
ZLIB_LEVEL = 4
"""Without ISA-L. Level 4 takes 8 ms and gives 48 KiB; level 1 takes 6.5 ms and gives 59, level 6 takes 10 and gives 47."""

_HEAD = b"\x78\x01"
_END = b"\x03\x00"
"""An empty final block."""
_MODULUS = 65521
"""Modulus of Adler-32."""


def deflate_rows(rows: bytes | bytearray) -> bytes:
    """Return the zlib stream of `rows`."""
    fast = _isal()
    return zlib.compress(rows, ZLIB_LEVEL) if fast is None else bytes(fast.compress(rows, ISAL_LEVEL))


def packer() -> tuple[Any, int]:
    """Return the deflate module, whose interface is that of zlib, and the level to use."""
    fast = _isal()
    return (zlib, ZLIB_LEVEL) if fast is None else (fast, ISAL_LEVEL)


class DeflatedPiece(NamedTuple):
    """Deflated bytes that can be joined with other pieces into one stream (RFC 1951)."""

    data: bytes
    adler: int
    length: int
    """Number of bytes before deflating."""


def deflate_piece(rows: bytes | bytearray | memoryview, by: tuple[Any, int] | None = None) -> DeflatedPiece:
    """Deflate bytes with the module and level `by`, as `packer` returns them.

    The result has no back references beyond itself and ends on a byte boundary (a full flush).
    """
    module, level = by or packer()
    machine = module.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return DeflatedPiece(
        machine.compress(rows) + machine.flush(zlib.Z_FULL_FLUSH), module.adler32(rows), len(rows)
    )


def join_pieces(pieces: Iterable[DeflatedPiece]) -> bytes:
    """Return the zlib stream (RFC 1950) of pieces, with its checksum combined from theirs."""
    data, adler = [_HEAD], 1
    for each in pieces:
        data.append(each.data)
        adler = join_adler32(adler, each.adler, each.length)
    return b"".join((*data, _END, pack(">I", adler)))


def join_adler32(first: int, second: int, length: int) -> int:
    """Return the Adler-32 of two byte strings joined, from theirs and the `length` of the second."""
    low = (first & 0xFFFF) + (second & 0xFFFF) - 1
    high = (first >> 16) + (second >> 16) + length * ((first & 0xFFFF) - 1)
    return (high % _MODULUS) << 16 | low % _MODULUS


@lru_cache
def _isal() -> Any:
    try:
        from isal import isal_zlib
    except ImportError:
        return None
    return isal_zlib
