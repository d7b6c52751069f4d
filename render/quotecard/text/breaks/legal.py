"""Where a line may end: ICU's strict line breaker (UAX #14) minus a short tailoring.

A segmenter only ever chooses among these positions; it never adds one.
"""

from __future__ import annotations

from itertools import accumulate
from unicodedata import category

from icu4py.breakers import LineBreaker

from quotecard.languages.kinsoku import POSTFIXES, PREFIXES
from quotecard.languages.known import DEFAULT_TAG, checked_tag, language


def legal_breaks(text: str, lang: str = DEFAULT_TAG) -> set[int]:
    """Return the code-point offsets before which a line may start, 0 and the end left out.

    ICU `lb=strict` without the breaks that UAX #14 allows and a compositor does not: before an
    interpunct, a wave dash or an ellipsis, after a solidus, inside a run of full-width digits,
    between a prefix or postfix and its numeral (CLREQ strict, JLREQ very strict, KLREQ). Korean
    breaks at spaces only. An offset after a line feed is always legal. Raises UsageError for a `lang`
    that is no language tag.
    """
    own = language(checked_tag(lang))
    _, starts, ends = own.kinsoku
    offsets = unicode_breaks(text, own.tag)
    if own.only_at_spaces:
        # ICU also breaks beside some marks; a Korean line ends where a space stands (KLREQ #line-break).
        offsets = {at for at in offsets if text[at - 1] in " \n"}
    return {at for at in offsets if text[at - 1] == "\n" or _allowed(text, at, starts, ends)}


def unicode_breaks(text: str, lang: str) -> set[int]:
    """Return the offsets, the end left out, that ICU's strict line breaker (UAX #14) allows."""
    # The segments as strings: icu4py counts offsets in UTF-16.
    offsets = set(accumulate(map(len, LineBreaker(text, language(lang).line_locale))))
    offsets.discard(len(text))
    return offsets


def _allowed(text: str, at: int, starts: frozenset[str], ends: frozenset[str]) -> bool:
    before, after = text[at - 1], text[at]
    if after in starts or before in ends:
        return False
    if before.isalpha() and after.isalpha():
        return True  # as nearly everywhere: what follows is about marks, spaces and numerals
    # UAX #14 breaks after every space, even before what extends its cluster (UAX #29).
    if after == "\u200d" or category(after)[0] == "M":
        return False
    if before.isdecimal() and after.isdecimal():
        return False
    if before in PREFIXES and after.isdecimal():
        return False
    if before.isdecimal() and after in POSTFIXES:
        return False
    # `km/h`, `GB/T`: UAX #14 class SY breaks after the solidus; `ends` holds it, a space ends it.
    return not (before == " " and text[at - 2 : at - 1] in ends)
