"""Which characters a quote may hold: what is set, what becomes a line break or a space, what is refused.

Refused are characters that act unseen (controls, bidi controls, hidden tags), those that mean nothing
outside the file's own font (private use, unassigned), and letters of right-to-left scripts, which are not set.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

MAX_CLUSTERS = 2_000
"""Grapheme clusters of a text."""
MAX_CODE_POINTS = 10 * MAX_CLUSTERS
"""A cluster has no length of its own: a letter may carry a thousand marks."""

SHOWN = 60
"""Characters of a text that a message shows."""

_LINE_BREAK = "\r\n?|[\x85\u2028\u2029]"
# Joiners choose a letter's or an emoji's form.
_KEPT = frozenset("\n\u200c\u200d")
# Seen by nobody and pasted by accident: soft hyphen, zero-width space, word joiner, operators, byte order mark.
_DROPPED = frozenset("\u00ad\u200b\u2060\u2061\u2062\u2063\u2064\ufeff")
# Signs of category Cf that are seen (Prepended_Concatenation_Mark, DerivedCoreProperties of Unicode 15).
_SEEN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
# UTS 51 ED-14a: black flag, tag letters and digits, cancel tag.
_FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,30}\U000e007f"
# The blocks that hold every character of the bidi classes R and AL (UAX #9), and few others.
_RIGHT_TO_LEFT = "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
_KINDS = {
    "Cc": "a control character",
    "Cf": "an invisible format character",
    "Cs": "half of a surrogate pair",
    "Co": "a private-use character, which other fonts do not know",
    "Cn": "a code point without a character",
}


class Cleaned(NamedTuple):
    """A text after the rules of this file."""

    text: str
    dropped: tuple[str, ...]
    """Characters left out, each once."""
    refused: str
    """The first character that no quote may hold, or nothing."""


def clean(text: str) -> Cleaned:
    """Return `text` with line breaks as U+000A, tabs as spaces and accidental invisible characters left out."""
    if text.isprintable():
        return Cleaned(text, (), _right_to_left(text))
    text = re.sub(_LINE_BREAK, "\n", text).replace("\t", " ")
    dropped = tuple(char for char in dict.fromkeys(text) if char in _DROPPED)
    for char in dropped:
        text = text.replace(char, "")
    doubtful = (char for char in re.sub(_FLAG, "", text) if not char.isprintable())
    refused = next((char for char in doubtful if _is_refused(char)), "")
    return Cleaned(text, dropped, refused or _right_to_left(text))


def describe(char: str) -> str:
    """Return the code point of `char`, its Unicode name where it has one, and what kind it is."""
    name = unicodedata.name(char, "")
    kind = _KINDS.get(unicodedata.category(char), "")
    if not kind and _is_right_to_left(char):
        kind = "right-to-left text is not set"
    return " ".join(part for part in (f"U+{ord(char):04X}", name, f"({kind})" if kind else "") if part)


def remedy(char: str) -> str:
    """Return what to do about a refused `char`."""
    return "set it in another script" if _is_right_to_left(char) and char.isprintable() else "delete it"


def shorten(text: str) -> str:
    """Return the beginning of the first line of `text`, without its indentation, to show it in a message."""
    line = text.strip().split("\n", 1)[0]
    return line if line == text.strip() and len(line) <= SHOWN else line[: SHOWN - 1].rstrip() + "…"


def is_blank(text: str) -> bool:
    """Return whether nothing in `text` can be seen."""
    return all(char.isspace() or char in _KEPT for char in text)


def count(text: str) -> int:
    """Return how many grapheme clusters (UAX #29) `text` has: what a reader would call its characters."""
    from icu4py.breakers import CharacterBreaker

    return sum(1 for _ in CharacterBreaker(text, "root"))


def is_too_long(text: str) -> bool:
    """Return whether `text` passes the limits; it is counted in grapheme clusters (UAX #29)."""
    if len(text) <= MAX_CLUSTERS:
        return False
    return len(text) > MAX_CODE_POINTS or count(text) > MAX_CLUSTERS


def _right_to_left(text: str) -> str:
    """Return the first letter of a right-to-left script, or nothing."""
    if text.isascii():
        return ""
    return next((found for found in re.findall(_RIGHT_TO_LEFT, text) if _is_right_to_left(found)), "")


def _is_right_to_left(char: str) -> bool:
    return unicodedata.bidirectional(char) in ("R", "AL")


def _is_refused(char: str) -> bool:
    category = unicodedata.category(char)
    if category == "Cn":
        return not _may_be_newer(ord(char))
    return category in _KINDS and char not in _KEPT and char not in _SEEN


def _may_be_newer(code: int) -> bool:
    """Return whether a later Unicode than Python's may put a character here that a font already has.

    Ideographs (planes 2 and 3) and pictographs come with every version; the font book judges those.
    """
    if code & 0xFFFE == 0xFFFE:
        return False
    return 0x1F000 <= code <= 0x1FBFF or 0x20000 <= code <= 0x3FFFF
