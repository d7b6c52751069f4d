"""Which format a file has, by its name or by how it begins, and how its bytes are reached."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from quotecard.errors import QuoteFileError
from quotecard.model import Place
from quotecard.read.decode import BOM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

YAML, JSON, JSON_LINES, CSV = "YAML", "JSON", "JSON Lines", "CSV"
SUFFIXES = {
    **dict.fromkeys((".yaml", ".yml"), YAML),
    ".json": JSON,
    **dict.fromkeys((".jsonl", ".ndjson"), JSON_LINES),
    **dict.fromkeys((".csv", ".tsv"), CSV),
}
"""Formats by the end of a file's name."""

MAX_RECORD = 1024 * 1024
"""Bytes of a line of JSON Lines, or of a row of CSV: the longest text and its translation, all escaped, take half."""


class Opened(NamedTuple):
    """A file that is open for reading."""

    path: str
    format: str
    head: tuple[bytes, ...]
    """The lines that were read to tell the format; `file` goes on after them."""
    file: BinaryIO

    def read(self, limit: int) -> bytes:
        """Return what the file holds, `limit` bytes at most; raises QuoteFileError."""
        head = b"".join(self.head)
        return head[:limit] + self._asked(self.file.read, max(limit - len(head), 0))

    def lines(self) -> Iterator[bytes]:
        """Yield each line with its end; one that is longer than a record may be comes in pieces. Raises QuoteFileError."""
        yield from self.head
        while line := self._asked(self.file.readline, MAX_RECORD + 1):
            yield line

    def close(self) -> None:
        """Close the file; standard input stays open."""
        if self.path != "-":
            self.file.close()

    def _asked(self, method: Callable[[int], bytes], size: int) -> bytes:
        try:
            return method(size)
        except (OSError, ValueError) as error:
            raise unreadable(self.path, error) from None


def open_file(path: str) -> Opened:
    """Open a file of quotes, or standard input for `-`; raises QuoteFileError where that cannot be."""
    try:
        file = _standard_input() if path == "-" else open(path, "rb")  # noqa: PTH123, SIM115  # closed with its reader; a Path would read a device without end
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None
    try:
        head = _head(file)
    except (OSError, ValueError) as error:
        file.close()
        raise unreadable(path, error) from None
    suffix = os.path.splitext(path)[1].lower()  # noqa: PTH122  # `-` is no path
    return Opened(path, SUFFIXES.get(suffix, "") or _told(b"".join(head)), head, file)


def unreadable(path: str, error: OSError | ValueError) -> QuoteFileError:
    """Return the error for a file that cannot be opened or read."""
    why = getattr(error, "strerror", None) or str(error)
    hint = "`quotecard init` writes a sample" if isinstance(error, FileNotFoundError) else ""
    return QuoteFileError("the file cannot be opened", why=why, hint=hint, where=Place(path, 1, 1))


def _standard_input() -> BinaryIO:
    if sys.stdin is None:  # where the program was started without
        raise ValueError("standard input is closed")
    return sys.stdin.buffer


def _head(file: BinaryIO) -> tuple[bytes, ...]:
    """Return the first lines, up to the second that is not blank: from a pipe no more than has come."""
    lines: list[bytes] = []
    filled = size = 0
    while filled < 2 and size <= MAX_RECORD and (line := file.readline(MAX_RECORD + 1)):
        lines.append(line)
        size += len(line)
        filled += bool(line.strip())
    return tuple(lines)


def _told(head: bytes) -> str:
    """Tell the format by the first lines; YAML is what is none of the others."""
    text = head.removeprefix(BOM).decode("utf-8", "replace").strip()
    if text[:1] in ("{", "["):
        return _json(text)
    from quotecard.read.csv_rows import COLUMNS, heading

    found = heading(text.partition("\n")[0].rstrip("\r"))
    return CSV if found and set(found[1]) <= set(COLUMNS) else YAML


def _json(text: str) -> str:
    """Tell JSON from JSON Lines, and from a flow collection of YAML, whose words need no quotes."""
    import json

    first = text.partition("\n")[0].strip()
    if text[0] == "{":
        try:
            whole = json.loads(first)
        except (ValueError, RecursionError):
            whole = {}
        if whole and "quotes" not in whole:
            return JSON_LINES
    return JSON if text.lstrip("[{ \t\r\n")[:1] in ('"', "]", "}") else YAML
