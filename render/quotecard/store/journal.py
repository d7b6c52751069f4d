"""An append-only file of lines: a line that was written survives whatever happens next."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from quotecard.errors import OutputError
from quotecard.store.files import TEMP_PREFIX, TEMP_SUFFIX, reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

SYNC_EVERY = 1.0
"""Seconds between two syncs: cards of this much time are drawn again after a power cut."""

_MAX_LINE = 1024 * 1024
"""Bytes: a longer line is not ours, and is read in pieces."""
_READ_SIZE = 4096
"""Bytes read at once when looking up a line: most lines are shorter."""


class Journal:
    """Lines of a file, addressed by offset in bytes.

    Each is appended by one system call, so a killed process never leaves part of a line. A power cut may damage the
    last ones, so a reader must check each line. Raises OutputError if the file cannot be opened or written.
    """

    def __init__(self, path: Path, *, write: bool = True) -> None:
        self.path = path
        self._write = write
        self._synced = time.monotonic()
        self._dirty = False
        self._file = self._open()

    def _open(self) -> int:
        writing = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
        flags = (writing if self._write else os.O_RDONLY) | getattr(os, "O_BINARY", 0)
        try:
            file = os.open(self.path, flags | getattr(os, "O_CLOEXEC", 0), 0o666)
            self._end = os.lseek(file, 0, os.SEEK_END)
            if (
                self._write
                and self._end
                and os.lseek(file, -1, os.SEEK_END) >= 0
                and os.read(file, 1) != b"\n"
            ):
                self._end += os.write(file, b"\n")  # the last line is incomplete: start a new one
        except OSError as error:
            raise self._error(error) from error
        return file

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """Yield each line with its offset, in the order of the file."""
        offset = 0
        with self.path.open("rb") as file:
            while line := file.readline(_MAX_LINE):
                yield offset, line
                offset += len(line)

    def at(self, offset: int) -> bytes:
        """Return the line that starts at an offset."""
        os.lseek(self._file, offset, os.SEEK_SET)
        parts = []
        while part := os.read(self._file, _READ_SIZE):
            end = part.find(b"\n")
            parts.append(part if end < 0 else part[: end + 1])
            if end >= 0:
                break
        return b"".join(parts)

    def append(self, line: bytes) -> int:
        """Append a line, which ends in U+000A, and return its offset; it is synced within about a second."""
        try:
            if os.write(self._file, line) != len(line):
                raise OutputError(f"cannot write {self.path}", why="the disk is full")
        except OSError as error:
            raise self._error(error) from error
        offset, self._end = self._end, self._end + len(line)
        self._dirty = True
        if time.monotonic() - self._synced > SYNC_EVERY:
            self.sync()
        return offset

    def sync(self) -> None:
        """Force appended lines to the disk."""
        if self._dirty:
            with suppress(OSError):  # a pipe or a memory disk cannot be synced
                os.fsync(self._file)
        self._dirty = False
        self._synced = time.monotonic()

    def rewrite(self, lines: Iterable[bytes]) -> None:
        """Replace the file, whole, by one that holds these lines."""
        temp = self.path.parent / f"{TEMP_PREFIX}{os.getpid()}-{os.urandom(6).hex()}{TEMP_SUFFIX}"
        try:
            with temp.open("xb") as file:
                file.writelines(lines)
                file.flush()
                os.fsync(file.fileno())
            os.close(self._file)
            self._file = -1
            temp.replace(self.path)
        except BaseException as error:
            with suppress(OSError):
                temp.unlink()
            if isinstance(error, OSError):
                raise self._error(error) from error
            raise
        finally:
            if self._file < 0:
                self._file = self._open()
        _sync_folder(self.path.parent)

    def close(self) -> None:
        """Sync and close."""
        self.sync()
        os.close(self._file)

    def _error(self, error: OSError) -> OutputError:
        return OutputError(f"cannot write {self.path}", why=reason(error))


def _sync_folder(folder: Path) -> None:
    """Force a folder's entries to the disk, which POSIX requires after a rename."""
    if os.name == "posix":
        with suppress(OSError):
            file = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(file)
            finally:
                os.close(file)
