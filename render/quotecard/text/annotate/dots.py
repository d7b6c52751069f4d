"""Set emphasis dots: zh under its characters, ja and ko over them, right of them in columns.

Marks and spaces get none (JLREQ #composition_of_emphasis_dots, CSS Text Decoration 3 #emphasis-marks).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quotecard.languages.known import language
from quotecard.model import ASCENT
from quotecard.text.annotate.notes import Note, Notes, Room, Setter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quotecard.fontbook import FontBook
    from quotecard.text.rules import TypesettingRules
    from quotecard.text.shape.shaped import Shaped
    from quotecard.text.shape.voice import Voice


class _Dot(NamedTuple):
    char: str
    size: float
    """em that its ink takes, whatever the face draws"""


_ROUND, _SESAME = _Dot("\u25cf", 0.12), _Dot("\ufe45", 0.21)
"""A circle, as bullets of two faces differ by half and not all are round; the sesame is thin at one end."""
_OFF = 0.14
"""em from the em box to the middle of a dot"""
_LEADING, _REACH = 0.12, 0.24


def dots(
    shaped: Shaped, accents: Iterable[tuple[int, int]], readings: Notes, voice: Voice, book: FontBook
) -> Notes:
    """Return a dot beside each accented character.

    Where one of them has a reading on the side of the dots, all go to the other side.
    """
    setter = Setter(voice, book, shaped.missing)
    rules = voice.rules
    places = list(_places(shaped, accents, rules))
    if not places:
        return readings
    own = language(shaped.lang)
    over = shaped.vertical or own.dots_over == rules.dots_by_language
    over ^= over and rules.dots_yield and not readings.over.isdisjoint(places)
    dot = _SESAME if shaped.vertical and own.sesame_in_columns and rules.sesame else _ROUND
    room = Room(_LEADING, before=_REACH * over, after=_REACH * (not over))
    notes = tuple(_set(shaped, dot, at, readings, setter, over=over) for at in places)
    return readings._replace(notes=readings.notes + notes, room=readings.room.also(room))


def _places(shaped: Shaped, accents: Iterable[tuple[int, int]], rules: TypesettingRules) -> Iterator[int]:
    """Yield the clusters that get a dot."""
    for start, end in accents:
        for at, offset in enumerate(shaped.starts[:-1]):
            if start <= offset < end and (shaped.text[offset].isalnum() or not rules.dots_skip_marks):
                yield at


def _set(shaped: Shaped, dot: _Dot, at: int, readings: Notes, setter: Setter, *, over: bool) -> Note:
    middle = (shaped.advances[at] - readings.trails.get(at, 0.0)) / 2
    if shaped.vertical:
        is_right = over == setter.voice.rules.notes_right
        place = ((0.5 + _OFF) * (1 if is_right else -1), -middle)
    else:
        place = (middle, ASCENT + _OFF if over else ASCENT - 1 - _OFF)
    face = setter.face(dot.char)
    left, bottom, right, top = face.bounds(face.glyph(dot.char))
    dotted = setter.centred(dot.char, dot.size / max(right - left, top - bottom), place, at)
    return dotted._replace(follows=True)
