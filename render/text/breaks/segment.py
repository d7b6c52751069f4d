"""Word and phrase boundaries by language, loaded only when a text needs them.

Measured on Universal Dependencies test sets: Chinese wants a vote of three (ICU's dictionary,
BudouX, jieba on simplified text), Japanese BudouX, classical Chinese ICU alone.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from icu4py.breakers import WordBreaker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SHORT = 12
"""Up to so many characters ICU's dictionary alone decides: loading jieba would cost more than the card."""


def _offsets(pieces: Iterable[str]) -> frozenset[int]:
    found, at = [], 0
    for piece in pieces:
        found.append(at)
        at += len(piece)
    return frozenset(found[1:])


def icu_words(text: str, lang: str) -> frozenset[int]:
    """Return the offsets between words by ICU's dictionary."""
    return _offsets(WordBreaker(text, lang or "zh"))


@lru_cache
def _budoux(model: str) -> Any:
    import budoux

    return {
        "ja": budoux.load_default_japanese_parser,
        "zh-Hans": budoux.load_default_simplified_chinese_parser,
        "zh-Hant": budoux.load_default_traditional_chinese_parser,
    }[model]()


def budoux_phrases(text: str, model: str) -> frozenset[int]:
    """Return the offsets between phrases by BudouX; `model` is ja, zh-Hans or zh-Hant."""
    return _offsets(_budoux(model).parse(text))


@lru_cache
def _to_simplified() -> Callable[[str], str]:
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert


@lru_cache
def _jieba() -> Callable[[str], list[str]]:
    import rjieba

    return rjieba.cut


def jieba_words(text: str) -> frozenset[int]:
    """Return the offsets between words by jieba, which reads simplified characters best."""
    simplified = _to_simplified()(text)
    return _offsets(_jieba()(simplified if len(simplified) == len(text) else text))


def votes(text: str, lang: str) -> list[int]:
    """Return for each offset of a Chinese text how many of three segmenters see a word end there."""
    model = "zh-Hans" if lang == "zh-Hans" else "zh-Hant"
    icu = icu_words(text, lang)
    if len(text) <= SHORT:
        return [3 * (at in icu) for at in range(len(text) + 1)]
    ballots = (icu, budoux_phrases(text, model), jieba_words(text))
    return [sum(at in ballot for ballot in ballots) for at in range(len(text) + 1)]
