"""Quotes as a person calls them: by id, by number, or by words of the text."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from quotecard.errors import UsageError

if TYPE_CHECKING:
    from quotecard.errors import BadQuote
    from quotecard.model import Quote
    from quotecard.read.document import Quotes


_MAX_LISTED = 8
"""Names listed of the quotes that contain what was asked for."""


def find_quote(quotes: Quotes, key: str) -> Quote:
    """Return the quote whose id is `key`, or whose number is (`3`, `003`).

    Raise BadQuote where that item is none, UsageError where the file has no such item.
    """
    bare = key.lstrip("0")
    for quote in quotes:
        if key == quote.id != "" or bare == str(quote.number):
            return quote
    for number, bad in errors_by_number(quotes).items():
        if key == bad.quote or bare == str(number):
            raise bad
    total = len(quotes) + len(quotes.errors)
    raise UsageError(f"no quote has the id or number {key}", hint=f"there are {total}, numbered from 1")


def search_quote(quotes: Quotes, key: str) -> Quote:
    """Return the quote that `find` finds, else the only one whose text contains `key`.

    Spaces, letter case and forms of one character (NFKC) make no difference. A number is never looked
    for in the texts. Raise BadQuote or UsageError as `find`, and where several texts contain it.
    """
    try:
        return find_quote(quotes, key)
    except UsageError:
        words = _comparable(key)
        found = [quote for quote in quotes if words in _comparable(quote.text)]
        if not words or key.isdigit() or not found:
            raise
    if len(found) > 1:
        names = ", ".join(quote.name for quote in found[:_MAX_LISTED])
        more = ", \u2026" if len(found) > _MAX_LISTED else ""
        raise UsageError(f"{len(found)} quotes contain {key}", hint=f"name one of {names}{more}")
    return found[0]


def _comparable(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def errors_by_number(quotes: Quotes) -> dict[int, BadQuote]:
    """Return the bad items by number: both they and the gaps among the good ones are in order."""
    good = {quote.number for quote in quotes}
    gaps = (n for n in range(1, len(quotes) + len(quotes.errors) + 1) if n not in good)
    return dict(zip(gaps, quotes.errors, strict=True))
