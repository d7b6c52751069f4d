"""How far a batch is: a bar on a terminal, a line a card elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self

from quotecard.batch.report import KEPT
from quotecard.console import echo

if TYPE_CHECKING:
    from quotecard.batch.report import Record

WIDTH = 24
"""Characters of the bar; with its counts it fits the narrowest terminal in use, 80."""
EVERY = 0.05
"""Seconds between two bars: a terminal takes longer to show one than a card takes to draw."""


class Progress:
    """Tell on standard error, as a context, that cards are done; the bar is gone at the end."""

    def __init__(self, total: int | None) -> None:
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
        """Count one card."""
        self.step(failed=record.error is not None)
        if not self.live and record.file and record.status != KEPT:
            echo(f"{record.status} {record.file}")

    def step(self, *, failed: bool = False) -> None:
        """Count one of the total, of which a terminal alone is told."""
        self.count += 1
        self.failed += failed
        if self.live and (self.count == self.total or time.monotonic() - self.drawn > EVERY):
            self.drawn = time.monotonic()
            self._overwrite(self._bar())

    def _bar(self) -> str:
        failed = f", {self.failed} failed" if self.failed else ""
        if self.total is None:
            return f"{self.count:,} cards{failed}"
        full = WIDTH * self.count // self.total
        return f"[{'#' * full}{'-' * (WIDTH - full)}] {self.count} of {self.total}{failed}"

    def _overwrite(self, text: str) -> None:
        """Show `text` in place of the last one: a carriage return is all that every terminal knows."""
        sys.stderr.write(f"\r{text.ljust(len(self.shown))}" if text else f"\r{' ' * len(self.shown)}\r")
        sys.stderr.flush()
        self.shown = text
