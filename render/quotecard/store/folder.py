"""The folder that takes the cards."""

from __future__ import annotations

import ntpath
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from quotecard.errors import FileInTheWay, OutputError
from quotecard.store.files import (
    MAKER,
    TEMP_PREFIX,
    TEMP_SUFFIX,
    digest,
    is_foreign,
    is_stray,
    reason,
    write_whole,
)

if TYPE_CHECKING:
    from quotecard.store.journal import Journal
    from quotecard.store.lock import Lock

JOURNAL = "quotecard"
"""What the file that lists a folder's cards is called, before its `.jsonl`: seen, for a site build reads it."""


def open_store(path: str | os.PathLike[str]) -> Folder:
    """Return where cards go: a folder, or with a URL such as s3://bucket/cards what fsspec finds there."""
    text = os.fspath(path)
    if "://" not in text:
        return Folder(path)
    from quotecard.store.bucket import Bucket

    return Bucket(text)


class Folder:
    """The folder that takes the cards; its values are picklable, for a worker writes into it too."""

    in_memory = False
    """Whether another process would write somewhere else."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)

    def __str__(self) -> str:
        return str(self.path)

    def name_of(self, name: str) -> str:
        """Return what a file of the folder is called outside it."""
        return str(self.path / name)

    def prepare(self) -> None:
        """Create the folder and clear what killed runs left; raises OutputError."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            why = "a file of that name stands there" if isinstance(error, FileExistsError) else reason(error)
            raise OutputError(
                f"cannot create the folder {self.path}", why=why, hint="name another folder"
            ) from error
        self.sweep()

    def sweep(self) -> None:
        """Remove temporary files that nobody will finish."""
        for path in self.path.glob(f"{TEMP_PREFIX}*{TEMP_SUFFIX}"):
            with suppress(OSError):
                if is_stray(path):
                    path.unlink()

    def write(self, name: str, data: bytes, *, force: bool = False) -> Path:
        """Write a card and return its path: afterwards the file is the old one or the new, whole.

        A link of that name is replaced, not followed. Raises FileInTheWay where a folder stands there,
        or a file that is not ours (unless `force`) or that the system protects; OutputError where the
        name is none, or where the system takes no file.
        """
        path = self._path(name)
        if not force and is_foreign(path):
            raise in_the_way(path)
        write_whole(path, data)
        return path

    def _path(self, name: str) -> Path:
        if name in ("", ".", "..") or "\0" in name or ntpath.basename(name) != name:
            raise OutputError(f"cannot write {name!r} into {self.path}", why="it is not a plain file name")
        return self.path / name

    def holds(self, name: str, size: int, sha256: str) -> bool:
        """Tell whether a file is there, with just these bytes; a link is not ours and does not count."""
        path = self._path(name)
        try:
            if path.is_symlink() or path.stat().st_size != size:
                return False
            return digest(path) == sha256
        except OSError:
            return False

    def remove(self, name: str) -> bool:
        """Remove a card; return whether it was there. What has since taken its place is another's, and stays.

        Raises OutputError where the system keeps it.
        """
        path = self._path(name)
        try:
            if path.is_symlink() or is_foreign(path):
                return False
            path.unlink()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise OutputError(f"cannot remove {path}", why=reason(error)) from error
        return True

    def lock(self, label: str = "") -> Lock:
        """Return the lock that keeps a second batch out, or a second one of the same part of it."""
        from quotecard.store.lock import Lock

        return Lock(self.path, label)

    def journal(self, label: str = "") -> Journal:
        """Open the list of the folder's cards, or of one part of it; raises OutputError."""
        from quotecard.store.journal import Journal

        return Journal(self.path / journal_name(label))

    def glance(self, label: str = "") -> Journal | None:
        """Open that list for reading only; None where there is none."""
        from quotecard.store.journal import Journal

        path = self.path / journal_name(label)
        return Journal(path, write=False) if path.is_file() else None

    def labels(self) -> list[str]:
        """Return the labels of the lists that parts of a batch left here."""
        return sorted(label_of(path.name) for path in self.path.glob(journal_name("*")))

    def forget(self, label: str) -> None:
        """Remove the list of a part, once another holds what it held."""
        with suppress(OSError):
            (self.path / journal_name(label)).unlink()


def journal_name(label: str) -> str:
    """Return the name of the list of a part of a batch; of all of it without a label."""
    return f"{JOURNAL}.{label}.jsonl" if label else f"{JOURNAL}.jsonl"


def label_of(name: str) -> str:
    """Undo `journal_name`."""
    return name.removeprefix(f"{JOURNAL}.").removesuffix(".jsonl")


def in_the_way(path: object) -> FileInTheWay:
    """Return the error for a file of another's where a card should go."""
    return FileInTheWay(
        f"{path} was not made by {MAKER}",
        why="it is left as it is",
        hint="name another folder, or overwrite it with --force",
    )
