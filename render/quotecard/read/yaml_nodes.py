"""YAML bytes → a tree of plain texts, lists and mappings, within limits; or one QuoteFileError.

Nothing is resolved: `no`, `12:30` and `~` stay the text that the user sees. Anchors, aliases, tags, a second
document, duplicate keys and deep nesting are refused, so that a small file can neither grow in memory nor run
anything. The tree is built from the events of libyaml in one pass, without recursion; if libyaml is missing,
from those of PyYAML's own parser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

import yaml

from quotecard.errors import QuoteFileError
from quotecard.read import input_chars, line_start, yaml_pitfalls
from quotecard.read.decode_utf8 import decode_utf8
from quotecard.read.nodes import List, Map, SourceText, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.read.nodes import Node

MAX_EVENTS = 400_000
"""Parser events of a file, at most."""
MAX_DEPTH = 8
"""Levels of nesting, at most; a quote needs three."""

# YAML 1.2 §5.1 (c-printable), without the noncharacters that `_HIDE_LINE_ENDS` uses.
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
# Line ends in YAML 1.1 that YAML 1.2 (§5.4) and editors treat as text; libyaml would end a quote there.
_HIDE_LINE_ENDS = str.maketrans("\x85\u2028\u2029", "\ufdd0\ufdd1\ufdd2")
_RESTORE_LINE_ENDS = str.maketrans("\ufdd0\ufdd1\ufdd2", "\x85\u2028\u2029")
# Something never closed, or not what its first sign suggests, is shown where it starts.
_CONTEXTS_AT_START = (
    *(
        "while scanning a quoted",
        "while scanning a simple key",
        "while scanning an alias",
        "while scanning an anchor",
    ),
    *("while scanning a tag", "while scanning a block", "while parsing a tag", "while parsing a flow"),
)


def parse_yaml(data: bytes, path: str) -> tuple[Node | None, SourceText]:
    """Return the tree of the one document in `data`, None if it is empty, and the source to find places in.

    Raises QuoteFileError, with line and column, if the data is not valid YAML or is refused.
    """
    source = SourceText(decode_utf8(data, path), path)
    _refuse_unprintable(source)
    try:
        return _TreeBuilder(source).build(), source
    except yaml.MarkedYAMLError as error:
        raise _not_yaml_error(error, source) from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # PyYAML's own parser lets the errors of `chr` and `int` through.
        raise refusal_at(source, 0, "the file is not valid YAML", why=str(error)) from None


def refusal_at(source: SourceText, at: int, what: str, *, why: str = "", hint: str = "") -> QuoteFileError:
    """Return the error for a file that is refused, at the offset `at`."""
    return QuoteFileError(what, why=why, hint=hint, where=source.place(at))


def line_start_error(source: SourceText, found: line_start.LineStartMistake) -> QuoteFileError:
    """Return the error for a mistake at the start of a line."""
    shown = input_chars.shorten(source.line(found.at))
    return refusal_at(source, found.at, found.what, why=f"the line reads: {shown}", hint=found.hint)


def _refuse_unprintable(source: SourceText) -> None:
    if found := _UNPRINTABLE.search(source.text):
        name = input_chars.describe_char(found.group())
        raise refusal_at(source, found.start(), f"the file contains {name}", hint="delete it")


def _not_yaml_error(error: yaml.MarkedYAMLError, source: SourceText) -> QuoteFileError:
    """Return the error for a line that the parser rejects, with the line and how to correct it."""
    mark = error.problem_mark
    if error.context_mark and (error.context or "").startswith(_CONTEXTS_AT_START):
        mark = error.context_mark
    at = min(mark.index, len(source.text)) if mark else 0
    if found := line_start.find_line_start_mistake(source, at):
        return line_start_error(source, found)
    problem = error.problem or "not valid YAML"
    shown = input_chars.shorten(source.line(at))
    hint = yaml_pitfalls.syntax_hint(source.line(at), problem)
    return refusal_at(source, at, f"this line is not valid YAML: {shown}", why=problem, hint=hint)


@dataclass(slots=True)
class _OpenCollection:
    """A list or mapping whose end has not been reached."""

    node: List | Map
    key: Node | None = None
    """The key whose value comes next."""
    seen: set[str] = field(default_factory=set)


class _TreeBuilder:
    """Builds the nodes of one document from parser events."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.hidden = any(char in source.text for char in "\x85\u2028\u2029")
        self.root: Node | None = None
        self.open: list[_OpenCollection] = []

    def build(self) -> Node | None:
        """Return the root, or None for a file without a document."""
        for number, event in enumerate(self._events()):
            if number >= MAX_EVENTS:
                self._refuse(event, "the file has too many values", hint="divide it into several files")
            match event:
                case yaml.ScalarEvent():
                    self._text(event)
                case yaml.MappingStartEvent():
                    self._begin(event, Map())
                case yaml.SequenceStartEvent():
                    self._begin(event, List())
                case yaml.CollectionEndEvent():
                    self._end(event)
                case yaml.AliasEvent():
                    self._refuse_reference(event)
                case yaml.DocumentStartEvent() if self.root is not None:
                    self._refuse(event, "a second document starts here", hint="remove the --- line")
        return self.root

    def _events(self) -> Iterator[yaml.Event]:
        text = self.source.text.translate(_HIDE_LINE_ENDS) if self.hidden else self.source.text
        return yaml.parse(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))

    def _text(self, event: yaml.ScalarEvent) -> None:
        self._guard(event)
        value = event.value.translate(_RESTORE_LINE_ENDS) if self.hidden else event.value
        start, end, style = _offset_of(event.start_mark), _offset_of(event.end_mark), event.style or ""
        if style in ("|", ">"):
            # The parser's end mark of a block is at the next line that is not blank.
            end = start + len(self.source.text[start:end].rstrip())
        self._add(Text(value, start, end, style))

    def _begin(self, event: yaml.CollectionStartEvent, node: List | Map) -> None:
        self._guard(event)
        if len(self.open) >= MAX_DEPTH:
            self._refuse(
                event,
                f"more than {MAX_DEPTH} levels of nesting",
                hint=yaml_pitfalls.quoting_hint(self._line(event)),
            )
        node.start, node.flow = _offset_of(event.start_mark), bool(event.flow_style)
        self._add(node)
        self.open.append(_OpenCollection(node))

    def _end(self, event: yaml.CollectionEndEvent) -> None:
        node = self.open.pop().node
        node.end = _offset_of(event.end_mark) if node.flow else _end_of_last(node)

    def _add(self, node: Node) -> None:
        """Add `node` where it belongs: as the root, an item, a key or a value."""
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if isinstance(parent.node, List):
            parent.node.items.append(node)
        elif parent.key is None:
            self._refuse_twice(node, parent.seen)
            parent.key = node
        else:
            parent.node.pairs.append((parent.key, node))
            parent.key = None

    def _refuse_twice(self, key: Node, seen: set[str]) -> None:
        if not isinstance(key, Text):
            return
        if key.value in seen:
            hint = "start each quote with a dash" if key.value == "text" else "keep one of them"
            what = f"the key {key.value!r} appears twice in one mapping"
            raise refusal_at(self.source, key.start, what, hint=hint)
        seen.add(key.value)

    def _guard(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._refuse_reference(event)
        if event.tag is not None and event.tag != "!":
            self._refuse(
                event, "tags (!) are not supported", hint=yaml_pitfalls.quoting_hint(self._line(event))
            )

    def _refuse_reference(self, event: yaml.NodeEvent) -> NoReturn:
        hint = yaml_pitfalls.quoting_hint(self._line(event))
        self._refuse(event, "anchors (&) and aliases (*) are not supported", hint=hint)

    def _line(self, event: yaml.Event) -> str:
        return self.source.line(_offset_of(event.start_mark))

    def _refuse(self, event: yaml.Event, what: str, *, hint: str) -> NoReturn:
        shown = input_chars.shorten(self._line(event))
        raise refusal_at(
            self.source, _offset_of(event.start_mark), what, why=f"the line reads: {shown}", hint=hint
        )


def _offset_of(mark: Any) -> int:
    """Return the code-point offset of a mark; libyaml and PyYAML have a mark type each."""
    return int(mark.index)


def _end_of_last(node: List | Map) -> int:
    """Return the end of the last node in a block; the parser's end mark is after comments, at the next token."""
    if isinstance(node, List):
        return node.items[-1].end if node.items else node.start
    return node.pairs[-1][1].end if node.pairs else node.start
