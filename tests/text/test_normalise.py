"""NFC, enclosing marks, and accents that stay on their words through every change."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from quotecard.text.prepare.normalise import normalise

PIECE = st.text("好的かaB1 ,.!()\u3002\u300c\u300d", max_size=8)


def accented(text: str, part: str) -> tuple[tuple[int, int], ...]:
    at = text.index(part)
    return ((at, at + len(part)),)


def parts(text: str, ranges: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in ranges]


@pytest.mark.parametrize(
    ("text", "part", "kept"),
    [
        ("我,你,他", "你", "你"),
        ("等...你--他", "你", "你"),
        ('他說"好"了', '"好"', "「好」"),
        ("我, 你", "你", "你"),
        ("我 (Wang) 也", "(Wang)", "\uff08Wang\uff09"),
        ("我 (Wang) 也", "Wang", "Wang"),
        ("我 (Wang) 也", "也", "也"),
        ("好 , 不好", ",", "\uff0c"),
        ("好,不好", "好,", "好\uff0c"),
        ("好, 不好", ", 不", "\uff0c不"),
        ("等...你", "...", "\u2026\u2026"),
        ("cafe\u0301 好,我", "cafe\u0301", "caf\u00e9"),
        ("𠮷,𠮷", "𠮷,", "𠮷\uff0c"),
    ],
)
def test_an_accent_stays_on_its_words(text: str, part: str, kept: str):
    normal = normalise(text, accented(text, part), "zh-Hant")
    assert parts(normal.text, normal.ranges) == [kept]


@settings(deadline=None, max_examples=300)
@given(PIECE, PIECE, PIECE)
def test_the_letters_of_an_accent_are_those_that_were_accented(before: str, part: str, after: str):
    text = before + part + after
    normal = normalise(text, ((len(before), len(before) + len(part)),), "zh-Hant")
    ((start, end),) = normal.ranges
    assert 0 <= start <= end <= len(normal.text)
    kept = [char for char in normal.text[start:end] if char.isalnum()]
    assert kept == [char for char in part if char.isalnum()]


@settings(deadline=None)
@given(st.text("好ae\u0301\u0302\uac00\u1100\u1161か\u3099", max_size=12))
def test_the_text_is_nfc(text: str):
    assert normalise(text, (), "zh-Hant", repair=False).text == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "lang", "bare"),
    [
        ("「志不同己。」", "zh-Hant", "志不同己。"),
        ("『志』", "ja", "志"),
        ("\u201c志不同己。\u201d", "zh-Hans", "志不同己。"),
        ("\u201cTo be.\u201d", "en", "To be."),
        ("\u00abOui.\u00bb", "fr", "Oui."),
        ('"志"', "zh-Hant", "志"),
        ("「他說『好』嗎」", "zh-Hant", "他說「好」嗎"),
        ("「甲」和「乙」", "zh-Hant", "「甲」和「乙」"),
        ("「甲「乙」丙」", "zh-Hant", "甲「乙」丙"),
        ("「甲」乙", "zh-Hant", "「甲」乙"),
        ("甲「乙」", "zh-Hant", "甲「乙」"),
        ("「甲", "zh-Hant", "「甲"),
        ("「」", "zh-Hant", "「」"),
        ("「甲」\n「乙」", "zh-Hant", "「甲」\n「乙」"),
        ("\u300a論語\u300b", "zh-Hant", "\u300a論語\u300b"),
        ("", "zh-Hant", ""),
    ],
)
def test_a_pair_around_the_whole_text_is_taken_off(text: str, lang: str, bare: str):
    normal = normalise(text, (), lang, keep_marks=False)
    assert normal.text == bare
    told = [notice for notice in normal.notices if notice.kind == "marks"]
    assert len(told) == (bare != text)
    if '"' not in text:
        assert all(str(notice).startswith(f"{text[0]} {text[-1]} around") for notice in told)
        assert normalise(text, (), lang, keep_marks=True).text == text


def test_an_accent_follows_when_the_pair_goes():
    text = "「他說『好』嗎」"
    for part, kept in (("『好』", "「好」"), ("他", "他"), ("嗎」", "嗎"), (text, "他說「好」嗎")):
        normal = normalise(text, accented(text, part), "zh-Hant", keep_marks=False)
        assert parts(normal.text, normal.ranges) == [kept]


@settings(deadline=None)
@given(st.text("甲乙\u3002", min_size=1, max_size=8))
def test_what_a_pair_encloses_comes_out_whole(inner: str):
    assume(inner[0] != "\u3002")
    kept = normalise(inner, (), "zh-Hant").text
    assert normalise(f"「{inner}」", (), "zh-Hant", keep_marks=False).text == kept
