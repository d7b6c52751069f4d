"""Word and phrase boundaries by language, loaded only when a text needs them.

Measured on Universal Dependencies test sets: Chinese wants a vote of three (ICU's dictionary,
BudouX, jieba on simplified text), Japanese BudouX, classical Chinese ICU alone.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from icu4py.breakers import WordBreaker

from render.text.breaks.simplified import simplified

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
def _jieba() -> Callable[[str], list[tuple[str, str]]]:
    import rjieba

    return rjieba.tag


def jieba_words(text: str) -> dict[int, str]:
    """Return each offset between words with the kinds of the two words, as `nv`: noun, then verb.

    By jieba, which reads simplified characters best; the kinds are the first letters of its tags.
    """
    found: dict[int, str] = {}
    at, before = 0, ""
    for word, tag in _jieba()(simplified(text)):
        kind = "n" if tag == "vn" else tag[:1]
        if at:
            found[at] = before + kind
        at, before = at + len(word), kind
    return found


class Ballots(NamedTuple):
    """What the segmenters say of a Chinese text."""

    votes: list[int]
    """For each offset how many of three see a word end there."""
    kinds: dict[int, str]
    """Kinds of the words around an offset (`jieba_words`); empty for a short text."""


def ballots(text: str, lang: str) -> Ballots:
    """Ask three segmenters; a short text is left to ICU's dictionary alone."""
    icu = icu_words(text, lang)
    offsets = range(len(text) + 1)
    if len(text) <= SHORT:
        return Ballots([3 * (at in icu) for at in offsets], {})
    phrases = budoux_phrases(text, "zh-Hans" if lang == "zh-Hans" else "zh-Hant")
    kinds = jieba_words(text)
    return Ballots([(at in icu) + (at in phrases) + (at in kinds) for at in offsets], kinds)
