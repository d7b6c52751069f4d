"""Whose faces a text is set in, and what its writer chose about the manner."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quotecard.fontbook.book import OWN_LATIN_ROLES
from quotecard.languages.known import language
from quotecard.text.rules import RULES, TypesettingRules

if TYPE_CHECKING:
    from quotecard.fontbook import FontBook

_HEAVIER, _LEAST_HEAVIER = 300, 200
"""units of wght from a text to its emphasis, and the least that is seen"""


class Columns(NamedTuple):
    """What stands across a column, where the writer has a choice."""

    digits: int = 2
    """of a number, at most; a longer one lies on its side"""
    capitals: bool = False
    """whether a word of two or three capitals stands upright, letter under letter"""
    paired: bool = False
    """whether a longer number stands two digits a cell, as on manuscript paper"""


class Voice(NamedTuple):
    """Whose faces a text is set in, and how its words stand in a column."""

    role: str
    lang: str
    weight: int | None = None
    italic: bool = False
    columns: Columns = Columns()
    rules: TypesettingRules = RULES
    """What a text in this voice is set by."""


class StrongParts(NamedTuple):
    """Parts of a text that are set in another voice."""

    ranges: tuple[tuple[int, int], ...]
    heavier: Voice | None

    def voice(self, offset: int) -> Voice | None:
        """Return the voice of the character at an offset, where it has one of its own."""
        return self.heavier if any(start <= offset < end for start, end in self.ranges) else None


NO_STRONG_PARTS = StrongParts((), None)


def heavier(voice: Voice, book: FontBook) -> Voice | None:
    """Return a voice in heavier letters, or None where its face has no such weight: never a false bold."""
    own = language(voice.lang).is_cjk or voice.role in OWN_LATIN_ROLES
    role, asked = (voice.role, voice.weight) if own else ("latin", None)
    file = book.pick(role, voice.lang).file
    weight = file.weight(asked)
    if weight is None or file.range[1] - weight < _LEAST_HEAVIER:
        return None
    return voice._replace(role=role, weight=min(weight + _HEAVIER, file.range[1]))
