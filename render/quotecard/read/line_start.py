"""Find mistakes at the start of a line of YAML: the dash, its space, the key, its colon, its column.

Input methods type full-width signs; editors and web pages insert non-breaking spaces. To YAML these are
letters: a list becomes a single text, and a key becomes part of the value above it.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from quotecard.read.input_chars import describe_char, shorten
from quotecard.read.keys import KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.read.nodes import SourceText

_KEY_NAME = f"(?P<name>{'|'.join((*KEYS, 'defaults', 'quotes'))})"
# The other spaces of Unicode category Zs; dashes and bullets that people type for the hyphen.
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_DASHES = "\uff0d\u2010-\u2015\u2212\ufe58\ufe63\u2022\u30fb"
_KEY_START = rf"(?P<before> *(?:- +)*){_KEY_NAME}"

_KEY_ABOVE = rf"{_KEY_START}:(?:[ \t]+(?P<value>[^ \t#].*)?)?\Z"
_KEY_AT_START = rf"(?P<before> *)(?P<name>{'|'.join(KEYS)}):(?:\s|\Z)"

_NO_SPACE_AFTER_DASH = rf" *(?P<sign>-)(?P<gap>[{_SPACES}]*)(?![-\s])."
_OTHER_DASH = rf" *(?P<sign>[{_DASHES}])\s*(?![-{_DASHES}\s])."
_INDENT = rf"[ \t]*(?P<sign>[{_SPACES}])\s*\S"
_FULL_WIDTH_COLON = rf"(?P<before>[ \t-]*){_KEY_NAME}[ \t]*\uff1a"
_NO_SPACE_AFTER_COLON = rf"{_KEY_START}:(?P<gap>[{_SPACES}]*)(?!\s)."
# On the continuation lines of a plain value, a key can only be a mistake.
_SWALLOWED = rf"(?:\A|\n[ \t]*){_KEY_NAME}:[^ \t\n]"
_SWALLOWED_FULL_WIDTH = rf"(?m)^[ \t-]*{_KEY_NAME}[ \t]*\uff1a"

_MAX_LINES_ABOVE = 50
"""Lines above a key that are searched for the keys that it should line up with, at most."""


class LineStartMistake(NamedTuple):
    """A mistake at the start of a line: where, what, and what to do."""

    at: int
    """Code-point offset into the source."""
    what: str
    hint: str


def find_line_start_mistake(source: SourceText, at: int) -> LineStartMistake | None:
    """Return the mistake at the start of the line at offset `at`, or of the lines above that it depends on."""
    line = source.line(at)
    start = source.text.rfind("\n", 0, at) + 1
    return (
        _mistake_on_line(line, start)
        or _mistake_in_indentation(line, start)
        or _mistake_in_column(line, start, source)
    )


def find_swallowed_key(written: str, *, whole: bool) -> tuple[str, str] | None:
    """Return what is wrong and what to do if the source of a plain value contains one of our keys.

    A key on its first line counts only if the value is the `whole` item.
    """
    if found := re.search(_SWALLOWED_FULL_WIDTH, written) if "\uff1a" in written else None:
        return _full_width_colon(found["name"])
    found = re.search(_SWALLOWED, written) if ":" in written else None
    if found is None or (not whole and not found.start()):
        return None
    return _colon_without_space(found["name"])


def _mistake_on_line(line: str, start: int) -> LineStartMistake | None:
    """Return the mistake in the dash, the colon or the spaces of one line."""
    if found := re.match(_NO_SPACE_AFTER_DASH, line):
        if found["gap"]:
            return LineStartMistake(
                start + found.end("sign"), _wrong_char("space after the dash", found["gap"][0]), _SPACE_HINT
            )
        rest = line[found.end("sign") :].strip()
        return LineStartMistake(
            start + found.start("sign"), "a space is missing after the dash", f"write - {shorten(rest)}"
        )
    if found := re.match(_OTHER_DASH, line):
        return LineStartMistake(
            start + found.start("sign"), _wrong_char("dash", found["sign"]), "type - and a space"
        )
    if found := re.match(_FULL_WIDTH_COLON, line):
        return LineStartMistake(start + found.start("name"), *_full_width_colon(found["name"]))
    if found := re.match(_NO_SPACE_AFTER_COLON, line):
        if found["gap"]:
            return LineStartMistake(
                start + found.start("gap"),
                _wrong_char(f"space after {found['name']}:", found["gap"][0]),
                _SPACE_HINT,
            )
        return LineStartMistake(start + found.start("name"), *_colon_without_space(found["name"]))
    return None


_SPACE_HINT = "type an ASCII space"


def _wrong_char(thing: str, char: str) -> str:
    return f"the {thing} is {describe_char(char)}"


def _full_width_colon(name: str) -> tuple[str, str]:
    return f"the colon after {name} is full-width", f"write {name}: with an ASCII colon and a space"


def _colon_without_space(name: str) -> tuple[str, str]:
    return (
        f"a space is missing after {name}:",
        f"write {name}: and a space, in the same column as the other keys",
    )


def _mistake_in_indentation(line: str, start: int) -> LineStartMistake | None:
    found = re.match(_INDENT, line)
    if not found:
        return None
    return LineStartMistake(
        start + found.start("sign"), _wrong_char("indentation", found["sign"]), "indent with ASCII spaces"
    )


def _mistake_in_column(line: str, start: int, source: SourceText) -> LineStartMistake | None:
    """Return the mistake in the column of a line's key, which should be that of the keys above it."""
    key = re.match(_KEY_AT_START, line)
    if not key:
        return None
    near: re.Match[str] | None = None
    for above, begin in islice(_lines_above(source, start), _MAX_LINES_ABOVE):
        if wrong := _mistake_on_line(above, begin):
            return wrong
        found = re.match(_KEY_ABOVE, above)
        if found and found.end("before") == key.end("before"):
            return None
        near = near or found
        if dash := re.match(r" *-\s", above):
            return _misaligned_key(key, near, start) if near else _key_below_plain_quote(key, dash, start)
    return _misaligned_key(key, near, start) if near else None


def _lines_above(source: SourceText, start: int) -> Iterator[tuple[str, int]]:
    """Yield the lines above the line at offset `start`, the nearest first, with their offsets."""
    while start:
        end = start - 1
        start = source.text.rfind("\n", 0, end) + 1
        yield source.text[start:end], start


def _misaligned_key(key: re.Match[str], above: re.Match[str], start: int) -> LineStartMistake | None:
    column = above.end("before")
    off = key.end("before") - column
    if off > 0 and not above["value"]:
        return None  # it is nested in the key above it
    distance = "one column" if abs(off) == 1 else f"{abs(off)} columns"
    what = f"{key['name']}: is {distance} too far to the {'right' if off > 0 else 'left'}"
    hint = f"start it in column {column + 1}, under {above['name']}:"
    return LineStartMistake(start + key.start("name"), what, hint)


def _key_below_plain_quote(key: re.Match[str], dash: re.Match[str], start: int) -> LineStartMistake | None:
    if key.end("before") < dash.end():
        return None
    quote = shorten(dash.string[dash.end() :])
    what = f"{key['name']}: follows a quote that has no keys"
    return LineStartMistake(
        start + key.start("name"), what, f"write - text: {quote} on the line with the dash"
    )
