"""Word and phrase boundaries by language, loaded only when a text needs them.

Measured on Universal Dependencies test sets: Chinese wants a vote of three (ICU's dictionary,
BudouX, jieba on simplified text), Japanese BudouX, classical Chinese ICU alone.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import repeat
from operator import add
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from icu4py.breakers import WordBreaker

from quotecard.languages.known import DEFAULT_TAG, language
from quotecard.text.breaks.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SHORT = 12
"""Up to so many characters ICU's dictionary alone decides: loading jieba would cost more than the card."""


Weights: TypeAlias = "dict[str, tuple[int, ...]]"


def _offsets(pieces: Iterable[str]) -> frozenset[int]:
    found, at = [], 0
    for piece in pieces:
        found.append(at)
        at += len(piece)
    return frozenset(found[1:])


def icu_words(text: str, lang: str) -> frozenset[int]:
    """Return the offsets between words by ICU's dictionary."""
    return _offsets(WordBreaker(text, lang or DEFAULT_TAG))


@lru_cache
def _budoux(model: str) -> Any:
    import budoux

    return {
        "japanese": budoux.load_default_japanese_parser,
        "simplified_chinese": budoux.load_default_simplified_chinese_parser,
        "traditional_chinese": budoux.load_default_traditional_chinese_parser,
    }[model]()


@lru_cache
def _weights(model: str) -> tuple[Weights, Weights, Weights, float]:
    """Return BudouX's weights of single characters, pairs and triples, all places of each in one row; and the bias.

    One search then answers six: the tables are large, and what is slow is to reach them.
    """
    parser = _budoux(model)
    singles, pairs, triples = (
        _rows([parser.model.get(f"{kind}{at}", {}) for at in range(1, places + 1)])
        for kind, places in (("UW", 6), ("BW", 3), ("TW", 4))
    )
    return singles, pairs, triples, parser._base_score  # noqa: SLF001  # half of all weights: it takes long to sum


def _rows(tables: list[dict[str, int]]) -> Weights:
    return {key: tuple(table.get(key, 0) for table in tables) for key in set().union(*tables)}


def budoux_phrases(text: str, model: str) -> frozenset[int]:
    """Return the offsets between phrases by BudouX; `model` is ja, zh-Hans or zh-Hant.

    The sums are those of `budoux.Parser.parse`, which searches thirteen tables for each place.
    """
    singles, pairs, triples, bias = _weights(model)
    last = len(text)
    padded = f"\0\0\0{text}\0\0"  # what no weight knows stands before the text and after it
    twos = list(map(add, padded, padded[1:]))
    threes = map(add, twos, padded[2:])
    u = list(zip(*map(singles.get, padded, repeat((0,) * 6)), strict=True))
    b = list(zip(*map(pairs.get, twos, repeat((0,) * 3)), strict=True))
    t = list(zip(*map(triples.get, threes, repeat((0,) * 4)), strict=True))
    rows = (
        *(row[at : at + last] for at, row in enumerate(u, 1)),
        *(row[at : at + last] for at, row in enumerate(b, 2)),
        *(row[at : at + last] for at, row in enumerate(t, 1)),
    )
    scores = map(sum, zip(*rows, strict=False))
    return frozenset(at for at, score in enumerate(scores, 1) if score > -bias and at < last)


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
    phrases = budoux_phrases(text, language(lang).phrase_model)
    kinds = jieba_words(text)
    return Ballots([(at in icu) + (at in phrases) + (at in kinds) for at in offsets], kinds)
