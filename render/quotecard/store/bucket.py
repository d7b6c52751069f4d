"""A store that fsspec reaches by URL: s3://, gs://, memory:// and whatever else it knows.

An object store shows an object whole or not at all. Elsewhere (sftp, smb, hdfs) a card is written under a temporary
name beside its place and moved there. The manifest, which grows by lines, is kept in a local copy during a batch and
uploaded whole every half minute. There is no lock: nothing would release it after a batch was killed.
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
from quotecard.store.files import TEMP_PREFIX, TEMP_SUFFIX, file_in_the_way
from quotecard.store.journal import Journal
from quotecard.store.journal_names import journal_name, label_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager

    from quotecard.store.files import IsOwn

WHOLE_PUTS = frozenset(("s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl", "oci", "oss", "r2", "memory"))
"""Protocols whose stores show a file only when all of it is there."""
PUT_EVERY = 30.0
"""Seconds between two uploads of the manifest: cards of this much time are drawn again after a kill."""
HEAD = 64 * 1024
"""Bytes of a file that are fetched to recognise it as ours."""


class Bucket:
    """A store that fsspec reaches by URL, as a `CardStore`."""

    def __init__(self, url: str, is_own: IsOwn) -> None:
        """Connect; raises UsageError if fsspec, or a library it needs for the URL, is not installed."""
        self.url = url.rstrip("/") if not url.endswith("://") else url
        self.is_own = is_own
        self.protocol = url.partition("://")[0]
        self.in_memory = self.protocol == "memory"
        self._files: Any = None
        self._root = ""
        self._connect()

    def __str__(self) -> str:
        return self.url

    def __reduce__(self) -> tuple[type[Bucket], tuple[str, IsOwn]]:
        return Bucket, (self.url, self.is_own)  # another process opens a connection of its own

    def _connect(self) -> None:
        try:
            from fsspec.core import url_to_fs
        except ImportError as error:
            raise _missing_library(self.url, error) from error
        try:
            self._files, self._root = url_to_fs(self.url)
        except ImportError as error:
            raise _missing_library(self.url, error) from error
        except ValueError as error:
            hint = "give a folder, or a URL such as s3://bucket/cards"
            raise UsageError(f"cannot write cards to {self.url}", why=str(error), hint=hint) from error

    def name_of(self, name: str) -> str:
        """Return the URL of a file."""
        return f"{self.url}/{name}"

    def _key(self, name: str) -> str:
        if not name or name in (".", "..") or "/" in name or "\\" in name or "\0" in name:
            raise OutputError(f"cannot write {name!r} into {self.url}", why="it is not a plain file name")
        return f"{self._root}/{name}" if self._root else name

    def _request(self, what: str, call: Callable[[], Any]) -> Any:
        """Return what `call` returns; raise OutputError if it fails, since libraries raise errors of many kinds."""
        try:
            return call()
        except Exception as error:
            why = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            raise OutputError(f"cannot {what}", why=why.splitlines()[0]) from error

    def prepare(self) -> None:
        """Create the folder if the store has folders, and check that the place can be read; raises OutputError."""
        if self.protocol not in WHOLE_PUTS:  # a bucket is not ours to create, and has no folders
            self._request(f"create {self.url}", lambda: self._files.makedirs(self._root, exist_ok=True))
        self._files.invalidate_cache()
        self._request(f"read {self.url}", lambda: self._files.exists(self._key(journal_name(""))))

    def write(self, name: str, data: bytes, *, force: bool = False) -> Path:
        """Upload a card and return its name; raises the errors of `CardStore.write`."""
        key = self._key(name)
        if not force and self._is_foreign(key):
            raise file_in_the_way(self.name_of(name))
        self._request(f"write {self.name_of(name)}", lambda: self._put(key, data))
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
        return not self.is_own(BytesIO(head))

    def has_intact(self, name: str, size: int, sha256: str) -> bool:
        """Return whether a file of that size is there; a store keeps objects intact, so it is not downloaded."""
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
        """Remove a card of ours and return whether it was there; raises OutputError."""
        key = self._key(name)
        if not self._files.exists(key) or self._is_foreign(key):
            return False
        self._request(f"remove {self.name_of(name)}", lambda: self._files.rm_file(key))
        return True

    def lock(self, label: str = "") -> AbstractContextManager[object]:  # noqa: ARG002
        """Return a context that locks nothing."""
        return nullcontext()

    def journal(self, label: str = "") -> Journal:
        """Open a local copy of the manifest, which is uploaded from time to time and at the end."""
        return _UploadedJournal(self, journal_name(label))

    def read_journal(self, label: str = "") -> Journal | None:
        """Open a local copy of the manifest; return None if there is none."""
        return self.journal(label) if self._files.exists(self._key(journal_name(label))) else None

    def journal_labels(self) -> list[str]:
        """Return the labels of the manifests left here by parts of a batch, sorted."""
        found = self._request(f"read {self.url}", lambda: self._files.glob(self._key(journal_name("*"))))
        return sorted(label_of(str(path).rpartition("/")[2]) for path in found)

    def remove_journal(self, label: str) -> None:
        """Remove the manifest of a part of a batch."""
        with suppress(Exception):
            self._files.rm_file(self._key(journal_name(label)))

    def fetch(self, name: str) -> bytes:
        """Return the bytes of a file; none if it does not exist. Raises OutputError."""
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
        """Upload a file whole; raises OutputError."""
        self._request(f"write {self.name_of(name)}", lambda: self._put(self._key(name), data))


class _UploadedJournal(Journal):
    """A journal in a temporary folder, uploaded every half minute and at the end."""

    def __init__(self, bucket: Bucket, name: str) -> None:
        self._bucket, self._name = bucket, name
        self._folder = tempfile.TemporaryDirectory(prefix="quotecard-")
        path = Path(self._folder.name) / name
        data = bucket.fetch(name)
        path.write_bytes(data)
        self._uploaded = sha256(data).digest()
        self._uploaded_at = time.monotonic()
        super().__init__(path)

    def sync(self) -> None:
        """Sync, and upload if `PUT_EVERY` seconds have passed."""
        super().sync()
        if time.monotonic() - self._uploaded_at > PUT_EVERY:
            self._upload()

    def _upload(self) -> None:
        data = self.path.read_bytes()
        if (digest := sha256(data).digest()) != self._uploaded:
            self._bucket.put(self._name, data)
            self._uploaded = digest
        self._uploaded_at = time.monotonic()

    def rewrite(self, lines: Iterable[bytes]) -> None:
        """Replace the lines, here and in the store."""
        super().rewrite(lines)
        self._upload()

    def close(self) -> None:
        """Close, upload, and remove the local copy."""
        super().close()
        try:
            self._upload()
        finally:
            self._folder.cleanup()


def _missing_library(url: str, error: ImportError) -> UsageError:
    return UsageError(
        f"{url} needs a library that is not installed",
        why=str(error).splitlines()[0],
        hint="pip install 'quotecard[cloud]'; stores other than S3 and Google Cloud need the fsspec package named here too",
    )
