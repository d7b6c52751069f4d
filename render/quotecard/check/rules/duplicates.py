"""Quotes that are there twice."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.check.checked_quotes import CheckedFile, CheckedQuote
    from quotecard.check.finding import Finding


def find_duplicate_texts(file: CheckedFile) -> Iterator[Finding]:
    """Find a quote whose letters are those of an earlier one; marks and spaces make no other quote."""
    first: dict[str, CheckedQuote] = {}
    for item in file.items:
        other = first.setdefault(_letters_only(item.quote.text), item)
        if other is not item:
            yield item.finding(f"the same words as quote {_quote_label(other)}", "take one of them out")


def _letters_only(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, plain)) or text


def _quote_label(item: CheckedQuote) -> str:
    place = item.quote.origin.place if item.quote.origin else None
    return f"{item.quote.name} (line {place.line})" if place else item.quote.name
