"""The current state of the quotes file: the last valid quotes, and the error if it is invalid now."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from quotecard.errors import CardError
from quotecard.preview.watch import file_state, file_states, linked_files
from quotecard.read.document import Quotes, load_quotes

if TYPE_CHECKING:
    from quotecard.preview.watch import FileState


class FileSnapshot(NamedTuple):
    """The contents of the file at one moment."""

    quotes: Quotes
    """The last quotes that could be read."""
    error: CardError | None
    """Why the file cannot be read now, or None."""
    revision: int
    """Number of changes seen; increases by one with each."""


class WatchedFile:
    """A quotes file that is read again after it has changed; thread-safe."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._lock = Lock()
        self._files: tuple[str, ...] = ()
        self._seen: tuple[FileState, ...] = ()
        self._now = FileSnapshot(Quotes((), (), path), None, 0)

    def now(self) -> FileSnapshot:
        """Return the current contents, reading the file again if it or a linked file has changed."""
        with self._lock:
            if not self._now.revision or self._states() != self._seen:
                # The state is taken before the file is read, so that a save in between is not missed.
                first = file_state(self.path)
                self._now = self._read()
                self._files = linked_files(self._now.quotes)
                self._seen = (first, *self._states()[1:])
            return self._now

    def _states(self) -> tuple[FileState, ...]:
        return file_states((self.path, *self._files))

    def _read(self) -> FileSnapshot:
        before = self._now
        try:
            quotes = load_quotes(self.path)
        except CardError as error:
            return FileSnapshot(before.quotes, error, before.revision + 1)
        return FileSnapshot(quotes, None, before.revision + 1)
