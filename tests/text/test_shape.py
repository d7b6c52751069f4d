"""Clusters with their advances: nothing of the text is left out, and widths are those of the faces."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quotecard.fontbook import default_book
from quotecard.text.shape.shape import shape
from quotecard.text.shape.voice import Voice

if TYPE_CHECKING:
    from quotecard.fontbook import FontBook
    from quotecard.text.shape.shaped import Shaped

LANGS = ("zh-Hant", "zh-Hans", "ja", "ko", "en")
MIXED = st.text(
    "好直かが가aBfi1 ,.\u201c\u2019\u2014\u2026\u3002\uff0c\u300c\u0301\u200d\ufe0f\U0001f642\U0001f468\u0e01\n𠮷",
    max_size=16,
)


def shaped(text: str, lang: str = "zh-Hant", role: str = "ming") -> Shaped:
    return shape(text, Voice(role, lang), default_book())


def clusters_of(one: Shaped) -> list[str]:
    return [one.text[a:b] for a, b in pairwise(one.starts)]


@settings(deadline=None, max_examples=150)
@given(MIXED, st.sampled_from(LANGS))
def test_clusters_cover_the_text_exactly(text: str, lang: str):
    one = shaped(text, lang)
    assert one.starts[-1] == len(text)
    assert one.starts[:1] == [0]
    assert all(a < b for a, b in pairwise(one.starts))
    count = len(one.starts) - 1
    assert [len(row) for row in (one.advances, one.glyphs, one.faces, one.scales)] == [count] * 4


@settings(deadline=None, max_examples=150)
@given(MIXED, st.sampled_from(LANGS))
def test_no_advance_is_negative_and_no_glyph_is_lost(text: str, lang: str):
    one = shaped(text, lang)
    for part, advance, glyphs, scale in zip(
        clusters_of(one), one.advances, one.glyphs, one.scales, strict=True
    ):
        assert advance >= 0
        assert scale > 0
        assert bool(glyphs) == (part != "\n")


@pytest.mark.parametrize("lang", ["zh-Hant", "zh-Hans", "ja"])
def test_han_stands_on_its_em(lang: str):
    one = shaped("天地玄黃\u3002\uff0c\uff01\uff1f\uff1a", lang)
    assert one.advances == pytest.approx([1.0] * 9)
    assert one.scales == [1.0] * 9
    assert [x for ((_, x, _),) in one.glyphs] == pytest.approx([0.0] * 9)


@pytest.mark.parametrize("mark", ["\u2014", "\u2026"])
@pytest.mark.parametrize("lang", ["zh-Hant", "zh-Hans", "ja"])
def test_a_pair_is_two_em(lang: str, mark: str):
    one = shaped(f"好{mark}{mark}好", lang)
    assert sum(one.advances) == pytest.approx(4.0)


@pytest.mark.parametrize("lang", ["zh-Hant", "zh-Hans", "ja"])
def test_a_dash_of_two_em_is_one_unit(lang: str):
    assert clusters_of(shaped("好\u2014\u2014好", lang)) == ["好", "\u2014\u2014", "好"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("𠮷野", ["𠮷", "野"]),
        ("かé", ["か", "é"]),
        (
            "\U0001f468\u200d\U0001f469\u200d\U0001f467水",
            ["\U0001f468\u200d\U0001f469\u200d\U0001f467", "水"],
        ),
        ("葛\U000e0100水", ["葛\U000e0100", "水"]),
        ("水\n木", ["水", "\n", "木"]),
    ],
)
def test_offsets_are_code_points(text: str, parts: list[str]):
    assert clusters_of(shaped(text)) == parts


def test_a_line_feed_has_neither_glyph_nor_width():
    one = shaped("水\n木")
    assert one.glyphs[1] == []
    assert one.advances[1] == 0.0


def test_curly_quotes_are_wide_in_chinese_and_narrow_in_english():
    assert shaped("\u201c好\u201d", "zh-Hans").advances == pytest.approx([1.0, 1.0, 1.0])
    assert all(advance < 0.6 for advance in shaped("\u201cI\u201d", "en").advances)


def test_latin_beside_han_is_set_larger_and_capitals_less_so():
    beside, capitals, alone = shaped("Word"), shaped("WORD"), shaped("Word", "en")
    assert set(alone.scales) == {1.0}
    assert 1.0 < capitals.scales[0] < beside.scales[0]
    assert sum(beside.advances) == pytest.approx(sum(alone.advances) * beside.scales[0])
    assert set(shaped("Word", role="hei").scales) == {1.0}


def test_kerning_and_ligatures_are_the_faces(book: FontBook):
    assert sum(shaped("AV", "en").advances) < sum(shaped("A", "en").advances) + sum(
        shaped("V", "en").advances
    )
    face = book.face("latin:440")
    nominal = [[face.glyph(char)] for char in "fi"]
    assert [[glyph for glyph, _, _ in part] for part in shaped("fi", "en").glyphs] != nominal


def test_what_no_face_sets_is_drawn_as_a_box_and_told():
    one = shaped("好\u0e01")
    assert one.missing == ["\u0e01"]
    assert [glyph for glyph, _, _ in one.glyphs[1]] == [0]
    assert one.advances[1] > 0
