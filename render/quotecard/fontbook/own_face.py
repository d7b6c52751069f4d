"""A face of a user's font, adjusted to the em of the bundled ones; its data is never trusted."""

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
"""Greatest extent of a glyph in em: a larger one is not a letter, and its pixels would exhaust memory."""


def own_key(font: OwnFont, weight: int | None) -> str:
    """Return the key of a face: its file's hash, index, role, weight and, for readers, its family."""
    at = font.weight if weight is None else weight
    return f"{OWN_KEY_PREFIX}{font.file.sha256[:12]}:{font.number}:{font.file.role}@{at}:{font.file.family}"


def own_weight(font: OwnFont, asked: int | None) -> int | None:
    """Return the weight to set on a font's axis, or None if it has no axis."""
    if font.axis is None:
        return None
    low, high = font.axis
    return min(max(font.weight if asked is None else asked, low), high)


class OwnFace(Face):
    """A user's face at one weight. Its file is read again when it is opened, and must be unchanged."""

    __slots__ = ("_inked", "own_font")

    def __init__(self, key: str, font: OwnFont, weight: int | None) -> None:
        super().__init__(key, font.path.parent, font.file, font.number, weight)
        self.own_font = font
        self._inked: dict[str, bool] = {}

    @property
    def own(self) -> bool:
        """Whether it is a user's own face."""
        return True

    @property
    def family(self) -> str:
        """The family name from the user's list or the font's name table."""
        return self.file.family

    @property
    def upem(self) -> int:
        """Font units per em of the page, which may differ from the face's own em (see `em_box`)."""
        return round(super().upem * self.own_font.body.em)

    @property
    def optical(self) -> tuple[float, float] | None:
        """Scales beside Han, of words and of capitals, relative to EB Garamond; None for Han."""
        body = self.own_font.body
        return (body.small, body.capitals) if self.file.role in ("latin", "latin-italic") else None

    @property
    def baseline_shift(self) -> float:
        """How far glyphs are raised to be centred in the em box, in em."""
        return self.own_font.body.baseline_shift

    def column(self, position: Any, to_em: float) -> tuple[float, float]:
        """Return the pen's vertical offset and advance in a column, in em; one em if the metrics are unusable."""
        if self.own_font.body.columns:
            return super().column(position, to_em)
        em = self.upem * to_em
        return (self.baseline_shift - ASCENT) * em, -em

    def _open(self) -> None:
        from quotecard.fontbook.font_folder import open_harfbuzz_font, read_font_bytes

        path = self.own_font.path
        data = read_font_bytes(path.parent, path.name)
        if hashlib.sha256(data).hexdigest() != self.file.sha256:
            raise FontError(f"{path}: the font changed while it was in use", hint="run the command again")
        self._font = open_harfbuzz_font(path, data, self.index, self.weight)
        self._chars = self._font.face.unicodes

    def covers(self, char: str) -> bool:
        """Tell whether the face draws a character; a blank glyph does not count."""
        if char not in self._inked:
            self._inked[char] = super().covers(char) and self._draws(char)
        return self._inked[char]

    def sets(self, cluster: str) -> bool:
        """Tell whether the face has every character of a cluster that needs a glyph.

        HarfBuzz derives other spaces from U+0020; if that is missing it draws a box.
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
        """Raise FontError if a glyph is implausibly large."""
        if max(map(abs, self.bounds(glyph))) > _MAX_GLYPH_EM:
            raise FontError(
                f"{self.own_font.path}: the font cannot be drawn",
                why=f"glyph {glyph} is larger than {_MAX_GLYPH_EM:.0f} em",
                hint=FIX_OR_REMOVE,
            )
