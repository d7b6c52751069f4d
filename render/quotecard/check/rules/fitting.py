"""What only setting a quote can tell: whether it fits, in how many lines, and where they end."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.check.checked_quotes import CheckedQuote
    from quotecard.check.finding import Finding

MAX_EASY_LINES = 12
"""Lines that a card is read at a glance with; more are set only because nothing else fits."""


def find_overflow(item: CheckedQuote) -> Iterator[Finding]:
    """Find a quote that is too long at the smallest legible size."""
    error = item.laid.error
    if error:
        yield item.finding(error.what, error.hint)


def find_many_lines(item: CheckedQuote) -> Iterator[Finding]:
    """Find a card with too many lines."""
    if item.laid.lines > MAX_EASY_LINES:
        yield item.finding(
            f"{item.laid.lines} lines, and over {MAX_EASY_LINES} are hard to read",
            "shorten it, or choose a larger card size",
        )


def find_broken_words(item: CheckedQuote) -> Iterator[Finding]:
    """Find line ends that may stand inside a word."""
    for notice in item.laid.notices:
        if notice.kind == "break":
            yield item.finding(notice.message, "break the lines yourself, or shorten the text")
