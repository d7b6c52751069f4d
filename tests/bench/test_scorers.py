"""The judges judged: each scorer must be able to find fault."""

from __future__ import annotations

import re

import pytest

from bench import edges, hands, words
from bench.corpora import mixed, sample
from bench.ruler import Ruler, fewest, stretches

SAID = "\u5b50\u66f0\uff1a\u300c\u5b78\u800c\u6642\u7fd2\u4e4b\uff0c\u4e0d\u4ea6\u8aaa\u4e4e\uff1f\u300d"


@pytest.mark.parametrize(
    ("lang", "text", "at", "why"),
    [
        ("zh-Hant", SAID, SAID.index("\uff0c"), "starts with U+FF0C"),
        ("zh-Hant", SAID, SAID.index("\u300c") + 1, "ends with U+300C"),
        ("zh-Hant", SAID, SAID.index("\u300d"), "starts with U+300D"),
        ("zh-Hant", SAID, SAID.index("\u300c"), ""),
        ("zh-Hans", "\u4ed6\u8bf4\u2014\u2014\u597d", 2, "starts with U+2014"),
        ("ja", "\u4e94\u2026\u2026\u4e94", 2, "splits \u2026\u2026"),
        ("ja", "\u4e94\u30fc\u4e94", 1, "starts with U+30FC"),
        ("ja", "\u4e9420\uff05", 3, "starts with U+FF05"),
        ("ja", "\u4e94\uff0520", 1, ""),
        ("ko", "\uac00 .\ub098", 2, "starts with U+002E"),
        ("zh-Hant", "\u5e742026", 3, "splits 02"),
        ("zh-Hant", "\u53bbMeta", 3, "splits et"),
    ],
)
def test_a_forbidden_edge_is_found(lang: str, text: str, at: int, why: str):
    assert edges.forbidden(text, at, lang) == why


def test_a_paragraph_may_open_with_any_mark():
    assert edges.forbidden("\u597d\n\u2026\u2026\u597d", 2, "zh-Hant") == ""


def test_each_fault_is_counted():
    text = "\u5927\u8ecd\u4e4b\u5f8c\uff0c\u5fc5\u6709\u51f6\u5e74\u3002"
    good = edges.faults(text, [text[:5], text[5:]], "zh-Hant", 6.0)
    assert [good[fault] for fault in edges.FAULTS] == [0] * len(edges.FAULTS)
    assert (good["breaks"], good["lines"], good["paragraphs"]) == (1, 2, 1)
    assert edges.faults(text, [text[:4], text[4:]], "zh-Hant", 6.0)["forbidden"] == 1
    assert edges.faults(text, [text[:8], text[8:]], "zh-Hant", 9.0)["orphan"] == 1
    assert edges.faults(text, [text], "zh-Hant", 6.0)["over"] == 1
    assert edges.faults(text, [text[:5], text[6:]], "zh-Hant", 6.0)["lost"] == 1
    assert edges.faults(text, [text[:2], text[2:5], text[5:7], text[7:]], "zh-Hant", 6.0)["loose"] == 1


def test_lines_are_found_whatever_spaces_they_leave():
    text = "\uac00\uc790 \uc9d1\uc5d0\n\uac00\uc790"
    spans = edges.locate(text, ["\uac00\uc790", "\uc9d1\uc5d0", "\uac00\uc790"])
    assert spans == [(0, 2), (3, 5), (6, 8)]
    assert [len(group) for group in edges.paragraphs(text, spans)] == [2, 1]
    assert edges.locate(text, ["\uac00\uc790", "\uc9d1\uc5d0"]) is None


@pytest.mark.parametrize(
    ("lang", "text", "em"),
    [
        ("zh-Hant", "\u5927\u9053\u81f3\u7c21", 4.0),
        ("zh-Hans", "\u5927\u9053\u3002", 2.5),  # a stop's blank hangs
        ("zh-Hant", "\u5927\u9053\u3002", 2.75),  # a centred stop has half of it on each side
        ("zh-Hant", "\u300c\u5927\u9053", 2.0),  # an opening mark hangs whole
        ("zh-Hans", "\u5927\uff0c\u300a\u9053", 3.5),  # two marks share an em and a half
        ("zh-Hant", "\u5927\u3002\u300d\u9053", 4.0),  # a centred stop keeps its em
        ("zh-Hans", "\u5927\u3002\u300d\u9053", 3.5),
    ],
)
def test_the_ruler_trims_as_the_standards_do(lang: str, text: str, em: float):
    assert Ruler(text, lang).width(0, len(text)) == pytest.approx(em, abs=0.001)


@pytest.mark.parametrize(
    ("lang", "text", "em"),
    [
        ("zh-Hant", "\u5927\u9053\u3002", 2.75),  # a centred stop is centred in a column too
        ("zh-Hans", "\u5927\u9053\u3002", 2.5),
        ("zh-Hans", "\u5927\u9053\uff01", 3.0),  # it leans to the right, not upward
        ("zh-Hant", "\u5927\u9053\uff1a", 3.0),  # upright, and as high as its em
        ("ja", "\u5927\u9053\uff1a", 2.75),  # on its side in the middle
        ("zh-Hant", "\u592725\u9053", 3.0),  # two figures across: one em, no space
        ("zh-Hant", "\u5927 25 \u9053", 3.0),
        ("zh-Hant", "\u5927A\u9053", 3.0),
        ("ja", "\u5927\u2014\u2014\u9053", 4.0),
    ],
)
def test_the_ruler_measures_columns(lang: str, text: str, em: float):
    assert Ruler(text, lang, vertical=True).width(0, len(text)) == pytest.approx(em, abs=0.001)


def test_words_and_longer_numbers_are_as_long_in_a_column_as_in_a_line():
    for text in ("\u5927Facebook\u9053", "\u5927 2026 \u9053", "\u5927AI\u9053", "\u59273.5%\u9053"):
        line, column = (Ruler(text, "zh-Hant", vertical=way).width(0, len(text)) for way in (False, True))
        assert column == pytest.approx(line)
        assert column > 3.0


def test_an_orphan_that_nothing_can_help_is_no_fault():
    text = "\u5247\u5c07\u61c9\u4e4b\u66f0\uff1a\u300e\u53ef\u300f\u3002"
    at_four = edges.faults(text, [text[:4], text[4:6], text[6:]], "zh-Hant", 4.0)
    at_six = edges.faults(text, [text[:6], text[6:]], "zh-Hant", 6.0)
    assert (at_four["orphan"], at_six["orphan"]) == (0, 1)


def test_latin_words_are_put_into_real_quotes():
    plain, made = sample(60), mixed(60)
    assert made == mixed(60)
    assert [strip_latin(one["text"]) for one in made] == [strip_latin(one["text"]) for one in plain]
    assert all(re.search("[0-9A-Za-z]", one["text"]) for one in made)


def strip_latin(text: str) -> str:
    return re.sub("[ -~\u201c\u201d]", "", text)


def test_the_fewest_lines_are_counted():
    text = "\u5927\u9053\u81f3\u7c21" * 4
    ruler = Ruler(text, "zh-Hant")
    assert fewest(stretches(ruler, set(range(1, 16)), 6.0, 0, 16), 0, 16) == 3
    assert fewest(stretches(ruler, {4, 8, 12}, 6.0, 0, 16), 0, 16) == 4
    assert fewest(stretches(ruler, {8}, 6.0, 0, 16), 0, 16) == 2


def test_marks_lean_on_their_word():
    sentence = words.gold("\u5b50|\u66f0|\u300c|\u5b78\u7fd2|\u3002", "zh-Hant")
    assert sentence.text == "\u5b50\u66f0\u300c\u5b78\u7fd2\u3002"
    assert sentence.starts == {0, 1, 2, 6}


def test_japanese_is_cut_at_bunsetsu_not_at_words():
    sentence = words.gold("\u5473|\u306f/\u7533\u3057\u5206|\u306a\u3044|\u3002", "ja")
    assert sentence.starts == {0, 2}


def test_the_oracle_cuts_only_where_it_must():
    whole = words.gold("\u6625\u6625\u6625\u6625/\u590f\u590f\u590f\u590f", "ja")
    assert words.oracle(whole, "ja", 5.0) == (0, 1)
    wide = words.gold("\u6625\u6625\u6625\u6625\u6625\u6625/\u590f\u590f", "ja")
    assert words.oracle(wide, "ja", 5.0).inside == 1


def test_agreement_is_counted_over_characters_not_spaces():
    assert hands.positions("\uac00 \ub098\uff0f\ub2e4") == {2}
    assert hands.f1([("a\uff0fbc", "a\uff0fbc"), ("a\uff0fbc\uff0fd", "ab\uff0fc\uff0fd")]) == pytest.approx(
        2 / 3
    )
