"""Widths of punctuation and the space between Han and Latin.

A full-width mark is half an em of body and half an em of blank; where the blank stands is read
from the glyph's bounds, as it differs by language and face. Beside another mark, and at a line's
edge, blank is taken off (CLREQ #h-adjustment_of_adjacent_punctuation_marks, JLREQ table 1, CSS
Text 4 #fullwidth-collapsing).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from unicodedata import category, east_asian_width

from quotecard.languages.kinsoku import POSTFIXES, PREFIXES
from quotecard.languages.known import language
from quotecard.text.annotate.notes import NO_NOTES
from quotecard.text.chars import CLOSING, OPENING, is_ideograph
from quotecard.text.rules import RULES

if TYPE_CHECKING:
    from quotecard.fontbook import FontBook
    from quotecard.text.annotate.notes import Notes
    from quotecard.text.rules import TypesettingRules
    from quotecard.text.shape.shaped import Shaped

_STOPS = frozenset("\u3001\u3002\uff0c\uff0e\uff1a\uff1b")
_EXCLAMATIONS = frozenset("\uff01\uff1f")
# Brackets that annotate or title are set half-width inside a line too: their blank tears a display line.
_TIGHT_OPENING = frozenset("\uff08\u300a\u3008")
_TIGHT_CLOSING = frozenset("\uff09\u300b\u3009")
_TIGHT_REST = 0.03
_PROPORTIONAL_QUOTES = frozenset("\u201c\u2018\u00ab")
"""Opening marks of Latin faces, which hang by their whole width."""
_INTERPUNCTS = frozenset("\u00b7\u2022\u2027")
_MIDDLE_DOT = "\u30fb"
"""A quarter of blank on either side (CSS Text 4: a middle dot mark)."""
_SPACES = {" ": "space", "\u3000": "blank", "\n": "other"}

_BLANK = 0.5
_END_TRIMS = {"close": _BLANK, "mid": _BLANK / 2}
_FULL_WIDTH = 0.9
"""em from which on a mark is set on the em of the Han"""

# Centred stops are pulled in at a line's end: the hole before them gives a machine away.
_PULL_IN = {
    "\uff0c": 0.13,
    "\u3002": 0.13,
    "\uff1b": 0.13,
    "\u3001": 0.13,
    "\uff1a": 0.13,
    "\uff01": 0.06,
    "\uff1f": 0.06,
}


Edges: TypeAlias = "tuple[list[float], list[float], list[float], list[float]]"


class Manner(NamedTuple):
    """How a text is spaced."""

    autospace: float
    """em between Han and Latin (CSS text-autospace: 1/8 ic; wider where letters are small)"""
    hang: bool
    """whether an opening mark hangs outside the measure where it starts a line"""
    tight: bool
    """whether brackets that annotate are half-width inside a line too"""
    trim: str = "auto"
    """whose blank goes beside another mark: none, brackets, all; auto: as the language does"""
    solid: bool = False
    """whether each cluster keeps its advance, and lines their blanks: characters in cells"""
    end_trim: bool = True
    """whether the blank of a line's last mark is no part of the line"""
    box_interpuncts: bool = True
    """whether an interpunct stands in the middle of its box"""


DISPLAY = Manner(RULES.autospace, hang=RULES.hang, tight=True)
SMALL = Manner(0.2, hang=False, tight=True)
CELLS = Manner(0.0, hang=False, tight=False, trim="none", solid=True)
PLAIN = Manner(0.125, hang=False, tight=False)
"""As the standards say, with nothing of display setting."""


class Spaced(NamedTuple):
    """A shaped text with its spacing; every list has one entry a cluster, lengths in em."""

    shaped: Shaped
    pens: list[float]
    """Where each cluster's pen stands if the whole text were one line; the end follows."""
    start_trim: list[float]
    """Blank taken off before the cluster where it starts a line."""
    start_hang: list[float]
    """What of the cluster hangs outside the measure where it starts a line."""
    end_trim: list[float]
    """Blank taken off after the cluster where it ends a line."""
    pull_in: list[float]
    """How far the glyph moves left where it ends a line; drawing only."""
    notes: Notes
    """Readings and dots beside the clusters."""


def display(rules: TypesettingRules, *, hang: bool = True, trim: str = "auto") -> Manner:
    """Return how a quote is spaced; `hang` says whether the margin has room for what hangs."""
    return Manner(
        rules.autospace,
        hang=rules.hang and hang,
        tight=True,
        trim=trim,
        end_trim=rules.end_trim,
        box_interpuncts=rules.box_interpuncts,
    )


def space(shaped: Shaped, book: FontBook, manner: Manner = DISPLAY, notes: Notes = NO_NOTES) -> Spaced:
    """Return the pens and edge trims of a shaped text."""
    # Widths of spaces and interpuncts change: the shaped text itself may be spaced again in another manner.
    shaped = shaped._replace(advances=list(shaped.advances), glyphs=list(shaped.glyphs))
    text, starts = shaped.text, shaped.starts
    if not language(shaped.lang).autospace:
        manner = manner._replace(autospace=0.0)
    coloured = {face for face in set(shaped.faces) if book.face(face).colour}
    kinds = [
        "han" if is_ideograph(text[start]) and face not in coloured else _kind(shaped, at, book)
        for at, (start, face) in enumerate(zip(starts, shaped.faces, strict=False))
    ]
    pens, pen, gaps = [], 0.0, notes.gaps
    for at, kind in enumerate(kinds):
        if at and not kind == "han" == kinds[at - 1]:
            pen += _gap(text, starts, kinds, at, manner)
        if gaps:
            pen += gaps.get(at, 0.0)
        if kind == "interpunct" and manner.box_interpuncts and not manner.solid:
            _box_interpunct(shaped, at, book)
        elif kind == "space" and not manner.solid:
            cell = shaped.vertical and "latin" not in kinds[max(at - 1, 0) : at + 2]
            autospace = 0.0 if cell else manner.autospace
            shaped.advances[at] = _space_width(text, starts, at, shaped.advances[at], autospace)
        pens.append(pen)
        pen += shaped.advances[at]
    pens.append(pen)
    if manner.solid:
        none = [0.0] * len(kinds)
        return Spaced(shaped, pens, none, none, none, none, notes)
    return Spaced(shaped, pens, *_at_edges(shaped, kinds, manner), notes)


def _at_edges(shaped: Shaped, kinds: list[str], manner: Manner) -> Edges:
    """Return start_trim, start_hang, end_trim and pull_in of each cluster: those of Han are none."""
    start_trim, start_hang, end_trim, pull_in = ([0.0] * len(kinds) for _ in range(4))
    own = language(shaped.lang)
    hanging, centred = own.hanging_quotes if manner.hang else frozenset(), own.centred_stops
    for at, kind in enumerate(kinds):
        if kind == "han":
            continue
        char = shaped.text[shaped.starts[at]]
        if kind == "open":
            start_trim[at] = _BLANK
        if char in hanging:
            start_hang[at] = _hang(shaped, at, kind)
        if kind in _END_TRIMS and manner.end_trim:
            end_trim[at] = _END_TRIMS[kind]
        if centred:
            pull_in[at] = _PULL_IN.get(char, 0.0)
    return start_trim, start_hang, end_trim, pull_in


def _kind(shaped: Shaped, at: int, book: FontBook) -> str:
    """Return open, close, mid, full, han, latin, space, blank, interpunct or other."""
    char = shaped.text[shaped.starts[at]]
    if book.face(shaped.faces[at]).colour:
        return "other" if shaped.vertical else "latin"  # an emoji stands off from Han as a word does
    if is_ideograph(char):
        return "han"
    if char in _SPACES:
        return _SPACES[char]
    if _is_latin(shaped.text, shaped.starts[at]):
        # What stands across a column is set solid (JLREQ #handling_of_tatechuyoko).
        return "other" if shaped.vertical and not shaped.turned[at] else "latin"
    if shaped.advances[at] > _FULL_WIDTH:
        return _mark_kind(shaped, at, book)
    if char in _INTERPUNCTS and language(shaped.lang).interpunct_box and _between_han(shaped, at):
        return "interpunct"
    return "other"


def _mark_kind(shaped: Shaped, at: int, book: FontBook) -> str:
    char = shaped.text[shaped.starts[at]]
    if char in OPENING:
        return "open"
    if char in CLOSING:
        return "close"
    if char in _STOPS or char in _EXCLAMATIONS:
        first, last = _ink(shaped, at, book)
        by_bounds = "close" if last <= 0.5 else "mid" if last - first <= 0.5 and first >= 0.25 else "full"
        # ！？ give way in simplified Chinese only; centred ones keep their em.
        return "full" if char in _EXCLAMATIONS and by_bounds != "close" else by_bounds
    if char == _MIDDLE_DOT:
        return "mid"
    boxed = char in _INTERPUNCTS and language(shaped.lang).interpunct_box
    return "interpunct" if boxed else "other"


def _ink(shaped: Shaped, at: int, book: FontBook) -> tuple[float, float]:
    """Return where the ink of a mark begins and ends along the line, em from its pen."""
    glyph, x, y = shaped.glyphs[at][0]
    left, bottom, right, top = book.face(shaped.faces[at]).bounds(glyph)
    if shaped.turned[at]:
        return (left - y, right - y)
    return (-y - top, -y - bottom) if shaped.vertical else (x + left, x + right)


@lru_cache(maxsize=4096)
def _is_alpha(char: str) -> bool:
    """Tell whether Han beside `char` wants space (CSS Text 4 #text-spacing-classes)."""
    kind = category(char)
    return (
        (kind[0] in "LM" or kind == "Nd")
        and east_asian_width(char) != "F"
        and not is_ideograph(char)
        and not "\uac00" <= char <= "\ud7a3"
    )


def _is_latin(text: str, at: int) -> bool:
    """Tell whether Han beside a character wants space; a sign is one with its numeral, as in `$20` and `50%`."""
    char = text[at]
    if _is_alpha(char) or east_asian_width(char) in "FW":
        return _is_alpha(char)
    if char in PREFIXES:
        return text[at + 1 : at + 2].isdecimal()
    return char in POSTFIXES and text[at - 1 : at].isdecimal()


def _hang(shaped: Shaped, at: int, kind: str) -> float:
    """Return what of an opening mark stands outside the text's edge, so that first strokes line up."""
    if kind == "open":
        return _BLANK
    return shaped.advances[at] if shaped.text[shaped.starts[at]] in _PROPORTIONAL_QUOTES else 0.0


def _gap(text: str, starts: list[int], kinds: list[str], at: int, manner: Manner) -> float:
    """Return the space put before cluster `at` inside a line; negative where blank is taken off."""
    before, after = kinds[at - 1], kinds[at]
    if {before, after} == {"han", "latin"}:
        return manner.autospace
    if manner.trim == "none":
        return 0.0
    first, second = text[starts[at - 1]], text[starts[at]]
    gap = 0.0
    if _trims(before, after, first, manner.trim):
        gap = -_BLANK
    elif manner.tight and (first in _TIGHT_CLOSING or (after == "open" and second in _TIGHT_OPENING)):
        gap = _TIGHT_REST - _BLANK
    # A centred stop beside a bracket gives up its quarter only where all marks do (CLREQ: 1.5 em in principle).
    if (
        manner.trim == "all"
        and "mid" in (before, after)
        and not {before, after}.isdisjoint(("open", "close"))
    ):
        gap -= _BLANK / 2
    return gap


def _trims(before: str, after: str, first: str, trim: str) -> bool:
    """Tell whether one of two marks gives up its blank: the second's before it, or the first's after it."""
    if after == "open":
        return before in ("open", "close", "mid", "blank")
    gives_way = before == "close" and after in ("close", "mid", "space", "blank")
    return gives_way and (trim != "brackets" or first in CLOSING)


def _space_width(text: str, starts: list[int], at: int, natural: float, autospace: float) -> float:
    """Return the width of a typed space: between Han and Latin it is the autospace, not one more."""
    start = starts[at]
    if not 0 < start < len(text) - 1:
        return natural
    mixed = is_ideograph(text[start - 1]) != is_ideograph(text[start + 1])
    return autospace if mixed and (_is_latin(text, start - 1) or _is_latin(text, start + 1)) else natural


def _between_han(shaped: Shaped, at: int) -> bool:
    start = shaped.starts[at]
    return (
        0 < start < len(shaped.text) - 1
        and is_ideograph(shaped.text[start - 1])
        and is_ideograph(shaped.text[start + 1])
    )


def _box_interpunct(shaped: Shaped, at: int, book: FontBook) -> None:
    """Centre an interpunct in one em (half an em in simplified Chinese; CLREQ)."""
    if not shaped.glyphs[at]:
        return
    glyph, x, y = shaped.glyphs[at][0]
    first, last = _ink(shaped, at, book)
    box = language(shaped.lang).interpunct_box
    off = box / 2 - (first + last) / 2
    shaped.glyphs[at] = [(glyph, x, y - off) if shaped.vertical else (glyph, x + off, y)]
    shaped.advances[at] = box
