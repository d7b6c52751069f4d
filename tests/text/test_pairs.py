"""The advance of each pair of marks, in five faces, in lines and in columns: a table, and what must hold in it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

import pytest
from quotecard.fontbook import default_book
from quotecard.text.line.spacing import PLAIN, space
from quotecard.text.shape.shape import shape
from quotecard.text.shape.voice import Voice

from bench.corpora import DATA

if TYPE_CHECKING:
    from collections.abc import Iterable

FACES = (("ming", "zh-Hant"), ("kai", "zh-Hant"), ("ming", "zh-Hans"), ("hei", "zh-Hans"), ("ming", "ja"))
WAYS = [(*face, vertical) for vertical in (False, True) for face in FACES]

OPEN, CLOSE = "\u300c\uff08\u300a", "\u300d\uff09\u300b"
CURLY_OPEN, CURLY_CLOSE = "\u201c", "\u201d"
DOTS, COLONS, CRIES = "\u3001\uff0c\u3002", "\uff1a\uff1b", "\uff01\uff1f"
INTERPUNCT, DASH, ELLIPSIS, BLANK, HAN, LATIN = "\u00b7", "\u2014" * 2, "\u2026" * 2, "\u3000", "\u570b", "a"
MARKS = (
    *OPEN,
    CURLY_OPEN,
    *CLOSE,
    CURLY_CLOSE,
    *DOTS,
    *COLONS,
    *CRIES,
    *(INTERPUNCT, DASH, ELLIPSIS, BLANK, HAN, LATIN),
)
# Curly quotation marks of the Kai and of Japanese faces are as narrow as Latin ones.
WIDE_QUOTES = {("ming", "zh-Hant"), ("ming", "zh-Hans"), ("hei", "zh-Hans")}


@lru_cache(maxsize=8192)
def advance(pair: str, role: str, lang: str, vertical: bool = False) -> float:
    """em from the pen of the first mark to the end of the second, in the middle of a line of Han."""
    book = default_book()
    spaced = space(shape(f"{HAN}{pair}{HAN}", Voice(role, lang), book, vertical=vertical), book, PLAIN)
    last = len(spaced.shaped.advances) - 2
    first = spaced.shaped.starts.index(1)
    return round(spaced.pens[last] + spaced.shaped.advances[last] - spaced.pens[first], 3) + 0.0


def opening(role: str, lang: str) -> str:
    return OPEN + CURLY_OPEN * ((role, lang) in WIDE_QUOTES)


def closing(role: str, lang: str) -> str:
    return CLOSE + CURLY_CLOSE * ((role, lang) in WIDE_QUOTES)


def advances(first: Iterable[str], second: Iterable[str], way: tuple[str, str, bool]) -> set[float]:
    return {advance(one + other, *way) for one, other in product(first, second)}


def table() -> str:
    heads = [f"{role} {lang}{' columns' * vertical}" for role, lang, vertical in WAYS]
    rows = [["pair", "", *heads]]
    for one, other in product(MARKS, repeat=2):
        values = [f"{advance(one + other, *way):g}" for way in WAYS]
        rows.append([named(one), named(other), *values])
    return "".join("\t".join(row) + "\n" for row in rows)


def named(mark: str) -> str:
    return " ".join(f"U+{ord(char):04X}" for char in mark)


def test_each_pair_is_as_wide_as_it_was_found_right(golden):
    difference = replace(golden, folder=DATA).text("pairs.tsv", table())
    assert not difference, difference


every_way = pytest.mark.parametrize(
    "way", WAYS, ids=[f"{role}-{lang}-{'vh'[not v]}" for role, lang, v in WAYS]
)
horizontal = pytest.mark.parametrize(
    "way", [way for way in WAYS if not way[2]], ids=[f"{a}-{b}" for a, b in FACES]
)


@every_way
def test_of_two_brackets_one_gives_up_its_blank(way: tuple[str, str, bool]):
    """CLREQ: 1.5 em in principle; an opening one and its closing one hold their insides apart already."""
    opens, closes = opening(*way[:2]), closing(*way[:2])
    assert advances(closes, opens, way) == {1.5}
    assert advances(closes, closes, way) == {1.5}
    assert advances(opens, opens, way) == {1.5}
    assert advances(opens, closes, way) == {2.0}


@every_way
def test_a_stop_before_an_opening_bracket_or_after_a_closing_one(way: tuple[str, str, bool]):
    assert advances(DOTS, opening(*way[:2]), way) == {1.5}
    assert advances(closing(*way[:2]), DOTS, way) == {1.5}


@every_way
def test_centred_stops_keep_their_quarters_from_one_another(way: tuple[str, str, bool]):
    em = 2.0 if way[1] == "zh-Hant" else 1.5
    assert advances(DOTS, DOTS, way) == {em}
    assert advances(DOTS, CLOSE, way) == {em}


@every_way
def test_exclamations_are_trimmed_in_lines_of_simplified_chinese_alone(way: tuple[str, str, bool]):
    em = 1.5 if way[1] == "zh-Hans" and not way[2] else 2.0
    assert advances(CRIES, OPEN + CLOSE + DOTS, way) == {em}
    # Two of them stand side by side across a column (JLREQ cl-04).
    assert advances(CRIES, CRIES, way) == {1.0 if way[2] else em}
    assert advances(CLOSE, CRIES, way) == {em}


@pytest.mark.parametrize("vertical", [False, True])
def test_a_middle_dot_is_a_mid_mark(vertical: bool):
    way = ("ming", "ja", vertical)
    assert advances(CLOSE + "\u3002\u3001", "\u30fb", way) == {1.5}
    assert advances("\u30fb", OPEN, way) == {1.5}
    assert advances("\u30fb", "国" + CLOSE, way) == {2.0}


@every_way
def test_a_mark_beside_han_or_a_dash_keeps_its_em(way: tuple[str, str, bool]):
    marks = opening(*way[:2]) + closing(*way[:2]) + DOTS + COLONS + CRIES + BLANK
    assert advances(marks, HAN, way) | advances(HAN, marks, way) == {2.0}
    assert advances(marks, (DASH, ELLIPSIS), way) | advances((DASH, ELLIPSIS), marks, way) == {3.0}


@every_way
def test_a_bracket_gives_its_blank_up_to_an_ideographic_space(way: tuple[str, str, bool]):
    """CSS Text 4 #fullwidth-collapsing counts U+3000 as a mark that is all blank."""
    assert advances(CLOSE, BLANK, way) | advances(BLANK, OPEN, way) == {1.5}
    assert advances(OPEN, BLANK, way) | advances(BLANK, CLOSE, way) == {2.0}


@horizontal
def test_colons_go_with_the_stops_but_in_japanese(way: tuple[str, str, bool]):
    """A Japanese colon stands in the middle of its em, as an interpunct does (JLREQ cl-05)."""
    assert advances(COLONS, opening(*way[:2]), way) == {1.5}
    assert advances(COLONS, closing(*way[:2]), way) == {1.5 if way[1] == "zh-Hans" else 2.0}
    assert advances(closing(*way[:2]), COLONS, way) == {1.5}


@every_way
def test_an_interpunct_between_han_has_its_box(way: tuple[str, str, bool]):
    em = 1.5 if way[1] == "zh-Hans" else 2.0
    assert advances(HAN, INTERPUNCT, way) | advances(INTERPUNCT, HAN, way) == {em}


@every_way
def test_space_stands_between_han_and_latin_alone(way: tuple[str, str, bool]):
    word = advance(LATIN + DASH, *way) - 2
    assert advance(HAN + LATIN, *way) == pytest.approx(1 + PLAIN.autospace + word, abs=0.002)
    assert advance(LATIN + HAN, *way) == pytest.approx(1 + PLAIN.autospace + word, abs=0.002)
    (beside_marks,) = advances(LATIN, OPEN + CLOSE + DOTS, way)
    assert beside_marks == pytest.approx(1 + word, abs=0.002)
