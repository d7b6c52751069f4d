"""Which characters a quote may hold: which are kept, become a line break or a space, or are refused.

Refused are invisible characters with an effect (controls, bidi controls, hidden tags), characters without a
meaning of their own (private use, unassigned), and letters of right-to-left scripts, which are not supported.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

MAX_CLUSTERS = 2_000
"""Grapheme clusters (UAX #29) of a text, at most."""
MAX_CODE_POINTS = 10 * MAX_CLUSTERS
"""Code points of a text, at most: a single cluster may be of any length."""

MAX_EXCERPT_CHARS = 60
"""Characters of a text that a message shows, at most."""

_LINE_BREAK = "\r\n?|[\x85\u2028\u2029]"
# Joiners select the form of a letter or an emoji.
_KEPT = frozenset("\n\u200c\u200d")
# Invisible and pasted by accident: soft hyphen, zero-width space, word joiner, operators, byte order mark.
_DROPPED = frozenset("\u00ad\u200b\u2060\u2061\u2062\u2063\u2064\ufeff")
# Visible characters of category Cf (Prepended_Concatenation_Mark in DerivedCoreProperties of Unicode 15).
_SEEN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
# UTS 51 ED-14a: black flag, tag letters and digits, cancel tag.
_FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,30}\U000e007f"
# Blocks that contain every character of the bidi classes R and AL (UAX #9), and few others.
_RIGHT_TO_LEFT = "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
_KINDS = {
    "Cc": "a control character",
    "Cf": "an invisible format character",
    "Cs": "half of a surrogate pair",
    "Co": "a private-use character, which has no meaning in other fonts",
    "Cn": "an unassigned code point",
}


class CleanedText(NamedTuple):
    """A text to which the rules of this module were applied."""

    text: str
    dropped: tuple[str, ...]
    """Characters that were left out, each once."""
    refused: str
    """The first character that no quote may hold, or an empty string."""


def clean_text(text: str) -> CleanedText:
    """Return `text` with line breaks as U+000A, tabs as spaces, and accidental invisible characters removed."""
    if text.isprintable():
        return CleanedText(text, (), _right_to_left(text))
    text = re.sub(_LINE_BREAK, "\n", text).replace("\t", " ")
    dropped = tuple(char for char in dict.fromkeys(text) if char in _DROPPED)
    for char in dropped:
        text = text.replace(char, "")
    doubtful = (char for char in re.sub(_FLAG, "", text) if not char.isprintable())
    refused = next((char for char in doubtful if _is_refused(char)), "")
    return CleanedText(text, dropped, refused or _right_to_left(text))


def describe_char(char: str) -> str:
    """Return the code point of `char`, its Unicode name if it has one, and why it is refused."""
    name = unicodedata.name(char, "")
    kind = _KINDS.get(unicodedata.category(char), "")
    if not kind and _is_right_to_left(char):
        kind = "right-to-left text is not supported"
    return " ".join(part for part in (f"U+{ord(char):04X}", name, f"({kind})" if kind else "") if part)


def char_remedy(char: str) -> str:
    """Return what to do about the forbidden character `char`."""
    return "write it in another script" if _is_right_to_left(char) and char.isprintable() else "delete it"


def shorten(text: str) -> str:
    """Return the beginning of the first line of `text`, without indentation, to show in a message."""
    line = text.strip().split("\n", 1)[0]
    return (
        line
        if line == text.strip() and len(line) <= MAX_EXCERPT_CHARS
        else line[: MAX_EXCERPT_CHARS - 1].rstrip() + "…"
    )


def is_blank(text: str) -> bool:
    """Return whether `text` has no visible character."""
    return all(char.isspace() or char in _KEPT for char in text)


def count_clusters(text: str) -> int:
    """Return the number of grapheme clusters (UAX #29) in `text`: what a reader would count as characters."""
    from icu4py.breakers import CharacterBreaker

    return sum(1 for _ in CharacterBreaker(text, "root"))


def is_too_long(text: str) -> bool:
    """Return whether `text` exceeds the limits, counted in grapheme clusters (UAX #29)."""
    if len(text) <= MAX_CLUSTERS:
        return False
    return len(text) > MAX_CODE_POINTS or count_clusters(text) > MAX_CLUSTERS


def _right_to_left(text: str) -> str:
    """Return the first letter of a right-to-left script, or an empty string."""
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
    """Return whether a version of Unicode newer than Python's may assign this code point.

    Every version adds ideographs (planes 2 and 3) and pictographs; whether a font has them is checked later.
    """
    if code & 0xFFFE == 0xFFFE:
        return False
    return 0x1F000 <= code <= 0x1FBFF or 0x20000 <= code <= 0x3FFFF
