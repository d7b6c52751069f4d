"""Quotes as a person calls them: by id or by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from render.errors import UsageError

if TYPE_CHECKING:
    from render.errors import BadQuote
    from render.model import Quote
    from render.read.document import Quotes


def find(quotes: Quotes, key: str) -> Quote:
    """Return the quote whose id is `key`, or whose number is (`3`, `003`).

    Raise BadQuote where that item is none, UsageError where the file has no such item.
    """
    bare = key.lstrip("0")
    for quote in quotes:
        if key == quote.id != "" or bare == str(quote.number):
            return quote
    for number, bad in numbered(quotes).items():
        if key == bad.quote or bare == str(number):
            raise bad
    total = len(quotes) + len(quotes.errors)
    raise UsageError(f"no quote has the id or number {key}", hint=f"there are {total}, numbered from 1")


def numbered(quotes: Quotes) -> dict[int, BadQuote]:
    """Return the bad items by number: both they and the gaps among the good ones are in order."""
    good = {quote.number for quote in quotes}
    gaps = (n for n in range(1, len(quotes) + len(quotes.errors) + 1) if n not in good)
    return dict(zip(gaps, quotes.errors, strict=True))
