"""What YAML does to pasted text, and how to explain it.

A colon and a space turn a sentence into a mapping, a bracket turns it into a list, a `#` cuts it off, and
folding puts spaces between Chinese characters. Each is either undone, or explained with the corrected line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quotecard.read.input_chars import MAX_EXCERPT_CHARS, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

# The patterns are compiled on first use (`re` caches them): most files need none of them.

# Before the value on a line: indentation, dashes, a key.
_LINE_PARTS = r"(\s*(?:-\s+)*(?:[A-Za-z_]+:\s+)?)(.*)"
_INDICATORS = tuple("{}[]*&!|>%@`\"'#,")

# Han with radicals, strokes and bopomofo, kana, and full-width marks; not hangul, which is written with spaces.
_WIDE = (
    "\u2e80-\u2fdf\u3000-\u312f\u31a0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f"
    "\uff01-\uff60\uff61-\uff9f\U00016fe0-\U00018dff\U0001aff0-\U0001b16f\U00020000-\U0003ffff"
)
# Marks used in both Chinese and Latin text, and the signs of the markup.
_EITHER_WIDTH = "\u2018\u2019\u201c\u201d\u2014\u2026\u00b7={}"
# Two adjacent accents keep the space between them: four signs in a row would not be marks.
_SPACE_BETWEEN_WIDE = f"(?s)(?<=[{_WIDE}{_EITHER_WIDTH}])(?!(?<==).=)[ \n](?=[{_WIDE}{_EITHER_WIDTH}])"
_WIDE_BESIDE = f"[{_WIDE}][{_EITHER_WIDTH}]{{,6}}[ \n]|[ \n][{_EITHER_WIDTH}]{{,6}}[{_WIDE}]"

# A hashtag, or a sign after a single space as in running text; an intended comment is set off further.
_PASTED_COMMENT = r"[ \t]+(#\S.*)| (# .*)"


def single_quoted(value: str) -> str:
    """Return `value` between single quotes, which YAML reads unchanged."""
    return "'" + value.replace("'", "''") + "'"


def quoting_hint(line: str) -> str:
    """Return the hint to put the value on `line` in quotes, with the corrected line."""
    return f"put the value in quotes: {_line_with_quotes(line)}"


def syntax_hint(line: str, problem: str) -> str:
    """Return what to do about a `line` that the YAML parser rejected with the message `problem`."""
    value = _split_line(line)[1]
    if "mapping values are not allowed" in problem:
        return f"a value with a colon and a space needs quotes: {_line_with_quotes(line)}"
    if value.startswith(("'", '"')) and "end of stream" in problem:
        return f"close it with {value[0]}"
    if value.startswith(_INDICATORS):
        return f"a value that begins with {value[0]} needs quotes: {_line_with_quotes(line)}"
    if "\t" in line[: len(line) - len(line.lstrip("- \t"))]:
        return "indent with spaces, not with a tab"
    return "check the quotes on this line, and that all keys of a quote start in the same column"


def explain_accidental_mapping(first: str, written: str, lead: str, *, flow: bool) -> tuple[str, str]:
    """Return what is wrong and what to do if a sentence became a mapping with the key `first`.

    `lead` is what is before it on the line: a dash, or a key and a colon.
    """
    cause = "the braces make" if flow else f"the colon and the space after {shorten(first)!r} make"
    return f"{cause} a mapping of this text: {lead} {shorten(written)}", _quote_whole_hint(written, lead)


def explain_accidental_list(written: str, lead: str) -> tuple[str, str]:
    """Return what is wrong and what to do if a text became a list; `lead` is what is before it on the line."""
    cause = "the brackets make" if written.startswith("[") else "the dash and the space make"
    return f"{cause} a list of this text: {lead} {shorten(written)}", _quote_whole_hint(written, lead)


def find_lost_comment(rest: str) -> str:
    """Return the text that a `#` cut off a plain value followed by `rest` on its line, or an empty string."""
    found = re.fullmatch(_PASTED_COMMENT, rest.rstrip()) if "#" in rest else None
    return found.group().strip() if found else ""


def remove_folded_spaces(text: str, written: str) -> str:
    """Return a folded `text` without the spaces that replaced line ends of its source `written` in Chinese.

    A single space between two Han or kana characters (or their marks) is removed if it was a line end. A
    typed space stays, as long as the source and the text can be matched.
    """
    gaps = [at for at in _gap_offsets(text) if text[at] == " "]
    flat = re.sub(r"[ \t]*\n[ \t]*", "\n", written)
    signs = [flat[at] for at in _gap_offsets(flat)]
    if len(signs) != len(gaps):
        signs = ["\n"] * len(gaps)
    folds = {at for at, sign in zip(gaps, signs, strict=True) if sign == "\n"}
    return "".join(char for at, char in enumerate(text) if at not in folds) if folds else text


def _gap_offsets(text: str) -> Iterator[int]:
    """Yield the offset of each single space or line end between Chinese or Japanese characters."""
    for gap in re.finditer(_SPACE_BETWEEN_WIDE, text):
        if re.search(_WIDE_BESIDE, text[max(gap.start() - 7, 0) : gap.end() + 7]):
            yield gap.start()


def _split_line(line: str) -> tuple[str, str]:
    """Return what is before the value on `line`, and the value, as far as a message shows them."""
    found = re.fullmatch(_LINE_PARTS, line[: 4 * MAX_EXCERPT_CHARS].rstrip())
    return (found[1], found[2]) if found else ("", line)


def _line_with_quotes(line: str) -> str:
    lead, value = _split_line(line)
    if value[0] in "'\"" and value[-1] == value[0] and value.count(value[0]) % 2:
        value = value[1:-1]  # it was quoted, with one more quote sign inside
    return f"{lead.strip()} {shorten(single_quoted(value))}".strip()


def _quote_whole_hint(written: str, lead: str) -> str:
    if "\n" in written.strip():
        return "put it in quotes, or put | on the line above and indent the text"
    return f"put it in quotes: {lead} {shorten(single_quoted(written.strip()))}"
