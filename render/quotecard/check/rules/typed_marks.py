"""Rules on punctuation as typed: what the text stage repairs, and what it leaves."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from quotecard.languages.known import CJK, language
from quotecard.text.chars import is_east_asian
from quotecard.text.prepare import punctuation as repairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.check.checked_quotes import CheckedFile, CheckedQuote
    from quotecard.check.finding import Finding


class MarkRepair(NamedTuple):
    """What the text stage writes instead of a range of the text."""

    rule: str
    """Name of the function that makes the repair."""
    start: int
    end: int
    new: str


@lru_cache(maxsize=64)
def repairs_of(text: str, lang: str) -> tuple[MarkRepair, ...]:
    """Return the repairs of a text, with offsets into it as typed."""
    offsets = list(range(len(text) + 1))
    found: list[MarkRepair] = []
    for rule in repairs.RULES:
        edits = rule(text, lang)
        found += (MarkRepair(rule.__name__, offsets[start], offsets[end], new) for start, end, new in edits)
        for start, end, new in reversed(edits):
            text = text[:start] + new + text[end:]
            offsets[start:end] = [offsets[start]] * len(new)
    return tuple(sorted(found, key=lambda one: one.start))


def find_half_width_marks(item: CheckedQuote) -> Iterator[Finding]:
    """Find half-width marks in Han text."""
    return _find_repairs(item, "full_width", "half-width {old} in full-width text")


def find_ellipses(item: CheckedQuote) -> Iterator[Finding]:
    """Find rows of dots or full stops, and half an ellipsis in Chinese."""
    return _find_repairs(item, "ellipses", "{old} instead of an ellipsis")


def find_dashes(item: CheckedQuote) -> Iterator[Finding]:
    """Find rows of hyphens."""
    return _find_repairs(item, "dashes", "{old} instead of a dash")


def find_quotation_marks(item: CheckedQuote) -> Iterator[Finding]:
    """Find straight quotation marks, and curly ones in languages with corner brackets."""
    yield from _find_repairs(item, "quotation_marks", "straight quotation mark {old}")
    for field, text, lang in item.parts if item.repairs else ():
        for at, new in _curly_marks(text) if language(lang).centred_stops else ():
            yield item.finding(f"{text[at]} in Traditional Chinese", f"write {new}", field, at)


def _find_repairs(item: CheckedQuote, rule: str, message: str) -> Iterator[Finding]:
    for field, text, lang in item.parts if item.repairs else ():
        for one in repairs_of(text, lang):
            if one.rule == rule:
                old = text[one.start : one.end]
                at = one.start + len(old) - len(old.lstrip())
                yield item.finding(message.format(old=old.strip()), f"write {one.new}", field, at)


_OUTER = {"\u201c": "\u300c", "\u201d": "\u300d", "\u2018": "\u300e", "\u2019": "\u300f"}
_INNER = {"\u201c": "\u300e", "\u201d": "\u300f", "\u2018": "\u300c", "\u2019": "\u300d"}
_CURLY = frozenset(_OUTER)


def _curly_marks(text: str) -> Iterator[tuple[int, str]]:
    """Yield the offset of each curly mark beside Han, and the corner bracket that it should be."""
    depth = 0
    for at, char in enumerate(text):
        depth += (char == "\u300c") - (char == "\u300d")
        if char in _CURLY and _beside_han(text, at):
            yield at, (_INNER if depth > 0 else _OUTER)[char]


def _beside_han(text: str, at: int) -> bool:
    """Return whether a mark is next to Han; around Latin words, curly marks are correct."""
    return any(map(is_east_asian, text[max(at - 1, 0) : at] + text[at + 1 : at + 2]))


_KIND_OF_MARK = {"\u300c": "corner", "\u300e": "corner", "\u201c": "curly", "\u2018": "curly"}
_MARKS_OF_KIND = {"corner": "\u300c \u300d", "curly": "\u201c \u201d"}
_USUAL_KIND = {row.tag: _KIND_OF_MARK[row.quotes.outer_open] for row in CJK if not row.centred_stops}
"""Languages that use either kind, and the kind that is kept if both are as frequent."""


def find_mixed_quotation_marks(file: CheckedFile) -> Iterator[Finding]:
    """Find the less frequent kind of quotation marks if the quotes of one language have two."""
    for lang, usual in _USUAL_KIND.items():
        marks = [
            (item, field, at, _KIND_OF_MARK[char])
            for item in file.items
            if item.repairs
            for field, text, of in item.parts
            if of == lang
            for at, char in enumerate(text)
            if char in _KIND_OF_MARK and (_KIND_OF_MARK[char] == "corner" or _beside_han(text, at))
        ]
        kinds = [kind for *_, kind in marks]
        kept = max(_MARKS_OF_KIND, key=lambda kind: (kinds.count(kind), kind == usual))
        for item, field, at, kind in marks:
            if kind != kept:
                message = f"{_MARKS_OF_KIND[kind]} here, {_MARKS_OF_KIND[kept]} in other quotes"
                yield item.finding(message, f"write {_MARKS_OF_KIND[kept]}", field, at)
