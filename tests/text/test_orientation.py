"""Vertical writing: how each character stands in a column, in every bundled face."""

from __future__ import annotations

import string
from itertools import pairwise, product
from typing import TYPE_CHECKING, NamedTuple

import pytest
from quotecard import legal_breaks, render_card, set_lines
from quotecard.fontbook import default_book
from quotecard.text.line.spacing import DISPLAY, PLAIN, Spaced, space
from quotecard.text.prepare.normalise import for_columns, normalise
from quotecard.text.shape.orientation import vertical_orientation
from quotecard.text.shape.shape import shape
from quotecard.text.shape.voice import Columns, Voice

from bench.corpora import DATA, pairs

if TYPE_CHECKING:
    from quotecard.text.shape.shaped import Shaped

LANGS = ("zh-Hant", "zh-HK", "zh-Hans", "ja", "ko")
FACES = [*product(("ming", "hei"), LANGS), ("kai", "zh-Hant"), ("round", "zh-Hant")]
FACE = pytest.mark.parametrize(("role", "lang"), FACES)
OPENING, CLOSING = (
    "\u300c\u300e\uff08\u300a\u3008\u3010\u3014\uff3b\uff5b\u3016\u3018",
    "\u300d\u300f\uff09\u300b\u3009\u3011\u3015\uff3d\uff5d\u3017\u3019",
)
BARS = "\u2014\u2015\u2026\u22ef\u30fc\u301c\uff5e"
"""Dashes, ellipses, the long vowel mark, wave dashes: as long as the line, so as long as the column."""
SMALL_KANA = "\u3041\u3063\u3083\u30a1\u30c3\u30e5"
CLASSES = [
    row[1:] for row in pairs(DATA / "spacing" / "han_kerning_font_classes.tsv") if row[0] == "vertical"
]
BLANK_AFTER = {"close": 0.5, "middle": 0.25, "other": 0.0}


class Ink(NamedTuple):
    """Where ink stands, em; x from the column's axis, y down from the top of the column."""

    left: float
    top: float
    right: float
    foot: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.foot) / 2


def column(text: str, lang: str = "zh-Hant", role: str = "ming") -> Shaped:
    return shape(text, Voice(role, lang), default_book(), vertical=True)


def spaced(text: str, lang: str = "zh-Hant") -> Spaced:
    return space(column(text, lang), default_book(), DISPLAY)


def clusters(one: Shaped) -> list[str]:
    return [one.text[a:b] for a, b in pairwise(one.starts)]


def inks(one: Shaped, at: int) -> list[Ink]:
    """The ink of each glyph of a cluster, as if it stood alone in a column."""
    face, scale, found = default_book().face(one.faces[at]), one.scales[at], []
    for glyph, x, y in one.glyphs[at]:
        left, bottom, right, top = (edge * scale for edge in face.bounds(glyph))
        if one.turned[at]:
            left, bottom, right, top = bottom, -right, top, -left
        found.append(Ink(x + left, -y - top, x + right, -y - bottom))
    return found


def ink(one: Shaped, at: int) -> Ink:
    boxes = [box for box in inks(one, at) if box.right > box.left]
    lefts, tops, rights, feet = zip(*boxes, strict=True)
    return Ink(min(lefts), min(tops), max(rights), max(feet))


def has_a_form_or_lies(one: Shaped, at: int) -> bool:
    face = default_book().face(one.faces[at])
    nominal = [face.glyph(char) for char in clusters(one)[at]]
    return one.turned[at] or [glyph for glyph, _, _ in one.glyphs[at]] != nominal


def test_every_code_point_stands_as_the_unicode_database_says():
    expected = ["R"] * 0x110000
    for codes, value in pairs(DATA / "unicode" / "VerticalOrientation-17.tsv"):
        first, last = (int(code, 16) for code in codes.split(".."))
        expected[first : last + 1] = [value] * (last + 1 - first)
    uncached = vertical_orientation.__wrapped__
    assert [code for code, value in enumerate(expected) if uncached(chr(code)) != value] == []
    assert {value: expected.count(value) > 50 for value in ("U", "Tu", "Tr", "R")} == dict.fromkeys(
        ("U", "Tu", "Tr", "R"), True
    )


@pytest.mark.parametrize(
    ("char", "value"),
    [("水", "U"), ("가", "U"), ("A", "R"), ("\u2014", "R"), ("\u3001", "Tu"), ("\uff1f", "Tu"), ("っ", "Tu"), ("「", "Tr"), ("\u30fc", "Tr"), ("\u201c", "Tr"), ("\U0001f642", "U")],
)  # fmt: skip
def test_orientations_that_a_reader_knows(char: str, value: str):
    assert vertical_orientation(char) == value


@FACE
def test_brackets_lie_across_the_column_on_the_side_of_what_they_enclose(role: str, lang: str):
    for opening, closing in zip(OPENING, CLOSING, strict=True):
        one = column(f"水{opening}木{closing}火", lang, role)
        for at, low in ((1, True), (3, False)):
            box = ink(one, at)
            assert has_a_form_or_lies(one, at), clusters(one)[at]
            assert one.advances[at] == pytest.approx(1.0)
            assert box.right - box.left > box.foot - box.top, clusters(one)[at]
            assert (box.middle[1] > 0.5) is low, clusters(one)[at]
            assert min(box.left, -box.right) > -0.52


@FACE
def test_the_long_side_of_a_bar_runs_down_the_axis(role: str, lang: str):
    for mark in BARS:
        one = column(f"水{mark}木", lang, role)
        box = ink(one, 1)
        assert has_a_form_or_lies(one, 1), mark
        # A Korean face has a Latin dash.
        assert one.advances[1] == pytest.approx(1.0, abs=0.11 if (mark, lang) == ("\u2014", "ko") else 1e-6)
        assert box.foot - box.top > 2 * (box.right - box.left), mark
        assert abs(box.middle[0]) < 0.06, mark
        assert min(box.top, 1 - box.foot) > -0.03, mark


@FACE
def test_a_dash_of_two_em_is_one_joined_stroke(role: str, lang: str):
    one = column("水\u2014\u2014木", lang, role)
    assert sum(one.advances[1:-1]) == pytest.approx(2.0)
    assert not {2} & legal_breaks(one.text, lang)
    if role in ("kai", "round"):  # their two glyphs would show a seam
        assert one.dashes[1].middle == 0.0
        assert one.dashes[1].length == pytest.approx(1.8)
        assert not one.glyphs[1] + one.glyphs[2]
        return
    at = range(1, len(one.advances) - 1)
    pens = [sum(one.advances[1:cluster]) for cluster in at]
    strokes = [
        (pen + box.top, pen + box.foot)
        for cluster, pen in zip(at, pens, strict=True)
        for box in inks(one, cluster)
    ]
    assert strokes[-1][1] - strokes[0][0] > 1.8
    assert all(after[0] <= before[1] for before, after in pairwise(strokes))


@FACE
def test_six_dots_stand_evenly_over_two_em(role: str, lang: str):
    one = column("水\u2026\u2026木", lang, role)
    assert one.advances[1:3] == pytest.approx([1.0, 1.0])
    upper, lower = ink(one, 1), ink(one, 2)
    assert upper == pytest.approx(lower)
    assert not {2} & legal_breaks(one.text, lang)


@FACE
def test_stops_stand_at_the_upper_right_or_in_the_middle(role: str, lang: str):
    for mark in "\u3001\u3002\uff0c":
        one = column(f"水{mark}木", lang, role)
        x, y = ink(one, 1).middle
        assert not one.turned[1]
        if lang in ("zh-Hant", "zh-HK"):
            assert abs(x) < 0.06
            assert abs(y - 0.5) < 0.1
        else:
            assert x > 0.2
            assert y < 0.3


@FACE
def test_colons_stand_upright_but_for_the_japanese_one(role: str, lang: str):
    for mark in "\uff1a\uff1b":
        box = ink(column(f"水{mark}木", lang, role), 1)
        lying = (mark, lang) == ("\uff1a", "ja")
        assert (box.right - box.left > box.foot - box.top) is lying, mark


@FACE
def test_small_kana_move_to_the_right(role: str, lang: str):
    for kana in SMALL_KANA:
        one = column(f"あ{kana}", lang, role)
        assert has_a_form_or_lies(one, 1), kana
        assert not one.turned[1]
        assert ink(one, 1).middle[0] > 0.05, kana


@pytest.mark.parametrize("lang", ["zh-Hant", "zh-HK", "zh-Hans", "ja"])
@pytest.mark.parametrize("mark", ["\u00b7", "\u30fb"])
def test_an_interpunct_stands_in_the_middle_of_its_box(lang: str, mark: str):
    one = spaced(f"水{mark}木", lang).shaped
    x, y = ink(one, 1).middle
    assert abs(x) < 0.03
    assert y == pytest.approx(one.advances[1] / 2, abs=0.01)


@pytest.mark.parametrize("role", ["ming", "hei", "kai", "round"])
@pytest.mark.parametrize("digits", ["12", "25", "08", "99", "11", "7", "0"])
def test_one_or_two_digits_stand_across_in_the_middle_of_one_em(role: str, digits: str):
    one = column(f"第{digits}回", role=role)
    box = ink(one, 1)
    assert clusters(one) == ["第", digits, "回"]
    assert one.advances == pytest.approx([1.0, 1.0, 1.0])
    assert not one.turned[1]
    assert min(box.left, -box.right) > -0.5
    assert abs(box.middle[0]) < 0.06
    assert abs(box.middle[1] - 0.5) < 0.03


@pytest.mark.parametrize("role", ["ming", "hei", "kai", "round"])
def test_a_capital_alone_stands_upright_in_the_middle_of_one_em(role: str):
    for capital in string.ascii_uppercase:
        one = column(f"第{capital}回", role=role)
        box = ink(one, 1)
        assert clusters(one) == ["第", capital, "回"]
        assert one.advances[1] == 1.0
        assert not one.turned[1]
        assert abs(box.middle[0]) < 0.09, capital
        if capital not in "JQ":  # they may descend
            assert abs(box.middle[1] - 0.5) < 0.03, capital


@pytest.mark.parametrize("word", ["123", "2026", "3.5", "25%", "$20", "AI", "x", "Python", "iPhone 17", "A4"])
def test_words_and_longer_numbers_lie_on_their_side(word: str):
    one = column(f"第{word}回")
    flat = shape(f"第{word}回", Voice("ming", "zh-Hant"), default_book())
    assert one.turned == [False, *[True] * (len(one.turned) - 2), False]
    assert one.advances == pytest.approx(flat.advances)
    assert clusters(one) == clusters(flat)


def test_three_digits_stand_across_where_asked():
    asked = Voice("ming", "zh-Hant", columns=Columns(digits=3))
    one = shape("第119號2026年", asked, default_book(), vertical=True)
    assert clusters(one)[1] == "119"
    assert one.advances[1] == 1.0
    box = ink(one, 1)
    assert (box.left + box.right) / 2 == pytest.approx(0.0, abs=0.05)
    assert -0.5 <= box.left < box.right <= 0.5
    assert one.turned[3:7] == [True] * 4


def test_short_acronyms_stand_letter_under_letter_where_asked():
    asked = Voice("ming", "zh-Hant", columns=Columns(capitals=True))
    one = shape("學AI與LLM而NASA和Ai", asked, default_book(), vertical=True)
    upright = {text: not turned for text, turned in zip(clusters(one), one.turned, strict=True)}
    letters = [at for at, text in enumerate(clusters(one)) if text in set("AIL")]
    assert [upright[text] for text in "ILM"] == [True] * 3
    assert [one.advances[at] for at in letters[:2]] == [1.0, 1.0]
    assert [text for text, turned in zip(clusters(one), one.turned, strict=True) if turned] == [*"NASAAi"]
    assert not {2, 5, 6} & legal_breaks(one.text, "zh-Hant")


@pytest.mark.parametrize("marks", ["\uff01\uff1f", "\uff1f\uff01", "\uff01\uff01", "\uff1f\uff1f", "!?"])
@pytest.mark.parametrize(("role", "lang"), [("ming", "ja"), ("ming", "zh-Hans"), ("kai", "zh-Hant")])
def test_two_marks_stand_side_by_side_in_one_em(role: str, lang: str, marks: str):
    one = column(f"何{marks}水", lang, role)
    assert clusters(one) == ["何", marks, "水"]
    assert one.advances[1] == 1.0
    box = ink(one, 1)
    assert (box.left + box.right) / 2 == pytest.approx(0.0, abs=0.06)
    assert -0.5 < box.left < box.right < 0.5
    assert 0 < box.top < box.foot < 1


def test_three_marks_stand_one_under_another():
    assert clusters(column("何\uff01\uff01\uff01水", "ja")) == [*"何\uff01\uff01\uff01水"]


@pytest.mark.parametrize("role", ["ming", "hei", "kai"])
def test_a_run_on_its_side_keeps_one_baseline_near_the_axis(role: str):
    """Figures and capitals are centred; words a little less, for their small letters weigh them down."""
    word = column("第Hxn回", role=role)
    baselines = [round(inks(word, at)[0].left, 2) for at in (1, 2, 3)]
    assert max(baselines) - min(baselines) < 0.02
    assert 0.0 < ink(word, 1).middle[0] < 0.09
    assert -0.12 < ink(word, 2).middle[0] < 0.0
    for text in ("2026", "HEH"):
        assert abs(ink(column(f"第{text}回", role=role), 2).middle[0]) < 0.03


def test_figures_across_are_set_solid_and_words_stand_off():
    assert spaced("第25回").pens == pytest.approx([0.0, 1.0, 2.0, 3.0])
    assert spaced("第A回").pens[-1] == 3.0
    word = spaced("第AI回")
    assert word.pens[1] == pytest.approx(1.14)
    assert word.pens[-1] - sum(word.shaped.advances) == pytest.approx(0.28)


@pytest.mark.parametrize(
    ("typed", "bare"), [("第 25 回", "第25回"), ("第 A 回", "第A回"), ("第 2026 回", "第2026回")]
)
def test_a_typed_space_is_the_space_that_would_be_set(typed: str, bare: str):
    one = spaced(typed)
    assert one.pens[-1] == pytest.approx(spaced(bare).pens[-1])
    assert [part for part in clusters(one.shaped) if part != " "] == clusters(spaced(bare).shaped)


def test_a_word_space_in_hangul_is_no_em():
    one = spaced("죽는 날", "ko")
    assert 0.15 < one.shaped.advances[2] < 0.4
    assert one.shaped.advances[:2] == pytest.approx([1.0, 1.0], abs=0.1)


def test_a_stop_before_a_space_gives_up_its_blank():
    assert spaced("우러러\u3001 한", "ko").pens[4] == pytest.approx(spaced("우러러한", "ko").pens[3] + 0.5)


def test_an_emoji_takes_one_em_and_no_space():
    one = spaced("飯\U0001f35a好")
    assert one.pens == pytest.approx([0.0, 1.0, 2.0, 3.0])
    family = column("家\U0001f468\u200d\U0001f469\u200d\U0001f467人")
    assert clusters(family) == ["家", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "人"]


@pytest.mark.parametrize("text", ["葛\U000e0100水", "か\u3099水", "水\u0301木", "\uff01\ufe01水"])
def test_no_cluster_is_cut_by_the_way_its_parts_stand(text: str):
    flat = shape(text, Voice("ming", "ja"), default_book())
    assert clusters(column(text, "ja")) == clusters(flat)
    if text.startswith("葛"):
        upright = column(text, "ja").glyphs[0]
        assert [glyph for glyph, _, _ in upright] == [glyph for glyph, _, _ in flat.glyphs[0]]
        assert upright[0][0] != default_book().face(flat.faces[0]).glyph("葛")


@pytest.mark.parametrize(("lang", "dot", "colon", "semicolon", "wide_quotes"), CLASSES)
def test_each_mark_has_the_class_that_browsers_find(
    lang: str, dot: str, colon: str, semicolon: str, wide_quotes: str
):
    """Where the blank of a mark stands along the column is read from its vertical form."""
    kinds = {**dict.fromkeys("\u3001\u3002\uff0c\uff0e", dot), "\uff1a": colon, "\uff1b": semicolon}
    for role in ("ming", "hei"):
        for mark, kind in kinds.items():
            one = space(column(f"水{mark}", lang, role), default_book(), PLAIN)
            assert one.end_trim[1] == BLANK_AFTER[kind], (role, mark)
        for quote in "\u201c\u201d\u2018\u2019":
            advance = column(f"水{quote}木", lang, role).advances[1]
            assert (advance > 0.9) == (wide_quotes == "yes"), (role, quote)


@pytest.mark.parametrize(
    ("lang", "typed", "written"),
    [
        ("zh-Hans", "说\u201c三\u2018军\u2019\u201d了", "说『三「军」』了"),
        ("zh-Hans", "\u201c三军\u201d", "『三军』"),
        ("zh-Hans", "说\u201cHello world\u201d了", "说\u201cHello world\u201d了"),
        ("zh-Hans", "说\u201c你好AI\u201d了", "说『你好AI』了"),
        ("zh-Hant", "說\u201c三軍\u201d了", "說\u201c三軍\u201d了"),
        ("ja", "\u201c自由\u201dと\u201cfreedom\u201d", "\u301d自由\u301fと\u201cfreedom\u201d"),
        ("ko", "\u201c뭐야?\u201d", "『뭐야\uff1f』"),
        ("ko", "그, 나\u2018너\u2019.", "그\u3001 나「너」\u3002"),
        ("ko", "3.5점, AI.", "3.5점\u3001 AI\u3002"),
        ("ko", "I don\u2019t. 왜", "I don\u2019t\u3002 왜"),
        ("en", "\u201cTo be,\u201d he said.", "\u201cTo be,\u201d he said."),
    ],
)
def test_marks_are_written_as_columns_of_the_language_do(lang: str, typed: str, written: str):
    norm = for_columns(normalise(typed, (), lang), lang)
    assert norm.text == written
    assert len(norm.text) == len(typed)
    assert ("punctuation" in [notice.kind for notice in norm.notices]) == (written != typed)


@pytest.mark.parametrize(("lang", "open_", "close"), [("zh-Hans", "『", "』"), ("ja", "\u301d", "\u301f"), ("ko", "『", "』")])  # fmt: skip
def test_a_card_in_columns_maps_quotes_unless_punctuation_is_kept(lang: str, open_: str, close: str):
    quote = {"text": "水\u201c木火\u201d土", "lang": lang, "direction": "vertical"}
    assert "".join(render_card(quote).lines) == f"水{open_}木火{close}土"
    assert "".join(render_card({**quote, "punctuation": "keep"}).lines) == quote["text"]
    assert "".join(render_card({**quote, "direction": "horizontal"}).lines) == quote["text"]


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant", "ja", "ko"])
def test_set_lines_changes_no_mark(lang: str):
    text = "水\u201c木火\u201d土, 3.5\u2018日月\u2019."
    assert "".join(set_lines(text, lang, 20.0, "vertical")) == text
