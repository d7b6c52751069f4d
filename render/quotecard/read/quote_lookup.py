"""Find a quote of a file by what a person calls it: its id, its number, or words of its text."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from quotecard.errors import UsageError

if TYPE_CHECKING:
    from quotecard.errors import BadQuote
    from quotecard.model import Quote
    from quotecard.read.document import Quotes


_MAX_LISTED = 8
"""Ids or numbers that a message lists when several quotes contain the words."""


def find_quote(quotes: Quotes, key: str) -> Quote:
    """Return the quote with the id `key`, or with that number (`3`, `003`).

    Raises BadQuote if that item is invalid, and UsageError if the file has no such item.
    """
    bare = key.lstrip("0")
    for quote in quotes:
        if key == quote.id != "" or bare == str(quote.number):
            return quote
    for number, bad in errors_by_number(quotes).items():
        if key == bad.quote or bare == str(number):
            raise bad
    total = len(quotes) + len(quotes.errors)
    raise UsageError(f"no quote has the id or number {key}", hint=f"the file has {total}, numbered from 1")


def search_quote(quotes: Quotes, key: str) -> Quote:
    """Return the quote with the id or number `key`, else the only one whose text contains `key`.

    Spaces, letter case and compatibility forms (NFKC) are ignored. A number is never searched for in the
    texts. Raises the errors of `find_quote`, and UsageError if several texts contain `key`.
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
        raise UsageError(f"{len(found)} quotes contain {key}", hint=f"choose one of {names}{more}")
    return found[0]


def _comparable(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def errors_by_number(quotes: Quotes) -> dict[int, BadQuote]:
    """Return the errors of the invalid items by number: the numbers that no valid quote has, in order."""
    good = {quote.number for quote in quotes}
    gaps = (n for n in range(1, len(quotes) + len(quotes.errors) + 1) if n not in good)
    return dict(zip(gaps, quotes.errors, strict=True))
