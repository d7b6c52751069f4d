"""What tempted and was forbidden: named with the rule that forbids it, and no rule is claimed in vain."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quotecard.card import Card, render_card
from quotecard.errors import CardError
from quotecard.fontbook import default_book
from quotecard.languages.known import language
from quotecard.page.account import account
from quotecard.text.breaks.legal import forbids, legal_breaks, unicode_breaks

if TYPE_CHECKING:
    from quotecard.text.explain.forbidden import Forbidden

DATA = Path(__file__).parent.parent / "data"
ROWS = [json.loads(line) for line in (DATA / "quotes-1000.jsonl").read_text(encoding="utf-8").splitlines()]
SAMPLE = random.Random(7).sample(ROWS, 60)
LANGS = ["zh-Hant", "zh-HK", "zh-Hans", "lzh", "ja", "ko", "en", "vi"]
TEXT = st.text(
    "天地玄黃\uff0c\u3002\u300c\u300d\uff08\uff09\u3001\u2014\u2026\u00b7/ $%0123.,カーィ는한abc'\u201c\u201d\u0301\u200d\uff05",
    min_size=2,
    max_size=14,
)


def places(text: str, **extra: str) -> tuple[Card, tuple[Forbidden, ...]]:
    card = render_card({"text": text} | extra)
    return card, account(card.job, default_book()).forbidden


def why_not(text: str, at: int, lang: str) -> str:
    rule = forbids(text, at, language(lang), unicode_breaks(text, lang))
    assert rule is not None
    return rule.explain(text, at)


@pytest.mark.parametrize(
    ("text", "at", "lang", "rule"),
    [
        ("問題\u3002", 2, "zh-Hant", "U+3002 \u3002 may not start a line (CLREQ strict)"),
        ("說\u300c好", 2, "zh-Hant", "U+300C \u300c may not end a line (CLREQ strict)"),
        ("ヴィク", 1, "ja", "U+30A3 ィ may not start a line (JLREQ very strict)"),
        ("있다!", 2, "ko", "U+0021 ! may not start a line (KLREQ)"),
        ("희망은", 2, "ko", "Korean breaks at spaces only (KLREQ #line-break)"),
        ("2,500人", 2, "zh-Hant", "a number is not divided (UAX #14, class NU)"),
        ("2,500人", 1, "zh-Hant", "a number is not divided (UAX #14, class NU)"),
        ("是50\u2030", 3, "zh-Hant", "U+2030 \u2030 may not start a line (CLREQ strict)"),
        ("是50\u33a1", 3, "ja", "0\u33a1: a sign stays with its numeral (JLREQ cl-12, cl-13)"),
        ("GenAI", 3, "zh-Hant", "a word is not divided (UAX #14, class AL; cards do not hyphenate)"),
        ("fox: x", 3, "en", "U+003A : may not start a line (UAX #14)"),
        ("so \u2014 x", 3, "en", "U+2014 \u2014 may not start a line (CLREQ strict)"),
        ("e\u0301", 1, "en", "U+0301 \u0301 is part of the character before it (UAX #29)"),
        ("a\u00a0b", 1, "en", "U+0061 a and U+00A0 stay together (UAX #14)"),
    ],
)
def test_the_rule_is_named(text: str, at: int, lang: str, rule: str):
    assert at not in legal_breaks(text, lang)
    assert why_not(text, at, lang) == rule


@given(TEXT, st.sampled_from(LANGS))
def test_a_rule_is_never_claimed_in_vain(text: str, lang: str):
    """A table that is named holds the mark, and what Unicode is said to forbid its breaker refuses."""
    legal, allowed = legal_breaks(text, lang), unicode_breaks(text, lang)
    assert legal <= allowed
    for at in set(range(1, len(text))) - legal:
        rule = why_not(text, at, lang)
        if "may not start" in rule:
            assert text[at] in language(lang).kinsoku.not_at_start
        elif "may not end" in rule:
            assert (
                text[at - 1] in language(lang).kinsoku.not_at_end
                or text[at - 2] in language(lang).kinsoku.not_at_end
            )
        elif "stay together" in rule or "a word is not" in rule:
            assert at not in allowed
        if "(UAX #14)" in rule:
            assert at not in allowed


def test_what_would_have_made_better_lines_is_told():
    card, (place,) = places(
        "我們有很多新想法和非常棒的東西\uff0c他們應該付諸實施\u3002但他們卻只選擇那些基本上安全可靠\u3001"
        "已被證明行之有效的東西\u3002這樣做\uff0c你就落後了\u3002"
    )
    assert card.lines[place.line].endswith("東西\u3002")
    assert place.word
    assert place.gain > 0.3
    assert place.as_dict(card.blocks.text) == {
        "line": place.line + 1,
        "before": "效的東西",
        "after": "\u3002這樣做",
        "word": True,
        "gain": round(place.gain, 3),
        "rule": "U+3002 \u3002 may not start a line (CLREQ strict)",
    }


def test_a_base_with_one_reading_is_a_reason_too():
    card, found = places("大きな{東京特許許可局|とうきょうとっきょきょかきょく}へ行く", lang="ja")
    legal = legal_breaks(card.blocks.text, "ja")
    assert found
    assert all("one reading" in place.rule for place in found if place.offset in legal)
    assert {place.offset for place in found} & legal


def test_where_the_text_itself_ends_a_line_nothing_tempts():
    assert places("春眠不覺曉\uff0c\n處處聞啼鳥\u3002\n夜來風雨聲\uff0c\n花落知多少\u3002")[1] == ()


@pytest.mark.parametrize("direction", ["horizontal", "vertical"])
def test_all_that_tempts_is_illegal_near_a_line_end_and_at_most_three(direction: str):
    told = 0
    for row in SAMPLE:
        try:
            card, found = places(row["text"], lang=row["lang"], direction=direction)
        except CardError:
            continue
        text = card.blocks.text
        assert {place.offset for place in found}.isdisjoint(legal_breaks(text, card.job.lang))
        assert len({place.offset for place in found}) == len(found)
        assert all(0 <= place.line < len(card.lines) - 1 and place.gain > 0 and place.rule for place in found)
        counts = [place.line for place in found]
        assert max(map(counts.count, counts), default=0) <= 3
        told += len(found)
    assert told > 20
