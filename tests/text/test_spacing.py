"""Widths inside a line: classes of marks, pairs of them, Han beside Latin, interpuncts."""

from __future__ import annotations

from itertools import product

import pytest
from quotecard.fontbook import default_book
from quotecard.text.line.spacing import DISPLAY, PLAIN, SMALL, Manner, Spaced, space
from quotecard.text.shape.shape import shape
from quotecard.text.shape.voice import Voice

from bench.corpora import DATA, pairs

FOLDER = DATA / "spacing"
CHINESE_AND_JAPANESE = ("zh-Hant", "zh-Hans", "ja")
# From a mark's class, which part of its em is blank after it.
BLANK_AFTER = {"close": 0.5, "middle": 0.25}
MARKS = {
    "open": "\u300c\u300e\uff08\u300a\u3010",
    "close": "\u300d\u300f\uff09\u300b\u3011",
    "stop": "\u3002\uff0c\u3001\uff1a\uff1b",
    "cry": "\uff01\uff1f",
}
AUTOSPACED = [(text, {int(at) for at in offsets.split(",")}) for text, offsets in pairs(FOLDER / "text_autospace_insertions.tsv")[1:]]  # fmt: skip
TYPES = [(chr(int(code, 16)), kind) for code, kind in pairs(FOLDER / "text_autospace_types.tsv")[1:]]


def spaced(text: str, lang: str, manner: Manner = PLAIN, role: str = "ming") -> Spaced:
    book = default_book()
    return space(shape(text, Voice(role, lang), book), book, manner)


def gap(text: str, lang: str, manner: Manner = PLAIN, *, before: int = -1) -> float:
    """Em put before a cluster, the last one unless said otherwise."""
    one = spaced(text, lang, manner)
    at = before % (len(one.pens) - 1)
    return one.pens[at] - one.pens[at - 1] - one.shaped.advances[at - 1]


def width(text: str, lang: str, manner: Manner = PLAIN) -> float:
    return spaced(text, lang, manner).pens[-1]


@pytest.mark.parametrize(("lang", "dot", "colon", "semicolon", "wide_quotes"), [row[1:] for row in pairs(FOLDER / "han_kerning_font_classes.tsv") if row[0] == "horizontal"])  # fmt: skip
def test_each_mark_has_the_class_that_browsers_find(
    lang: str, dot: str, colon: str, semicolon: str, wide_quotes: str
):
    """Where the blank of a mark stands is read from its glyph, so two faces must agree."""
    kinds = {**dict.fromkeys("\u3001\u3002\uff0c\uff0e", dot), "\uff1a": colon, "\uff1b": semicolon}
    for role in ("ming", "hei"):
        for mark, kind in kinds.items():
            assert spaced(f"水{mark}", lang, role=role).end_trim[1] == BLANK_AFTER[kind], (role, mark)
        for quote in "\u201c\u201d\u2018\u2019":
            advance = spaced(f"水{quote}木", lang, role=role).shaped.advances[1]
            assert (advance > 0.9) == (wide_quotes == "yes"), (role, quote)


@pytest.mark.parametrize(
    ("lang", "trimmed"), [("zh-Hant", 0.0), ("zh-Hans", 0.5), ("ja", 0.0), ("zh-HK", 0.0), ("lzh", 0.0)]
)
def test_exclamations_give_way_in_simplified_chinese_only(lang: str, trimmed: float):
    for mark in MARKS["cry"]:
        assert spaced(f"水{mark}", lang).end_trim[1] == trimmed
        assert gap(f"{mark}\u300c", lang) == pytest.approx(-0.5 if lang == "zh-Hans" else 0.0)
        assert gap(f"{mark}\u300d", lang) == pytest.approx(-0.5 if lang == "zh-Hans" else 0.0)


@pytest.mark.parametrize("lang", CHINESE_AND_JAPANESE)
@pytest.mark.parametrize(
    ("a", "b", "em"),
    [
        ("close", "open", 1.5),
        ("close", "close", 1.5),
        ("open", "open", 1.5),
        ("stop", "open", 1.5),
        ("open", "close", 2.0),
    ],
)
def test_two_marks_of_one_em_each_are_one_and_a_half(a: str, b: str, em: float, lang: str):
    for one, other in product(MARKS[a], MARKS[b]):
        assert width(one + other, lang) == pytest.approx(em), one + other


@pytest.mark.parametrize(
    ("lang", "pair", "em"),
    [
        ("zh-Hant", "\u300d\uff0c", 1.5),
        ("zh-Hant", "\u3002\u300d", 2.0),
        ("zh-Hant", "\uff0c\u3001", 2.0),
        ("zh-Hans", "\u300d\uff0c", 1.5),
        ("zh-Hans", "\u3002\u300d", 1.5),
        ("zh-Hans", "\uff0c\u3001", 1.5),
        ("zh-Hans", "\uff1f\uff01", 1.5),
        ("zh-Hans", "\uff0c\u201c", 1.5),
        ("zh-Hans", "\u3002\u201d", 1.5),
        ("zh-Hans", "\uff1a\u201c", 1.5),
        ("ja", "\u300d\u3001", 1.5),
        ("ja", "\u3002\u300d", 1.5),
        ("ja", "\uff1a\u300c", 1.5),
        ("ja", "\u300d\uff1a", 1.5),
    ],
)
def test_a_stop_beside_a_mark(lang: str, pair: str, em: float):
    """Centred stops keep their quarter beside what follows; the others give up their half."""
    assert width(pair, lang) == pytest.approx(em)


@pytest.mark.parametrize("lang", CHINESE_AND_JAPANESE)
def test_a_bracket_gives_its_blank_up_to_an_ideographic_space(lang: str):
    assert width("\u300d\u3000", lang) == width("\u3000\u300c", lang) == pytest.approx(1.5)
    assert width("\u3000\u300d", lang) == width("\u300c\u3000", lang) == pytest.approx(2.0)


@pytest.mark.parametrize("lang", CHINESE_AND_JAPANESE)
def test_a_mark_between_letters_keeps_its_em(lang: str):
    for kind in MARKS.values():
        for mark in kind:
            assert width(f"水{mark}木", lang) == pytest.approx(3.0), mark


@pytest.mark.parametrize("manner", [DISPLAY, SMALL])
def test_brackets_that_annotate_are_tight_in_display_setting_alone(manner: Manner):
    for text in ("水\u300a木\u300b火", "水\uff08木\uff09火", "水\u3008木\u3009火"):
        assert 4.0 <= width(text, "zh-Hant", manner) < width(text, "zh-Hant", PLAIN)
    assert width("水「木」火", "zh-Hant", manner) == width("水「木」火", "zh-Hant", PLAIN)


@pytest.mark.parametrize(("text", "offsets"), AUTOSPACED)
def test_space_goes_where_browsers_put_it(text: str, offsets: set[int]):
    one = spaced(text, "ja")
    gaps = {
        one.shaped.starts[at]
        for at in range(1, len(one.shaped.advances))
        if one.pens[at] - one.pens[at - 1] - one.shaped.advances[at - 1] > 0.05
    }
    assert gaps == offsets


@pytest.mark.parametrize(("char", "kind"), TYPES, ids=[f"U+{ord(char):04X}" for char, _ in TYPES])
def test_the_class_of_a_character_is_the_browsers(char: str, kind: str):
    beside_han, beside_latin = gap(f"好{char}", "zh-Hant"), gap(f"A{char}", "zh-Hant")
    autospace = pytest.approx(PLAIN.autospace)
    assert (beside_han == autospace) is (kind == "LetterOrNumeral")
    assert (beside_latin == autospace) is (kind == "Ideograph")


@pytest.mark.parametrize("lang", CHINESE_AND_JAPANESE)
@pytest.mark.parametrize(
    "word", ["AI", "M", "W", "3.14", "Á", "50%", "$20", "NT$1,200", "37\u00b0C", "I\u2019m", "\u03b1"]
)
def test_latin_and_numerals_stand_off_from_han(word: str, lang: str):
    text = f"好{word}好"
    own = width(word, lang)
    assert width(text, lang) == pytest.approx(2 + own + 2 * PLAIN.autospace, abs=0.02)


@pytest.mark.parametrize(
    "text", ["好\uff0cAI", "AI\uff0c好", "「AI」", "好\uff12好", "好\u2014\u2014AI", "가AI", "好가"]
)
def test_no_space_beside_a_mark_a_full_width_digit_or_hangul(text: str):
    one = spaced(text, "zh-Hant")
    assert one.pens[-1] == pytest.approx(sum(one.shaped.advances))


def test_korean_has_no_such_space():
    text = "한국AI연구"
    assert width(text, "ko") == pytest.approx(sum(spaced(text, "ko").shaped.advances))


@pytest.mark.parametrize("manner", [PLAIN, DISPLAY, SMALL])
@pytest.mark.parametrize("typed", ["好 AI 好", "AI 好 AI", "有 50% 的", "用 $20 買"])
def test_a_typed_space_is_replaced_and_never_added_to(typed: str, manner: Manner):
    assert width(typed, "zh-Hant", manner) == pytest.approx(width(typed.replace(" ", ""), "zh-Hant", manner))


@pytest.mark.parametrize("text", ["to be", "好 好", "好\uff0c AI"])
def test_another_space_is_as_wide_as_the_face_has_it(text: str):
    natural = shape(text, Voice("ming", "zh-Hant"), default_book()).advances
    assert spaced(text, "zh-Hant").shaped.advances == natural


@pytest.mark.parametrize("role", ["ming", "hei", "kai"])
@pytest.mark.parametrize(("lang", "em"), [("zh-Hant", 1.0), ("zh-HK", 1.0), ("zh-Hans", 0.5)])
def test_an_interpunct_stands_in_the_middle_of_its_box(lang: str, em: float, role: str):
    one = spaced("蘇\u00b7軾", lang, role=role)
    book = default_book()
    ((glyph, x, _),) = one.shaped.glyphs[1]
    left, _, right, _ = book.face(one.shaped.faces[1]).bounds(glyph)
    assert one.pens[2] - one.pens[1] == pytest.approx(em)
    assert x + (left + right) / 2 == pytest.approx(em / 2)


@pytest.mark.parametrize("lang", CHINESE_AND_JAPANESE)
@pytest.mark.parametrize("pair", ["\u2014\u2014", "\u2026\u2026"])
def test_dash_and_ellipsis_are_two_em_and_closed_up_by_nothing(pair: str, lang: str):
    assert width(pair, lang) == pytest.approx(2.0)
    assert width(f"好{pair}AI", lang) == pytest.approx(3.0 + width("AI", lang))
    assert width(f"\u300d{pair}", lang) == pytest.approx(3.0)
