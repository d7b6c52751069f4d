"""The list of a folder's cards, `quotecard.jsonl`: one line a card, which a second run and a site build read.

A line is written when its card is in place. A later line for the same file takes an earlier one's place; at the end
of a run the list is put into the order of the quotes. What is no line of ours is passed over: a damaged list is as
good as none, and costs a drawing.
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
    from quotecard.store import Folder

_OFFSET = 40
"""Bits of an offset beside the number of a quote: a list of a terabyte, sixteen million quotes in order."""
_MOST = (1 << 64 - _OFFSET) - 1


class Entry(NamedTuple):
    """One card as the list has it; the names are those of the list's lines."""

    file: str
    id: str
    number: int
    theme: str
    size: str
    width: int
    """px, as the height"""
    height: int
    bytes: int
    alt: str
    sha256: str
    """of the file, in hexadecimal"""
    key: str
    """of what the card depends on: render/quotecard/batch/card_key.py"""
    size_px: float = 0.0
    bucket: int = 0

    @classmethod
    def of(cls, record: Record) -> Entry:
        """Return what is kept of a card that was written."""
        return cls(*(getattr(record, name) for name in cls._fields))


_KINDS = Entry("", "", 0, "", "", 0, 0, 0, "", "", "")


def parse_line(line: bytes) -> Entry | None:
    """Return the card of a line, or None where the line is none of ours."""
    try:
        data: dict[str, Any] = json.loads(line)
        entry = Entry(**{name: data[name] for name in Entry._fields if name in data})
    except (ValueError, TypeError, RecursionError):
        return None
    kinds = zip(entry, _KINDS, strict=True)
    whole = all(isinstance(value, float | int if kind == 0 else str) for value, kind in kinds)
    return entry if whole and entry.file and entry.key else None


def format_line(entry: Entry) -> bytes:
    """Return the line of a card."""
    return json.dumps(entry._asdict(), ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


class Manifest:
    """The list, open for one run: a context. What is remembered of a card is 24 bytes."""

    def __init__(self, folder: Folder, label: str = "") -> None:
        self.folder = folder
        self.label = label
        self._known = HashIndex()
        """offset of each file's last line"""
        self._loose = False
        """whether lines were passed over, replaced, or stand out of order"""
        self._last = (0, "")
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self._stack.enter_context(self.folder.lock(self.label))
        with self._stack:
            self._journal = self.folder.journal(self.label)
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
    def glance(cls, folder: Folder, label: str = "") -> Manifest | None:
        """Return the list as it stands, to look things up in and write nothing; None where there is none."""
        journal = folder.glance(label)
        if journal is None:
            return None
        manifest = cls(folder, label)
        manifest._journal = journal
        for offset, text in journal.lines():
            manifest._index(offset, text)
        return manifest

    def _index(self, offset: int, text: bytes) -> None:
        entry = parse_line(text)
        if entry is None:
            self._loose = True
            return
        self._place(entry, offset)

    def _place(self, entry: Entry, offset: int) -> None:
        before = len(self._known)
        self._known.put(entry.file, offset)
        at = (entry.number, entry.file)
        self._loose = self._loose or len(self._known) == before or at < self._last
        self._last = at

    def _absorb(self) -> None:
        """Take over the lists of parts that have ended; one that is being written is left to its batch."""
        from quotecard.errors import OutputError

        for label in self.folder.labels():
            try:
                with self.folder.lock(label):
                    part = self.folder.journal(label)
                    for entry in filter(None, (parse_line(text) for _, text in part.lines())):
                        self._place(entry, self._journal.append(format_line(entry)))
                    self._journal.sync()
                    part.close()
                    self.folder.forget(label)
            except OutputError:
                continue

    def find(self, file: str) -> Entry | None:
        """Return the card that stands in a file, as far as the list knows."""
        offset = self._known.get(file)
        entry = None if offset is None else parse_line(self._journal.at(offset))
        return entry if entry and entry.file == file else None

    def add(self, entry: Entry) -> None:
        """Write down a card that is in place; raises OutputError."""
        self._place(entry, self._journal.append(format_line(entry)))

    def entries(self) -> Iterator[Entry]:
        """Yield each card's last line, in the order of the file."""
        for offset in sorted(self._known.values()):
            if entry := parse_line(self._journal.at(offset)):
                yield entry

    def tidy(self) -> None:
        """Put the list into the order of the quotes, one line a card, where it is not so; raises OutputError."""
        if self._loose:
            self._journal.rewrite(self._ordered())
            self._reread()

    def _reread(self) -> None:
        self._known, self._loose, self._last = HashIndex(), False, (0, "")
        for offset, text in self._journal.lines():
            self._index(offset, text)

    def _ordered(self) -> Iterator[bytes]:
        """Yield each card's last line by the number of its quote, then by file."""
        places = sorted(array("Q", (self._number(at) << _OFFSET | at for at in self._known.values())))
        for _, same in groupby(places, lambda place: place >> _OFFSET):
            lines = [self._journal.at(place & (1 << _OFFSET) - 1) for place in same]
            yield from sorted(lines) if len(lines) > 1 else lines

    def _number(self, offset: int) -> int:
        entry = parse_line(self._journal.at(offset))
        return min(max(entry.number, 0), _MOST) if entry else _MOST

    def prune(self, kept: HashIndex) -> int:
        """Remove each card that the list owns and no task of this run is named as; return how many there were."""
        gone = [entry.file for entry in self.entries() if kept.get(entry.file) is None]
        count = sum(self.folder.remove(file) for file in gone)
        if gone:
            self._journal.rewrite(
                format_line(entry) for entry in self.entries() if kept.get(entry.file) is not None
            )
            self._reread()
        return count
