"""A table of comma-separated values (RFC 4180) as records with the keys of a quote, one at a time.

The first row names the keys. A cell in double quotes may hold the separator, line breaks, and a quote written
twice. The separator is a comma; a semicolon or a tab where the first row has that.
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
"""What the first row may hold."""
_WORD_IN_CELL = re.compile(r"[^,;]+")
"""A cell of several words, as tags, parts them by commas or semicolons."""


class CsvCell(NamedTuple):
    """One field of a row: its value, and where it stands in the record's source."""

    value: str
    start: int
    end: int


class UnclosedQuoteError(Exception):
    """A double quote opens a cell and nothing closes it, as far as the text goes."""


def split_cells(text: str, separator: str) -> list[CsvCell]:
    """Return the cells of one row, whose line end is not in `text`.

    Raise OpenQuoteError where the row goes on on the next line, BadQuote where text follows a closing quote.
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
                f"text follows the closing quote: {input_chars.shorten(text[cell.end :])}",
                hint='within a cell in quotes, write " as ""',
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
    """Tell whether a row goes on on the next line."""
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
    """Tell whether a row that comes to a `line` with a cell open goes on after it too."""
    at = 0
    while (at := line.find('"', at)) >= 0 and line[at + 1 : at + 2] == '"':
        at += 2
    return at < 0 or (line[at + 1 : at + 2] == separator and ends_in_open_cell(line[at + 2 :], separator))


def parse_header(text: str) -> tuple[str, list[str]] | None:
    """Return the separator and the names in a first row, or None where it names no key `text`."""
    for separator in CSV_SEPARATORS:
        try:
            names = [cell.value.strip() for cell in split_cells(text, separator)]
        except (UnclosedQuoteError, BadQuote):
            continue
        if "text" in names:
            return separator, names
    return None


def check_header(names: Sequence[str], source: SourceText) -> None:
    """Raise QuoteFileError for a column that is no key, or stands there twice."""
    where = source.place(0)
    for name in names:
        if name not in CSV_COLUMNS:
            error = unknown_name_error("column", name, CSV_COLUMNS)
            raise QuoteFileError(error.what, hint=error.hint, where=where)
        if names.count(name) > 1:
            raise QuoteFileError(
                f"the column {name} stands there twice", hint="keep one of them", where=where
            )


def map_from_row(row: Sequence[CsvCell], names: Sequence[str]) -> Map:
    """Return a row as the mapping that it stands for; an empty cell is as good as a missing key.

    Raise BadQuote for a row of another length than the heading's.
    """
    if len(row) > len(names):
        raise BadQuote(
            f"the row has {len(row)} cells and the heading {len(names)}",
            hint="put a cell that holds the separator in double quotes",
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
    """Make one value of the columns translation, translation.text and translation.lang."""
    whole = node.get("translation")
    if whole is not None:
        node.pairs = [(key, value) for key, value in node.pairs if value is not whole]
        parts.pairs.insert(0, (Text("text", whole.start, whole.end, "|"), whole))
    node.pairs.append((Text("translation", parts.start, parts.start, "|"), parts))


def _text_of_cell(value: str, cell: CsvCell) -> Text:
    # As in a block of YAML, what stands there is what is meant: no folding, no comments.
    return Text(value, cell.start, cell.end, "|")


def _node_of_cell(name: str, cell: CsvCell) -> Node:
    if KEYS[name].takes is not ValueShape.LINES:
        return _text_of_cell(cell.value, cell)
    words = List([_text_of_cell(word.strip(), cell) for word in _WORD_IN_CELL.findall(cell.value)])
    words.start, words.end = cell.start, cell.end
    return words
