"""The interface of a store: a place that takes the cards of a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from quotecard.store.journal import Journal


class CardStore(Protocol):
    """A flat place for cards: a folder of this machine, or one that fsspec reaches by URL. Picklable for workers."""

    in_memory: bool
    """Whether only this process can see what it writes."""

    def __str__(self) -> str: ...

    def name_of(self, name: str) -> str:
        """Return the full path or URL of a file in the store."""

    def prepare(self) -> None:
        """Create the place if need be, and remove what killed runs left; raises OutputError."""

    def write(self, name: str, data: bytes, *, force: bool = False) -> Path:
        """Write a card and return its path.

        Afterwards the file is either the old one or the new one, whole. Raises FileInTheWay if the file is not ours
        (unless `force`) or cannot be replaced, and OutputError if `name` is not a plain file name or nothing can
        be written at all.
        """

    def has_intact(self, name: str, size: int, sha256: str) -> bool:
        """Return whether a file is there and intact: of `size` bytes, with this SHA-256 where that is checked."""

    def remove(self, name: str) -> bool:
        """Remove a card of ours and return whether it was there; a file that is not ours stays."""

    def lock(self, label: str = "") -> AbstractContextManager[object]:
        """Return a lock that keeps out a second batch, or a second run of the same part of one."""

    def journal(self, label: str = "") -> Journal:
        """Open the manifest of the cards, or of one part of a batch, for reading and appending."""

    def read_journal(self, label: str = "") -> Journal | None:
        """Open the manifest for reading only; return None if there is none."""

    def journal_labels(self) -> list[str]:
        """Return the labels of the manifests left here by parts of a batch, sorted."""

    def remove_journal(self, label: str) -> None:
        """Remove the manifest of one part of a batch."""
