"""A file of quotes → Quotes: the valid ones in order, and an error for each of the others."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

from quotecard.errors import BadQuote, QuoteFileError
from quotecard.hash_index import HashIndex
from quotecard.model import Place, Quote
from quotecard.read import formats, line_start
from quotecard.read.decode_utf8 import MAX_FILE_BYTES
from quotecard.read.input_chars import shorten
from quotecard.read.item import FieldValues, read_fields, read_item
from quotecard.read.keys import DEFAULTS_KEYS, KEYS, unknown_name_error
from quotecard.read.nodes import List, Map, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from quotecard.read.nodes import Node, SourceText

MAX_QUOTES = 20_000
"""Quotes in a YAML or JSON file, at most; JSON Lines and CSV have no limit."""

_TOP_LEVEL_KEYS = ("defaults", "quotes")
_LIST_HINT = {
    "YAML": "start each quote with a dash and a space; `quotecard init` writes a sample",
    "JSON": 'write [{"text": "…"}, …], or {"defaults": {…}, "quotes": [{"text": "…"}, …]}',
}
_DEFAULTS_HINT = {
    "YAML": "write one setting per line, such as lang: zh-Hant",
    "JSON": 'write {"lang": "zh-Hant"}',
}


@dataclass(frozen=True, slots=True)
class Quotes(Sequence[Quote]):
    """The valid quotes of a file, as a sequence."""

    quotes: tuple[Quote, ...]
    errors: tuple[BadQuote, ...] = ()
    """One for each invalid item, in the order of the file."""
    path: str = "quotes.yaml"

    @overload
    def __getitem__(self, index: int) -> Quote: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Quote, ...]: ...
    def __getitem__(self, index: int | slice) -> Quote | tuple[Quote, ...]:
        return self.quotes[index]

    def __len__(self) -> int:
        return len(self.quotes)


def load_quotes(path: str | os.PathLike[str]) -> Quotes:
    """Read the quotes of a YAML, JSON, JSON Lines or CSV file; `-` is standard input.

    Raises QuoteFileError if the file cannot be opened or parsed, or is refused.
    """
    listing = open_quotes(path)
    return listing if isinstance(listing, Quotes) else listing.gather()


def open_quotes(path: str | os.PathLike[str]) -> Quotes | Stream:
    """Open a file of quotes: YAML and JSON are read whole, JSON Lines and CSV record by record.

    Raises QuoteFileError for the same reasons as `load_quotes`; a stream may raise it later, while it is read.
    """
    name = os.fspath(path)
    opened = formats.open_file(name)
    if opened.format in {formats.JSON_LINES, formats.CSV}:
        return Stream(opened)
    try:
        data = opened.read(MAX_FILE_BYTES + 1)
    finally:
        opened.close()
    return read_quotes(data, name, opened.format)


def read_quotes(data: bytes, path: str = "quotes.yaml", kind: str = formats.YAML) -> Quotes:
    """Read the quotes in the bytes of a YAML or JSON file; `path` is its name in messages.

    Raises QuoteFileError if the bytes cannot be parsed, or are refused.
    """
    root, source = _parser_of_format(kind)(data, path)
    items, defaults = _items_and_defaults(root, source)
    if not items:
        raise _file_error(root, source, "the file contains no quotes", _LIST_HINT[source.kind])
    if len(items) > MAX_QUOTES:
        what = f"the file has more than {MAX_QUOTES:,} quotes"
        hint = "divide it into several files, or write it as JSON Lines or CSV, which may be of any length"
        raise _file_error(items[MAX_QUOTES], source, what, hint)
    ids = HashIndex()
    read = [_read_with_unique_id(item, number, source, defaults, ids) for number, item in enumerate(items, 1)]
    return _collect(enumerate(read, 1), path)


def _parser_of_format(kind: str) -> Callable[[bytes, str], tuple[Node | None, SourceText]]:
    """Return the parser of a format, imported on demand: a preview of a text needs none and starts sooner."""
    if kind == formats.JSON:
        from quotecard.read import json_nodes

        return json_nodes.parse_json
    from quotecard.read import yaml_nodes

    return yaml_nodes.parse_yaml


def _collect(read: Iterable[tuple[int, Quote | BadQuote]], path: str) -> Quotes:
    good: list[Quote] = []
    bad: list[BadQuote] = []
    for _, item in read:
        good.append(item) if isinstance(item, Quote) else bad.append(item)
    return Quotes(tuple(good), tuple(bad), path)


class Stream:
    """The numbered items of a file of any length, each a quote or an error; it can be read once."""

    def __init__(self, opened: formats.OpenedFile) -> None:
        self.path = opened.path
        self._opened = opened

    def items(self) -> Iterator[tuple[int, Quote | BadQuote]]:
        """Yield each item with its number.

        Raises QuoteFileError if the file contains no quotes, or can no longer be read.
        """
        from quotecard.read.records import defaults_of_record, read_records

        ids, number, defaults = HashIndex(), 0, dict[str, FieldValues]()
        with closing(self):
            for record in read_records(self._opened):
                settings = defaults_of_record(record.node) if not number else None
                if settings is not None:
                    defaults = _read_defaults(settings, record.source)
                    continue
                number += 1
                yield number, _read_with_unique_id(record.node, number, record.source, defaults, ids)
        if not number:
            hint = (
                "write one quote per line"
                if self._opened.format != formats.CSV
                else "write one quote per row"
            )
            raise QuoteFileError("the file contains no quotes", hint=hint, where=Place(self.path, 1, 1))

    def close(self) -> None:
        """Close the file; reading it to the end closes it too."""
        self._opened.close()

    def gather(self) -> Quotes:
        """Read the rest of the file into memory."""
        return _collect(self.items(), self.path)


def _read_with_unique_id(
    node: Node | BadQuote, number: int, source: SourceText, defaults: dict[str, FieldValues], ids: HashIndex
) -> Quote | BadQuote:
    """Return the quote in an item, or its error; `ids` maps the ids of the items before it to their lines."""
    if isinstance(node, BadQuote):
        node.quote = str(number)
        return node
    try:
        quote = read_item(node, number, source, defaults)
        if quote.id:
            line = quote.origin.place.line if quote.origin else 0
            before = len(ids)
            first = ids.setdefault(quote.id, line)
            if len(ids) == before:
                raise _id_taken_error(quote.id, first, node, source)
    except BadQuote as error:
        return error
    return quote


def _id_taken_error(name: str, first: int, node: Node, source: SourceText) -> BadQuote:
    """Return the error for an id that an earlier quote has: commands and file names could not tell them apart."""
    why = f"the quote on line {first} has it" if first else ""
    value = node.get("id") if isinstance(node, Map) else None
    where = source.place((value or node).start)
    hint = "give one of the two another id"
    return BadQuote(f"the id {shorten(name)} is already used", why=why, hint=hint, where=where, quote=name)


def _items_and_defaults(root: Node | None, source: SourceText) -> tuple[list[Node], dict[str, FieldValues]]:
    """Return the items of the document, and the fields that `defaults` sets."""
    if isinstance(root, Map):
        _check_top_level_keys(root, source)
        return _list_items(root.get("quotes"), source), _read_defaults(root.get("defaults"), source)
    return _list_items(root, source), {}


def _check_top_level_keys(root: Map, source: SourceText) -> None:
    if "quotes" not in root.names():
        is_quote = any(name in KEYS for name in root.names())
        what = (
            "this is one quote, not a list of quotes" if is_quote else "the file contains no list of quotes"
        )
        raise _file_error(root, source, what, _LIST_HINT[source.kind])
    for key, _ in root.pairs:
        name = key.value if isinstance(key, Text) else source.written(key)
        if name not in _TOP_LEVEL_KEYS:
            error = unknown_name_error("key", name, _TOP_LEVEL_KEYS)
            raise _file_error(key, source, error.what, error.hint)


def _list_items(node: Node | None, source: SourceText) -> list[Node]:
    if isinstance(node, List):
        return node.items
    if node is None or (isinstance(node, Text) and not node.value):
        return []
    raise _file_error(node, source, "quotes must be a list", _LIST_HINT[source.kind])


def _read_defaults(node: Node | None, source: SourceText) -> dict[str, FieldValues]:
    if node is None or (isinstance(node, Text) and not node.value):
        return {}
    if not isinstance(node, Map):
        raise _file_error(node, source, "defaults must be a mapping", _DEFAULTS_HINT[source.kind])
    try:
        return read_fields(node, source, DEFAULTS_KEYS)
    except BadQuote as error:
        what = f"defaults: {error.what}"
        raise QuoteFileError(what, why=error.why, hint=error.hint, where=error.where) from None


def _file_error(node: Node | None, source: SourceText, what: str, hint: str) -> QuoteFileError:
    if node and (found := line_start.find_line_start_mistake(source, node.start)):
        from quotecard.read.yaml_nodes import line_start_error

        return line_start_error(source, found)
    return QuoteFileError(what, hint=hint, where=source.place(node.start if node else 0))
