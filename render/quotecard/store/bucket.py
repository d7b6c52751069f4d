"""Cards in a store that is no folder of this machine: s3://, gs://, memory:// and whatever else fsspec reaches.

An object store puts a file whole or not at all; elsewhere (sftp, smb, hdfs) a card is written beside its place and
moved there. The list of cards, which grows by lines, is kept here while a batch runs and put whole every half
minute. There is no lock: nothing would take it back from a batch that was killed.
"""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import nullcontext, suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotecard.errors import OutputError, UsageError
from quotecard.store.files import TEMP_PREFIX, TEMP_SUFFIX, names_maker
from quotecard.store.folder import Folder, in_the_way, journal_name, label_of
from quotecard.store.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager

WHOLE_PUTS = frozenset(("s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl", "oci", "oss", "r2", "memory"))
"""Protocols whose stores show a file when all of it is there, and not before."""
PUT_EVERY = 30.0
"""Seconds after which the list is put into the store: what a kill costs at most, drawn again."""
HEAD = 64 * 1024
"""Bytes of a file that are looked at for our name."""


class Bucket(Folder):
    """A place that fsspec reaches by a URL; raises UsageError where fsspec, or what it needs, is not installed."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/") if not url.endswith("://") else url
        self.protocol = url.partition("://")[0]
        self.in_memory = self.protocol == "memory"
        self._files: Any = None
        self._root = ""
        self._connect()

    def __str__(self) -> str:
        return self.url

    def __getstate__(self) -> str:
        return self.url

    def __setstate__(self, url: str) -> None:
        self.__init__(url)  # type: ignore[misc]  # a connection is not carried to another process

    def _connect(self) -> None:
        try:
            from fsspec.core import url_to_fs
        except ImportError as error:
            raise _lacking(self.url, error) from error
        try:
            self._files, self._root = url_to_fs(self.url)
        except ImportError as error:
            raise _lacking(self.url, error) from error
        except ValueError as error:
            known = "give a folder, or a URL as s3://bucket/cards"
            raise UsageError(f"{self.url} is no place for cards", why=str(error), hint=known) from error

    def name_of(self, name: str) -> str:
        """Return the URL of a file."""
        return f"{self.url}/{name}"

    def _key(self, name: str) -> str:
        if not name or name in (".", "..") or "/" in name or "\\" in name or "\0" in name:
            raise OutputError(f"cannot write {name!r} into {self.url}", why="it is not a plain file name")
        return f"{self._root}/{name}" if self._root else name

    def _asked(self, what: str, call: Callable[[], Any]) -> Any:
        """Ask the store, and put what it says against it into words; whatever kind of error that is."""
        try:
            return call()
        except Exception as error:
            why = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            raise OutputError(f"cannot {what}", why=why.splitlines()[0]) from error

    def prepare(self) -> None:
        """Make the place where the store has such things, and see that something can be read of it."""
        if self.protocol not in WHOLE_PUTS:  # a bucket is not ours to make, and has no folders
            self._asked(f"create {self.url}", lambda: self._files.makedirs(self._root, exist_ok=True))
        self._files.invalidate_cache()
        self._asked(f"read {self.url}", lambda: self._files.exists(self._key(journal_name(""))))

    def sweep(self) -> None:
        """Do nothing: nothing half-written can be seen."""

    def write(self, name: str, data: bytes, *, force: bool = False) -> Path:
        """Put a card and return its name; raise as `Folder.write` does."""
        key = self._key(name)
        if not force and self._is_foreign(key):
            raise in_the_way(self.name_of(name))
        self._asked(f"write {self.name_of(name)}", lambda: self._put(key, data))
        return Path(name)

    def _put(self, key: str, data: bytes) -> None:
        if self.protocol in WHOLE_PUTS:
            self._files.pipe_file(key, data)
            return
        beside = f"{key.rpartition('/')[0]}/{TEMP_PREFIX}{os.getpid()}-{os.urandom(6).hex()}{TEMP_SUFFIX}"
        try:
            self._files.pipe_file(beside, data)
            self._files.mv(beside, key)
        except BaseException:
            with suppress(Exception):
                self._files.rm_file(beside)
            raise

    def _is_foreign(self, key: str) -> bool:
        try:
            head = self._files.cat_file(key, start=0, end=HEAD)
        except FileNotFoundError:
            return False
        except Exception as error:
            raise OutputError(f"cannot read {key}", why=f"{type(error).__name__}: {error}") from error
        return not names_maker(BytesIO(head))

    def holds(self, name: str, size: int, sha256: str) -> bool:  # what is put whole is whole
        """Tell whether a file of that size is there; what a store has whole, it keeps whole, so it is not fetched."""
        if self.in_memory:
            return self._digest(name) == sha256
        with suppress(Exception):
            return int(self._files.info(self._key(name))["size"]) == size
        return False

    def _digest(self, name: str) -> str:
        with suppress(Exception):
            return sha256(self._files.cat_file(self._key(name))).hexdigest()
        return ""

    def remove(self, name: str) -> bool:
        """Remove a card of ours; return whether it was there."""
        key = self._key(name)
        if not self._files.exists(key) or self._is_foreign(key):
            return False
        self._asked(f"remove {self.name_of(name)}", lambda: self._files.rm_file(key))
        return True

    def lock(self, label: str = "") -> AbstractContextManager[object]:  # type: ignore[override]  # noqa: ARG002
        """Return no lock."""
        return nullcontext()

    def journal(self, label: str = "") -> Journal:
        """Open a copy of the list here, which is put back into the store."""
        return _Copy(self, journal_name(label))

    def glance(self, label: str = "") -> Journal | None:
        """Open a copy of the list to look things up in."""
        return self.journal(label) if self._files.exists(self._key(journal_name(label))) else None

    def labels(self) -> list[str]:
        """Return the labels of the lists that parts of a batch left here."""
        found = self._asked(f"read {self.url}", lambda: self._files.glob(self._key(journal_name("*"))))
        return sorted(label_of(str(path).rpartition("/")[2]) for path in found)

    def forget(self, label: str) -> None:
        """Remove the list of a part."""
        with suppress(Exception):
            self._files.rm_file(self._key(journal_name(label)))

    def fetch(self, name: str) -> bytes:
        """Return what a file holds; nothing where there is none."""
        try:
            data: bytes = self._files.cat_file(self._key(name))
        except FileNotFoundError:
            return b""
        except Exception as error:
            raise OutputError(
                f"cannot read {self.name_of(name)}", why=f"{type(error).__name__}: {error}"
            ) from error
        return data

    def put(self, name: str, data: bytes) -> None:
        """Put a file, whole."""
        self._asked(f"write {self.name_of(name)}", lambda: self._put(self._key(name), data))


class _Copy(Journal):
    """A list that is kept in a temporary folder and put into the store now and then, and at the end."""

    def __init__(self, bucket: Bucket, name: str) -> None:
        self._bucket, self._name = bucket, name
        self._folder = tempfile.TemporaryDirectory(prefix="quotecard-")
        path = Path(self._folder.name) / name
        held = bucket.fetch(name)
        path.write_bytes(held)
        self._held = sha256(held).digest()
        self._put_at = time.monotonic()
        super().__init__(path)

    def sync(self) -> None:
        """Put the list into the store where half a minute has passed."""
        super().sync()
        if time.monotonic() - self._put_at > PUT_EVERY:
            self._put()

    def _put(self) -> None:
        data = self.path.read_bytes()
        if (digest := sha256(data).digest()) != self._held:
            self._bucket.put(self._name, data)
            self._held = digest
        self._put_at = time.monotonic()

    def rewrite(self, lines: Iterable[bytes]) -> None:
        """Replace the list, here and in the store."""
        super().rewrite(lines)
        self._put()

    def close(self) -> None:
        """Put the list into the store and forget the copy."""
        super().close()
        try:
            self._put()
        finally:
            self._folder.cleanup()


def _lacking(url: str, error: ImportError) -> UsageError:
    return UsageError(
        f"{url} needs a library that is not installed",
        why=str(error).splitlines()[0],
        hint="pip install 'quotecard[cloud]'; for stores other than S3 and Google's also the package of fsspec's that is named",
    )
