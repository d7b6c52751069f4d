"""Where a picture may be: a path in a quotes file must lead to a file in that file's folder or below it."""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from quotecard.errors import BadQuote

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_DRIVE = re.compile(r"[A-Za-z]:")
_RELATIVE_HINT = "write a path relative to the quotes file's folder, with / between folders"
_INSIDE_HINT = "put the picture beside the quotes file, or in a folder below it"


def resolve_in_folder(name: str, folder: str) -> str:
    """Return the real path of the file that `name` refers to in `folder`.

    Raises BadQuote for a name that another operating system would read differently, and for one that
    leads outside `folder` once links are followed.
    """
    _refuse_foreign_name(name)
    root = os.path.realpath(folder or os.curdir)
    real = os.path.realpath(os.path.join(root, name))  # noqa: PTH118  # a Path would normalise what is checked here
    if os.path.commonpath([root, real]) != root:
        raise BadQuote(f"the picture {name} is outside the folder of the quotes file", hint=_INSIDE_HINT)
    return real


def _refuse_foreign_name(name: str) -> None:
    if _DRIVE.match(name) or name.startswith(("/", "\\", "~")):
        raise BadQuote(
            f"the path of the picture {name} is not relative to the quotes file's folder", hint=_RELATIVE_HINT
        )
    if _SCHEME.match(name):
        raise BadQuote(
            f"the picture {name} is a URL",
            why="nothing is downloaded",
            hint="save it, and give the file's path",
        )
    if "\\" in name:
        raise BadQuote(f"the picture {name} has a backslash in its path", hint=_RELATIVE_HINT)
    if ".." in name.split("/"):
        raise BadQuote(f"the picture {name} is outside the folder of the quotes file", hint=_INSIDE_HINT)


class FileStamp(NamedTuple):
    """Identifies one version of a file without reading it."""

    path: str
    modified: int
    """Modification time in ns."""
    size: int
    """Bytes."""


def file_stamp(path: str, name: str) -> FileStamp:
    """Return the stamp of a file. Raises BadQuote if it cannot be found, or is not a regular file."""
    from stat import S_ISREG

    try:
        found = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise BadQuote(
            f"the picture {name} cannot be opened", why=why, hint="check the path and its spelling"
        ) from None
    if not S_ISREG(found.st_mode):
        raise BadQuote(
            f"the picture {name} is not a regular file", hint="give the path of a PNG, JPEG or WebP file"
        )
    return FileStamp(path, found.st_mtime_ns, found.st_size)
