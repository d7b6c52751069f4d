"""The one door to the output folder: safe names, whole files, nothing of another's overwritten."""

from __future__ import annotations

import errno
import ntpath
import os
import stat
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from render.errors import OutputError

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
        """Remove temporary files whose process is gone; one in use elsewhere is left."""
        for path in self.path.glob(f"{TEMP_PREFIX}*{TEMP_SUFFIX}"):
            owner = path.name.removeprefix(TEMP_PREFIX).partition("-")[0]
            if not (owner.isdecimal() and _is_running(int(owner))):
                with suppress(OSError):
                    path.unlink()

    def write(self, name: str, data: bytes, *, force: bool = False) -> Path:
        """Write a card and return its path: afterwards the file is the old one or the new, whole.

        A link of that name is replaced, not followed. Raises OutputError where the name is none,
        where a file stands there that is not ours (unless `force`), or where the system refuses.
        """
        if name in ("", ".", "..") or "\0" in name or ntpath.basename(name) != name:
            raise OutputError(f"cannot write {name!r} into {self.path}", why="it is not a plain file name")
        path = self.path / name
        if not force and _is_foreign(path):
            raise OutputError(
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
    try:
        # Not `tempfile`: 0o666 lets the system apply the umask, and the import costs 5 ms.
        with temp.open("xb") as file:
            file.write(data)
        temp.replace(path)
    except BaseException as error:
        with suppress(OSError, ValueError):
            temp.unlink()
        if isinstance(error, (OSError, ValueError)):
            raise _output_error(path, error) from error
        raise


def _output_error(path: Path, error: OSError | ValueError) -> OutputError:
    return OutputError(f"cannot write {path}", why=_why(error))


def _why(error: OSError | ValueError) -> str:
    """Say in words why the system refuses; a ValueError is a path that no system takes."""
    if isinstance(error, ValueError):
        return "it is not a path"
    return WORDS.get(error.errno or 0) or error.strerror or str(error)


def _is_running(pid: int) -> bool:
    """Tell whether a process lives; elsewhere than on POSIX an open file cannot be removed anyway."""
    if os.name != "posix":
        return False
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return pid != os.getpid()


def _is_foreign(path: Path) -> bool:
    """Tell whether something stands there that we did not make; a link itself is nobody's work."""
    try:
        mode = path.lstat().st_mode
        if not stat.S_ISREG(mode):
            return not stat.S_ISLNK(mode)
        with path.open("rb") as file:
            return not _names_maker(file)
    except FileNotFoundError:
        return False
    except (OSError, ValueError) as error:
        raise _output_error(path, error) from error


def _names_maker(file: BinaryIO) -> bool:
    """Read a PNG's head as far as its pixels for an iTXt entry `Software` that is ours."""
    if file.read(8) != b"\x89PNG\r\n\x1a\n":
        return False
    while len(header := file.read(8)) == 8 and header[4:] not in (b"IDAT", b"IEND"):
        size = int.from_bytes(header[:4], "big")
        if header[4:] != b"iTXt":
            file.seek(size + 4, os.SEEK_CUR)
        elif file.read(size + 4).startswith(b"Software\0\0\0\0\0" + MAKER.encode()):
            return True
    return False
