"""Deflate only the rows with ink: the deflated blank rows of flat cards are cached."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from quotecard.paint.deflate import DeflatedPiece, deflate_piece, join_pieces

if TYPE_CHECKING:
    from collections.abc import Iterable

Bands = tuple[tuple[int, int], ...]
"""First row and last row plus one of each band, from top to bottom."""

BAND_GRID = 16
"""A band's edges are moved outward to multiples of this, so that blank stretches have few different lengths."""
MIN_BLANK_ROWS = 64
"""Fewer blank rows than this do not split a band: a row of zeros is deflated in a third of a microsecond."""


def ink_bands(
    inked: Iterable[tuple[int, int]], height: int, *, grid: int = BAND_GRID, gap: int = MIN_BLANK_ROWS
) -> Bands:
    """Return the bands that contain the inked rows, given as (first, last plus one) and possibly overlapping.

    Their edges are multiples of `grid` rows, and at least `gap` rows lie between two bands.
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
    """Return the zlib stream of rows of `stride` bytes that are zero outside the `inked` bands.

    `by` is a module with the interface of zlib, and its level.
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
    """Return `count` zero bytes, deflated."""
    return deflate_piece(bytes(count), by)
