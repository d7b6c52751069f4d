"""Cut a text into runs of one face and script: the pieces that HarfBuzz shapes."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from icu4py.breakers import CharacterBreaker

from quotecard.fontbook.choice import FaceChoice, FaceReason
from quotecard.languages.known import language
from quotecard.text.chars import is_east_asian, is_hangul
from quotecard.text.rules import RULES
from quotecard.text.shape.voice import NO_STRONG_PARTS

if TYPE_CHECKING:
    from quotecard.fontbook import Face, FontBook
    from quotecard.fontbook.book import PreferredScript
    from quotecard.text.rules import TypesettingRules
    from quotecard.text.shape.voice import StrongParts, Voice

# Marks that exist in Han and in Latin faces; what they stand in decides whose glyph is drawn.
_SHARED_MARKS = frozenset("\u201c\u201d\u2018\u2019\u2014\u2026\u00b7\u2022\u2027\u2013\u2015\u22ef\u203b")
# Signs that belong to the word or numeral that follows them.
_SIGNS = frozenset("$#@+-~")


_ANY_LOCALE = "root"
"""Clusters are the same in every language."""


class ClusterChoice(NamedTuple):
    """The face that a cluster takes."""

    cluster: str
    side: str
    """han, hangul or latin: whose faces are asked first"""
    choice: FaceChoice


class FaceRun(NamedTuple):
    """A run of one face."""

    start: int
    end: int
    face: Face
    script: str
    """ISO 15924 for HarfBuzz: Hani, Hang or Latn."""
    latin: bool
    """Whether it is Latin beside Han, to be sized optically."""


def clusters(text: str) -> list[tuple[int, int]]:
    """Return the extended grapheme clusters (UAX #29) as code-point ranges."""
    if all(map(_is_simple, text)):
        return [(at, at + 1) for at in range(len(text))]
    # The clusters as strings: icu4py counts offsets in UTF-16.
    ends = list(accumulate(map(len, CharacterBreaker(text, _ANY_LOCALE))))
    return list(zip([0, *ends[:-1]], ends, strict=True))


@lru_cache(maxsize=8192)
def _is_simple(char: str) -> bool:
    """Tell whether a character is always a cluster of its own among its like."""
    return unicodedata.category(char) in _SIMPLE and not "\u1100" <= char <= "\u11ff" and char < "\U0001f000"


_SIMPLE = frozenset({"Lu", "Ll", "Lo", "Lt", "Nd", "Po", "Ps", "Pe", "Pi", "Pf", "Pd", "Zs"})


def sides(text: str, lang: str, rules: TypesettingRules = RULES) -> list[tuple[str, str]]:
    """Return each cluster with the side whose faces it takes: han, hangul or latin."""
    spans = clusters(text)
    return [(text[a:b], side) for (a, b), side in zip(spans, _sides(text, spans, lang, rules), strict=True)]


def face_choices(text: str, voice: Voice, book: FontBook) -> list[ClusterChoice]:
    """Return the face of each cluster with the reason why it was taken, as `itemise` takes them."""
    return [
        ClusterChoice(cluster, side, _choice(cluster, side, voice, book))
        for cluster, side in sides(text, voice.lang, voice.rules)
    ]


def itemise(
    text: str, voice: Voice, book: FontBook, strong: StrongParts = NO_STRONG_PARTS
) -> tuple[list[FaceRun], list[str]]:
    """Return the runs of `text`, and the clusters that no bundled face can set.

    A missing cluster stands in a run of the voice's bundled face, which draws a box for it.
    """
    missing: list[str] = []
    spans = clusters(text)
    pieces: list[tuple[int, Face, str]] = []
    for (start, end), side in zip(spans, _sides(text, spans, voice.lang, voice.rules), strict=True):
        own = (strong.voice(start) or voice) if strong.ranges else voice
        face = _choice(text[start:end], side, own, book).face
        if face is None:
            missing += _lacking(text[start:end], voice, book)
            face = book.bundled(own.role, own.lang, own.weight)
        script = _SCRIPTS[side]
        # HarfBuzz would join a line feed and a mark that follows it.
        new_line = text[start - 1 : start] == "\n"
        if not pieces or new_line or pieces[-1][1] is not face or pieces[-1][2] != script:
            pieces.append((start, face, script))
    ends = [*(start for start, _, _ in pieces[1:]), len(text)][: len(pieces)]
    beside_han = language(voice.lang).is_cjk
    items = [
        FaceRun(start, end, face, script, script == "Latn" and beside_han)
        for (start, face, script), end in zip(pieces, ends, strict=True)
    ]
    return items, missing


def _lacking(cluster: str, voice: Voice, book: FontBook) -> list[str]:
    """Return the characters of a cluster that no face has; or its marks, where no one face has them all."""
    alone = [char for char in cluster if book.find(char, voice.role, voice.lang, voice.weight) is None]
    return alone or list(cluster[1:]) or [cluster]


_SCRIPTS = {"han": "Hani", "hangul": "Hang", "latin": "Latn"}


def _choice(cluster: str, side: str, voice: Voice, book: FontBook) -> FaceChoice:
    if cluster == "\n":
        own = book.pick(voice.role, voice.lang, voice.weight)
        return FaceChoice(own, FaceReason.ROLE, own)
    prefer: PreferredScript = "latin" if side == "latin" and voice.rules.latin_face else "han"
    choice = book.choose(cluster, voice.role, voice.lang, voice.weight, prefer)
    if not voice.rules.emoji and choice.reason is FaceReason.EMOJI:
        return FaceChoice(None, FaceReason.MISSING, choice.first)
    if voice.italic and choice.face is not None and choice.face.role == "latin":
        slanted = book.pick("latin", voice.lang, None, italic=True)
        # A user's family may have no italic: its upright face is taken for what it is.
        return choice if slanted is choice.face else FaceChoice(slanted, FaceReason.ITALIC, choice.first)
    return choice


def _sides(text: str, spans: list[tuple[int, int]], lang: str, rules: TypesettingRules) -> list[str]:
    """Return han, hangul or latin for each cluster: its own, or for shared marks its neighbours'."""
    own = [_own_side(text[start], lang) for start, _ in spans]
    wide = bool(language(lang).full_width)
    sides: list[str] = []
    for at, side in enumerate(own):
        sides.append(side or _shared_side(text[spans[at][0]], own, sides, at, wide=wide, rules=rules))
    return sides


@lru_cache(maxsize=8192)
def _own_side(char: str, lang: str) -> str:
    if is_hangul(char):
        return "hangul"
    if is_east_asian(char):
        return "han"
    is_cjk = language(lang).is_cjk
    if char in _SHARED_MARKS and is_cjk:
        return ""
    if char.isalnum() or not is_cjk:
        return "latin"
    # ASCII marks and spaces go with what they stand beside; other symbols with Han.
    return "" if char.isascii() or unicodedata.category(char)[0] in "MPZ" else "han"


def _shared_side(
    char: str, own: list[str], sides: list[str], at: int, *, wide: bool, rules: TypesettingRules
) -> str:
    before = sides[-1] if sides else ""
    after = next((side for side in own[at + 1 :] if side), "")
    if char in _SHARED_MARKS and wide:
        # An apostrophe or a dash between Latin letters is Latin; every other such mark is the text's.
        close = own[at - 1] == "latin" and at + 1 < len(own) and own[at + 1] == "latin" if at else False
        return "latin" if close or not rules.wide_marks else "han"
    if char in "([{\u201c\u2018":
        return after or before or "han"
    if char in _SIGNS and own[at + 1 : at + 2] == ["latin"]:
        return "latin"
    return before or after or "han"
