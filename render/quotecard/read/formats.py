"""Which format a file has, by its name or by how it begins, and how its bytes are reached."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from quotecard.errors import QuoteFileError
from quotecard.model import Place
from quotecard.read.decode_utf8 import BOM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

YAML, JSON, JSON_LINES, CSV = "YAML", "JSON", "JSON Lines", "CSV"
FORMAT_BY_SUFFIX = {
    **dict.fromkeys((".yaml", ".yml"), YAML),
    ".json": JSON,
    **dict.fromkeys((".jsonl", ".ndjson"), JSON_LINES),
    **dict.fromkeys((".csv", ".tsv"), CSV),
}
"""Formats by the end of a file's name."""

MAX_RECORD_BYTES = 1024 * 1024
"""Bytes of a line of JSON Lines, or of a row of CSV: the longest text and its translation, all escaped, take half."""


class OpenedFile(NamedTuple):
    """A file that is open for reading."""

    path: str
    format: str
    head: tuple[bytes, ...]
    """The lines that were read to tell the format; `file` goes on after them."""
    file: BinaryIO

    def read(self, limit: int) -> bytes:
        """Return what the file holds, `limit` bytes at most; raises QuoteFileError."""
        head = b"".join(self.head)
        return head[:limit] + self._guarded_read(self.file.read, max(limit - len(head), 0))

    def lines(self) -> Iterator[bytes]:
        """Yield each line with its end; one that is longer than a record may be comes in pieces. Raises QuoteFileError."""
        yield from self.head
        while line := self._guarded_read(self.file.readline, MAX_RECORD_BYTES + 1):
            yield line

    def close(self) -> None:
        """Close the file; standard input stays open."""
        if self.path != "-":
            self.file.close()

    def _guarded_read(self, method: Callable[[int], bytes], size: int) -> bytes:
        try:
            return method(size)
        except (OSError, ValueError) as error:
            raise cannot_open_error(self.path, error) from None


def open_file(path: str) -> OpenedFile:
    """Open a file of quotes, or standard input for `-`; raises QuoteFileError where that cannot be."""
    try:
        file = _standard_input() if path == "-" else open(path, "rb")  # noqa: PTH123, SIM115  # closed with its reader; a Path would read a device without end
    except (OSError, ValueError) as error:
        raise cannot_open_error(path, error) from None
    try:
        head = _first_lines(file)
    except (OSError, ValueError) as error:
        file.close()
        raise cannot_open_error(path, error) from None
    suffix = os.path.splitext(path)[1].lower()  # noqa: PTH122  # `-` is no path
    return OpenedFile(path, FORMAT_BY_SUFFIX.get(suffix, "") or _detect_format(b"".join(head)), head, file)


def cannot_open_error(path: str, error: OSError | ValueError) -> QuoteFileError:
    """Return the error for a file that cannot be opened or read."""
    why = getattr(error, "strerror", None) or str(error)
    hint = "`quotecard init` writes a sample" if isinstance(error, FileNotFoundError) else ""
    return QuoteFileError("the file cannot be opened", why=why, hint=hint, where=Place(path, 1, 1))


def _standard_input() -> BinaryIO:
    if sys.stdin is None:  # where the program was started without
        raise ValueError("standard input is closed")
    return sys.stdin.buffer


def _first_lines(file: BinaryIO) -> tuple[bytes, ...]:
    """Return the first lines, up to the second that is not blank: from a pipe no more than has come."""
    lines: list[bytes] = []
    filled = size = 0
    while filled < 2 and size <= MAX_RECORD_BYTES and (line := file.readline(MAX_RECORD_BYTES + 1)):
        lines.append(line)
        size += len(line)
        filled += bool(line.strip())
    return tuple(lines)


def _detect_format(head: bytes) -> str:
    """Tell the format by the first lines; YAML is what is none of the others."""
    text = head.removeprefix(BOM).decode("utf-8", "replace").strip()
    if text[:1] in ("{", "["):
        return _detect_json(text)
    from quotecard.read.csv_rows import CSV_COLUMNS, parse_header

    found = parse_header(text.partition("\n")[0].rstrip("\r"))
    return CSV if found and set(found[1]) <= set(CSV_COLUMNS) else YAML


def _detect_json(text: str) -> str:
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
