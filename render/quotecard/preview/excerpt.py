"""An error with the source line it refers to, and a caret below its column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecard.console import escape_controls
from quotecard.preview.explain_text import terminal_columns
from quotecard.read.source_line import read_source_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.errors import CardError

_BEFORE = 30
"""Characters of a long line shown before the column."""
_WIDTH = 72
"""Characters of a line shown in all."""


def error_excerpt(error: CardError) -> Iterator[str]:
    """Yield the lines that report an error; not escaped yet, but the caret is placed as if they were."""
    yield f"Error: {error}"
    place = error.where
    line = read_source_line(place) if place else ""
    if place is None or not line:
        return
    start = max(place.column - 1 - _BEFORE, 0)
    cut = "\u2026" if start else ""
    shown = cut + line[start : start + _WIDTH]
    before = escape_controls(cut + line[start : place.column - 1])
    margin = " " * len(str(place.line))
    yield ""
    yield f"  {place.line} | {shown}"
    yield f"  {margin} | {' ' * terminal_columns(before)}^"
