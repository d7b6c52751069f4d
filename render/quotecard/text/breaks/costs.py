"""What it costs to end a line at each legal break, and to run on past it.

Display lines end where a reader would pause (TYPOGRAPHY: clause, then phrase, then word). Costs
are in the unit of the optimiser's other terms; lower is better. The numbers were tuned against
two independent settings by hand of 94 texts (`bench/breaks.py`), from the sources named there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quotecard.languages.known import DEFAULT_TAG
from quotecard.text import chars
from quotecard.text.breaks import phrases
from quotecard.text.breaks.legal import legal_breaks
from quotecard.text.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quotecard.text.rules import TypesettingRules

SENTENCE_MARKS = frozenset("\u3002\uff01\uff1f.!?\u203c\u2047\u2048\u2049\uff0e\uff61")
CLAUSE_MARKS = frozenset("\uff0c\uff1b\uff1a,;:\u2014\u2026\u22ef\uff64")
LIST_MARKS = frozenset("\u3001")
CLOSING = chars.CLOSING | chars.ASCII_CLOSING
OPENING = chars.OPENING | chars.ASCII_OPENING

INSIDE_WORD = 3.0
"""From this cost on a break cuts a word: taken only when nothing else fits."""

# A clause end left inside a line costs too: hand setters end a line at nearly every one.
_SENTENCE, _CLAUSE, _LIST = (0.0, 3.0), (0.05, 0.65), (0.12, 0.18)
_FULL_CLAUSE = 4
"""Letters from which on a clause asks for a line of its own."""
_SPEECH = 1.19
"""What it costs more to run on past a colon into speech: 曰： stands alone."""


class Break(NamedTuple):
    """A place where a line may end."""

    offset: int
    """Code points before which the next line starts."""
    cost: float
    """Cost of ending a line here."""
    crossing: float
    """Cost of a line that runs on past here."""
    mandatory: bool = False


def breaks(text: str, lang: str, rules: TypesettingRules = RULES) -> list[Break]:
    """Return the legal breaks of `text` in order, each with its costs; the end is not one of them."""
    offsets = sorted(legal_breaks(text, lang if rules.whole_words else DEFAULT_TAG))
    if not offsets:
        return []
    clauses = {at: clause for at in offsets if (clause := _clause(text, at)) is not None and rules.clauses}
    inner = phrases.costs(text, lang, [at for at in offsets if at not in clauses], rules)
    return [
        Break(at, *clauses[at], mandatory=text[at - 1] == "\n")
        if at in clauses
        else Break(at, inner[at], 0.0)
        for at in offsets
    ]


def _clause(text: str, at: int) -> tuple[float, float] | None:
    """Return (cost, crossing) where the text before `at` ends a sentence, clause or list item."""
    before = text[at - 1]
    if before.isalnum():
        return None  # as nearly everywhere
    if before == "\n":
        return 0.0, 0.0
    last = _last_mark(text, at)
    if last in SENTENCE_MARKS:
        return _SENTENCE
    if last in CLAUSE_MARKS:
        cost, crossing = _CLAUSE
        if last in "\uff1a:" and text[at] in OPENING:
            return cost, crossing + _SPEECH
        return cost, crossing * min(_clause_length(text, at) / _FULL_CLAUSE, 1.0)
    if last in LIST_MARKS:
        return _LIST
    return None


def _clause_length(text: str, at: int) -> int:
    """Return how many letters the clause that ends before `at` has, up to a full clause."""
    count = 0
    for char in reversed(text[:at].rstrip(" ")):
        if char.isalnum():
            count += 1
        elif count:
            break
        if count >= _FULL_CLAUSE:
            break
    return count


def _last_mark(text: str, at: int) -> str:
    """Return the character before `at`, spaces and closing marks passed over."""
    end = at
    while end > 0 and (text[end - 1] == " " or text[end - 1] in CLOSING):
        end -= 1
    return text[end - 1] if end > 0 else ""


def sentence_ends(text: str, offsets: Iterable[int]) -> set[int]:
    """Return those offsets that follow the end of a sentence."""
    return {at for at in offsets if _last_mark(text, at) in SENTENCE_MARKS}
