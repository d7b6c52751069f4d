"""Small glyphs that stand beside a text: readings, emphasis dots."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quotecard.fontbook import Face, FontBook
    from quotecard.text.shape.voice import Voice


class Note(NamedTuple):
    """Small glyphs that go with a cluster; x right, y up, em of the text from the cluster's pen."""

    cluster: int
    face: str
    scale: float
    glyphs: tuple[tuple[int, float, float], ...]
    turned: bool = False
    follows: bool = False
    """whether it moves with a base that keeps to its line's edge"""


class Room(NamedTuple):
    """What notes ask for, in em of the text; right and left of columns as over and under lines."""

    leading: float = 0.0
    """more from line to line"""
    before: float = 0.0
    """over the first line's em box"""
    after: float = 0.0
    """under the last line's em box"""

    def also(self, other: Room) -> Room:
        """Return the room that two kinds of notes need together."""
        return Room(*map(max, self, other))


class Notes(NamedTuple):
    """All that stands beside a text, and what it does to the space between clusters."""

    notes: tuple[Note, ...] = ()
    gaps: Mapping[int, float] = MappingProxyType({})
    """em put before a cluster; negative where a reading hangs over it"""
    leads: Mapping[int, tuple[int, float]] = MappingProxyType({})
    """first cluster of a base → its end, and em of blank before it under a wider reading"""
    trails: Mapping[int, float] = MappingProxyType({})
    """em at the end of a cluster's advance that its reading takes"""
    over: frozenset[int] = frozenset()
    """clusters with a reading over them, or right of them in a column"""
    room: Room = Room()


NO_NOTES = Notes()


class Setter(NamedTuple):
    """Whose faces small glyphs take."""

    voice: Voice
    book: FontBook
    missing: list[str]
    """gains the characters that no bundled face sets"""

    def face(self, char: str) -> Face:
        """Return the face that sets a character."""
        voice = self.voice
        face = self.book.find(char, voice.role, voice.lang, voice.weight)
        if face is None:
            self.missing.append(char)
        return face or self.book.bundled(voice.role, voice.lang, voice.weight)

    def centred(self, char: str, scale: float, at: tuple[float, float], cluster: int) -> Note:
        """Return one character with the middle of its ink at x, y."""
        face = self.face(char)
        glyph = face.glyph(char)
        left, bottom, right, top = face.bounds(glyph)
        x, y = at[0] - (left + right) / 2 * scale, at[1] - (bottom + top) / 2 * scale
        return Note(cluster, face.key, scale, ((glyph, x, y),))
