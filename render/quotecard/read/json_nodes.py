"""JSON (RFC 8259) → the same tree of texts, lists and mappings as from YAML, within the same limits.

Numbers, true and false stay text as written; null counts as a missing key. Duplicate keys and deep nesting
are refused, as in YAML.
"""

from __future__ import annotations

import re
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]
from typing import TYPE_CHECKING

from quotecard.errors import QuoteFileError
from quotecard.read import input_chars
from quotecard.read.decode_utf8 import decode_utf8
from quotecard.read.nodes import List, Map, SourceText, Text

if TYPE_CHECKING:
    from quotecard.read.nodes import Node

MAX_DEPTH = 8
"""Levels of nesting, at most; a quote needs two."""
MAX_VALUES = 400_000
"""Values in a file, at most: the same as the limit of YAML events."""

_BLANK = re.compile(r"[ \t\n\r]*")
_PLAIN = re.compile(r"(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(?![\w.+-])")


class NotJsonError(Exception):
    """A text is not JSON or exceeds a limit: the offset, why, and what to do."""

    def __init__(self, at: int, why: str, hint: str = "") -> None:
        super().__init__(why)
        self.at = at
        self.why = why
        self.hint = hint


def parse_json(data: bytes, path: str) -> tuple[Node | None, SourceText]:
    """Return the tree of the JSON in `data`, None if it is blank, and the source to find places in.

    Raises QuoteFileError if the data is not valid JSON or exceeds a limit.
    """
    source = SourceText(decode_utf8(data, path), path, kind="JSON")
    if not source.text.strip():
        return None, source
    try:
        return parse_json_value(source.text), source
    except NotJsonError as error:
        raise QuoteFileError(
            json_error_message(source, error), why=error.why, hint=error.hint, where=source.place(error.at)
        ) from None


def json_error_message(source: SourceText, error: NotJsonError) -> str:
    """Return the message for a text that is not JSON, with the line where the error is."""
    return f"this line is not valid JSON: {input_chars.shorten(source.line(error.at)) or '(blank)'}"


def parse_json_value(text: str) -> Node:
    """Return the value in `text`. Raises NotJsonError if it is not exactly one JSON value."""
    reader = _JsonReader(text)
    node, end = reader.value(_skip_blank(text, 0), 0)
    if (rest := _skip_blank(text, end)) < len(text):
        raise NotJsonError(rest, "there is text after the end of the value", "JSON text holds a single value")
    return node or Text("", 0, end)


def _skip_blank(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


class _JsonReader:
    """Parser of values, recursive up to `MAX_DEPTH`; each method returns a node and the offset of its end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.values = 0

    def value(self, at: int, depth: int) -> tuple[Node | None, int]:
        """Parse the value at an offset; null gives None."""
        self.values += 1
        if self.values > MAX_VALUES:
            raise NotJsonError(at, "the file has too many values", "divide it into several files")
        sign = self.text[at : at + 1]
        if sign == '"':
            return self.string(at)
        if sign and sign in "{[":
            if depth >= MAX_DEPTH:
                raise NotJsonError(at, f"more than {MAX_DEPTH} levels of nesting", "a quote needs two")
            return self.map(at, depth + 1) if sign == "{" else self.list(at, depth + 1)
        return self.plain(at)

    def string(self, at: int) -> tuple[Text, int]:
        """Parse a string."""
        try:
            value, end = scanstring(self.text, at + 1, True)  # noqa: FBT003  # a C function: positional arguments only
        except JSONDecodeError as error:
            raise NotJsonError(error.pos, error.msg, _string_hint(error.msg)) from None
        return Text(value, at, end), end

    def plain(self, at: int) -> tuple[Text | None, int]:
        """Parse a number, true, false or null."""
        found = _PLAIN.match(self.text, at)
        if found is None:
            what = "the text ends too early" if at >= len(self.text) else "this does not start a value"
            raise NotJsonError(min(at, len(self.text)), what, 'write text in double quotes: "…"')
        word = found.group()
        return (None if word == "null" else Text(word, at, found.end())), found.end()

    def list(self, at: int, depth: int) -> tuple[List, int]:
        """Parse an array; null in it is an empty text."""
        node = List()
        node.start, node.flow = at, True
        text, end = self.text, _skip_blank(self.text, at + 1)
        if text[end : end + 1] != "]":
            while True:
                item, after = self.value(end, depth)
                node.items.append(item or Text("", end, after))
                end, more = self.next(after, "]")
                if not more:
                    break
        node.end = end + 1
        return node, node.end

    def map(self, at: int, depth: int) -> tuple[Map, int]:
        """Parse an object; a key whose value is null is left out."""
        node, seen = Map(), set[str]()
        node.start, node.flow = at, True
        text, end = self.text, _skip_blank(self.text, at + 1)
        if text[end : end + 1] != "}":
            while True:
                key, end = self.key(end, seen)
                item, after = self.value(_skip_blank(text, end), depth)
                if item is not None:
                    node.pairs.append((key, item))
                end, more = self.next(after, "}")
                if not more:
                    break
        node.end = end + 1
        return node, node.end

    def key(self, at: int, seen: set[str]) -> tuple[Text, int]:
        """Parse a key and its colon."""
        if self.text[at : at + 1] != '"':
            raise NotJsonError(at, "this does not start a key", 'write keys in double quotes: "text"')
        key, end = self.string(at)
        if key.value in seen:
            raise NotJsonError(at, f"the key {key.value!r} appears twice in one mapping", "keep one of them")
        seen.add(key.value)
        end = _skip_blank(self.text, end)
        if self.text[end : end + 1] != ":":
            raise NotJsonError(end, "a colon is missing here")
        return key, end + 1

    def next(self, at: int, close: str) -> tuple[int, bool]:
        """Return the offset of the next item, or of `close`, and whether there is another item."""
        at = _skip_blank(self.text, at)
        sign = self.text[at : at + 1]
        if sign == close:
            return at, False
        if sign != ",":
            raise NotJsonError(at, f"a comma or {close} is missing here")
        after = _skip_blank(self.text, at + 1)
        if self.text[after : after + 1] == close:
            raise NotJsonError(at, f"there is a comma before {close}", "remove it")
        return after, True


def _string_hint(message: str) -> str:
    if "control character" in message:
        return "write a line break as \\n"
    return "close it with a double quote" if "Unterminated" in message else "write a backslash as \\\\"
