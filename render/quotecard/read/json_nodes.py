"""The same guard for JSON (RFC 8259): text → the tree of plain texts, lists and mappings that YAML gives.

Numbers and truth values stay the text that stands there; null is as good as a missing key. Equal keys and deep
nesting are refused, as in YAML.
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
MAX_VALUES = 400_000
"""As many as YAML may have events."""

_BLANK = re.compile(r"[ \t\n\r]*")
_PLAIN = re.compile(r"(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(?![\w.+-])")


class NotJsonError(Exception):
    """What is wrong at an offset of the text, and what to do."""

    def __init__(self, at: int, why: str, hint: str = "") -> None:
        super().__init__(why)
        self.at = at
        self.why = why
        self.hint = hint


def parse_json(data: bytes, path: str) -> tuple[Node | None, SourceText]:
    """Return the tree of the JSON text in `data` and the source to find places in; raises QuoteFileError."""
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
    """Return what to say of a text that is not JSON, with the line where it stops being that."""
    return f"this line is not JSON: {input_chars.shorten(source.line(error.at)) or '(blank)'}"


def parse_json_value(text: str) -> Node:
    """Return the one value that `text` is; raises NotJsonError."""
    reader = _JsonReader(text)
    node, end = reader.value(_skip_blank(text, 0), 0)
    if (rest := _skip_blank(text, end)) < len(text):
        raise NotJsonError(
            rest, "something follows the end of the value", "one value stands in a text of JSON"
        )
    return node or Text("", 0, end)


def _skip_blank(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


class _JsonReader:
    """Reads values by recursion, which `MAX_DEPTH` bounds; each method returns what it read and where it ended."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.values = 0

    def value(self, at: int, depth: int) -> tuple[Node | None, int]:
        """Read the value that begins at an offset; None is null."""
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
        """Read a text in double quotes."""
        try:
            value, end = scanstring(self.text, at + 1, True)  # noqa: FBT003  # a C function: by place only
        except JSONDecodeError as error:
            raise NotJsonError(error.pos, error.msg, _string_hint(error.msg)) from None
        return Text(value, at, end), end

    def plain(self, at: int) -> tuple[Text | None, int]:
        """Read a number, a truth value or null."""
        found = _PLAIN.match(self.text, at)
        if found is None:
            what = "the text ends in the middle" if at >= len(self.text) else "no value begins so"
            raise NotJsonError(min(at, len(self.text)), what, 'a text stands in double quotes: "…"')
        word = found.group()
        return (None if word == "null" else Text(word, at, found.end())), found.end()

    def list(self, at: int, depth: int) -> tuple[List, int]:
        """Read a list; null in it is an empty text."""
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
        """Read a mapping; a key whose value is null is left out."""
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
        """Read a key and its colon."""
        if self.text[at : at + 1] != '"':
            raise NotJsonError(at, "no key begins so", 'a key stands in double quotes: "text"')
        key, end = self.string(at)
        if key.value in seen:
            raise NotJsonError(at, f"the key {key.value!r} stands twice in one mapping", "keep one of them")
        seen.add(key.value)
        end = _skip_blank(self.text, end)
        if self.text[end : end + 1] != ":":
            raise NotJsonError(end, "a colon should stand here")
        return key, end + 1

    def next(self, at: int, close: str) -> tuple[int, bool]:
        """Return where the next item begins, or where `close` stands, and whether there is an item."""
        at = _skip_blank(self.text, at)
        sign = self.text[at : at + 1]
        if sign == close:
            return at, False
        if sign != ",":
            raise NotJsonError(at, f"a comma or {close} should stand here")
        after = _skip_blank(self.text, at + 1)
        if self.text[after : after + 1] == close:
            raise NotJsonError(at, f"a comma stands before {close}", "take it out")
        return after, True


def _string_hint(message: str) -> str:
    if "control character" in message:
        return "write a line break as \\n"
    return "close it with a double quote" if "Unterminated" in message else "write a backslash as \\\\"
