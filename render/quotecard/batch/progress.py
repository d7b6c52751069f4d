"""The progress of a batch: a bar on a terminal, else one line per card."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self

from quotecard.batch.report import UNCHANGED
from quotecard.console import echo

if TYPE_CHECKING:
    from quotecard.batch.report import Record

BAR_WIDTH = 24
"""Columns of the bar: with its counts it fits a terminal of 80."""
REDRAW_INTERVAL = 0.05
"""Seconds between two updates of the bar: a terminal needs longer to show one than a card takes to draw."""


class Progress:
    """Show progress on standard error, as a context manager; the bar is erased at the end."""

    def __init__(self, total: int | None) -> None:
        """`total` is the number of cards, or None if it is unknown, as for a stream."""
        self.total = total
        self.count = self.failed = 0
        self.live = sys.stderr is not None and sys.stderr.isatty()
        self.shown = ""
        self.drawn = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.shown:
            self._overwrite("")

    def done(self, record: Record) -> None:
        """Count a card, and print its line off a terminal."""
        self.step(failed=record.error is not None)
        if not self.live and record.file and record.status != UNCHANGED:
            echo(f"{record.status} {record.file}")

    def step(self, *, failed: bool = False) -> None:
        """Count one of the total, and redraw the bar on a terminal."""
        self.count += 1
        self.failed += failed
        if self.live and (self.count == self.total or time.monotonic() - self.drawn > REDRAW_INTERVAL):
            self.drawn = time.monotonic()
            self._overwrite(self._bar())

    def _bar(self) -> str:
        failed = f", {self.failed} failed" if self.failed else ""
        if self.total is None:
            return f"{self.count:,} cards{failed}"
        full = BAR_WIDTH * self.count // self.total
        return f"[{'#' * full}{'-' * (BAR_WIDTH - full)}] {self.count} of {self.total}{failed}"

    def _overwrite(self, text: str) -> None:
        """Replace the text shown last, using a carriage return, which every terminal supports."""
        sys.stderr.write(f"\r{text.ljust(len(self.shown))}" if text else f"\r{' ' * len(self.shown)}\r")
        sys.stderr.flush()
        self.shown = text
