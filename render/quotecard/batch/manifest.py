"""The manifest of a folder's cards, `quotecard.jsonl`: one line per card, which a second run and a site build read.

A line is written once its card is in place. A later line for the same file replaces an earlier one; at the end of a
run the manifest is sorted into the order of the quotes. Lines that are not ours are skipped: a corrupt manifest is
ignored, at the cost of drawing the cards again.
"""

from __future__ import annotations

import json
from array import array
from contextlib import ExitStack
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from quotecard.hash_index import HashIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.batch.report import Record
    from quotecard.store import CardStore

_OFFSET_BITS = 40
"""Bits of an offset in a sorting key of 64 bits: enough for a manifest of a terabyte."""
_MAX_NUMBER = (1 << 64 - _OFFSET_BITS) - 1
"""The highest number of a quote that is sorted: 16 million; cards beyond it are sorted by their lines."""


class Entry(NamedTuple):
    """One card in the manifest; the field names are the keys of its line."""

    file: str
    id: str
    number: int
    theme: str
    size: str
    width: int
    """Width and height in px."""
    height: int
    bytes: int
    alt: str
    sha256: str
    """SHA-256 of the file, in hexadecimal."""
    key: str
    """Digest of what the card depends on: quotecard.batch.card_key."""
    size_px: float = 0.0
    bucket: int = 0

    @classmethod
    def of(cls, record: Record) -> Entry:
        """Return the entry of a card that was written."""
        return cls(*(getattr(record, name) for name in cls._fields))


_EXAMPLE = Entry("", "", 0, "", "", 0, 0, 0, "", "", "")
"""An entry with values of the right types."""


def parse_line(line: bytes) -> Entry | None:
    """Return the entry of a line, or None if the line is not ours."""
    try:
        data: dict[str, Any] = json.loads(line)
        entry = Entry(**{name: data[name] for name in Entry._fields if name in data})
    except (ValueError, TypeError, RecursionError):
        return None
    pairs = zip(entry, _EXAMPLE, strict=True)
    typed = all(isinstance(value, float | int if example == 0 else str) for value, example in pairs)
    return entry if typed and entry.file and entry.key else None


def format_line(entry: Entry) -> bytes:
    """Return the line of an entry, with its line end."""
    return json.dumps(entry._asdict(), ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


class Manifest:
    """The manifest, locked and open for one run, as a context manager; it keeps 24 bytes per card in memory."""

    def __init__(self, store: CardStore, label: str = "") -> None:
        """`label` names one part of a batch; empty: the whole, which also takes over the manifests of parts."""
        self.store = store
        self.label = label
        self._offsets = HashIndex()
        """Offset of each file's last line."""
        self._untidy = False
        """Whether lines were skipped, replaced, or are out of order."""
        self._last = (0, "")
        """Quote number and file of the last line."""
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self._stack.enter_context(self.store.lock(self.label))
        with self._stack:
            self._journal = self.store.journal(self.label)
            self._stack.callback(self._journal.close)
            for offset, text in self._journal.lines():
                self._index(offset, text)
            if not self.label:
                self._absorb()
            self._stack = self._stack.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.__exit__(None, None, None)

    @classmethod
    def read(cls, store: CardStore, label: str = "") -> Manifest | None:
        """Return the manifest for looking up only, without a lock; None if there is none."""
        journal = store.read_journal(label)
        if journal is None:
            return None
        manifest = cls(store, label)
        manifest._journal = journal
        for offset, text in journal.lines():
            manifest._index(offset, text)
        return manifest

    def _index(self, offset: int, text: bytes) -> None:
        entry = parse_line(text)
        if entry is None:
            self._untidy = True
            return
        self._place(entry, offset)

    def _place(self, entry: Entry, offset: int) -> None:
        before = len(self._offsets)
        self._offsets.put(entry.file, offset)
        at = (entry.number, entry.file)
        self._untidy = self._untidy or len(self._offsets) == before or at < self._last
        self._last = at

    def _absorb(self) -> None:
        """Take over the manifests of parts that have ended; one that is still being written is left alone."""
        from quotecard.errors import OutputError

        for label in self.store.journal_labels():
            try:
                with self.store.lock(label):
                    part = self.store.journal(label)
                    for entry in filter(None, (parse_line(text) for _, text in part.lines())):
                        self._place(entry, self._journal.append(format_line(entry)))
                    self._journal.sync()
                    part.close()
                    self.store.remove_journal(label)
            except OutputError:
                continue

    def find(self, file: str) -> Entry | None:
        """Return the entry of a file, or None if the manifest has none."""
        offset = self._offsets.get(file)
        entry = None if offset is None else parse_line(self._journal.at(offset))
        return entry if entry and entry.file == file else None

    def add(self, entry: Entry) -> None:
        """Append the entry of a card that is in place; raises OutputError."""
        self._place(entry, self._journal.append(format_line(entry)))

    def entries(self) -> Iterator[Entry]:
        """Yield the current entry of each card, in the order of the manifest."""
        for offset in sorted(self._offsets.values()):
            if entry := parse_line(self._journal.at(offset)):
                yield entry

    def tidy(self) -> None:
        """Sort the manifest into the order of the quotes, one line per card, if it is not; raises OutputError."""
        if self._untidy:
            self._journal.rewrite(self._ordered())
            self._reread()

    def _reread(self) -> None:
        self._offsets, self._untidy, self._last = HashIndex(), False, (0, "")
        for offset, text in self._journal.lines():
            self._index(offset, text)

    def _ordered(self) -> Iterator[bytes]:
        """Yield the current line of each card by the number of its quote, then by file."""
        places = sorted(array("Q", (self._number(at) << _OFFSET_BITS | at for at in self._offsets.values())))
        for _, same in groupby(places, lambda place: place >> _OFFSET_BITS):
            lines = [self._journal.at(place & (1 << _OFFSET_BITS) - 1) for place in same]
            yield from sorted(lines) if len(lines) > 1 else lines

    def _number(self, offset: int) -> int:
        entry = parse_line(self._journal.at(offset))
        return min(max(entry.number, 0), _MAX_NUMBER) if entry else _MAX_NUMBER

    def prune(self, kept: HashIndex) -> int:
        """Remove each card of the manifest whose file is not in `kept`, and return how many were removed.

        Raises OutputError.
        """
        gone = [entry.file for entry in self.entries() if kept.get(entry.file) is None]
        count = sum(self.store.remove(file) for file in gone)
        if gone:
            self._journal.rewrite(
                format_line(entry) for entry in self.entries() if kept.get(entry.file) is not None
            )
            self._reread()
        return count
