"""The size of a card in a terminal, in characters and in pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PIL import Image

if TYPE_CHECKING:
    from quotecard.preview.terminal.capabilities import Terminal

ROWS_BELOW = 5
"""Rows left for the card's path and summary."""
_MIN_ROWS = 4


class TerminalFit(NamedTuple):
    """A picture scaled for the terminal, and the columns and rows it takes."""

    image: Image.Image
    columns: int
    rows: int


def fit_terminal(image: Image.Image, terminal: Terminal) -> TerminalFit:
    """Return the picture scaled to fit the window; it is never enlarged."""
    wide, tall = terminal.cell
    rows = max(terminal.window.rows - ROWS_BELOW, _MIN_ROWS)
    columns = max(terminal.window.columns - 1, 1)  # the last column stays empty: some terminals wrap there
    zoom = min(columns * wide / image.width, rows * tall / image.height, 1.0)
    width, height = max(round(image.width * zoom), 1), max(round(image.height * zoom), 1)
    shown = image if zoom == 1.0 else image.resize((width, height), Image.Resampling.LANCZOS)
    return TerminalFit(shown, min(-(-width // wide), columns), min(-(-height // tall), rows))
