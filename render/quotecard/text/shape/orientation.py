"""How each character stands in vertical text: Vertical_Orientation of Unicode 17 (UAX #50)."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from quotecard.text.rules import RULES
from quotecard.text.shape.harfbuzz import has_vertical_form
from quotecard.text.shape.itemise import clusters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.text.rules import TypesettingRules
    from quotecard.text.shape.itemise import FaceRun
    from quotecard.text.shape.voice import Columns

UPRIGHT, TURNED, CELL, PAIR = "upright", "turned", "cell", "pair"
"""Ways a run stands in a column: each character upright, the run on its side, the run across in one em,
two marks across in one em."""

# Code points, first and last, of all that is not R. From the Unicode Character Database (Unicode License v3).
_UPRIGHT = """
00A7 00A9 00AE 00B1 00BC-00BE 00D7 00F7 02EA-02EB 1100-11FF 1401-167F 18B0-18FF 2016 2020-2021
2030-2031 203B-203C 2042 2047-2049 2051 2065 20DD-20E0 20E2-20E4 2100-2101 2103-2109 210F
2113-2114 2116-2117 211E-2123 2125 2127 2129 212E 2135-213F 2145-214A 214C-214D 214F-2189
218C-218F 221E 2234-2235 2300-2307 230C-231F 2324-2328 232B 237D-239A 23BE-23CD 23CF 23D1-23DB
23E2-2422 2424-24FF 25A0-2619 2620-2767 2776-2793 2B12-2B2F 2B50-2B59 2B97 2BB8-2BD1 2BD3-2BEB
2BF0-2BFF 2E50-2E51 2E80-3000 3003-3007 3012-3013 3020-302F 3031-3040 3042 3044 3046 3048
304A-3062 3064-3082 3084 3086 3088-308D 308F-3094 3097-309A 309D-309F 30A2 30A4 30A6 30A8
30AA-30C2 30C4-30E2 30E4 30E6 30E8-30ED 30EF-30F4 30F7-30FB 30FD-3126 3128-31B3 31B8-31BA
31BC-31EF 3200-32FE 3358-337A 3380-A4CF A960-A97F AC00-D7FF E000-FAFF FE10-FE1F FE30-FE48
FE53-FE57 FE5F-FE62 FE67-FE6F FF02-FF07 FF0A-FF0B FF0F-FF19 FF20-FF3A FF3C FF3E FF40-FF5A
FFE0-FFE2 FFE4-FFE7 FFF0-FFF8 FFFC-FFFD 10980-1099F 11580-115FF 11A00-11ABF 13000-1467F
16FE0-18DFF 1AFF0-1B131 1B133-1B14F 1B153-1B154 1B156-1B163 1B168-1B2FF 1CEC0-1CFCF 1D000-1D1FF
1D2E0-1D37F 1D800-1DAAF 1F000-1F1FF 1F202-1F7FF 1F900-1FAFF 20000-2FFFD 30000-3FFFD
F0000-10FFFF
"""
_TRANSFORMED_UPRIGHT = """
3001-3002 3041 3043 3045 3047 3049 3063 3083 3085 3087 308E 3095-3096 309B-309C 30A1 30A3 30A5
30A7 30A9 30C3 30E3 30E5 30E7 30EE 30F5-30F6 3127 31B4-31B7 31BB 31F0-31FF 32FF-3357 337B-337F
FE50-FE52 FF01 FF0C FF0E FF1F 1B132 1B150-1B152 1B155 1B164-1B167 1F200-1F201
"""
_TRANSFORMED_ROTATED = """
2018-2019 201C-201D 2329-232A 3008-3011 3014-301F 3030 30A0 30FC FE59-FE5E FF08-FF09 FF1A-FF1B
FF3B FF3D FF3F FF5B-FF60 FFE3
"""


@lru_cache(maxsize=1)
def _table() -> tuple[list[int], list[int], list[str]]:
    """Return first and last code points in order, and the value of each range."""
    rows = []
    for value, table in (("U", _UPRIGHT), ("Tu", _TRANSFORMED_UPRIGHT), ("Tr", _TRANSFORMED_ROTATED)):
        for entry in table.split():
            first, _, last = entry.partition("-")
            rows.append((int(first, 16), int(last or first, 16), value))
    rows.sort()
    firsts, lasts, values = map(list, zip(*rows, strict=True))
    return firsts, lasts, values


@lru_cache(maxsize=8192)
def vertical_orientation(char: str) -> str:
    """Return U (upright), R (rotated), Tu or Tr (a vertical form, else upright or rotated) for a character."""
    firsts, lasts, values = _table()
    at = bisect_right(firsts, ord(char)) - 1
    return values[at] if at >= 0 and ord(char) <= lasts[at] else "R"


class OrientedRun(NamedTuple):
    """Part of an item that stands in one way."""

    start: int
    end: int
    way: str


def oriented_runs(
    text: str, item: FaceRun, columns: Columns, rules: TypesettingRules = RULES
) -> Iterator[OrientedRun]:
    """Yield the parts of an item with the way each stands in a column."""
    start, end = item.start, item.end
    if item.script == "Latn" and not item.face.colour:
        yield from _words(text, start, end, columns, rules)
        return
    spans = [(start + first, start + last) for first, last in clusters(text[start:end])]
    if item.face.colour:
        yield from (OrientedRun(*span, CELL) for span in spans)
        return
    # A cluster stands as its base does: a mark or a variation selector never leaves it (UAX #50).
    pairs = {match.start() for match in _PAIR.finditer(text, start, end)} if rules.pair_marks else set()
    paired = pairs | {at + 1 for at in pairs}
    for way, group in groupby(
        spans, lambda span: PAIR if span[0] in paired else _way(text[span[0]], item, rules)
    ):
        found = list(group)
        yield OrientedRun(found[0][0], found[-1][1], way)


_PAIR = re.compile(r"(?<![!?\uff01\uff1f])[!?\uff01\uff1f]{2}(?![!?\uff01\uff1f])")
"""Two marks that stand side by side in one em (JLREQ cl-04, GB/T 15834 5.1.2); three stand one by one."""


def _words(
    text: str, start: int, end: int, columns: Columns, rules: TypesettingRules
) -> Iterator[OrientedRun]:
    """Yield a Latin run, on its side or across the column; spaces at its ends stay outside a cell."""
    word = text[start:end].strip(" ")
    first = text.index(word, start)
    last = first + len(word)
    if columns.capitals and _is_acronym(word):
        across = [OrientedRun(at, at + 1, CELL) for at in range(first, last)]
    elif columns.paired and word.isdecimal():
        across = [OrientedRun(at, min(at + 2, last), CELL) for at in range(first, last, 2)]
    elif _fits_a_cell(word, columns.digits, rules):
        across = [OrientedRun(first, last, CELL)]
    else:
        yield OrientedRun(start, end, TURNED)
        return
    for piece in (OrientedRun(start, first, TURNED), *across, OrientedRun(last, end, TURNED)):
        if piece.start < piece.end:
            yield piece


def _fits_a_cell(word: str, digits: int, rules: TypesettingRules) -> bool:
    """Tell whether a Latin run is set across the column: a few digits, or one capital."""
    if word.isdecimal():
        return len(word) <= (digits if rules.tate_chu_yoko else 1) or not rules.long_numbers_turned
    return (len(word) == 1 and word.isupper() and rules.capitals_stand) or not rules.words_turned


def _is_acronym(word: str) -> bool:
    """Tell whether a word is so short and all capitals that it may stand upright (JLREQ, CLREQ: mixed text)."""
    return len(word) in _ACRONYM and word.isascii() and word.isalpha() and word.isupper()


_ACRONYM = range(2, 4)
"""letters"""


def _way(char: str, item: FaceRun, rules: TypesettingRules) -> str:
    """Turn what UAX #50 turns, unless the face has a vertical form of it (a dash, an ellipsis, a bracket)."""
    if vertical_orientation(char) in ("U", "Tu") or char in _BLANK or not rules.turning:
        return UPRIGHT
    if char in _COLONS and rules.colons_stand:
        return UPRIGHT
    return UPRIGHT if rules.forms_stand and has_vertical_form(item.face, char) else TURNED


_BLANK = frozenset("\n ")
_COLONS = frozenset("\uff1a\uff1b")
"""A colon and a semicolon stay upright where a face has no other form (CLREQ, as browsers set them)."""
