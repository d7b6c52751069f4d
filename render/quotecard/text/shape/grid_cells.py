"""Stand a column's characters in the cells of manuscript paper (稿紙, 原稿用紙): one a cell.

Marks have cells of their own, a dash and an ellipsis two; a word that lies on its side takes as many
whole cells as it needs.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from quotecard.text.chars import OPENING

if TYPE_CHECKING:
    from quotecard.fontbook import FontBook
    from quotecard.text.shape.shaped import Shaped

_DOTS = frozenset("\u2026\u22ef")
_DOT = "\u00b7"
_NEARLY = 0.02
"""em by which a character may exceed its cell"""


def in_cells(shaped: Shaped, cell: float, book: FontBook) -> Shaped:
    """Return a text set in columns with each cluster in the middle of whole cells, `cell` em long."""
    moved = shaped._replace(
        advances=list(shaped.advances), glyphs=list(shaped.glyphs), dashes=dict(shaped.dashes)
    )
    at = 0
    while at < len(moved.advances):
        end = at + 1
        while moved.turned[at] and end < len(moved.advances) and _goes_on(moved, end):
            end += 1
        _centre(moved, at, end, cell)
        if moved.text[moved.starts[at]] in _DOTS:
            _three_dots(moved, at, cell, book)
        at = end
    return moved


def _goes_on(shaped: Shaped, at: int) -> bool:
    """Tell whether a cluster belongs to the word or dash that lies before it."""
    return (
        shaped.turned[at]
        and shaped.text[shaped.starts[at]] not in " \n"
        and shaped.text[shaped.starts[at]] not in OPENING
    )


def _centre(shaped: Shaped, at: int, end: int, cell: float) -> None:
    """Give clusters `at` to `end` whole cells together, and move them to the middle."""
    char = shaped.text[shaped.starts[at]]
    natural = sum(shaped.advances[at:end])
    if char == "\n" or natural == 0.0:
        return
    # A typed space stands for a gap, not for a cell.
    cells = (
        1 if char == " " else max(ceil((natural - _NEARLY) / cell), round(natural) if end - at == 1 else 1)
    )
    spare = cells * cell - natural
    for one in range(at, end):
        shaped.glyphs[one] = [(glyph, x, y - spare / 2) for glyph, x, y in shaped.glyphs[one]]
        if one in shaped.dashes:
            shaped.dashes[one] = shaped.dashes[one]._replace(along=shaped.dashes[one].along + spare / 2)
    shaped.advances[end - 1] += spare


def _three_dots(shaped: Shaped, at: int, cell: float, book: FontBook) -> None:
    """Spread three dots over the cell: two cells of an ellipsis hold six evenly."""
    face = book.face(shaped.faces[at])
    glyph = face.glyph(_DOT)
    left, bottom, right, top = face.bounds(glyph)
    if right <= left:
        return
    middles = (cell * (2 * place + 1) / 6 for place in range(3))
    shaped.glyphs[at] = [(glyph, -(left + right) / 2, -middle - (bottom + top) / 2) for middle in middles]
    shaped.turned[at] = False
