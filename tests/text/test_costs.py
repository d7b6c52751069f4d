"""What a break costs: the order of the kinds, never the numbers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quotecard import legal_breaks
from quotecard.text.breaks.costs import INSIDE_WORD, Break, breaks, sentence_ends

TEXT = "資金顯然不會成為問題\uff0c人才也不會\u3002但我們缺少耐心、時間\uff1b還缺什麼呢"


def at(text: str, after: str, lang: str = "zh-Hant") -> Break:
    """The break behind some words."""
    offset = text.index(after) + len(after)
    return next(one for one in breaks(text, lang) if one.offset == offset)


@settings(deadline=None, max_examples=100)
@given(
    st.text("水木火人才はッ가나aB 1\u3002\uff0c\u3001\u300c\u300d\n", max_size=20),
    st.sampled_from(["zh-Hant", "zh-Hans", "lzh", "ja", "ko", "en"]),
)
def test_each_legal_break_has_its_costs(text: str, lang: str):
    found = breaks(text, lang)
    assert [one.offset for one in found] == sorted(legal_breaks(text, lang))
    assert all(one.crossing >= 0 and one.cost < 100 for one in found)
    assert {one.offset for one in found if one.mandatory} == {
        offset for offset, char in enumerate(text, 1) if char == "\n" and offset < len(text)
    }


def test_a_line_ends_more_gladly_the_more_a_reader_would_pause():
    sentence, clause, item, word = (at(TEXT, end) for end in ("\u3002", "\uff0c", "、", "人才"))
    assert sentence.cost <= clause.cost <= item.cost < word.cost
    assert sentence.crossing > clause.crossing > item.crossing > word.crossing == 0


@pytest.mark.parametrize(
    ("lang", "text", "between", "inside"),
    [
        ("zh-Hant", "我們討論了人工智慧的許多問題和答案", "我們", "人工智"),
        ("zh-Hans", "我们讨论了人工智能的许多问题和答案", "我们", "讨"),
        ("lzh", "學而時習之不亦說乎有朋自遠方來不亦樂乎", "學而時習之", "遠"),
        ("ja", "私たちは人工知能について多くの議論をした", "私たちは", "議"),
    ],
)
def test_between_words_is_cheaper_than_inside_one(lang: str, text: str, between: str, inside: str):
    assert at(text, between, lang).cost < at(text, inside, lang).cost


def test_inside_a_word_is_the_last_resort():
    text = "我們討論了人工智慧的許多問題和答案"
    assert at(text, "問").cost >= INSIDE_WORD > at(text, "我們").cost


def test_a_particle_would_rather_not_start_a_line_nor_a_preposition_end_one():
    text = "我在非常安靜的圖書館寫下了許多故事"
    assert at(text, "安靜").cost > at(text, "安靜的").cost
    assert at(text, "我在").cost > at(text, "圖書館").cost


@pytest.mark.parametrize(
    ("text", "leaning", "free"), [("The state of the art is here", "The state of the", "The state")]
)
def test_an_article_would_rather_not_end_a_line(text: str, leaning: str, free: str):
    assert at(text, f"{leaning} ", "en").cost > at(text, f"{free} ", "en").cost


def test_the_end_of_a_sentence_is_seen_through_closing_marks():
    text = "「他說好。」我說\u201c不。\u201d然後走了"
    offsets = range(1, len(text))
    assert sentence_ends(text, offsets) >= {text.index("我"), text.index("然")}
    assert text.index("說") not in sentence_ends(text, offsets)


def test_speech_asks_for_a_line_of_its_own():
    speech, plain = at("孟子曰\uff1a「仁人心也」", "\uff1a"), at("孟子曰\uff1a仁人心也", "\uff1a")
    assert speech.crossing > plain.crossing
