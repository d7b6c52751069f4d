"""Rules on the layout of a quote: whether it fits, how many lines it has, and where they end."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.check.checked_quotes import CheckedQuote
    from quotecard.check.finding import Finding

MAX_EASY_LINES = 12
"""Lines that can be read at a glance, at most; a card has more only if nothing else fits."""


def find_overflow(item: CheckedQuote) -> Iterator[Finding]:
    """Find a quote that does not fit at the smallest legible size."""
    error = item.layout.error
    if error:
        yield item.finding(error.what, error.hint)


def find_many_lines(item: CheckedQuote) -> Iterator[Finding]:
    """Find a card with too many lines."""
    if item.layout.lines > MAX_EASY_LINES:
        yield item.finding(
            f"{item.layout.lines} lines: more than {MAX_EASY_LINES} are hard to read",
            "shorten it, or choose a larger card size",
        )


def find_broken_words(item: CheckedQuote) -> Iterator[Finding]:
    """Find line ends that may be inside a word."""
    for notice in item.layout.notices:
        if notice.kind == "break":
            yield item.finding(notice.message, "set the line breaks yourself, or shorten the text")
