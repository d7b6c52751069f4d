"""What is repaired and what is left alone: the table, and what holds for every text."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quotecard.text.prepare.normalise import normalise

LANGS = ("zh-Hant", "zh-Hans", "ja", "ko", "en", "de")
# Each family of characters that a rule tells apart, and every mark that a rule may touch.
MIXED = st.text("好的かコ그a B1 ,.:;!?()'\"-\u2026\u3002\uff0c\uff08\uff09\u300c\u300d\n/", max_size=24)


def unescaped(cell: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), cell)


def rows() -> list[list[str]]:
    """The table's rows; marks that are easily mistaken stand in it by code point."""
    path = Path(__file__).parent.parent / "data" / "repairs.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return [[unescaped(cell) for cell in row] for row in table]


@pytest.mark.parametrize(("rule", "lang", "typed", "repaired"), rows())
def test_repair(rule: str, lang: str, typed: str, repaired: str):
    assert normalise(typed, (), lang).text == repaired, rule


@pytest.mark.parametrize(("rule", "lang", "typed", "repaired"), rows())
def test_a_repair_is_told_and_nothing_else_is(rule: str, lang: str, typed: str, repaired: str):
    notices = normalise(typed, (), lang).notices
    assert {notice.kind for notice in notices} == ({"punctuation"} if typed != repaired else set()), rule


def test_the_notice_counts_equal_repairs():
    notices = normalise("甲,乙,丙.", (), "zh-Hant").notices
    assert [str(notice) for notice in notices] == [
        "',' became '\uff0c', 2 times",
        "'.' became '\u3002'",
    ]


@settings(deadline=None, max_examples=300)
@given(MIXED, st.sampled_from(LANGS))
def test_repairing_twice_is_repairing_once(text: str, lang: str):
    once = normalise(text, (), lang).text
    assert normalise(once, (), lang) == (once, (), ())


@settings(deadline=None, max_examples=200)
@given(MIXED, st.sampled_from(LANGS))
def test_letters_and_line_feeds_are_never_touched(text: str, lang: str):
    def kept(of: str) -> list[str]:
        return [char for char in of if char.isalnum() or char == "\n"]

    assert kept(normalise(text, (), lang).text) == kept(text)


@settings(deadline=None, max_examples=200)
@given(MIXED, st.sampled_from(LANGS))
def test_no_straight_quotation_mark_is_left(text: str, lang: str):
    assert not {"'", '"'} & set(normalise(text, (), lang).text)


@settings(deadline=None, max_examples=200)
@given(MIXED, st.sampled_from(LANGS))
def test_keeping_keeps(text: str, lang: str):
    assert normalise(text, (), lang, repair=False) == (text, (), ())
