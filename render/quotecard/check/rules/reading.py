"""What the reader already knows: bad items, accidents of YAML, names that mean nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecard.check.finding import Finding
from quotecard.errors import UsageError
from quotecard.model import Place
from quotecard.style.sizes import parse_size
from quotecard.style.theme_lookup import find_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from quotecard.check.items import CheckedFile, QuoteItem


def bad_items(file: CheckedFile) -> Iterator[Finding]:
    """Find the items that could not be read."""
    for number, error in file.errors.items():
        why = f" ({error.why})" if error.why else ""
        name = "" if error.quote == str(number) else error.quote
        yield Finding(error.where or Place("", 1, 1), number, f"{error.what}{why}", error.hint, name)


def noticed(kind: str, item: QuoteItem) -> Iterator[Finding]:
    """Find what the reader noticed of one kind: folded, comment or invisible."""
    for notice in item.quote.notices:
        if notice.kind == kind:
            message, _, advice = (
                notice.message.partition("; ") if kind == "folded" else (notice.message, "", "")
            )
            yield item.finding(message, advice)


def unknown_theme(item: QuoteItem) -> Iterator[Finding]:
    """Find a theme that there is not."""
    return _unknown(item, "theme", find_theme)


def unknown_size(item: QuoteItem) -> Iterator[Finding]:
    """Find a size that there is not."""
    return _unknown(item, "size", parse_size)


def _unknown(item: QuoteItem, field: str, known: Callable[[str], object]) -> Iterator[Finding]:
    name = item.look.get(field)
    if name:
        try:
            known(name)
        except UsageError as error:
            why = f" ({error.why})" if error.why else ""
            yield item.finding(f"{error.what}{why}", error.hint, field)
