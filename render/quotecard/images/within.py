"""Where a picture may stand: a name in a quotes file leads to a file under that file's folder, or nowhere."""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from quotecard.errors import BadQuote

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_DRIVE = re.compile(r"[A-Za-z]:")
_PARTED = "write the path from the quotes file's folder, with / between folders"
_INSIDE = "put the picture beside the quotes file, or in a folder under it"


def within(name: str, folder: str) -> str:
    """Return the real path of the file that `name` means in `folder`; raises BadQuote.

    A name is refused by its looks where another system would read it otherwise, and by where it leads
    once links are followed.
    """
    _refuse_looks(name)
    root = os.path.realpath(folder or os.curdir)
    real = os.path.realpath(os.path.join(root, name))  # noqa: PTH118  # a Path would drop what is being judged
    if os.path.commonpath([root, real]) != root:
        raise BadQuote(f"the picture {name} lies outside the folder of the quotes file", hint=_INSIDE)
    return real


def _refuse_looks(name: str) -> None:
    if _DRIVE.match(name) or name.startswith(("/", "\\", "~")):
        raise BadQuote(f"the picture {name} is not named from the quotes file's folder", hint=_PARTED)
    if _SCHEME.match(name):
        raise BadQuote(
            f"the picture {name} is an address", why="nothing is fetched", hint="save it, and name the file"
        )
    if "\\" in name:
        raise BadQuote(f"the picture {name} has a backslash in its path", hint=_PARTED)
    if ".." in name.split("/"):
        raise BadQuote(f"the picture {name} lies outside the folder of the quotes file", hint=_INSIDE)


class Stamp(NamedTuple):
    """What tells one version of a file from the next without reading it."""

    path: str
    modified: int
    """ns"""
    size: int
    """bytes"""


def stamp(path: str, name: str) -> Stamp:
    """Return a file's stamp; raises BadQuote where there is none, or no plain file."""
    from stat import S_ISREG

    try:
        found = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise BadQuote(
            f"the picture {name} cannot be opened", why=why, hint="look at the path and its spelling"
        ) from None
    if not S_ISREG(found.st_mode):
        raise BadQuote(f"the picture {name} is no file", hint="name a PNG, JPEG or WebP file")
    return Stamp(path, found.st_mtime_ns, found.st_size)
