"""One batch at a time in a folder: a lock that the system releases when its process ends, in whatever way."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from quotecard.errors import OutputError
from quotecard.store.files import reason

if TYPE_CHECKING:
    from pathlib import Path

_HELD = frozenset((errno.EACCES, errno.EAGAIN, errno.EDEADLK))
"""Error numbers by which systems report that another process holds the lock."""
_NO_LOCKS = frozenset((errno.ENOTSUP, errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP))
"""Error numbers of network disks without locks: two batches there cannot be kept apart."""
_TRIES = 10
"""Attempts to lock the file that others see: its last holder may remove it between opening and locking."""
_MAX_PID_BYTES = 20
"""Bytes read from a lock file to name the process that holds it."""


class Lock:
    """A lock as a context manager; entering raises OutputError if another process holds it or nothing can be written."""

    def __init__(self, folder: Path, label: str = "") -> None:
        self.folder = folder
        self.path = folder / (f".quotecard-{label}.lock" if label else ".quotecard.lock")
        self._file = -1

    def __enter__(self) -> Self:
        for _ in range(_TRIES):
            self._open()
            if self._is_current():
                break
            os.close(self._file)
        with suppress(OSError):
            os.truncate(self._file, 0)
            os.write(self._file, f"{os.getpid()}\n".encode())
        return self

    def __exit__(self, *_: object) -> None:
        # Removed while still locked, so that nobody locks a file about to vanish; Windows cannot remove an open file.
        if os.name == "posix":
            with suppress(OSError):
                self.path.unlink()
        os.close(self._file)
        if os.name != "posix":
            with suppress(OSError):
                self.path.unlink()

    def _open(self) -> None:
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
        try:
            self._file = os.open(self.path, flags, 0o666)
        except OSError as error:
            raise OutputError(f"cannot write into {self.folder}", why=reason(error)) from error
        try:
            _take(self._file)
        except OSError as error:
            who = (
                os.pread(self._file, _MAX_PID_BYTES, 0).decode("ascii", "replace").strip()
                if os.name == "posix"
                else ""
            )
            os.close(self._file)
            if error.errno not in _HELD:
                raise OutputError(f"cannot lock {self.folder}", why=reason(error)) from error
            raise OutputError(
                f"another batch is writing into {self.folder}",
                why=f"process {who}" if who.isdecimal() else "",
                hint="wait until it has ended, or choose another folder",
            ) from None

    def _is_current(self) -> bool:
        """Return whether the locked file is still the one at its path."""
        try:
            return os.path.samestat(os.fstat(self._file), self.path.stat())
        except OSError:
            return False


def _take(file: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
