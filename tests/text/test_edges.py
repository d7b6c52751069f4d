"""The edges of lines: what is trimmed, what hangs, what is pulled in; and how a block is built of lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from quotecard.fontbook import default_book
from quotecard.text.breaks.costs import Break
from quotecard.text.line.block import BlockStyle, build_block
from quotecard.text.line.break_map import map_breaks
from quotecard.text.line.spacing import DISPLAY, PLAIN, SMALL, Manner, space
from quotecard.text.shape.shape import shape
from quotecard.text.shape.voice import Voice

if TYPE_CHECKING:
    from quotecard.model import Block

SIZE, LEADING = 100.0, 1.5
CENTRED = ("zh-Hant", "zh-HK", "lzh")


def lines(text: str, lang: str, manner: Manner = DISPLAY, accents: tuple[tuple[int, int], ...] = ()) -> Block:
    """Set a text whose lines are parted by a vertical bar."""
    pieces = text.split("|")
    joined, offsets, at = "".join(pieces), [], 0
    for piece in pieces[:-1]:
        at += len(piece)
        offsets.append(at)
    book = default_book()
    spaced = space(shape(joined, Voice("ming", lang), book), book, manner)
    whole = map_breaks(spaced, [Break(offset, 0.0, 0.0, joined[offset - 1] == "\n") for offset in offsets])
    return build_block(whole, spaced, range(len(whole.offsets)), BlockStyle(SIZE, LEADING, accents=accents))


def em(block: Block, line: int = 0) -> float:
    return block.lines[line].width / SIZE


def pens(block: Block, line: int = 0) -> list[float]:
    return [x / SIZE for run in block.lines[line].runs for x in run.x]


@pytest.mark.parametrize("lang", ["zh-Hant", "zh-Hans", "ja"])
@pytest.mark.parametrize(("marks", "hung"), [("\u300c\u300e", True), ("\uff08\u300a\u3010", False)])
def test_a_quotation_mark_that_starts_a_line_hangs_and_a_bracket_is_trimmed(
    marks: str, hung: bool, lang: str
):
    """Hung, so that first strokes line up; trimmed, it stands in the half em of its body."""
    for mark in marks:
        block = lines(f"水木|{mark}水木", lang)
        body = 0.0 if hung else 0.5
        assert pens(block, 0)[0] == pytest.approx(0.0)
        assert pens(block, 1)[1] == pytest.approx(body, abs=0.05), mark
        assert em(block, 1) == pytest.approx(body + 2.0, abs=0.05), mark


@pytest.mark.parametrize("manner", [PLAIN, SMALL])
def test_without_hanging_its_blank_alone_is_trimmed(manner: Manner):
    block = lines("「水木|「水木", "zh-Hant", manner)
    for line in (0, 1):
        assert pens(block, line)[1] == pytest.approx(0.5)
        assert em(block, line) == pytest.approx(2.5)


def test_a_latin_opening_mark_hangs_by_its_own_width():
    block = lines("\u201cTo be\u201d", "en")
    assert pens(block)[0] < 0.0
    assert pens(block)[1] == pytest.approx(0.0)


@pytest.mark.parametrize(
    ("lang", "marks", "blank"),
    [
        ("zh-Hant", "\u3002\uff0c\u3001\uff1a\uff1b", 0.25),
        ("zh-Hant", "\u300d\u300f\uff09\u300b", 0.5),
        ("zh-Hant", "\uff01\uff1f", 0.0),
        ("zh-Hans", "\u3002\uff0c\u3001\uff1a\uff1b\uff01\uff1f\u201d\uff09", 0.5),
        ("ja", "\u3002\uff0c\u3001\u300d\uff09", 0.5),
        ("ja", "\uff1a\uff1b", 0.25),
        ("ja", "\uff01\uff1f", 0.0),
    ],
)
def test_the_blank_of_a_mark_that_ends_a_line_is_no_width(lang: str, marks: str, blank: float):
    for mark in marks:
        block = lines(f"水木{mark}|水", lang)
        assert em(block) == pytest.approx(3.0 - blank), mark
        assert pens(block, 1)[0] == pytest.approx(0.0), mark


@pytest.mark.parametrize("mark", "\u3002\uff0c\u3001\uff1a\uff1b\uff01\uff1f")
def test_a_centred_stop_is_pulled_in_at_the_end_of_a_line_only(mark: str):
    inside, ending = lines(f"水木{mark}火", "zh-Hant"), lines(f"水木{mark}|火", "zh-Hant")
    assert pens(inside)[2] == pytest.approx(2.0)
    assert 1.5 < pens(ending)[2] < 2.0
    assert pens(lines(f"水木{mark}", "zh-Hant"))[2] == pens(ending)[2]


@pytest.mark.parametrize("lang", ["zh-Hant", "zh-HK", "lzh", "zh-Hans", "ja"])
def test_stops_that_stand_at_the_left_stay_where_they_are(lang: str):
    pulled = pens(lines("水木\u3002|火", lang))[2] < 2.0
    assert pulled is (lang in CENTRED)


@pytest.mark.parametrize("text", ["水木 |火", "AI |火", "水木\n|火", "水木 \n|火", "水木\u3000|火"])
def test_spaces_at_the_end_of_a_line_are_no_width(text: str):
    bare = text.partition("|")[0].strip()
    block = lines(text, "zh-Hant")
    assert em(block) == pytest.approx(em(lines(f"{bare}|火", "zh-Hant")))
    assert [line.text for line in block.lines] == [bare, "火"]


def test_no_autospace_stands_at_an_edge():
    block = lines("AI|水木|AI", "zh-Hant")
    assert [pens(block, line)[0] for line in range(3)] == pytest.approx([0.0] * 3)
    assert em(block, 0) == pytest.approx(em(lines("AI", "zh-Hant")))
    assert em(block, 1) == pytest.approx(2.0)


def test_a_break_inside_a_joined_dash_is_dropped():
    block = lines("水\u2014|\u2014木|火", "zh-Hant")
    assert [line.text for line in block.lines] == ["水\u2014\u2014木", "火"]


def test_lines_stand_one_leading_apart_on_one_baseline_each():
    block = lines("水木|火AI|\u3002", "zh-Hant")
    assert [line.top for line in block.lines] == pytest.approx([0.0, SIZE * LEADING, SIZE * LEADING * 2])
    assert block.height == pytest.approx(SIZE * (2 * LEADING + 1))
    assert block.width == max(line.width for line in block.lines)
    for line in block.lines:
        baselines = {round(y - line.top, 6) for run in line.runs for y in run.y}
        assert len(baselines) == 1
        assert 0.8 * SIZE < baselines.pop() < 0.95 * SIZE


def test_runs_say_their_words_and_ink_in_order():
    block = lines("水木火|AI土", "zh-Hant", accents=((1, 4),))
    runs = [(run.text, run.ink) for line in block.lines for run in line.runs]
    assert runs == [("水", "ink"), ("木火", "accent"), ("A", "accent"), ("I", "ink"), ("土", "ink")]


def test_accents_move_no_glyph():
    plain, accented = (lines("水木火AI土", "zh-Hant", accents=spans) for spans in ((), ((1, 4),)))
    assert pens(accented) == pens(plain)


@pytest.mark.parametrize("text", ["\n|水", "水\n|\n|木", " \n|水"])
def test_an_empty_line_keeps_its_place(text: str):
    block = lines(text, "zh-Hant")
    assert len(block.lines) == text.count("|") + 1
    empty = [line for line in block.lines if not line.text]
    assert empty
    assert all(line.width == 0.0 and not line.runs for line in empty)
