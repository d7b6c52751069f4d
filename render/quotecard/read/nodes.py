"""The parsed file before interpretation: texts, lists and mappings with their places in the source."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from functools import cached_property
from typing import TypeAlias

from quotecard.model import Place

# Plain classes: a file may have 400,000 nodes, and defining one dataclass adds 0.5 ms to a cold start.


class Text:
    """A scalar, always kept as text. `start` and `end` are code-point offsets into the source."""

    __slots__ = ("end", "start", "style", "value")

    def __init__(self, value: str, start: int = 0, end: int = 0, style: str = '"') -> None:
        self.value = value
        self.start = start
        self.end = end
        self.style = style
        """The sign that opens it; empty for a plain scalar."""


class List:
    """A sequence."""

    __slots__ = ("end", "flow", "items", "start")

    def __init__(self, items: list[Node] | None = None) -> None:
        self.start = self.end = 0
        self.flow = False
        """Written in brackets."""
        self.items = items or []


class Map:
    """A mapping; its keys may be nodes of any type."""

    __slots__ = ("end", "flow", "pairs", "start")

    def __init__(self, pairs: list[tuple[Node, Node]] | None = None) -> None:
        self.start = self.end = 0
        self.flow = False
        """Written in braces."""
        self.pairs = pairs or []

    def get(self, name: str) -> Node | None:
        """Return the value of the key `name`, or None."""
        return next((v for k, v in self.pairs if isinstance(k, Text) and k.value == name), None)

    def names(self) -> list[str]:
        """Return the keys that are texts."""
        return [key.value for key, _ in self.pairs if isinstance(key, Text)]


class PythonValue:
    """A value from Python that is not text: a Path, the bytes of a file, a float, a Picture."""

    __slots__ = ("end", "start", "value")

    def __init__(self, value: object) -> None:
        self.start = self.end = 0
        self.value = value


Node: TypeAlias = Text | List | Map | PythonValue


class SourceText:
    """The text of a file, for turning offsets into places and showing lines.

    Without a path it belongs to no file (values from Python): places are None and slices empty. A record
    of a long file has a source of its own, which starts on `line` of that file.
    """

    def __init__(self, text: str = "", path: str = "", line: int = 1, kind: str = "YAML") -> None:
        self.text = text
        self.path = path
        self.first_line = line
        self.kind = kind
        """YAML or JSON: the syntax in which hints are written."""

    def place(self, at: int) -> Place | None:
        """Return the place of the offset `at`, or None without a file."""
        if not self.path:
            return None
        line = bisect_right(self._lines, at)
        return Place(self.path, self.first_line + line - 1, at - self._lines[line - 1] + 1)

    def written(self, node: Node) -> str:
        """Return the source text of `node`."""
        return self.text[node.start : node.end]

    def find(self, node: Node, char: str) -> Place | None:
        """Return the place of the first `char` in `node`, or of `node` itself if the source escapes it."""
        at = self.text.find(char, node.start, node.end)
        return self.place(node.start if at < 0 else at)

    def line(self, at: int) -> str:
        """Return the line at the offset `at`, without its line end."""
        begin = self.text.rfind("\n", 0, at) + 1
        return self.text[begin:at] + self.rest(at)

    def rest(self, at: int) -> str:
        """Return the rest of the line from the offset `at`."""
        end = self.text.find("\n", at)
        return self.text[at : end if end >= 0 else len(self.text)]

    @cached_property
    def _lines(self) -> array[int]:
        """Offset of the first character of each line."""
        starts = array("L", [0])
        starts.extend(newline.end() for newline in re.finditer("\n", self.text))
        return starts
