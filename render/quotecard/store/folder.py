"""A folder of this machine as a store."""

from __future__ import annotations

import ntpath
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from quotecard.errors import OutputError
from quotecard.store.files import (
    TEMP_PREFIX,
    TEMP_SUFFIX,
    digest,
    file_in_the_way,
    is_foreign,
    is_stray,
    reason,
    write_whole,
)
from quotecard.store.journal_names import journal_name, label_of

if TYPE_CHECKING:
    import os

    from quotecard.store.files import IsOwn
    from quotecard.store.journal import Journal
    from quotecard.store.lock import Lock


class Folder:
    """A folder of this machine as a `CardStore`; picklable, because workers write into it too."""

    in_memory = False

    def __init__(self, path: str | os.PathLike[str], is_own: IsOwn) -> None:
        """`is_own` tells our files from others: only ours are replaced or removed."""
        self.path = Path(path)
        self.is_own = is_own

    def __str__(self) -> str:
        return str(self.path)

    def name_of(self, name: str) -> str:
        """Return the path of a file in the folder."""
        return str(self.path / name)

    def prepare(self) -> None:
        """Create the folder and remove what killed runs left; raises OutputError."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            why = "a file has that name" if isinstance(error, FileExistsError) else reason(error)
            raise OutputError(
                f"cannot create the folder {self.path}", why=why, hint="choose another folder"
            ) from error
        self.sweep()

    def sweep(self) -> None:
        """Remove temporary files whose process has ended."""
        for path in self.path.glob(f"{TEMP_PREFIX}*{TEMP_SUFFIX}"):
            with suppress(OSError):
                if is_stray(path):
                    path.unlink()

    def write(self, name: str, data: bytes, *, force: bool = False) -> Path:
        """Write a card and return its path: afterwards the file is either the old one or the new one, whole.

        A link of that name is replaced, not followed. Raises FileInTheWay if the name belongs to a folder, to a file
        that is not ours (unless `force`), or to one that the system protects; OutputError if `name` is not a plain
        file name or the system accepts no file.
        """
        path = self._path(name)
        if not force and is_foreign(path, self.is_own):
            raise file_in_the_way(path)
        write_whole(path, data)
        return path

    def _path(self, name: str) -> Path:
        if name in ("", ".", "..") or "\0" in name or ntpath.basename(name) != name:
            raise OutputError(f"cannot write {name!r} into {self.path}", why="it is not a plain file name")
        return self.path / name

    def has_intact(self, name: str, size: int, sha256: str) -> bool:
        """Return whether a file is there with exactly these bytes; a link is not ours and does not count."""
        path = self._path(name)
        try:
            if path.is_symlink() or path.stat().st_size != size:
                return False
            return digest(path) == sha256
        except OSError:
            return False

    def remove(self, name: str) -> bool:
        """Remove a card and return whether it was there; a file that is not ours stays.

        Raises OutputError if the system refuses.
        """
        path = self._path(name)
        try:
            if path.is_symlink() or is_foreign(path, self.is_own):
                return False
            path.unlink()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise OutputError(f"cannot remove {path}", why=reason(error)) from error
        return True

    def lock(self, label: str = "") -> Lock:
        """Return the lock that keeps out a second batch, or a second run of the same part of one."""
        from quotecard.store.lock import Lock

        return Lock(self.path, label)

    def journal(self, label: str = "") -> Journal:
        """Open the manifest of the folder's cards, or of one part of a batch; raises OutputError."""
        from quotecard.store.journal import Journal

        return Journal(self.path / journal_name(label))

    def read_journal(self, label: str = "") -> Journal | None:
        """Open the manifest for reading only; return None if there is none."""
        from quotecard.store.journal import Journal

        path = self.path / journal_name(label)
        return Journal(path, write=False) if path.is_file() else None

    def journal_labels(self) -> list[str]:
        """Return the labels of the manifests left here by parts of a batch, sorted."""
        return sorted(label_of(path.name) for path in self.path.glob(journal_name("*")))

    def remove_journal(self, label: str) -> None:
        """Remove the manifest of a part of a batch, once another holds its lines."""
        with suppress(OSError):
            (self.path / journal_name(label)).unlink()
