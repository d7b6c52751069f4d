"""The table of slips: it is sound, it lets old texts alone, and it finds what a naive conversion leaves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from quotecard.check.checked_quotes import CheckedQuote, LayoutResult, TextPart
from quotecard.check.rules import mixed_scripts as variants
from quotecard.check.rules import wrong_conversions
from quotecard.check.rules.conversion_table import CONVERSIONS
from quotecard.languages.script_variants import SIMPLIFIED
from quotecard.model import Quote

DATA = Path(__file__).parent.parent / "data"
ROWS = [json.loads(line) for line in (DATA / "quotes-1000.jsonl").read_text(encoding="utf-8").splitlines()]


def item(text: str, lang: str = "zh-Hant") -> CheckedQuote:
    return CheckedQuote(Quote(text), lang, (TextPart("text", text, lang),), {}, LayoutResult())


@pytest.mark.parametrize("slip", CONVERSIONS, ids=lambda slip: slip.wrong + slip.right)
def test_a_row_says_something(slip: object):
    assert len(slip.wrong) == len(slip.right) == 1
    assert slip.wrong != slip.right
    assert all(slip.right in word for word in slip.words.split())
    assert all(slip.wrong in word for word in slip.keep.split())


@pytest.mark.parametrize("slip", CONVERSIONS, ids=lambda slip: slip.wrong + slip.right)
def test_each_word_of_a_row_is_found_and_each_that_is_kept_is_not(slip: object):
    for word in slip.words.split():
        found = list(wrong_conversions.find_wrong_conversions(item(word.replace(slip.right, slip.wrong))))
        assert found, word
    for word in slip.keep.split():
        assert [
            hit.message
            for hit in wrong_conversions.find_wrong_conversions(item(word))
            if f"{slip.wrong} instead of" in hit.message
        ] == [], word


HALF = {"幹什么", "幹么", "怎么幹", "寧愿", "複制"}
"""Words as they stand when two characters of them were left."""


def test_no_word_is_kept_that_another_row_would_have_changed():
    """What one row writes, no other row finds fault with."""
    for word in {word for slip in CONVERSIONS for word in slip.words.split()} - HALF:
        assert [hit.message for hit in wrong_conversions.find_wrong_conversions(item(word))] == [], word


def test_old_texts_are_let_alone():
    old = [row["text"] for row in ROWS if row["lang"] == "zh-Hant"]
    flagged = [
        text
        for text in old
        for rule in (wrong_conversions.find_wrong_conversions, variants.find_simplified)
        if list(rule(item(text)))
    ]
    assert len(old) == 819
    assert len(flagged) < len(old) / 100
    assert flagged == []  # as measured; the line above is the promise


def test_texts_in_simplified_characters_are_let_alone():
    flagged = [
        row["text"]
        for row in ROWS
        if row["lang"] == "zh-Hans" and list(variants.find_traditional(item(row["text"], "zh-Hans")))
    ]
    assert flagged == []


def test_a_naive_conversion_is_found_out():
    """Of the characters that a table by single characters leaves in modern text, most are found."""
    text = "我们以后对于公司里的关系怎么准备，复杂的标准体现了机会，其余的战斗只有放松干净。"
    convert = variants.opencc_converter("s2tw")
    naive = "".join(convert(char) if char in SIMPLIFIED else char for char in text)
    right = convert(text)
    wrong = {at for at, char in enumerate(naive) if char != right[at]}
    found = {at for at, _ in wrong_conversions._matches(naive)}
    assert wrong == found
    assert len(wrong) == 14


def test_a_word_at_the_beginning_does_not_reach_around_the_end():
    assert list(wrong_conversions.find_wrong_conversions(item("么三什"))) != []  # 么 alone
    assert [hit.message for hit in wrong_conversions.find_wrong_conversions(item("後皇"))] == []
    assert [hit.message for hit in wrong_conversions.find_wrong_conversions(item("里公司"))] == []
