"""A file of quotes → Quotes: the good ones in order, the bad ones as errors beside them."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, overload

from render.errors import BadQuote, QuoteFileError
from render.model import Place, Quote
from render.read import margin
from render.read.chars import shorten
from render.read.item import read_item, read_settings
from render.read.keys import KEYS, SHARED, unknown
from render.read.nodes import List, Map, Text

if TYPE_CHECKING:
    from render.read.item import Setting
    from render.read.nodes import Node, Source

MAX_QUOTES = 20_000

_PARTS = ("defaults", "quotes")
_START = "begin each quote with a dash and a space; `quotecard init` writes a sample"


@dataclass(frozen=True, slots=True)
class Quotes(Sequence[Quote]):
    """The quotes of a file that are good, as a sequence."""

    quotes: tuple[Quote, ...]
    errors: tuple[BadQuote, ...] = ()
    """One for each item that is not, in the file's order."""
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
    """Read the quotes of a file; `-` is standard input.

    Raises QuoteFileError where the file cannot be opened or parsed, or is refused.
    """
    name = os.fspath(path)
    return read_quotes(_bytes(name), name)


def read_quotes(data: bytes, path: str = "quotes.yaml") -> Quotes:
    """Read the quotes in the bytes of a file; `path` is its name in messages. Raises QuoteFileError."""
    from render.read import yaml  # 18 ms that a single quote from Python need not wait for

    root, source = yaml.parse(data, path)
    items, defaults = _parts(root, source)
    if not items:
        raise _wrong(root, source, "the file has no quotes", _START)
    if len(items) > MAX_QUOTES:
        what = f"the file has more than {MAX_QUOTES:,} quotes"
        raise _wrong(items[MAX_QUOTES], source, what, "divide it into several files")
    named: dict[str, Quote] = {}
    read = [_read(item, number, source, defaults, named) for number, item in enumerate(items, 1)]
    good = tuple(quote for quote in read if isinstance(quote, Quote))
    return Quotes(good, tuple(error for error in read if isinstance(error, BadQuote)), path)


def _bytes(path: str) -> bytes:
    """Return what the file holds, up to one byte more than is read."""
    from render.read.yaml import MAX_BYTES

    try:
        if path == "-":
            return _standard_input().read(MAX_BYTES + 1)
        with open(path, "rb") as file:  # noqa: PTH123  # a Path would read a device without end
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        hint = "`quotecard init` writes a sample" if isinstance(error, FileNotFoundError) else ""
        raise QuoteFileError(
            "the file cannot be opened", why=why, hint=hint, where=Place(path, 1, 1)
        ) from None


def _standard_input() -> BinaryIO:
    if sys.stdin is None:  # where the program was started without
        raise ValueError("standard input is closed")
    return sys.stdin.buffer


def _read(
    node: Node, number: int, source: Source, defaults: dict[str, Setting], named: dict[str, Quote]
) -> Quote | BadQuote:
    """Return the quote that an item is, or its error; `named` holds the quotes before it by id."""
    try:
        quote = read_item(node, number, source, defaults)
        if quote.id and (first := named.setdefault(quote.id, quote)) is not quote:
            raise _taken(quote.id, first, node, source)
    except BadQuote as error:
        return error
    return quote


def _taken(name: str, first: Quote, node: Node, source: Source) -> BadQuote:
    """Return the error for a second quote of one id: no command and no file name could tell them apart."""
    why = f"the quote on line {first.origin.place.line} has it" if first.origin else ""
    value = node.get("id") if isinstance(node, Map) else None
    where = source.place((value or node).start)
    hint = "give one of them another id"
    return BadQuote(f"the id {shorten(name)} is taken", why=why, hint=hint, where=where, quote=name)


def _parts(root: Node | None, source: Source) -> tuple[list[Node], dict[str, Setting]]:
    """Return the items of the document and the settings that they share."""
    if isinstance(root, Map):
        _refuse_other_parts(root, source)
        return _items(root.get("quotes"), source), _defaults(root.get("defaults"), source)
    return _items(root, source), {}


def _refuse_other_parts(root: Map, source: Source) -> None:
    if "quotes" not in root.names():
        is_quote = any(name in KEYS for name in root.names())
        what = "this is one quote, not a list of quotes" if is_quote else "the file has no list of quotes"
        raise _wrong(root, source, what, _START)
    for key, _ in root.pairs:
        name = key.value if isinstance(key, Text) else source.written(key)
        if name not in _PARTS:
            error = unknown("key", name, _PARTS)
            raise _wrong(key, source, error.what, error.hint)


def _items(node: Node | None, source: Source) -> list[Node]:
    if isinstance(node, List):
        return node.items
    if node is None or (isinstance(node, Text) and not node.value):
        return []
    raise _wrong(node, source, "the quotes are no list", _START)


def _defaults(node: Node | None, source: Source) -> dict[str, Setting]:
    if node is None or (isinstance(node, Text) and not node.value):
        return {}
    if not isinstance(node, Map):
        raise _wrong(node, source, "defaults is no mapping", "write one setting a line, as lang: zh-Hant")
    try:
        return read_settings(node, source, SHARED)
    except BadQuote as error:
        what = f"defaults: {error.what}"
        raise QuoteFileError(what, why=error.why, hint=error.hint, where=error.where) from None


def _wrong(node: Node | None, source: Source, what: str, hint: str) -> QuoteFileError:
    if node and (found := margin.slip(source, node.start)):
        from render.read.yaml import misread

        return misread(source, found)
    return QuoteFileError(what, hint=hint, where=source.place(node.start if node else 0))
