"""Write files whole or not at all, and find out what is already at a path.

A file is written under a temporary name beside its target and renamed over it.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, TypeAlias

from quotecard.errors import FileInTheWay, OutputError

IsOwn: TypeAlias = Callable[[BinaryIO], bool]
"""Returns whether a file, read from its start, was made by quotecard.

Only what writes a format can recognise it, so the caller hands this in. It must be picklable.
"""

STRAY_AGE = 24 * 3600
"""Seconds after which a temporary file counts as abandoned if the system cannot say whether its process runs."""

TEMP_PREFIX = ".quotecard-"
TEMP_SUFFIX = ".part"

WORDS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "the disk's limit for one file is reached",
    errno.EROFS: "the disk is read-only",
    errno.EIO: "the disk reports an error",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.ENOENT: "the folder does not exist",
    errno.ENOTDIR: "a part of the path is a file, not a folder",
    errno.EISDIR: "a folder has that name",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ELOOP: "its links form a loop",
}
"""What an error number means, in words for a message."""


def write_file(path: str | os.PathLike[str], data: bytes) -> Path:
    """Write a file at a path that the user gave, whole or not at all; raises OutputError.

    A pipe or device is written to, never replaced.
    """
    target = Path(path)
    if not _is_stream(target):
        write_whole(target, data)
        return target
    try:
        target.write_bytes(data)
    except OSError as error:
        raise output_error(target, error) from error
    return target


def _is_stream(path: Path) -> bool:
    """Return whether a path is a pipe or device, also through a link such as /dev/stdout."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode) or stat.S_ISBLK(mode)


def write_whole(path: Path, data: bytes) -> None:
    """Write beside the target and rename over it; the temporary file is removed if anything fails.

    Raises OutputError if the bytes cannot be written, and FileInTheWay if only the renaming fails.
    """
    temp = path.parent / f"{TEMP_PREFIX}{os.getpid()}-{os.urandom(6).hex()}{TEMP_SUFFIX}"
    kind: type[OutputError] = OutputError
    try:
        # Not `tempfile`: 0o666 lets the system apply the umask, and the import costs 5 ms.
        with temp.open("xb") as file:
            file.write(data)
        kind = FileInTheWay  # the folder accepted the bytes, so what fails now concerns this name only
        temp.replace(path)
    except BaseException as error:
        with suppress(OSError, ValueError):
            temp.unlink()
        if isinstance(error, (OSError, ValueError)):
            raise output_error(path, error, kind) from error
        raise


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest()


def output_error(
    path: Path, error: OSError | ValueError, kind: type[OutputError] = OutputError
) -> OutputError:
    """Return the error for a file that the system refuses."""
    return kind(f"cannot write {path}", why=reason(error))


def reason(error: OSError | ValueError) -> str:
    """Return in words why the system refuses; a ValueError means a path that no system accepts."""
    if isinstance(error, ValueError):
        return "it is not a valid path"
    return WORDS.get(error.errno or 0) or error.strerror or str(error)


def is_stray(path: Path) -> bool:
    """Return whether a temporary file's process has ended, or the file is old where that cannot be known."""
    owner = path.name.removeprefix(TEMP_PREFIX).partition("-")[0]
    runs = _is_running(int(owner)) if owner.isdecimal() else None
    return time.time() - path.lstat().st_mtime > STRAY_AGE if runs is None else not runs


def _is_running(pid: int) -> bool | None:
    """Return whether a process runs, or None off POSIX, where signal 0 does not ask."""
    if pid == os.getpid():
        return True
    if os.name != "posix":
        return None
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    except OverflowError:
        return None
    return True


def is_foreign(path: Path, is_own: IsOwn) -> bool:
    """Return whether something is there that we did not make; a link may be replaced and does not count.

    Raises OutputError if the path cannot be examined.
    """
    try:
        mode = path.lstat().st_mode
        return not _is_ours(path, is_own) if stat.S_ISREG(mode) else not stat.S_ISLNK(mode)
    except FileNotFoundError:
        return False
    except (OSError, ValueError) as error:
        raise output_error(path, error) from error


def _is_ours(path: Path, is_own: IsOwn) -> bool:
    try:
        with path.open("rb") as file:
            return is_own(file)
    except PermissionError:
        return False  # whoever wrote a file of ours can read it


def file_in_the_way(path: object) -> FileInTheWay:
    """Return the error for a file that is not ours where a card should go."""
    return FileInTheWay(
        f"{path} was not made by quotecard",
        why="it is left as it is",
        hint="choose another folder, or overwrite it with --force",
    )
