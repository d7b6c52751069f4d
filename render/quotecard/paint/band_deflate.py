"""Deflate a card on a backdrop band by band: bands without text are the backdrop's own, deflated once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import ImageChops

from quotecard.paint.canvas import rgb_scanlines
from quotecard.paint.deflate import DeflatedPiece, deflate_piece, join_pieces

if TYPE_CHECKING:
    from PIL import Image

    from quotecard.paint.backdrop import PaintedBackdrop
    from quotecard.paint.canvas import Canvas

BAND_ROWS = 8
"""Rows per band."""
FILTER_NONE = b"\0"
"""PNG filter type None: rows unchanged."""
FILTER_SUB = b"\1"
"""PNG filter type Sub: each pixel minus the one to its left."""


def deflate_backdrop_card(canvas: Canvas) -> bytes:
    """Return the zlib stream of the rows of a card on a backdrop."""
    under = canvas.under
    assert under is not None  # the caller checks that the card has a backdrop
    pieces, done = [], 0
    for part in canvas.parts:
        pieces += [_blank_band(under, top) for top in range(done, part.top, BAND_ROWS)]
        pieces.append(_deflate_band(part.picture, busy=under.busy))
        done = part.foot
    pieces += [_blank_band(under, top) for top in range(done, canvas.height, BAND_ROWS)]
    return join_pieces(pieces)


def _blank_band(ground: PaintedBackdrop, top: int) -> DeflatedPiece:
    found = ground.bands.get(top)
    if found is None:
        whole = ground.picture
        part = whole.crop((0, top, whole.width, min(top + BAND_ROWS, whole.height)))
        found = ground.bands.setdefault(top, _deflate_band(part, busy=ground.busy))
    return found


def _deflate_band(part: Image.Image, *, busy: bool) -> DeflatedPiece:
    return deflate_piece(scanlines(part, FILTER_SUB if busy else FILTER_NONE))


def scanlines(part: Image.Image, kind: bytes) -> bytes | bytearray:
    """Return the rows of an RGB picture filtered as in PNG, each preceded by the filter byte."""
    if kind == FILTER_SUB:
        before = part.copy()
        before.paste((0, 0, 0), (0, 0, 1, part.height))
        before.paste(part.crop((0, 0, part.width - 1, part.height)), (1, 0))
        part = ImageChops.subtract_modulo(part, before)
    rows = rgb_scanlines(part)
    if kind == FILTER_NONE:
        return rows
    filtered = bytearray(rows)
    filtered[:: 1 + 3 * part.width] = kind * part.height
    return filtered
