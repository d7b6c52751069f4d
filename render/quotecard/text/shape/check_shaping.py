"""Refuse what a user's font makes of a text where no line can be set from it.

A font may pass its judgement and still move a letter by a thousand em (GPOS), or put an empty box in its
place (GSUB): seen only once a text is shaped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecard.errors import FontError
from quotecard.text.chars import describe_char

if TYPE_CHECKING:
    from quotecard.fontbook import FontBook
    from quotecard.text.shape.shaped import Shaped

_FARTHEST = 8.0
"""em that one cluster may take, or its glyphs stand from their pen"""
_LEAST = 0.01
"""em that a letter takes at least: lines of nothing have no length"""


def check_shaping(shaped: Shaped, book: FontBook) -> None:
    """Raise FontError for a cluster of a user's face that is absurdly placed, or drawn as an empty box."""
    missing = frozenset("".join(shaped.missing))
    for at, start in enumerate(shaped.starts[:-1]):
        face = book.face(shaped.faces[at])
        if not face.own:
            continue
        char = shaped.text[start]
        if why := _fault(shaped, at, letter=char.isalnum()):
            what = f"{face.file.file}: the font cannot set {describe_char(char)}"
            raise FontError(what, why=why, hint="mend the font, or take it out of the folder")
        if char not in missing and any(glyph == 0 for glyph, _, _ in shaped.glyphs[at]):
            what = f"{face.file.file}: the font cannot set {describe_char(char)}"
            raise FontError(what, why="its own rules put an empty box there", hint="mend the font")


def _fault(shaped: Shaped, at: int, *, letter: bool) -> str:
    advance = shaped.advances[at]
    if not (_LEAST if letter else 0.0) <= advance <= _FARTHEST:
        return f"it is {advance:.2f} em wide"
    far = max((max(abs(x), abs(y)) for _, x, y in shaped.glyphs[at]), default=0.0)
    return f"it stands {far:.0f} em from its place" if far > _FARTHEST else ""
