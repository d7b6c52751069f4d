"""JSON Lines and CSV: one record after another, so that a list of a million does not sit in memory.

A record that cannot be read is an error of its own, beside the good ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quotecard.errors import BadQuote, QuoteFileError
from quotecard.read import csv_rows as cells
from quotecard.read import jsontext
from quotecard.read.decode import BOM, not_utf8, refuse_other_encodings, unified
from quotecard.read.formats import CSV, MAX_RECORD
from quotecard.read.nodes import Map, SourceText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.read.formats import Opened
    from quotecard.read.nodes import Node

_LONG = "the longest text takes half of that; is a double quote not closed?"


class TableRecord(NamedTuple):
    """One item of the file, or the error that it is, with the source that its places count from."""

    node: Node | BadQuote
    source: SourceText


class _Line(NamedTuple):
    """One line, decoded; its source is empty where that could not be."""

    text: str
    number: int
    error: QuoteFileError | None = None


def records(opened: Opened) -> Iterator[TableRecord]:
    """Yield the records of a file; raise QuoteFileError where its first row is no heading, or nothing is UTF-8."""
    lines = _lines(opened)
    yield from _rows(lines, opened.path) if opened.format == CSV else _values(lines, opened.path)


def _lines(opened: Opened) -> Iterator[_Line]:
    """Yield the lines that are not blank, decoded, with their numbers."""
    refuse_other_encodings(b"".join(opened.head)[:4], opened.path)
    number, cut = 0, False
    for line in opened.lines():
        goes_on, cut = cut, not line.endswith(b"\n") and len(line) > MAX_RECORD
        if goes_on:
            continue
        number += 1
        if cut:
            yield _Line("", number, _too_long())
        else:
            yield _decoded(line if number > 1 else line.removeprefix(BOM), number, opened.path)


def _decoded(line: bytes, number: int, path: str) -> _Line:
    try:
        return _Line(unified(line.decode("utf-8")).removesuffix("\n"), number)
    except UnicodeDecodeError as error:
        return _Line("", number, not_utf8(error, path, number))


def _too_long() -> QuoteFileError:
    return QuoteFileError("the record is longer than 1 MiB", hint=_LONG)


def _failed(line: _Line, path: str) -> TableRecord:
    """Return a line that could not be decoded as an item that is no quote."""
    source = SourceText("", path, line.number)
    error = line.error
    assert error is not None  # the caller asked
    where = error.where or source.place(0)
    return TableRecord(BadQuote(error.what, why=error.why, hint=error.hint, where=where), source)


def _values(lines: Iterator[_Line], path: str) -> Iterator[TableRecord]:
    """Yield the value on each line of JSON Lines."""
    for line in lines:
        if line.error:
            yield _failed(line, path)
        elif line.text.strip():
            source = SourceText(line.text, path, line.number, "JSON")
            yield TableRecord(_value(source), source)


def _value(source: SourceText) -> Node | BadQuote:
    try:
        return jsontext.read(source.text)
    except jsontext.NotJsonError as error:
        what, where = jsontext.told(source, error), source.place(error.at)
        return BadQuote(what, why=error.why, hint=error.hint, where=where)


def _rows(lines: Iterator[_Line], path: str) -> Iterator[TableRecord]:
    """Yield the rows of a table as mappings."""
    first = next((line for line in lines if line.error or line.text.strip()), None)
    if first is None:
        return
    if first.error:
        raise first.error
    source = SourceText(first.text, path, first.number)
    separator, names = cells.heading(first.text) or (",", [first.text.split(",")[0].strip()])
    cells.check_heading(names, source)
    if "text" not in names:
        known = ", ".join(cells.COLUMNS)
        raise QuoteFileError(
            "the first row has no column text", hint=f"it names the columns: {known}", where=source.place(0)
        )
    yield from _bodies(lines, path, separator, names)


def _bodies(lines: Iterator[_Line], path: str, separator: str, names: list[str]) -> Iterator[TableRecord]:
    """Yield each row after the heading; one whose quote is never closed costs its first line only."""
    waiting: list[_Line] = []
    while line := (waiting.pop() if waiting else next(lines, None)):
        if line.error:
            yield _failed(line, path)
            continue
        taken = _whole(line, lines, waiting, separator)
        source = SourceText("\n".join(part.text for part in taken), path, line.number)
        try:
            row = cells.cells(source.text, separator)
            if any(cell.value.strip() for cell in row):
                yield TableRecord(cells.record(row, names), source)
        except cells.OpenQuoteError:
            waiting.extend(reversed(taken[1:]))
            what = "the quote that opens a cell is never closed"
            yield TableRecord(
                BadQuote(what, hint='end the cell with "', where=source.place(0)),
                SourceText(line.text, path, line.number),
            )
        except BadQuote as error:
            error.where = source.place(0)
            error.why = error.why or (f"the row ends on line {taken[-1].number}" if taken[1:] else "")
            yield TableRecord(error, source)


def _whole(first: _Line, lines: Iterator[_Line], waiting: list[_Line], separator: str) -> list[_Line]:
    """Return the lines of the row that begins on `first`: all that a record may hold, where none ends it."""
    taken, size = [first], len(first.text)
    still = cells.is_open(first.text, separator)
    while still and size <= MAX_RECORD // 4:
        line = waiting.pop() if waiting else next(lines, None)
        if line is None:
            break
        taken.append(line)
        size += len(line.text) + 1
        still = cells.goes_on(line.text, separator)
    return taken


def shared(node: Node | BadQuote) -> Map | None:
    """Return the settings in a record `{"defaults": {…}}`, which only the first of JSON Lines may be."""
    if isinstance(node, Map) and node.names() == ["defaults"]:
        settings = node.get("defaults")
        return settings if isinstance(settings, Map) else None
    return None
