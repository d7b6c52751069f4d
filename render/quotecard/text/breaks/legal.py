"""Where a line may end: ICU's strict line breaker (UAX #14) minus a short tailoring.

A segmenter only ever chooses among these positions; it never adds one.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category

from icu4py.breakers import LineBreaker

from quotecard.languages.kinsoku import POSTFIXES, PREFIXES
from quotecard.languages.known import DEFAULT_TAG, checked_tag, language
from quotecard.text.chars import describe_char, is_east_asian

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from quotecard.languages.language import Language

_UNICODE = "UAX #14"
_ZERO_WIDTH_JOINER = "\u200d"


class Rule(NamedTuple):
    """A rule that forbids a line to end at a place."""

    wording: str
    """What it says; `{before}`, `{after}` and `{second}` stand for the character before the place, the one after
    it and the one before both, with their code points, `{pair}` for the two at the place."""
    source: str
    """The standard that states it."""

    def explain(self, text: str, at: int) -> str:
        """Return the rule in words for the place before offset `at` of `text`, with its source."""
        before, after = text[at - 1], text[at]
        said = self.wording.format(
            before=describe_char(before),
            after=describe_char(after),
            second=describe_char(text[at - 2]),
            pair=before + after,
        )
        return f"{said} ({self.source})"


ONE_READING = Rule("characters with one reading stay together", "JLREQ #ruby_and_emphasis_dots, group ruby")
"""Forbids nothing by itself: the readings of a text are not known here."""
_NUMBER = Rule("a number is not divided", f"{_UNICODE}, class NU")
_CLUSTER = Rule("{after} is part of the character before it", "UAX #29")
_SIGN = Rule("{pair}: a sign stays with its numeral", "JLREQ cl-12, cl-13")
_SPACES = Rule("Korean breaks at spaces only", "KLREQ #line-break")
_WORD = Rule("a word is not divided", f"{_UNICODE}, class AL; cards do not hyphenate")
_TOGETHER = Rule("{before} and {after} stay together", _UNICODE)
# Their source is the level of the language's tables.
_START = "{after} may not start a line"
_END = "{before} may not end a line"
_END_AND_SPACE = "{second} may not end a line, nor the space behind it"


def legal_breaks(text: str, lang: str = DEFAULT_TAG) -> set[int]:
    """Return the code-point offsets before which a line may start; 0 and the end are left out.

    ICU `lb=strict` without the breaks that UAX #14 allows and a compositor does not: before an
    interpunct, a wave dash or an ellipsis, after a solidus, inside a run of full-width digits,
    between a prefix or postfix and its numeral (CLREQ strict, JLREQ very strict, KLREQ). Korean
    breaks at spaces only. An offset after a line feed is always legal. Raises UsageError if `lang`
    is not a language tag.
    """
    own = language(checked_tag(lang))
    allowed = unicode_breaks(text, own.tag)
    _, starts, ends = own.kinsoku
    letters = list(map(str.isalpha, text))
    # No rule speaks before a letter after a letter or a space, where no table names a character: nearly everywhere.
    plain = {
        at
        for at in allowed
        if letters[at]
        and (letters[at - 1] or (text[at - 1] == " " and text[at - 2 : at - 1] not in ends))
        and text[at - 1] not in ends
        and text[at] not in starts
    }
    asked = allowed if own.only_at_spaces else allowed - plain
    return (allowed - asked) | {at for at in asked if forbids(text, at, own, allowed) is None}


def unicode_breaks(text: str, lang: str) -> set[int]:
    """Return the offsets that ICU's strict line breaker (UAX #14) allows; the end is left out."""
    # The segments as strings: icu4py counts offsets in UTF-16.
    offsets = set(accumulate(map(len, LineBreaker(text, language(lang).line_locale))))
    offsets.discard(len(text))
    return offsets


def forbids(text: str, at: int, own: Language, allowed: AbstractSet[int]) -> Rule | None:
    """Return the rule that keeps a line from ending before offset `at`, or None where one may end.

    `own` is the text's language, `allowed` are its `unicode_breaks`. Of several rules the most particular
    is returned: numbers, the tables of marks, units, then what Unicode says.
    """
    before, after = text[at - 1], text[at]
    _, starts, ends = own.kinsoku
    if before == "\n":
        return None
    if after in starts or before in ends:
        return _by_marks(text, at, own, unicode_allows=at in allowed)
    return _by_units(text, at, own, unicode_allows=at in allowed)


def _level(own: Language, *, unicode_allows: bool) -> str:
    """Name the source of a table's rule; outside CJK text Latin marks are Unicode's before they are the tables'."""
    return own.kinsoku.level if own.is_cjk or unicode_allows else _UNICODE


def _by_marks(text: str, at: int, own: Language, *, unicode_allows: bool) -> Rule:
    if _in_number(text, at, unicode_allows=unicode_allows):
        return _NUMBER
    at_start = text[at] in own.kinsoku.not_at_start
    return Rule(_START if at_start else _END, _level(own, unicode_allows=unicode_allows))


def _by_units(text: str, at: int, own: Language, *, unicode_allows: bool) -> Rule | None:
    """Return the rule about numerals, clusters and words."""
    before, after = text[at - 1], text[at]
    if before != " " and _in_number(text, at, unicode_allows=unicode_allows):
        return _NUMBER
    # UAX #14 breaks after every space, even before what extends its cluster.
    if after == _ZERO_WIDTH_JOINER or category(after)[0] == "M":
        return _CLUSTER
    if (before in PREFIXES and after.isdecimal()) or (before.isdecimal() and after in POSTFIXES):
        return _SIGN
    # `km/h`, `GB/T`: UAX #14 class SY breaks after the solidus; the table holds it, a space ends it.
    if before == " " and text[at - 2 : at - 1] in own.kinsoku.not_at_end:
        return Rule(_END_AND_SPACE, _level(own, unicode_allows=unicode_allows))
    # ICU also breaks beside some marks; a Korean line ends where a space stands.
    if own.only_at_spaces and before != " ":
        return _SPACES
    return None if unicode_allows else _by_unicode(before, after)


def _by_unicode(before: str, after: str) -> Rule:
    letters = before.isalpha() and after.isalpha()
    return _WORD if letters and not (is_east_asian(before) or is_east_asian(after)) else _TOGETHER


def _in_number(text: str, at: int, *, unicode_allows: bool) -> bool:
    """Tell whether digits stand on both sides, or on both sides of a point or comma there."""
    before, after = text[at - 1], text[at]
    if before.isdecimal():
        return after.isdecimal() or (after in ",." and text[at + 1 : at + 2].isdecimal())
    # Full-width digits after a comma are a number of their own to Unicode.
    return not unicode_allows and before in ",." and text[at - 2 : at - 1].isdecimal() and after.isdecimal()
