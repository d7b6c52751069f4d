"""Marks as they are typed and as they should be: what the text stage repairs, and what it leaves."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from quotecard.languages.known import CJK, language
from quotecard.text.chars import is_east_asian
from quotecard.text.prepare import punctuation as repairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.check.finding import Finding
    from quotecard.check.items import CheckedFile, QuoteItem


class Repair(NamedTuple):
    """What the text stage would write instead of a stretch of the text."""

    rule: str
    """Name of the function that repairs."""
    start: int
    end: int
    new: str


@lru_cache(maxsize=64)
def repaired(text: str, lang: str) -> tuple[Repair, ...]:
    """Return the repairs of a text, with offsets into it as it is typed."""
    offsets = list(range(len(text) + 1))
    found: list[Repair] = []
    for rule in repairs.RULES:
        edits = rule(text, lang)
        found += (Repair(rule.__name__, offsets[start], offsets[end], new) for start, end, new in edits)
        for start, end, new in reversed(edits):
            text = text[:start] + new + text[end:]
            offsets[start:end] = [offsets[start]] * len(new)
    return tuple(sorted(found, key=lambda one: one.start))


def half_width(item: QuoteItem) -> Iterator[Finding]:
    """Find half-width marks that belong to Han text."""
    return _typed(item, "full_width", "half-width {old} in full-width text")


def ellipsis(item: QuoteItem) -> Iterator[Finding]:
    """Find dots and full stops in a row, and half an ellipsis in Chinese."""
    return _typed(item, "ellipses", "{old} for an ellipsis")


def dash(item: QuoteItem) -> Iterator[Finding]:
    """Find hyphens in a row."""
    return _typed(item, "dashes", "{old} for a dash")


def quotation_marks(item: QuoteItem) -> Iterator[Finding]:
    """Find straight marks, and curly ones where the language has corner brackets."""
    yield from _typed(item, "quotation_marks", "straight mark {old}")
    for field, text, lang in item.parts if item.repairs else ():
        for at, new in _curly(text) if language(lang).centred_stops else ():
            yield item.finding(f"{text[at]} in Traditional Chinese", f"write {new}", field, at)


def _typed(item: QuoteItem, rule: str, message: str) -> Iterator[Finding]:
    for field, text, lang in item.parts if item.repairs else ():
        for one in repaired(text, lang):
            if one.rule == rule:
                old = text[one.start : one.end]
                at = one.start + len(old) - len(old.lstrip())
                yield item.finding(message.format(old=old.strip()), f"write {one.new}", field, at)


_OUTER = {"\u201c": "\u300c", "\u201d": "\u300d", "\u2018": "\u300e", "\u2019": "\u300f"}
_INNER = {"\u201c": "\u300e", "\u201d": "\u300f", "\u2018": "\u300c", "\u2019": "\u300d"}
_CURLY = frozenset(_OUTER)


def _curly(text: str) -> Iterator[tuple[int, str]]:
    """Yield each curly mark beside Han with the corner bracket that it should be."""
    depth = 0
    for at, char in enumerate(text):
        depth += (char == "\u300c") - (char == "\u300d")
        if char in _CURLY and _beside_han(text, at):
            yield at, (_INNER if depth > 0 else _OUTER)[char]


def _beside_han(text: str, at: int) -> bool:
    """Tell whether a mark touches Han; around Latin words it is theirs."""
    return any(map(is_east_asian, text[max(at - 1, 0) : at] + text[at + 1 : at + 2]))


_KINDS = {"\u300c": "corner", "\u300e": "corner", "\u201c": "curly", "\u2018": "curly"}
_SHOWN = {"corner": "\u300c \u300d", "curly": "\u201c \u201d"}
_USUAL = {row.tag: _KINDS[row.quotes.outer_open] for row in CJK if not row.centred_stops}
"""Languages that are written with either kind, and the kind that wins a draw."""


def mixed_marks(file: CheckedFile) -> Iterator[Finding]:
    """Find the rarer kind of quotation marks where the quotes of one language have two."""
    for lang, usual in _USUAL.items():
        marks = [
            (item, field, at, _KINDS[char])
            for item in file.items
            if item.repairs
            for field, text, of in item.parts
            if of == lang
            for at, char in enumerate(text)
            if char in _KINDS and (_KINDS[char] == "corner" or _beside_han(text, at))
        ]
        kinds = [kind for *_, kind in marks]
        kept = max(_SHOWN, key=lambda kind: (kinds.count(kind), kind == usual))
        for item, field, at, kind in marks:
            if kind != kept:
                message = f"{_SHOWN[kind]} where other quotes have {_SHOWN[kept]}"
                yield item.finding(message, f"write {_SHOWN[kept]}", field, at)
