"""Rules on what the reader reports: invalid items, accidents of YAML, unknown names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecard.check.finding import Finding
from quotecard.errors import UsageError
from quotecard.model import Place
from quotecard.style.sizes import parse_size
from quotecard.style.theme_lookup import load_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from quotecard.check.checked_quotes import CheckedFile, CheckedQuote


def find_bad_items(file: CheckedFile) -> Iterator[Finding]:
    """Find the items that could not be read."""
    for number, error in file.errors.items():
        why = f" ({error.why})" if error.why else ""
        name = "" if error.quote == str(number) else error.quote
        yield Finding(error.where or Place("", 1, 1), number, f"{error.what}{why}", error.hint, name)


def find_notices(kind: str, item: CheckedQuote) -> Iterator[Finding]:
    """Find the reader's notices of one kind: folded, comment or invisible."""
    for notice in item.quote.notices:
        if notice.kind == kind:
            message, _, advice = (
                notice.message.partition("; ") if kind == "folded" else (notice.message, "", "")
            )
            yield item.finding(message, advice)


def find_unknown_theme(item: CheckedQuote) -> Iterator[Finding]:
    """Find a theme that does not exist."""
    return _find_unknown_name(item, "theme", load_theme)


def find_unknown_size(item: CheckedQuote) -> Iterator[Finding]:
    """Find a size that does not exist."""
    return _find_unknown_name(item, "size", parse_size)


def _find_unknown_name(item: CheckedQuote, field: str, known: Callable[[str], object]) -> Iterator[Finding]:
    name = item.values.get(field)
    if name:
        try:
            known(name)
        except UsageError as error:
            why = f" ({error.why})" if error.why else ""
            yield item.finding(f"{error.what}{why}", error.hint, field)
