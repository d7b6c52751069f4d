"""Rows of comma-separated values (RFC 4180) → mappings with the keys of a quote, one at a time.

The first row names the keys. A cell in double quotes may hold the separator, line breaks, and double quotes
that are doubled. The separator is a comma, or a semicolon or a tab if the first row is separated by those.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from quotecard.errors import BadQuote, QuoteFileError
from quotecard.read import input_chars
from quotecard.read.keys import KEYS, TRANSLATION_KEYS, ValueShape, unknown_name_error
from quotecard.read.nodes import List, Map, SourceText, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quotecard.read.nodes import Node

CSV_SEPARATORS = ",;\t"
CSV_COLUMNS = (*KEYS, *(f"translation.{name}" for name in TRANSLATION_KEYS))
"""The column names that the first row may hold."""
_WORD_IN_CELL = re.compile(r"[^,;]+")
"""One word of a cell that holds several, as tags: commas or semicolons separate them."""


class CsvCell(NamedTuple):
    """One cell of a row: its value, and its code-point offsets into the source of the row."""

    value: str
    start: int
    end: int


class UnclosedQuoteError(Exception):
    """A double quote opens a cell and is not closed before the end of the text."""


def split_cells(text: str, separator: str) -> list[CsvCell]:
    """Return the cells of one row; `text` does not include its line end.

    Raises UnclosedQuoteError if a quoted cell continues on the next line, and BadQuote if text follows a
    closing quote.
    """
    row: list[CsvCell] = []
    at = 0
    while True:
        cell = _quoted_cell(text, at) if text[at : at + 1] == '"' else _unquoted_cell(text, at, separator)
        row.append(cell)
        if cell.end == len(text):
            return row
        if text[cell.end] != separator:
            raise BadQuote(
                f"there is text after the closing quote: {input_chars.shorten(text[cell.end :])}",
                hint='inside a quoted cell, write " as ""',
            )
        at = cell.end + 1


def _unquoted_cell(text: str, at: int, separator: str) -> CsvCell:
    end = text.find(separator, at)
    end = len(text) if end < 0 else end
    return CsvCell(text[at:end], at, end)


def _quoted_cell(text: str, at: int) -> CsvCell:
    end = at + 1
    while (end := text.find('"', end)) >= 0:
        if text[end + 1 : end + 2] != '"':
            return CsvCell(text[at + 1 : end].replace('""', '"'), at, end + 1)
        end += 2
    raise UnclosedQuoteError


def ends_in_open_cell(text: str, separator: str) -> bool:
    """Return whether a row continues on the next line, inside a quoted cell."""
    if '"' not in text:
        return False
    try:
        split_cells(text, separator)
    except UnclosedQuoteError:
        return True
    except BadQuote:
        return False
    return False


def stays_in_open_cell(line: str, separator: str) -> bool:
    """Return whether a row that reaches `line` inside a quoted cell continues after it too."""
    at = 0
    while (at := line.find('"', at)) >= 0 and line[at + 1 : at + 2] == '"':
        at += 2
    return at < 0 or (line[at + 1 : at + 2] == separator and ends_in_open_cell(line[at + 2 :], separator))


def parse_header(text: str) -> tuple[str, list[str]] | None:
    """Return the separator and the column names in a first row, or None if no column is named `text`."""
    for separator in CSV_SEPARATORS:
        try:
            names = [cell.value.strip() for cell in split_cells(text, separator)]
        except (UnclosedQuoteError, BadQuote):
            continue
        if "text" in names:
            return separator, names
    return None


def check_header(names: Sequence[str], source: SourceText) -> None:
    """Raise QuoteFileError if a column name is unknown or appears twice."""
    where = source.place(0)
    for name in names:
        if name not in CSV_COLUMNS:
            error = unknown_name_error("column", name, CSV_COLUMNS)
            raise QuoteFileError(error.what, hint=error.hint, where=where)
        if names.count(name) > 1:
            raise QuoteFileError(f"the column {name} appears twice", hint="keep one of them", where=where)


def map_from_row(row: Sequence[CsvCell], names: Sequence[str]) -> Map:
    """Return the mapping of column names to cells that a row is; an empty cell counts as a missing key.

    Raises BadQuote if the row has more cells than the first row has names.
    """
    if len(row) > len(names):
        raise BadQuote(
            f"the row has {len(row)} cells, but the first row only {len(names)}",
            hint="put cells that contain the separator in double quotes",
        )
    node, translation = Map(), Map()
    node.end = row[-1].end
    for cell, name in zip(row, names, strict=False):
        if not cell.value:
            continue
        owner, _, own = name.rpartition(".")
        (translation if owner else node).pairs.append((_text_of_cell(own, cell), _node_of_cell(own, cell)))
    if translation.pairs:
        translation.start = translation.pairs[0][0].start
        _merge_translation(node, translation)
    return node


def _merge_translation(node: Map, parts: Map) -> None:
    """Join the columns translation, translation.text and translation.lang into one value of `node`."""
    whole = node.get("translation")
    if whole is not None:
        node.pairs = [(key, value) for key, value in node.pairs if value is not whole]
        parts.pairs.insert(0, (Text("text", whole.start, whole.end, "|"), whole))
    node.pairs.append((Text("translation", parts.start, parts.start, "|"), parts))


def _text_of_cell(value: str, cell: CsvCell) -> Text:
    # The style of a YAML literal block: the text is meant as it is, without folding or comments.
    return Text(value, cell.start, cell.end, "|")


def _node_of_cell(name: str, cell: CsvCell) -> Node:
    if KEYS[name].shape is not ValueShape.LINES:
        return _text_of_cell(cell.value, cell)
    words = List([_text_of_cell(word.strip(), cell) for word in _WORD_IN_CELL.findall(cell.value)])
    words.start, words.end = cell.start, cell.end
    return words
