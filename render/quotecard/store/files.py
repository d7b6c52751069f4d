"""Whole files or none: written beside the target and renamed over it, and none that is another's."""

from __future__ import annotations

import errno
import os
import stat
import time
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from quotecard.errors import FileInTheWay, OutputError

MAKER = "quotecard"
"""What the iTXt entry `Software` of our files begins with."""

HEAD_CHUNKS = 16
"""Chunks of a PNG that are looked at for our name; we write at most eight before the pixels."""

STRAY_AGE = 24 * 3600
"""Seconds after which a temporary file is nobody's, where its process cannot be asked."""

TEMP_PREFIX = f".{MAKER}-"
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
    errno.EISDIR: "a folder of that name stands there",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ELOOP: "its links lead in a circle",
}
"""What a person should read for an error number."""


def write_file(path: str | os.PathLike[str], data: bytes) -> Path:
    """Write a file whose path the user gave, whole or not at all; raises OutputError.

    A pipe or device is written into, never replaced.
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
    """Tell a pipe or device, also behind a link, as /dev/stdout."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode) or stat.S_ISBLK(mode)


def write_whole(path: Path, data: bytes) -> None:
    """Write beside the target and rename over it; the temporary goes whatever happens."""
    temp = path.parent / f"{TEMP_PREFIX}{os.getpid()}-{os.urandom(6).hex()}{TEMP_SUFFIX}"
    kind: type[OutputError] = OutputError
    try:
        # Not `tempfile`: 0o666 lets the system apply the umask, and the import costs 5 ms.
        with temp.open("xb") as file:
            file.write(data)
        kind = FileInTheWay  # the folder took the bytes: what fails now is this name's fault
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
    """Return the error for a file that the system does not take."""
    return kind(f"cannot write {path}", why=reason(error))


def reason(error: OSError | ValueError) -> str:
    """Say in words why the system refuses; a ValueError is a path that no system takes."""
    if isinstance(error, ValueError):
        return "it is not a path"
    return WORDS.get(error.errno or 0) or error.strerror or str(error)


def is_stray(path: Path) -> bool:
    """Tell whether a temporary file's process is gone, or the file old where that cannot be known."""
    owner = path.name.removeprefix(TEMP_PREFIX).partition("-")[0]
    runs = _is_running(int(owner)) if owner.isdecimal() else None
    return time.time() - path.lstat().st_mtime > STRAY_AGE if runs is None else not runs


def _is_running(pid: int) -> bool | None:
    """Tell whether a process lives, or None where the system is not asked: signal 0 is POSIX's."""
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


def is_foreign(path: Path) -> bool:
    """Tell whether something stands there that we did not make; a link itself is nobody's work."""
    try:
        mode = path.lstat().st_mode
        return not _is_ours(path) if stat.S_ISREG(mode) else not stat.S_ISLNK(mode)
    except FileNotFoundError:
        return False
    except (OSError, ValueError) as error:
        raise output_error(path, error) from error


def _is_ours(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return names_maker(file)
    except PermissionError:
        return False  # ours can be read by whoever wrote it


def names_maker(file: BinaryIO) -> bool:
    """Look in a PNG's head for an iTXt entry `Software` that is ours; what is skipped is not read."""
    ours = b"Software\0\0\0\0\0" + MAKER.encode()
    if file.read(8) != b"\x89PNG\r\n\x1a\n":
        return False
    for _ in range(HEAD_CHUNKS):
        header = file.read(8)
        if len(header) < 8 or header[4:] in (b"IDAT", b"IEND"):
            return False
        size = int.from_bytes(header[:4], "big")
        begin = file.read(min(size, len(ours))) if header[4:] == b"iTXt" else b""
        if begin == ours:
            return True
        file.seek(size - len(begin) + 4, os.SEEK_CUR)
    return False
