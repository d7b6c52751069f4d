"""What the reader already knows: bad items, accidents of YAML, names that mean nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from render.check.finding import Finding
from render.errors import UsageError
from render.model import Place
from render.style.sizes import parse_size
from render.style.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from render.check.items import File, Item


def bad_items(file: File) -> Iterator[Finding]:
    """Find the items that could not be read."""
    for number, error in file.errors.items():
        why = f" ({error.why})" if error.why else ""
        name = "" if error.quote == str(number) else error.quote
        yield Finding(error.where or Place("", 1, 1), number, f"{error.what}{why}", error.hint, name)


def noticed(kind: str, item: Item) -> Iterator[Finding]:
    """Find what the reader noticed of one kind: folded, comment or invisible."""
    for notice in item.quote.notices:
        if notice.kind == kind:
            message, _, advice = (
                notice.message.partition("; ") if kind == "folded" else (notice.message, "", "")
            )
            yield item.finding(message, advice)


def unknown_theme(item: Item) -> Iterator[Finding]:
    """Find a theme that there is not."""
    return _unknown(item, "theme", theme)


def unknown_size(item: Item) -> Iterator[Finding]:
    """Find a size that there is not."""
    return _unknown(item, "size", parse_size)


def _unknown(item: Item, field: str, known: Callable[[str], object]) -> Iterator[Finding]:
    name = item.look.get(field)
    if name:
        try:
            known(name)
        except UsageError as error:
            why = f" ({error.why})" if error.why else ""
            yield item.finding(f"{error.what}{why}", error.hint, field)
