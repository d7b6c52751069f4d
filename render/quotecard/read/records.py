"""Read JSON Lines and CSV one record at a time, so that a list of a million quotes is never all in memory.

A record that cannot be read is an error of its own; the others are read all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quotecard.errors import BadQuote, QuoteFileError
from quotecard.read import csv_rows, json_nodes
from quotecard.read.decode_utf8 import BOM, normalise_newlines, not_utf8_error, refuse_utf16
from quotecard.read.formats import CSV, MAX_RECORD_BYTES
from quotecard.read.nodes import Map, SourceText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.read.formats import OpenedFile
    from quotecard.read.nodes import Node

_LONG_RECORD_HINT = "the longest text needs half of that; is a double quote not closed?"


class SourceRecord(NamedTuple):
    """One item of the file, or its error, and the source to find places in."""

    node: Node | BadQuote
    source: SourceText


class _DecodedLine(NamedTuple):
    """One line as text, or the error that prevents it."""

    text: str
    number: int
    error: QuoteFileError | None = None


def read_records(opened: OpenedFile) -> Iterator[SourceRecord]:
    """Yield the records of a file.

    Raises QuoteFileError if the first row of a CSV file does not name the columns, or the file is UTF-16.
    """
    lines = _decoded_lines(opened)
    yield from (
        _csv_records(lines, opened.path) if opened.format == CSV else _json_lines_records(lines, opened.path)
    )


def _decoded_lines(opened: OpenedFile) -> Iterator[_DecodedLine]:
    """Yield the lines of a file as text, with their numbers; a line that is too long is one error."""
    refuse_utf16(b"".join(opened.head)[:4], opened.path)
    number, cut = 0, False
    for line in opened.lines():
        goes_on, cut = cut, not line.endswith(b"\n") and len(line) > MAX_RECORD_BYTES
        if goes_on:
            continue
        number += 1
        if cut:
            yield _DecodedLine("", number, _record_too_long_error())
        else:
            yield _decode_line(line if number > 1 else line.removeprefix(BOM), number, opened.path)


def _decode_line(line: bytes, number: int, path: str) -> _DecodedLine:
    try:
        return _DecodedLine(normalise_newlines(line.decode("utf-8")).removesuffix("\n"), number)
    except UnicodeDecodeError as error:
        return _DecodedLine("", number, not_utf8_error(error, path, number))


def _record_too_long_error() -> QuoteFileError:
    return QuoteFileError("the record is longer than 1 MiB", hint=_LONG_RECORD_HINT)


def _undecodable_record(line: _DecodedLine, path: str) -> SourceRecord:
    """Return the record for a line that could not be decoded: an error."""
    source = SourceText("", path, line.number)
    error = line.error
    assert error is not None  # the caller checked
    where = error.where or source.place(0)
    return SourceRecord(BadQuote(error.what, why=error.why, hint=error.hint, where=where), source)


def _json_lines_records(lines: Iterator[_DecodedLine], path: str) -> Iterator[SourceRecord]:
    """Yield a record for the value on each line of JSON Lines."""
    for line in lines:
        if line.error:
            yield _undecodable_record(line, path)
        elif line.text.strip():
            source = SourceText(line.text, path, line.number, "JSON")
            yield SourceRecord(_json_line_value(source), source)


def _json_line_value(source: SourceText) -> Node | BadQuote:
    try:
        return json_nodes.parse_json_value(source.text)
    except json_nodes.NotJsonError as error:
        what, where = json_nodes.json_error_message(source, error), source.place(error.at)
        return BadQuote(what, why=error.why, hint=error.hint, where=where)


def _csv_records(lines: Iterator[_DecodedLine], path: str) -> Iterator[SourceRecord]:
    """Yield a record for each row of CSV, as a mapping."""
    first = next((line for line in lines if line.error or line.text.strip()), None)
    if first is None:
        return
    if first.error:
        raise first.error
    source = SourceText(first.text, path, first.number)
    separator, names = csv_rows.parse_header(first.text) or (",", [first.text.split(",")[0].strip()])
    csv_rows.check_header(names, source)
    if "text" not in names:
        known = ", ".join(csv_rows.CSV_COLUMNS)
        raise QuoteFileError(
            "the first row names no column text", hint=f"the columns are: {known}", where=source.place(0)
        )
    yield from _csv_body_records(lines, path, separator, names)


def _csv_body_records(
    lines: Iterator[_DecodedLine], path: str, separator: str, names: list[str]
) -> Iterator[SourceRecord]:
    """Yield a record for each row after the first; a row with an unclosed quote loses its first line only."""
    waiting: list[_DecodedLine] = []
    while line := (waiting.pop() if waiting else next(lines, None)):
        if line.error:
            yield _undecodable_record(line, path)
            continue
        taken = _lines_of_row(line, lines, waiting, separator)
        source = SourceText("\n".join(part.text for part in taken), path, line.number)
        try:
            row = csv_rows.split_cells(source.text, separator)
            if any(cell.value.strip() for cell in row):
                yield SourceRecord(csv_rows.map_from_row(row, names), source)
        except csv_rows.UnclosedQuoteError:
            waiting.extend(reversed(taken[1:]))
            what = "the double quote that opens a cell is never closed"
            yield SourceRecord(
                BadQuote(what, hint='end the cell with "', where=source.place(0)),
                SourceText(line.text, path, line.number),
            )
        except BadQuote as error:
            error.where = source.place(0)
            error.why = error.why or (f"the row ends on line {taken[-1].number}" if taken[1:] else "")
            yield SourceRecord(error, source)


def _lines_of_row(
    first: _DecodedLine, lines: Iterator[_DecodedLine], waiting: list[_DecodedLine], separator: str
) -> list[_DecodedLine]:
    """Return the lines of the row that starts on `first`, up to the longest record if the row never ends."""
    taken, size = [first], len(first.text)
    still = csv_rows.ends_in_open_cell(first.text, separator)
    while still and size <= MAX_RECORD_BYTES // 4:
        line = waiting.pop() if waiting else next(lines, None)
        if line is None:
            break
        taken.append(line)
        size += len(line.text) + 1
        still = csv_rows.stays_in_open_cell(line.text, separator)
    return taken


def defaults_of_record(node: Node | BadQuote) -> Map | None:
    """Return the mapping in a record `{"defaults": {…}}`, which only the first of JSON Lines may be, or None."""
    if isinstance(node, Map) and node.names() == ["defaults"]:
        settings = node.get("defaults")
        return settings if isinstance(settings, Map) else None
    return None
