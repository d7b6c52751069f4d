"""A rule on mistakes of a conversion from Simplified characters, by a table of words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from quotecard.check.rules.conversion_table import CONVERSIONS
from quotecard.check.rules.mixed_scripts import OPENCC_CONFIG, opencc_converter
from quotecard.languages.chinese import HONG_KONG
from quotecard.languages.script_variants import SIMPLIFIED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quotecard.check.checked_quotes import CheckedQuote
    from quotecard.check.finding import Finding

_HONG_KONG = {"裡": "裏"}
"""Characters with another form in Hong Kong."""


class _WordPattern(NamedTuple):
    """A word to search for."""

    found: str
    at: int
    """Offset of the character in the word."""
    right: str
    """The correct character; empty if the word is correct as it is."""


def find_wrong_conversions(item: CheckedQuote) -> Iterator[Finding]:
    """Find characters that are wrong in the word around them."""
    for field, text, lang in item.parts:
        for at, word in _matches(text) if lang in OPENCC_CONFIG else ():
            right = _HONG_KONG.get(word.right, word.right) if lang == HONG_KONG.tag else word.right
            around = f" in {word.found}" if len(word.found) > 1 else ""
            better = word.found[: word.at] + right + word.found[word.at + 1 :]
            yield item.finding(f"{text[at]} instead of {right}{around}", f"write {better}", field, at)


def _matches(text: str) -> Iterator[tuple[int, _WordPattern]]:
    table = _patterns_by_char()
    if table.keys().isdisjoint(text):
        return
    read = _with_traditional_chars(text)
    for at, char in enumerate(read):
        word = next((word for word in table.get(char, ()) if _stands_at(word, read, at)), None)
        # Characters that exist only in Simplified have a rule of their own.
        if word and word.right and char == text[at]:
            yield at, word


def _stands_at(word: _WordPattern, text: str, at: int) -> bool:
    return at >= word.at and text.startswith(word.found, at - word.at)


def _with_traditional_chars(text: str) -> str:
    """Return the text with Simplified-only characters converted: 这里 becomes 這里."""
    if SIMPLIFIED.isdisjoint(text):
        return text
    convert = opencc_converter("s2tw")
    return "".join(convert(char) if char in SIMPLIFIED else char for char in text)


@lru_cache(maxsize=1)
def _patterns_by_char() -> Mapping[str, list[_WordPattern]]:
    """Return the words by the character that may be wrong, the longest first, correct ones before wrong ones."""
    table: dict[str, set[_WordPattern]] = {}
    for row in CONVERSIONS:
        words = table.setdefault(row.wrong, set())
        for word in row.words.split():
            words |= _patterns_of(word.replace(row.right, row.wrong), row.wrong, row.right)
        for word in row.keep.split():
            words |= _patterns_of(word, row.wrong, "")
    return {
        char: sorted(words, key=lambda word: (-len(word.found), word.right, word.found))
        for char, words in table.items()
    }


def _patterns_of(word: str, wrong: str, right: str) -> set[_WordPattern]:
    return {_WordPattern(word, place.start(), right) for place in re.finditer(wrong, word)}
