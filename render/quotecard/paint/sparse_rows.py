"""Deflate only the rows that hold something: the bare rows of flat cards were deflated long ago."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from quotecard.paint.deflate import DeflatedPiece, deflate_piece, join_pieces

if TYPE_CHECKING:
    from collections.abc import Iterable

Bands = tuple[tuple[int, int], ...]
"""First row and the one after the last, from the top down."""

BAND_GRID = 16
"""Rows to which a band's edges are moved outward: bare stretches are then of few lengths, each deflated once."""
MIN_BLANK_ROWS = 64
"""Bare rows within a band that are not worth two more pieces: a row of zeros takes a third of a microsecond."""


def ink_bands(
    inked: Iterable[tuple[int, int]], height: int, *, grid: int = BAND_GRID, gap: int = MIN_BLANK_ROWS
) -> Bands:
    """Return the bands of a card that hold the inked rows (first, one after the last), which may overlap.

    Their edges stand on a `grid` of rows, and `gap` or more lie between two of them.
    """
    found: list[tuple[int, int]] = []
    for top, foot in sorted(inked):
        first, end = max(top, 0) // grid * grid, min(-(-foot // grid) * grid, height)
        if end <= first:
            continue
        if found and first - found[-1][1] < gap:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((first, end))
    return tuple(found)


def deflate_sparse(rows: bytes | bytearray, stride: int, inked: Bands, by: tuple[Any, int]) -> bytes:
    """Return the zlib stream of rows of `stride` bytes that are zeros but for the `inked` bands.

    `by` is the packer: a module like zlib, and its level.
    """
    view = memoryview(rows)
    pieces, done = [], 0
    for top, foot in inked:
        if top > done:
            pieces.append(deflated_zeros((top - done) * stride, by))
        pieces.append(deflate_piece(view[top * stride : foot * stride], by))
        done = foot
    if rest := len(rows) - done * stride:
        pieces.append(deflated_zeros(rest, by))
    return join_pieces(pieces)


@lru_cache(maxsize=512)
def deflated_zeros(count: int, by: tuple[Any, int]) -> DeflatedPiece:
    """Return so many zeros, deflated."""
    return deflate_piece(bytes(count), by)
