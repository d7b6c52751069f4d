"""A face of a user's font: as a bundled one to every stage, brought to their em, and never trusted."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from quotecard.errors import FontError
from quotecard.fontbook.clusters import needs_glyph
from quotecard.fontbook.face import Face
from quotecard.fontbook.font_folder import FIX_OR_REMOVE
from quotecard.model import ASCENT

if TYPE_CHECKING:
    from quotecard.fontbook.own_fonts import OwnFont

OWN_KEY_PREFIX = "own:"
_MAX_GLYPH_EM = 8.0
"""em: a glyph larger than that is no letter, and its pixels would fill the memory"""


def own_key(font: OwnFont, weight: int | None) -> str:
    """Return the key of a face: the file's hash, the face in it, its weight, and the family to be read."""
    at = font.weight if weight is None else weight
    return f"{OWN_KEY_PREFIX}{font.file.sha256[:12]}:{font.number}:{font.file.role}@{at}:{font.file.family}"


def own_weight(font: OwnFont, asked: int | None) -> int | None:
    """Return the weight to set on a font's axis; None where it has none."""
    if font.axis is None:
        return None
    low, high = font.axis
    return min(max(font.weight if asked is None else asked, low), high)


class OwnFace(Face):
    """A user's face at one weight. Its bytes are read again when it is opened, and must be those judged."""

    __slots__ = ("_inked", "own_font")

    def __init__(self, key: str, font: OwnFont, weight: int | None) -> None:
        super().__init__(key, font.path.parent, font.file, font.number, weight)
        self.own_font = font
        self._inked: dict[str, bool] = {}

    @property
    def own(self) -> bool:
        """Whether a user brought it."""
        return True

    @property
    def family(self) -> str:
        """The name in the font's name table, or in the user's list."""
        return self.file.family

    @property
    def upem(self) -> int:
        """Font units per em of the page: where Han is drawn on another body, that body."""
        return round(super().upem * self.own_font.body.em)

    @property
    def optical(self) -> tuple[float, float] | None:
        """Scales beside Han, of words and of capitals, relative to EB Garamond's."""
        body = self.own_font.body
        return (body.small, body.capitals) if self.file.role in ("latin", "latin-italic") else None

    @property
    def baseline_shift(self) -> float:
        """Em that glyphs are raised above the baseline to be centred in the em box."""
        return self.own_font.body.baseline_shift

    def column(self, position: Any, to_em: float) -> tuple[float, float]:
        """Return the pen's height and its step in a column, in em; by the em box where the face has no sound metrics."""
        if self.own_font.body.columns:
            return super().column(position, to_em)
        em = self.upem * to_em
        return (self.baseline_shift - ASCENT) * em, -em

    def _open(self) -> None:
        from quotecard.fontbook.font_folder import open_harfbuzz_font, read_font_bytes

        path = self.own_font.path
        data = read_font_bytes(path.parent, path.name)
        if hashlib.sha256(data).hexdigest() != self.file.sha256:
            raise FontError(f"{path}: the font has changed while it was in use", hint="start again")
        self._font = open_harfbuzz_font(path, data, self.index, self.weight)
        self._chars = self._font.face.unicodes

    def covers(self, char: str) -> bool:
        """Tell whether the face draws a character: a blank glyph in its place is none."""
        if char not in self._inked:
            self._inked[char] = super().covers(char) and self._draws(char)
        return self._inked[char]

    def sets(self, cluster: str) -> bool:
        """Tell whether the face has every character of a cluster that needs a glyph.

        Of a narrow space HarfBuzz makes another, and of none it makes a box.
        """
        return all(
            self.covers(char) or (self.covers(" ") if char.isspace() else not needs_glyph(char))
            for char in cluster
        )

    def _draws(self, char: str) -> bool:
        glyph = self.glyph(char)
        if not needs_glyph(char) or not glyph:
            return bool(glyph)
        box = self.font.get_glyph_extents(glyph)
        return box is not None and bool(box.width) and bool(box.height)

    def check(self, glyph: int) -> None:
        """Raise FontError for a glyph so large that it is none."""
        if max(map(abs, self.bounds(glyph))) > _MAX_GLYPH_EM:
            raise FontError(
                f"{self.own_font.path}: the font cannot be drawn",
                why=f"glyph {glyph} is over {_MAX_GLYPH_EM:.0f} em large",
                hint=FIX_OR_REMOVE,
            )
