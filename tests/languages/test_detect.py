"""Whose language a text without a tag is taken to be in."""

from __future__ import annotations

import pytest
from quotecard.languages.detect import guess
from quotecard.languages.script_variants import SIMPLIFIED, TRADITIONAL

from bench.corpora import quotes

LEAST_RIGHT = {"zh-Hant": 0.97, "zh-Hans": 0.97, "ja": 1.0, "ko": 1.0}


@pytest.mark.parametrize("lang", LEAST_RIGHT)
def test_quotes_are_told_apart(lang: str):
    texts = [quote["text"] for quote in quotes() if quote["lang"] == lang]
    if lang.startswith("zh"):
        texts = [text for text in texts if not (SIMPLIFIED | TRADITIONAL).isdisjoint(text)]
    wrong = [(text, guess(text)) for text in texts if guess(text) != lang]
    assert len(texts) >= 20
    assert len(wrong) <= (1 - LEAST_RIGHT[lang]) * len(texts), wrong[:10]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("我們飽受愚蠢之苦", "zh-Hant"),
        ("我们饱受愚蠢之苦", "zh-Hans"),
        ("大道至易", "zh-Hant"),
        ("學而時習之,不亦說乎", "zh-Hant"),
        ("怎么會這樣,誰知道呢", "zh-Hant"),
        ("我們說了算,只是个別", "zh-Hant"),
        ("这个系統", "zh-Hans"),
        ("AI 會取代我們嗎", "zh-Hant"),
        ("OpenAI 的 CEO 说", "zh-Hans"),
        ("皇后在公里外的面店", "zh-Hant"),
        ("古池や蛙飛びこむ水の音", "ja"),
        ("アイデア", "ja"),
        ("東京の空", "ja"),
        ("春眠不覚暁、処処聞啼鳥を読む", "ja"),
        ("죽는 날까지 하늘을 우러러", "ko"),
        ("나의 天命을", "ko"),
        ("To be, or not to be", "en"),
        ("Être ou ne pas être", "en"),
        ("Không có gì quý hơn độc lập, tự do", "vi"),
        ("Trăm năm trong cõi người ta", "vi"),
        ("Đi", "vi"),
        ("He said 好 and went away, never to come back", "en"),
        ("2026", "en"),
        ("🙂", "en"),
        ("", "en"),
    ],
)
def test_guess(text: str, lang: str):
    assert guess(text) == lang


def test_no_character_is_evidence_for_both_scripts():
    assert not SIMPLIFIED & TRADITIONAL
    assert not (SIMPLIFIED | TRADITIONAL) & set("后里台面干")
