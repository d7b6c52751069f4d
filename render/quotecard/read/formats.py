"""Detect the format of a file by its name or its first lines, and read its bytes."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from quotecard.errors import QuoteFileError
from quotecard.model import Place
from quotecard.read.decode_utf8 import BOM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

YAML = "YAML"
JSON = "JSON"
JSON_LINES = "JSON Lines"
CSV = "CSV"
FORMAT_BY_SUFFIX = {
    **dict.fromkeys((".yaml", ".yml"), YAML),
    ".json": JSON,
    **dict.fromkeys((".jsonl", ".ndjson"), JSON_LINES),
    **dict.fromkeys((".csv", ".tsv"), CSV),
}
"""The format of each file-name extension, in lower case."""

MAX_RECORD_BYTES = 1024 * 1024
"""Bytes of one line of JSON Lines or one row of CSV; the longest text and translation, all escaped, take half."""


class OpenedFile(NamedTuple):
    """A file that is open for reading."""

    path: str
    format: str
    head: tuple[bytes, ...]
    """The lines that were read to detect the format; `file` continues after them."""
    file: BinaryIO

    def read(self, limit: int) -> bytes:
        """Return the bytes of the file, at most `limit`. Raises QuoteFileError if it cannot be read."""
        head = b"".join(self.head)
        return head[:limit] + self._guarded_read(self.file.read, max(limit - len(head), 0))

    def lines(self) -> Iterator[bytes]:
        """Yield each line with its line end, one longer than a record may be in several pieces.

        Raises QuoteFileError if the file cannot be read.
        """
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
    """Open a file of quotes, or standard input for `-`. Raises QuoteFileError if it cannot be opened."""
    try:
        file = _standard_input() if path == "-" else open(path, "rb")  # noqa: PTH123, SIM115  # closed by OpenedFile.close; Path.read_bytes would read an endless device
    except (OSError, ValueError) as error:
        raise cannot_open_error(path, error) from None
    try:
        head = _first_lines(file)
    except (OSError, ValueError) as error:
        file.close()
        raise cannot_open_error(path, error) from None
    suffix = os.path.splitext(path)[1].lower()  # noqa: PTH122  # `-` is not a path
    return OpenedFile(path, FORMAT_BY_SUFFIX.get(suffix, "") or _detect_format(b"".join(head)), head, file)


def cannot_open_error(path: str, error: OSError | ValueError) -> QuoteFileError:
    """Return the error for a file that cannot be opened or read."""
    why = getattr(error, "strerror", None) or str(error)
    hint = "`quotecard init` writes a sample" if isinstance(error, FileNotFoundError) else ""
    return QuoteFileError("the file cannot be opened", why=why, hint=hint, where=Place(path, 1, 1))


def _standard_input() -> BinaryIO:
    if sys.stdin is None:  # the program was started without it
        raise ValueError("standard input is closed")
    return sys.stdin.buffer


def _first_lines(file: BinaryIO) -> tuple[bytes, ...]:
    """Return the first lines, up to the second that is not blank: all that a pipe may have sent so far."""
    lines: list[bytes] = []
    filled = size = 0
    while filled < 2 and size <= MAX_RECORD_BYTES and (line := file.readline(MAX_RECORD_BYTES + 1)):
        lines.append(line)
        size += len(line)
        filled += bool(line.strip())
    return tuple(lines)


def _detect_format(head: bytes) -> str:
    """Return the format that the first lines suggest; YAML if none of the others fits."""
    text = head.removeprefix(BOM).decode("utf-8", "replace").strip()
    if text[:1] in ("{", "["):
        return _detect_json(text)
    from quotecard.read.csv_rows import CSV_COLUMNS, parse_header

    found = parse_header(text.partition("\n")[0].rstrip("\r"))
    return CSV if found and set(found[1]) <= set(CSV_COLUMNS) else YAML


def _detect_json(text: str) -> str:
    """Distinguish JSON, JSON Lines and YAML flow collections, whose words need no quotes."""
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
