"""Set readings beside their characters (JLREQ #ruby_and_emphasis_dots, CLREQ #positioning_of_zhuyin).

A reading stands over its base, right of it in columns; zhuyin stands right of its character in both.
A reading wider than its base spreads the base 1:2:1, or hangs over kana beside it.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from quotecard.model import ASCENT, Ruby
from quotecard.text.annotate.notes import NO_NOTES, Note, Notes, Room, Setter
from quotecard.text.annotate.zhuyin import REACH, WIDTH, is_zhuyin, zhuyin
from quotecard.text.chars import is_east_asian, is_kana
from quotecard.text.shape.itemise import clusters
from quotecard.text.shape.shape import shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quotecard.fontbook import FontBook
    from quotecard.text.rules import TypesettingRules
    from quotecard.text.shape.shaped import Shaped
    from quotecard.text.shape.voice import Voice


class _Manner(NamedTuple):
    """How readings of one kind are set; lengths in em of the text."""

    scale: float
    baseline: float
    """over the base's baseline: the em box of the reading, or its descenders, clear the base"""


# Less than half (JLREQ: where the base is large): two kana are then narrower than their character,
# and readings of neighbours stand apart. Latin is set larger beside Han (`shape`), so smaller here.
_KANA = _Manner(0.45, ASCENT + 0.08)
_WORD = _Manner(0.42, ASCENT + 0.14)
_BESIDE = 0.5 + 0.04 + _KANA.scale / 2
"""em from a column's axis to the reading's"""
_FLUSH = 0.2
"""em of blank before a base that a line's start does without; a base much narrower than its reading stays
under the middle of it (JLREQ), as the whole blank behind it would look like a lost character"""

_OVER_ROOM = Room(0.24, before=0.5)
_ZHUYIN_ROOM = Room(0.12)
"""Lines stand further apart than characters that have room for zhuyin between them."""
_ZHUYIN_COLUMN_ROOM = Room(0.3, before=REACH)


class _Reading(NamedTuple):
    """A reading with the clusters that it belongs to."""

    base: range
    text: str
    ruby: int
    """which of the text's rubies it is of"""

    def beside(self, rules: TypesettingRules) -> bool:
        """Tell whether it stands right of its character in lines too."""
        return rules.zhuyin and len(self.base) == 1 and is_zhuyin(self.text)


def moved(rubies: Sequence[Ruby], spans: Sequence[tuple[int, int]], text: str) -> list[Ruby]:
    """Return readings at `spans` of the normalised text, where their bases stand now.

    Readings for each character become one for all of them where they no longer add up; a base of
    which nothing is left takes its reading with it.
    """
    kept = []
    for ruby, (start, end) in zip(rubies, spans, strict=True):
        each = len(clusters(text[start:end])) == len(ruby.readings)
        words = ruby.readings if each else ("".join(ruby.readings),)
        if start < end:
            kept.append(Ruby(start, end, words))
    return kept


def readings(shaped: Shaped, rubies: Iterable[Ruby], voice: Voice, book: FontBook) -> Notes:
    """Return the readings of a text; bases that are narrower than theirs are spread in `shaped`."""
    every = [one for at, ruby in enumerate(rubies) for one in _parts(ruby, at, shaped.starts, voice.rules)]
    if not every:
        return NO_NOTES
    setter = Setter(voice, book, shaped.missing)
    sheet = _Sheet(shaped, setter, {at: one.ruby for one in every for at in one.base})
    for one in every:
        if one.beside(voice.rules):
            sheet.set_beside(one)
        else:
            sheet.set_over(one)
    return Notes(tuple(sheet.notes), sheet.gaps, sheet.leads, sheet.trails, frozenset(sheet.over), sheet.room)


def _parts(ruby: Ruby, number: int, starts: list[int], rules: TypesettingRules) -> Iterator[_Reading]:
    """Yield each reading with its base: whole clusters, as a ligature cannot be parted."""
    base = range(bisect_right(starts, ruby.start) - 1, bisect_left(starts, ruby.end))
    words = [unicodedata.normalize("NFC", reading) for reading in ruby.readings]
    syllables = words[0].split()
    if rules.zhuyin and len(words) == 1 and len(syllables) == len(base) and all(map(is_zhuyin, syllables)):
        words = syllables
    if len(words) != len(base):
        yield _Reading(base, "".join(words), number)
        return
    for at, word in zip(base, words, strict=True):
        yield _Reading(range(at, at + 1), word, number)


class _Sheet:
    """Gathers the readings of a text, and spreads its bases on the way."""

    def __init__(self, shaped: Shaped, setter: Setter, annotated: dict[int, int]) -> None:
        self._shaped = shaped
        self._setter = setter
        self._rules = setter.voice.rules
        self._annotated = annotated
        self.notes: list[Note] = []
        self.gaps: dict[int, float] = {}
        self.leads: dict[int, tuple[int, float]] = {}
        self.trails: dict[int, float] = {}
        self.over: set[int] = set()
        self.room = Room()

    def set_beside(self, one: _Reading) -> None:
        """Set zhuyin at the right of its character."""
        (at,) = one.base
        vertical, width = self._shaped.vertical, self._shaped.advances[at]
        place = (0.5, -width / 2) if vertical else (width, ASCENT - 0.5)
        self.notes += zhuyin(one.text, self._setter, place, at)
        self.room = self.room.also(_ZHUYIN_COLUMN_ROOM if vertical else _ZHUYIN_ROOM)
        if vertical:
            self.over.add(at)
        else:
            self._shaped.advances[at] += WIDTH
            self.trails[at] = WIDTH

    def set_over(self, one: _Reading) -> None:
        """Set a reading along its base."""
        shaped, setter = self._shaped, self._setter
        small = shape(one.text, setter.voice, setter.book, vertical=shaped.vertical)
        setter.missing.extend(small.missing)
        manner = _WORD if self._is_word(one.text) else _KANA
        spare = sum(shaped.advances[at] for at in one.base) - sum(small.advances) * manner.scale
        apart = self._rules.ruby_apart if manner is _WORD or self._meets(one) else 0.0
        if spare < apart and (spare < 0 or manner is _WORD):
            if self._rules.ruby_spread:
                self._spread(one.base, apart - spare)
            edge, step = apart / 2, 0.0
        elif manner is _WORD or len(one.base) == 1:
            edge, step = spare / 2, 0.0
        else:
            edge, step = _shares(spare, len(small.advances), edges=self._rules.ruby_edges)
        beside = _BESIDE if self._rules.notes_right else -_BESIDE
        self.notes += _along(small, one.base.start, manner, (edge, beside), step)
        self.over.update(one.base)
        self.room = self.room.also(_OVER_ROOM if self._rules.ruby_room else _OVER_ROOM._replace(before=0.0))

    def _is_word(self, text: str) -> bool:
        return self._rules.ruby_words_whole and _is_word(text)

    def _meets(self, one: _Reading) -> bool:
        """Tell whether another word's reading stands beside this one; those of one word may touch."""
        beside = (self._annotated.get(one.base.start - 1), self._annotated.get(one.base.stop))
        return any(ruby not in (None, one.ruby) for ruby in beside)

    def _spread(self, base: range, excess: float) -> None:
        """Give each character of a base its part of the excess, half on each side; a word stays one."""
        shaped = self._shaped
        word = self._is_word(shaped.text[shaped.starts[base.start] : shaped.starts[base.stop]])
        part = excess / (1 if word else len(base))
        for at in base:
            lead = part / 2 if not word or at == base.start else 0.0
            shaped.advances[at] += lead + (part / 2 if not word or at == base.stop - 1 else 0.0)
            shaped.glyphs[at] = [
                (glyph, x, y - lead) if shaped.vertical else (glyph, x + lead, y)
                for glyph, x, y in shaped.glyphs[at]
            ]
        if part / 2 <= _FLUSH:
            self.leads[base.start] = (base.stop, part / 2)
        self._hang(base, part / 2)

    def _hang(self, base: range, edge: float) -> None:
        """Let a reading hang over kana on either side; at a line's edge there is no neighbour to hang over."""
        shaped = self._shaped
        for neighbour, after in ((base.start - 1, base.start), (base.stop, base.stop)):
            if neighbour in self._annotated or not 0 <= neighbour < len(shaped.advances):
                continue
            if is_kana(shaped.text[shaped.starts[neighbour]]):
                self.gaps[after] = self.gaps.get(after, 0.0) - min(edge, self._rules.ruby_overhang)


def _shares(spare: float, count: int, *, edges: bool) -> tuple[float, float]:
    """Return what is put at the edges of a reading and between its characters: 1:2:1.

    At the edges no more than one character of the reading (JIS X 4051).
    """
    if count == 1:
        return spare / 2, 0.0
    edge = min(spare / (2 * count), _KANA.scale) if edges else 0.0
    return edge, (spare - 2 * edge) / (count - 1)


def _is_word(text: str) -> bool:
    """Tell whether a text has letters of their own widths, which are not spread."""
    return any(char.isalnum() and not is_east_asian(char) for char in text)


def _along(
    small: Shaped, cluster: int, manner: _Manner, place: tuple[float, float], step: float
) -> Iterator[Note]:
    """Yield the glyphs of a reading; `place` is em from its base's pen, and from a column's axis."""
    scale, (pen, beside) = manner.scale, place
    for at, advance in enumerate(small.advances):
        placed = tuple(
            (glyph, beside + x * scale, y * scale - pen)
            if small.vertical
            else (glyph, pen + x * scale, manner.baseline + y * scale)
            for glyph, x, y in small.glyphs[at]
        )
        yield Note(cluster, small.faces[at], scale * small.scales[at], placed, small.turned[at])
        pen += advance * scale + step
