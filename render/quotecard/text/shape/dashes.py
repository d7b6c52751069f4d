"""Draw a dash of two em as one bar where a face's own is no match for its characters.

A bold Hei has a dash as thin as its light weights (CARDS: drawn as a bar); other faces set two
glyphs, and where they meet a seam can show (CLREQ #h-unbreakable_marks_punctuation: one unit).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecard.text.shape.shaped import Dash

if TYPE_CHECKING:
    from quotecard.fontbook import Face, FontBook
    from quotecard.text.shape.shaped import Shaped

_DASHES = frozenset("\u2014\u2015")
_LENGTH = 1.8
"""em, of the two that it takes"""
_WEIGHT = 0.52
"""of the weight of a stroke across"""
_STROKE = "\u4e00"
_NEARLY_TWO = 1.5
"""em: a dash of one em is a word's, and a Latin face's two are no Chinese one"""
_BOLD = 500
"""wght from which on Hei's dash is too thin"""


def draw_dashes(shaped: Shaped, book: FontBook) -> None:
    """Put bars in the place of dashes that are to be drawn."""
    text = shaped.text
    if _DASHES.isdisjoint(text):
        return
    for at, start in enumerate(shaped.starts[:-1]):
        if text[start] not in _DASHES or text[start - 1 : start] == text[start]:
            continue
        end = at + 1
        while end < len(shaped.advances) and text[shaped.starts[end]] == text[start]:
            end += 1
        total = sum(shaped.advances[at:end])
        face = book.face(shaped.faces[at])
        two_em = shaped.starts[end] - start == 2 and total > _NEARLY_TWO and face.covers(_STROKE)
        if two_em and (end - at > 1 or _too_thin(face)):
            shaped.dashes[at] = _dash(shaped, face, total)
            shaped.glyphs[at:end] = [[] for _ in range(at, end)]


def _too_thin(face: Face) -> bool:
    return face.role == "hei" and (face.weight or 0) >= _BOLD


def _dash(shaped: Shaped, face: Face, total: float) -> Dash:
    _, bottom, _, top = face.bounds(face.glyph("\u2014"))
    thickness, middle = top - bottom, (top + bottom) / 2 + face.baseline_shift
    if _too_thin(face):
        _, bottom, _, top = face.bounds(face.glyph(_STROKE))
        thickness = (top - bottom) * _WEIGHT
    # In a column the dash stands on the axis.
    return Dash((total - _LENGTH) / 2, _LENGTH, 0.0 if shaped.vertical else middle, thickness)
