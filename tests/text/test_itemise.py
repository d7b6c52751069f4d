"""Whose glyph each character gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quotecard.fontbook import default_book
from quotecard.text.shape.itemise import clusters, itemise
from quotecard.text.shape.voice import Voice

if TYPE_CHECKING:
    from quotecard.fontbook import FontBook

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


def faces(
    text: str, lang: str, book: FontBook, role: str = "ming", *, italic: bool = False
) -> list[tuple[str, str]]:
    """Runs as (text, role of the face)."""
    items, _ = itemise(text, Voice(role, lang, None, italic), book)
    return [(text[item.start : item.end], item.face.role) for item in items]


@pytest.mark.parametrize(
    ("lang", "text", "runs"),
    [
        ("zh-Hant", "我用AI說", ["我用", "ming", "AI", "latin", "說", "ming"]),
        ("zh-Hans", "他说\u201c好\u201d", ["他说\u201c好\u201d", "ming"]),
        ("zh-Hant", "他說\u201cOK\u201d吧", ["他說\u201c", "ming", "OK", "latin", "\u201d吧", "ming"]),
        ("zh-Hant", "it\u2019s我", ["it\u2019s", "latin", "我", "ming"]),
        ("zh-Hant", "我\u2014\u2014他\u2026", ["我\u2014\u2014他\u2026", "ming"]),
        ("zh-Hant", "A\u2014B", ["A\u2014B", "latin"]),
        ("zh-Hant", "宋\u00b7蘇", ["宋\u00b7蘇", "ming"]),
        ("zh-Hant", "100%的", ["100%", "latin", "的", "ming"]),
        ("zh-Hant", "有 1,000 人", ["有 ", "ming", "1,000 ", "latin", "人", "ming"]),
        ("zh-Hant", "用$20買", ["用", "ming", "$20", "latin", "買", "ming"]),
        ("zh-Hant", "用C++寫", ["用", "ming", "C++", "latin", "寫", "ming"]),
        ("zh-Hant", "我☕", ["我", "ming", "☕", "emoji"]),
        ("zh-Hant", f"我{FAMILY}", ["我", "ming", FAMILY, "emoji"]),
        ("zh-Hant", "1\ufe0f\u20e3", ["1\ufe0f\u20e3", "emoji"]),
        ("zh-Hant", "Привет", ["Привет", "latin"]),
        ("ja", "直はAI、", ["直は", "ming", "AI", "latin", "、", "ming"]),
        ("ko", "그는 AI", ["그는 ", "ming", "AI", "latin"]),
        ("en", "He said \u201chi\u201d", ["He said \u201chi\u201d", "latin"]),
        (
            "en",
            "a \u201c好\u201d it\u2019s",
            ["a \u201c", "latin", "好", "ming", "\u201d it\u2019s", "latin"],
        ),
        ("vi", "Không có gì", ["Không có gì", "latin"]),
    ],
)
def test_runs(book: FontBook, lang: str, text: str, runs: list[str]):
    assert faces(text, lang, book) == list(zip(runs[::2], runs[1::2], strict=True))


@pytest.mark.parametrize(
    ("role", "lang", "family"),
    [
        ("ming", "zh-Hant", "Noto Serif CJK TC"),
        ("ming", "lzh", "Noto Serif CJK TC"),
        ("ming", "zh-HK", "Noto Serif CJK HK"),
        ("ming", "zh-Hans", "Noto Serif CJK SC"),
        ("ming", "ja", "Noto Serif CJK JP"),
        ("ming", "ko", "Noto Serif CJK KR"),
        ("hei", "zh-Hant", "Noto Sans CJK TC"),
        ("hei", "ja", "Noto Sans CJK JP"),
        ("kai", "zh-Hant", "LXGW WenKai TC"),
        ("round", "zh-Hant", "Huninn"),
    ],
)
def test_han_is_in_the_face_of_its_language(book: FontBook, role: str, lang: str, family: str):
    items, missing = itemise("骨直", Voice(role, lang), book)
    assert [item.face.family for item in items] == [family]
    assert missing == []


@pytest.mark.parametrize("char", "骨直")
def test_one_character_has_as_many_forms_as_languages_draw(book: FontBook, char: str):
    forms = set()
    for lang in ("zh-Hant", "zh-Hans", "ja"):
        face = book.pick("ming", lang)
        forms.add(face.outline(face.glyph(char)))
    assert len(forms) >= 2


def test_latin_is_large_only_beside_han(book: FontBook):
    (beside,), _ = itemise("AI", Voice("ming", "zh-Hant"), book)
    (alone,), _ = itemise("AI", Voice("ming", "en"), book)
    assert beside.latin
    assert not alone.latin


@pytest.mark.parametrize(
    ("lang", "text", "roles"),
    [
        ("en", "Hamlet", ["latin-italic"]),
        ("en", "Hamlet 好", ["latin-italic", "ming"]),
        ("zh-Hant", "好", ["ming"]),
    ],
)
def test_only_latin_leans(book: FontBook, lang: str, text: str, roles: list[str]):
    assert [role for _, role in faces(text, lang, book, italic=True)] == roles


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("好\u0e01", ["\u0e01"]),
        ("\u0e01\u0e34好", ["\u0e01", "\u0e34"]),
        ("a\u0e34好", ["\u0e34"]),
        ("\u0e01好\u0e01", ["\u0e01", "\u0e01"]),
        ("\U00013000", ["\U00013000"]),
        ("好\ue000", ["\ue000"]),
        ("好AI☕", []),
    ],
)
def test_what_no_face_sets_is_told_character_by_character(book: FontBook, text: str, lost: list[str]):
    items, missing = itemise(text, Voice("ming", "zh-Hant"), book)
    assert missing == lost
    assert "".join(text[item.start : item.end] for item in items) == text


MIXED = st.text(
    "好か가aB1 \u201c\u2019\u2014\u00b7,.\u3002\u0301\u200d\ufe0f\U0001f642\U0001f1f9\u0e01\n", max_size=16
)


@settings(deadline=None, max_examples=150)
@given(MIXED, st.sampled_from(["zh-Hant", "ja", "ko", "en"]))
def test_runs_follow_each_other_and_part_no_cluster(text: str, lang: str):
    items, missing = itemise(text, Voice("ming", lang), default_book())
    starts = [start for start, _ in clusters(text)]
    assert [item.start for item in items] == [0, *(item.end for item in items[:-1])][: len(items)]
    assert (items[-1].end if items else 0) == len(text)
    assert {item.start for item in items} <= set(starts)
    assert all(part in text for part in missing)


@settings(deadline=None, max_examples=150)
@given(MIXED)
def test_clusters_cover_the_text(text: str):
    spans = clusters(text)
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(start < end for start, end in spans)


@pytest.mark.parametrize(
    "cluster",
    [
        FAMILY,
        "1\ufe0f\u20e3",
        "e\u0301",
        "か\u3099",
        "\U0001f1f9\U0001f1fc",
        "\u1112\u1161\u11ab",
        "葛\U000e0100",
    ],
)
def test_a_cluster_is_one(cluster: str):
    assert clusters(f"a{cluster}水") == [(0, 1), (1, 1 + len(cluster)), (1 + len(cluster), 2 + len(cluster))]
