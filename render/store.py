"""The one door to the output folder: safe names, whole files, nothing of another's overwritten."""

from __future__ import annotations

import errno
import ntpath
import os
import stat
import time
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from render.errors import FileInTheWay, OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

NAME_BYTES = 120
"""Longest file name in UTF-8: the temporary's name beside it, and a copy's, stay under 255."""

SLUG_CHARS = 24
"""Longest readable part of a name: a line of Han in a file list."""

NAMELESS = "quote"
"""Stands where a text has no letter or digit that a name can hold."""

MAKER = "quotecard"
"""What the iTXt entry `Software` of our files begins with."""

HEAD_CHUNKS = 16
"""Chunks of a PNG that are looked at for our name; we write at most eight before the pixels."""

STRAY_AGE = 24 * 3600
"""Seconds after which a temporary file is nobody's, where its process cannot be asked."""

TEMP_PREFIX = f".{MAKER}-"
TEMP_SUFFIX = ".part"

DEVICES = frozenset(
    (
        *("con", "prn", "aux", "nul", "conin$", "conout$", "clock$"),
        *(f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789"),
    )
)
"""Windows opens these as devices, with any extension; superscript digits count (NFKC folds them)."""

RESERVED = frozenset('/\\:*?"<>|')
"""Separators, and what Windows file systems refuse."""

UNSEEN = frozenset(map(chr, (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0)))
"""Joiners and fillers that Unicode counts as marks or letters though nothing shows."""

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


def slug(text: str, limit: int = SLUG_CHARS) -> str:
    """Return the readable part of a file name for a text: its letters and digits, NFC.

    All else becomes single hyphens; at most `limit` characters; `quote` where nothing is left.
    """
    letters: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(char)[0]
        inside = bool(letters) and letters[-1] != "-"
        if _is_unseen(char):
            continue
        if kind in "LN" or (kind == "M" and inside):
            letters.append(char)
        elif inside:
            letters.append("-")
    whole = unicodedata.normalize("NFC", "".join(letters))
    return _cut(whole, limit, len).strip("-") or NAMELESS


def safe_name(stem: str, suffix: str = ".png") -> str:
    """Return a file name that every system takes: NFC, at most 120 UTF-8 bytes with `suffix`.

    No separators, controls, format or private characters; no dot or hyphen in front; no Windows
    device; no dot or space at the end. A second call changes nothing.
    """
    kept = "".join(map(_safe_char, unicodedata.normalize("NFC", stem)))
    whole = unicodedata.normalize("NFC", kept).lstrip(".- ")
    room = NAME_BYTES - len(suffix.encode()) - 1  # one byte is left for the mark before a device
    name = _cut(whole, room, lambda part: len(part.encode())).rstrip(". ") or NAMELESS
    first = unicodedata.normalize("NFKC", name.partition(".")[0]).casefold().rstrip()
    return f"_{name}{suffix}" if first in DEVICES else f"{name}{suffix}"


def _safe_char(char: str) -> str:
    kind = unicodedata.category(char)
    if _is_unseen(char):
        return ""
    if kind == "Zs":
        return " "
    return "-" if char in RESERVED or kind[0] in "CZ" else char


def _is_unseen(char: str) -> bool:
    """Tell variation selectors, format characters and fillers."""
    selector = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    return selector or char in UNSEEN or unicodedata.category(char) == "Cf"


def _cut(text: str, room: int, measure: Callable[[str], int]) -> str:
    """Return the longest beginning within `room` that parts no mark from its letter."""
    end = min(len(text), room)
    while end and (measure(text[:end]) > room or _is_mark(text[end : end + 1])):
        end -= 1
    return text[:end]


def _is_mark(char: str) -> bool:
    return bool(char) and unicodedata.category(char)[0] == "M"


def clashes(names: Iterable[str]) -> list[list[str]]:
    """Return the names that one folder cannot hold together, in groups, in their order.

    Names clash where they differ by case or by normal form only: macOS and Windows take them for one.
    """
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(_folded(name), []).append(name)
    return [group for group in groups.values() if len(group) > 1]


def _folded(name: str) -> str:
    """Fold by Unicode's canonical caseless matching (D145)."""
    decomposed = unicodedata.normalize("NFD", name).casefold()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", decomposed).casefold())


class Folder:
    """The folder that takes the cards."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)

    def prepare(self) -> None:
        """Create the folder and clear what killed runs left; raises OutputError."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            why = "a file of that name stands there" if isinstance(error, FileExistsError) else _why(error)
            raise OutputError(
                f"cannot create the folder {self.path}", why=why, hint="name another folder"
            ) from error
        self._sweep()

    def _sweep(self) -> None:
        """Remove temporary files that nobody will finish."""
        for path in self.path.glob(f"{TEMP_PREFIX}*{TEMP_SUFFIX}"):
            with suppress(OSError):
                if _is_stray(path):
                    path.unlink()

    def write(self, name: str, data: bytes, *, force: bool = False) -> Path:
        """Write a card and return its path: afterwards the file is the old one or the new, whole.

        A link of that name is replaced, not followed. Raises FileInTheWay where a folder stands there,
        or a file that is not ours (unless `force`) or that the system protects; OutputError where the
        name is none, or where the system takes no file.
        """
        if name in ("", ".", "..") or "\0" in name or ntpath.basename(name) != name:
            raise OutputError(f"cannot write {name!r} into {self.path}", why="it is not a plain file name")
        path = self.path / name
        if not force and _is_foreign(path):
            raise FileInTheWay(
                f"{path} was not made by {MAKER}",
                why="it is left as it is",
                hint="name another folder, or overwrite it with --force",
            )
        _write_whole(path, data)
        return path


def write_file(path: str | os.PathLike[str], data: bytes) -> Path:
    """Write a file whose path the user gave, whole or not at all; raises OutputError.

    A pipe or device is written into, never replaced.
    """
    target = Path(path)
    if not _is_stream(target):
        _write_whole(target, data)
        return target
    try:
        target.write_bytes(data)
    except OSError as error:
        raise _output_error(target, error) from error
    return target


def _is_stream(path: Path) -> bool:
    """Tell a pipe or device, also behind a link, as /dev/stdout."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode) or stat.S_ISBLK(mode)


def _write_whole(path: Path, data: bytes) -> None:
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
            raise _output_error(path, error, kind) from error
        raise


def _output_error(
    path: Path, error: OSError | ValueError, kind: type[OutputError] = OutputError
) -> OutputError:
    return kind(f"cannot write {path}", why=_why(error))


def _why(error: OSError | ValueError) -> str:
    """Say in words why the system refuses; a ValueError is a path that no system takes."""
    if isinstance(error, ValueError):
        return "it is not a path"
    return WORDS.get(error.errno or 0) or error.strerror or str(error)


def _is_stray(path: Path) -> bool:
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


def _is_foreign(path: Path) -> bool:
    """Tell whether something stands there that we did not make; a link itself is nobody's work."""
    try:
        mode = path.lstat().st_mode
        return not _is_ours(path) if stat.S_ISREG(mode) else not stat.S_ISLNK(mode)
    except FileNotFoundError:
        return False
    except (OSError, ValueError) as error:
        raise _output_error(path, error) from error


def _is_ours(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return _names_maker(file)
    except PermissionError:
        return False  # ours can be read by whoever wrote it


def _names_maker(file: BinaryIO) -> bool:
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
