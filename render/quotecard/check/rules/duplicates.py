"""A rule on duplicate quotes."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.check.checked_quotes import CheckedFile, CheckedQuote
    from quotecard.check.finding import Finding


def find_duplicate_texts(file: CheckedFile) -> Iterator[Finding]:
    """Find quotes with the same letters as an earlier one; punctuation and spaces are ignored."""
    first: dict[str, CheckedQuote] = {}
    for item in file.items:
        other = first.setdefault(_letters_only(item.quote.text), item)
        if other is not item:
            yield item.finding(f"the same words as quote {_quote_label(other)}", "remove one of them")


def _letters_only(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, plain)) or text


def _quote_label(item: CheckedQuote) -> str:
    place = item.quote.origin.place if item.quote.origin else None
    return f"{item.quote.name} (line {place.line})" if place else item.quote.name
