"""Progress is a bar where it can be redrawn, and lines where it cannot."""

from __future__ import annotations

import io

import pytest
from quotecard.batch.progress import Progress
from quotecard.batch.report import Failure, Record

GOOD = Record("", 1, "001-a.png", status="written")
BAD = Record("\x1b[2J", 2, "002-b.png", status="failed", error=Failure("BadQuote", "\x1b[2J"))


class Stream(io.StringIO):
    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@pytest.mark.parametrize(
    ("terminal", "shown"),
    [
        (
            True,
            f"\r[############------------] 1 of 2\r[########################] 2 of 2, 1 failed\r{' ' * 43}\r",
        ),
        (False, "written 001-a.png\nfailed 002-b.png\n"),
    ],
)
def test_each_card_moves_it(monkeypatch: pytest.MonkeyPatch, terminal: bool, shown: str):
    stream = Stream(terminal=terminal)
    monkeypatch.setattr("sys.stderr", stream)
    with Progress(2) as progress:
        progress.done(GOOD)
        progress.done(BAD)
    assert stream.getvalue() == shown


def test_no_stream_is_no_terminal(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.stderr", None)
    assert Progress(2).live is False
