"""Quotes that a program gives one by one, instead of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quotecard.errors import BadQuote
from quotecard.read.item import quote_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from quotecard.model import Quote


class GivenQuotes:
    """Texts, mappings and Quotes as a stream of numbered quotes; the iterable is read once, as quotes are needed."""

    def __init__(self, values: Iterable[str | Mapping[str, Any] | Quote]) -> None:
        self._values = values

    def items(self) -> Iterator[tuple[int, Quote | BadQuote]]:
        """Yield each value with its number, from 1: a Quote, or the error that makes it unusable."""
        for number, value in enumerate(self._values, 1):
            try:
                yield number, quote_of(value, number)._replace(number=number)
            except BadQuote as error:
                yield number, error
