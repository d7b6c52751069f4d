"""Slips of a conversion from Simplified characters, by the words of a table."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from quotecard.check.rules.conversions import SLIPS
from quotecard.check.rules.mixed_scripts import TO_TRADITIONAL, converter
from quotecard.languages.chinese import HONG_KONG
from quotecard.languages.script_variants import SIMPLIFIED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quotecard.check.finding import Finding
    from quotecard.check.items import QuoteItem

_HONG_KONG = {"裡": "裏"}
"""Characters that are written otherwise in Hong Kong."""


class _Word(NamedTuple):
    """A word as it is found."""

    found: str
    at: int
    """Offset of the character in it."""
    right: str
    """The character that should stand there; nothing where it is no slip."""


def conversion(item: QuoteItem) -> Iterator[Finding]:
    """Find characters that stand for another one in the word around them."""
    for field, text, lang in item.parts:
        for at, word in _slips(text) if lang in TO_TRADITIONAL else ():
            right = _HONG_KONG.get(word.right, word.right) if lang == HONG_KONG.tag else word.right
            around = f" in {word.found}" if len(word.found) > 1 else ""
            better = word.found[: word.at] + right + word.found[word.at + 1 :]
            yield item.finding(f"{text[at]} for {right}{around}", f"write {better}", field, at)


def _slips(text: str) -> Iterator[tuple[int, _Word]]:
    table = _table()
    if table.keys().isdisjoint(text):
        return
    read = _traditional(text)
    for at, char in enumerate(read):
        word = next((word for word in table.get(char, ()) if _stands(word, read, at)), None)
        # What is only Simplified anywhere is told by a rule of its own.
        if word and word.right and char == text[at]:
            yield at, word


def _stands(word: _Word, text: str, at: int) -> bool:
    return at >= word.at and text.startswith(word.found, at - word.at)


def _traditional(text: str) -> str:
    """Return the text with what is only Simplified written in traditional characters: 这里 is 這里."""
    if SIMPLIFIED.isdisjoint(text):
        return text
    convert = converter("s2tw")
    return "".join(convert(char) if char in SIMPLIFIED else char for char in text)


@lru_cache(maxsize=1)
def _table() -> Mapping[str, list[_Word]]:
    """Return the words by the character that may be wrong; the longest first, of equals what is no slip."""
    table: dict[str, set[_Word]] = {}
    for slip in SLIPS:
        words = table.setdefault(slip.wrong, set())
        for word in slip.words.split():
            words |= _found(word.replace(slip.right, slip.wrong), slip.wrong, slip.right)
        for word in slip.keep.split():
            words |= _found(word, slip.wrong, "")
    return {
        char: sorted(words, key=lambda word: (-len(word.found), word.right, word.found))
        for char, words in table.items()
    }


def _found(word: str, wrong: str, right: str) -> set[_Word]:
    return {_Word(word, place.start(), right) for place in re.finditer(wrong, word)}
