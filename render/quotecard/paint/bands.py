"""A card on a backdrop, deflated band by band: those without text are the backdrop's own, made once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PIL import ImageChops

from quotecard.paint.canvas import packed
from quotecard.paint.deflate import Piece, piece, stream

if TYPE_CHECKING:
    from PIL import Image

    from quotecard.paint.backdrop import Ground
    from quotecard.paint.canvas import Canvas

ROWS = 8
"""rows a band"""
NONE, SUB = b"\0", b"\1"
"""filters of PNG: rows as they are, or each pixel less the one before it"""


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


def deflated(canvas: Canvas) -> bytes:
    """Return the zlib stream of the rows of a card on a backdrop."""
    under = canvas.under
    assert under is not None  # asked for cards with a backdrop
    pieces, done = [], 0
    for part in canvas.parts:
        pieces += [_bare(under, top) for top in range(done, part.top, ROWS)]
        pieces.append(_piece(part.picture, busy=under.busy))
        done = part.foot
    pieces += [_bare(under, top) for top in range(done, canvas.height, ROWS)]
    return stream(pieces)


def _bare(ground: Ground, top: int) -> Piece:
    found = ground.bands.get(top)
    if found is None:
        whole = ground.picture
        part = whole.crop((0, top, whole.width, min(top + ROWS, whole.height)))
        found = ground.bands.setdefault(top, _piece(part, busy=ground.busy))
    return found


def _piece(part: Image.Image, *, busy: bool) -> Piece:
    return piece(scanlines(part, SUB if busy else NONE))


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
