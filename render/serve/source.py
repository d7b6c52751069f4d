"""The quotes file as it is now: the last quotes that could be read, and what is wrong since."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from render.errors import CardError
from render.preview.watch import state
from render.read.document import Quotes, load_quotes

if TYPE_CHECKING:
    from render.preview.watch import State


class Now(NamedTuple):
    """What the file says."""

    quotes: Quotes
    """The last that could be read."""
    error: CardError | None
    """Why the file cannot be read now."""
    revision: int
    """Grows by one with each change."""


class Source:
    """A file of quotes that is read again when it has changed; several threads may ask."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._lock = Lock()
        self._seen: State = None
        self._now = Now(Quotes((), (), path), None, 0)

    def now(self) -> Now:
        """Return the file as it is at this moment."""
        with self._lock:
            seen = state(self.path)
            if not self._now.revision or seen != self._seen:
                self._seen = seen
                self._now = self._read()
            return self._now

    def _read(self) -> Now:
        before = self._now
        try:
            quotes = load_quotes(self.path)
        except CardError as error:
            return Now(before.quotes, error, before.revision + 1)
        return Now(quotes, None, before.revision + 1)
