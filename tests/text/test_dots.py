"""Emphasis dots: on which side, on what, and how large."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from quotecard import Card, render_card
from quotecard.fontbook import default_book
from quotecard.read.markup import parse_markup
from quotecard.text.annotate.dots import dots
from quotecard.text.annotate.notes import NO_NOTES
from quotecard.text.shape.shape import shape
from quotecard.text.shape.voice import Voice

if TYPE_CHECKING:
    from quotecard.model import GlyphRun

TEXT = "就是==更多、的 智能==。"
SIDES = [
    ("zh-Hant", "horizontal", "under"),
    ("zh-Hans", "horizontal", "under"),
    ("lzh", "horizontal", "under"),
    ("ja", "horizontal", "over"),
    ("ko", "horizontal", "over"),
    ("zh-Hant", "vertical", "right"),
    ("ja", "vertical", "right"),
    ("ko", "vertical", "right"),
]


def card(text: str, lang: str, direction: str = "horizontal", **more: str) -> Card:
    return render_card({"text": text, "lang": lang, "direction": direction, "emphasis": "dots", **more})


def ink(run: GlyphRun) -> list[tuple[float, float, float, float]]:
    """Left, top, right, foot of each glyph in em of the quote's block, y down."""
    boxes = []
    for glyph, x, y in zip(run.glyphs, run.x, run.y, strict=True):
        left, bottom, right, top = (edge * run.size for edge in default_book().face(run.face).bounds(glyph))
        boxes.append((x + left, y - top, x + right, y - bottom))
    return boxes


def dotted(
    one: Card,
) -> list[tuple[str, tuple[float, float, float, float], tuple[float, float, float, float]]]:
    """Each dot with the character whose middle it shares, and the ink of both."""
    found = []
    for line in one.blocks.quote.lines:
        words = [
            (char, box) for run in line.runs if run.text for char, box in zip(run.text, ink(run), strict=True)
        ]
        for run in line.runs:
            if not run.text:
                (dot,) = ink(run)
                found.append((*min(words, key=lambda word: distance(word[1], dot)), dot))
    return found


def distance(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    return abs(a[0] + a[2] - b[0] - b[2]) + abs(a[1] + a[3] - b[1] - b[3])


@pytest.mark.parametrize(("lang", "direction", "side"), SIDES)
def test_a_dot_stands_beside_each_character(lang: str, direction: str, side: str):
    one = card("就是==更多的智能==", lang, direction)
    em = one.blocks.quote.size
    found = dotted(one)
    assert "".join(char for char, _, _ in found) == "更多的智能"
    for _, base, dot in found:
        across = {"under": dot[1] - base[3], "over": base[1] - dot[3], "right": dot[0] - base[2]}[side]
        assert 0.03 < across / em < 0.25
        along = (
            (base[1] + base[3] - dot[1] - dot[3])
            if side == "right"
            else (base[0] + base[2] - dot[0] - dot[2])
        )
        assert abs(along) / 2 / em < 0.1


@pytest.mark.parametrize("role", ["ming", "hei", "kai", "round"])
@pytest.mark.parametrize("lang", ["zh-Hant", "ja"])
def test_a_dot_is_round_and_as_large_in_every_face(role: str, lang: str):
    book, voice = default_book(), Voice(role, lang)
    note = dots(shape("水", voice, book), [(0, 1)], NO_NOTES, voice, book).notes[0]
    left, bottom, right, top = (edge * note.scale for edge in book.face(note.face).bounds(note.glyphs[0][0]))
    assert max(right - left, top - bottom) == pytest.approx(0.12)
    assert right - left == pytest.approx(top - bottom, rel=0.02)


def test_japanese_columns_have_sesame_dots():
    book, voice = default_book(), Voice("ming", "ja")
    notes = {}
    for vertical in (False, True):
        (notes[vertical],) = dots(
            shape("水", voice, book, vertical=vertical), [(0, 1)], NO_NOTES, voice, book
        ).notes
    face = book.face(notes[True].face)
    assert notes[True].glyphs[0][0] == face.glyph("\ufe45")
    assert notes[False].glyphs[0][0] == face.glyph("\u25cf")


@pytest.mark.parametrize("direction", ["horizontal", "vertical"])
def test_marks_and_spaces_get_none(direction: str):
    one = card(TEXT, "zh-Hant", direction)
    assert [char for char, _, _ in dotted(one)] == list("更多的智能")
    assert dotted(card("==\u3002\u2026\u2026==水", "zh-Hant", direction)) == []


@pytest.mark.parametrize("emphasis", ["colour", "dots"])
def test_dots_take_the_place_of_the_colour(emphasis: str):
    one = render_card({"text": TEXT, "emphasis": emphasis})
    runs = [run for line in one.blocks.quote.lines for run in line.runs]
    assert {run.ink for run in runs} == ({"ink", "accent"} if emphasis == "colour" else {"ink"})
    assert any(not run.text for run in runs) == (emphasis == "dots")
    assert "accent" not in {run.ink for run in runs if not run.text}


def test_dots_ask_for_room_only_where_there_are_any():
    plain, none, some = (
        render_card({"text": text, "emphasis": "dots", "lang": "ja"}).blocks.quote
        for text in ("海は\u3002\n山は", "海は==\u3002==\n山は", "==海==は\u3002\n山は")
    )
    pitches = [(one.lines[1].top - one.lines[0].top) / one.size for one in (plain, none, some)]
    assert pitches[0] == pytest.approx(pitches[1])
    assert 0.05 < pitches[2] - pitches[0] < 0.2
    assert [one.lines[0].top > 0 for one in (plain, none, some)] == [False, False, True]


@pytest.mark.parametrize(
    ("lang", "direction", "text", "side"),
    [
        ("ja", "horizontal", "==この{海|うみ}は==", "under"),
        ("ja", "vertical", "==この{海|うみ}は==", "left"),
        ("zh-Hant", "vertical", "==這{海|ㄏㄞˇ}是==", "left"),
        ("zh-Hant", "horizontal", "==這{海|ㄏㄞˇ}是==", "under"),
        ("zh-Hans", "horizontal", "==这{海|hǎi}是==", "under"),
        ("ja", "horizontal", "この{海|うみ}==は==", "over"),
    ],
)
def test_dots_go_where_no_reading_stands(lang: str, direction: str, text: str, side: str):
    one = card(text, lang, direction)
    book = default_book()
    bullets = {book.pick("ming", lang).glyph(char) for char in "\u25cf\ufe45"}
    runs = [run for line in one.blocks.quote.lines for run in line.runs]
    marks = [box for run in runs if not run.text and set(run.glyphs) <= bullets for box in ink(run)]
    words = [box for run in runs if run.text for box in ink(run)]
    readings = [box for run in runs if not run.text and not set(run.glyphs) <= bullets for box in ink(run)]
    assert len(marks) == len(parse_markup(text).plain[slice(*parse_markup(text).accents[0])])
    assert readings
    for mark in marks:
        nearest = min(words, key=lambda word: distance(word, mark))
        sides = {
            "under": mark[1] > nearest[3],
            "over": mark[3] < nearest[1],
            "left": mark[2] < nearest[0],
            "right": mark[0] > nearest[2],
        }
        assert sides[side]
        # Zhuyin takes half an em behind its character: the dot stays under the character.
        em = one.blocks.quote.size
        middle = (
            mark[1] + mark[3] - nearest[1] - nearest[3]
            if direction == "vertical"
            else mark[0] + mark[2] - nearest[0] - nearest[2]
        )
        assert abs(middle) / 2 < 0.1 * em
    for mark, word in itertools.product(marks, words + readings):
        assert mark[2] < word[0] or word[2] < mark[0] or mark[3] < word[1] or word[3] < mark[1]


def test_a_dot_follows_a_base_that_keeps_to_its_line():
    plain, read = dotted(card("==瞬==く", "ja")), dotted(card("==瞬==く", "ja"))
    assert plain == read
    one = card("=={瞬|またた}==く", "ja")
    runs = [run for run in one.blocks.quote.lines[0].runs if run.glyphs]
    base, dot = ink(runs[0])[0], ink(runs[-1])[0]
    assert dot[1] > base[3]
    assert dot[0] + dot[2] == pytest.approx(base[0] + base[2], abs=0.1 * one.blocks.quote.size)
