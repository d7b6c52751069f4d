"""What `set_lines` promises."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quotecard import legal_breaks, set_lines
from quotecard.errors import UsageError
from quotecard.fontbook import default_book
from quotecard.text.breaks.costs import breaks
from quotecard.text.line.break_map import BreakMap, map_breaks
from quotecard.text.line.optimise import fewest_lines
from quotecard.text.line.spacing import PLAIN, space
from quotecard.text.shape.shape import shape
from quotecard.text.shape.voice import Voice

from bench.corpora import sample
from bench.edges import locate

MIXED = st.text("水木火はッ가나aB 12%,.\u3002\uff0c\u300c\u300d\u2014\u0301\U0001f642𠮷\n", max_size=24)
MEASURES = st.sampled_from([0.5, 1.0, 3.0, 6.0, 12.0])


def strip_of(text: str, lang: str) -> BreakMap:
    """The text on one line, to measure with."""
    book = default_book()
    return map_breaks(space(shape(text, Voice("ming", lang), book), book, PLAIN), breaks(text, lang))


def width(text: str, lang: str) -> float:
    strip = strip_of(text, lang).table
    return strip.right[-1] - strip.left[0]


@settings(deadline=None, max_examples=150)
@given(MIXED, MEASURES, st.sampled_from(["zh-Hant", "zh-Hans", "ja", "ko", "en"]))
def test_no_character_is_changed_and_lines_start_where_they_may(text: str, measure: float, lang: str):
    lines = set_lines(text, lang=lang, measure=measure)
    spans = locate(text, [line for line in lines if line])
    assert spans is not None
    assert all(line == line.strip(" \n") and "\n" not in line for line in lines)
    legal = legal_breaks(text, lang)
    for start, _ in spans[1:]:
        behind = start
        while behind not in legal:
            behind -= 1
        assert not text[behind:start].strip()


@pytest.mark.parametrize("measure", [6.0, 9.5, 14.0])
def test_measure_and_number_of_lines_are_kept_on_real_quotes(measure: float):
    for quote in sample(60):
        text, lang = quote["text"], quote["lang"]
        lines = set_lines(text, lang=lang, measure=measure)
        legal = legal_breaks(text, lang)
        for line in lines:
            at = text.index(line)
            divisible = any(at < offset < at + len(line) for offset in legal)
            assert width(line, lang) <= measure + 0.01 or not divisible, line
        assert len(lines) <= fewest_lines(strip_of(text, lang).table, measure) + 1


@pytest.mark.parametrize(
    ("text", "lang", "measure", "lines"),
    [
        ("水木火", "zh-Hant", 12.0, ["水木火"]),
        ("水木\n火土", "zh-Hant", 12.0, ["水木", "火土"]),
        ("Honorificabilitudinitatibus", "en", 3.0, ["Honorificabilitudinitatibus"]),
        ("죽는 날까지", "ko", 4.0, ["죽는", "날까지"]),
        ("  水木  ", "zh-Hant", 12.0, ["水木"]),
        ("水,木", "zh-Hant", 12.0, ["水,木"]),
        ("「水」", "zh-Hant", 12.0, ["「水」"]),
        ("", "zh-Hant", 12.0, []),
        (" \n", "zh-Hant", 12.0, []),
        ("\u200b", "zh-Hant", 12.0, ["\u200b"]),
    ],
)
def test_lines(text: str, lang: str, measure: float, lines: list[str]):
    assert set_lines(text, lang=lang, measure=measure) == lines


def test_the_language_and_the_measure_have_defaults():
    text = "大軍之後\uff0c必有凶年\u3002大道至簡\uff0c衍化至繁\u3002"
    assert set_lines(text) == set_lines(text, lang="zh-Hant", measure=12.0, direction="horizontal")


def test_the_marks_at_the_edges_are_no_width():
    """Four characters and a comma fit four em and the comma's body; the blank of the mark before them goes too."""
    assert set_lines("「一二三四\uff0c五六七八」", lang="zh-Hans", measure=5.0) == [
        "「一二三四\uff0c",
        "五六七八」",
    ]


@pytest.mark.parametrize(
    ("text", "lang", "measure", "lines"),
    [
        ("水木\n火土", "zh-Hant", 12.0, ["水木", "火土"]),
        ("水木12火土", "zh-Hant", 5.0, ["水木12火土"]),
        ("水木123火土", "zh-Hant", 5.0, ["水木123", "火土"]),
        ("说\u201c好\u201d,了", "zh-Hans", 12.0, ["说\u201c好\u201d,了"]),
        ("「一二三四\uff0c五六七八」", "zh-Hans", 5.0, ["「一二三四\uff0c", "五六七八」"]),
    ],
)
def test_columns(text: str, lang: str, measure: float, lines: list[str]):
    """Two digits take one em of a column; no mark is mapped, for no character is changed."""
    assert set_lines(text, lang=lang, measure=measure, direction="vertical") == lines


@pytest.mark.parametrize(
    "wrong", [{"measure": 0}, {"measure": -1.0}, {"measure": float("nan")}, {"direction": "sideways"}]
)
def test_what_cannot_be_set_is_refused(wrong: dict[str, object]):
    with pytest.raises(UsageError, match="cannot be set"):
        set_lines("水木", **wrong)
