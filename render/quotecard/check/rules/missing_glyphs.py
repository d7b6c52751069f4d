"""A rule on characters that no font has."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from quotecard.fontbook import font_book
from quotecard.text.shape.itemise import clusters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.check.checked_quotes import CheckedQuote
    from quotecard.check.finding import Finding

_ANY_ROLE = "ming"
"""Any role will do: the search falls back to every face."""


def find_missing_glyphs(item: CheckedQuote) -> Iterator[Finding]:
    """Find the clusters that no face has, each once per field; those of a reading are reported at its base."""
    for part in item.parts:
        for at, cluster in _clusters_without_glyph(part.text, part.lang, item.fonts).items():
            yield _missing_finding(item, cluster, part.field, at)
    for ruby in item.quote.rubies:
        for cluster in _clusters_without_glyph("".join(ruby.readings), item.lang, item.fonts).values():
            yield _missing_finding(item, cluster, "text", ruby.start)


def _missing_finding(item: CheckedQuote, cluster: str, field: str, at: int) -> Finding:
    return item.finding(f"no bundled font has U+{ord(cluster[0]):04X} {cluster}", "replace it", field, at)


def _clusters_without_glyph(text: str, lang: str, fonts: str) -> dict[int, str]:
    book = font_book(fonts)
    first: dict[str, int] = {}
    for start, end in clusters(text):
        cluster = text[start:end]
        if cluster not in first and cluster != "\n":
            first[cluster] = start
    return {
        at: cluster
        for cluster, at in first.items()
        if book.find(unicodedata.normalize("NFC", cluster), _ANY_ROLE, lang) is None
    }
