"""Characters that no bundled font has."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from quotecard.fontbook import font_book
from quotecard.text.shape.itemise import clusters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.check.finding import Finding
    from quotecard.check.items import QuoteItem

_ROLE = "ming"
"""Whichever role is asked first, all faces are asked in the end."""


def missing(item: QuoteItem) -> Iterator[Finding]:
    """Find the clusters that no face sets, each once in a field; readings count to what they stand beside."""
    for part in item.parts:
        for at, cluster in _lacking(part.text, part.lang, item.fonts).items():
            yield _finding(item, cluster, part.field, at)
    for ruby in item.quote.rubies:
        for cluster in _lacking("".join(ruby.readings), item.lang, item.fonts).values():
            yield _finding(item, cluster, "text", ruby.start)


def _finding(item: QuoteItem, cluster: str, field: str, at: int) -> Finding:
    return item.finding(f"no bundled font has U+{ord(cluster[0]):04X} {cluster}", "replace it", field, at)


def _lacking(text: str, lang: str, fonts: str) -> dict[int, str]:
    book = font_book(fonts)
    first: dict[str, int] = {}
    for start, end in clusters(text):
        cluster = text[start:end]
        if cluster not in first and cluster != "\n":
            first[cluster] = start
    return {
        at: cluster
        for cluster, at in first.items()
        if book.find(unicodedata.normalize("NFC", cluster), _ROLE, lang) is None
    }
