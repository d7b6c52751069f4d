"""Find a character of a quote in the source of the file, past keys, quotes, folds and markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.model import Origin, Place

_MAX_GAP = 12
"""Characters of the source between two of the text, at most: markup, a block header, a doubled quote."""
_RUBY_READING = re.compile(r"\{[^{}|\n]*(\|[^{}\n]*)\}")


def is_written(origin: Origin, field: str) -> bool:
    """Return whether the item itself has the key `field`, rather than the file's defaults."""
    return next(_key_ends(origin.source, field), -1) >= 0


def locate(origin: Origin, field: str, value: str, at: int) -> Place:
    """Return the place of the character at offset `at` of a field's `value`.

    If the source spells the value differently (an escape), the place of the first such character in the
    item; if it has none, or the item does not have the field, the place of the item.
    """
    if not value or (field != "text" and not is_written(origin, field)):
        return origin.place
    for begin in _value_starts(origin.source, field):
        offset = _match_offset(origin.source, begin, value, at)
        if offset >= 0:
            return origin.at(offset)
    return origin.find(value[at])


def _key_ends(source: str, field: str) -> Iterator[int]:
    """Yield the offset after each key `field` and its colon."""
    return (found.end() for found in re.finditer(rf"(?:^|[\s{{,\"']){field}[\"']?\s*:", source))


def _value_starts(source: str, field: str) -> list[int]:
    """Return the offsets at which a field's value may start; a text may be the whole item."""
    if field == "translation":
        own = next(_key_ends(source, field))
        return [*(begin for begin in _key_ends(source, "text") if begin > own), own]
    return [*_key_ends(source, field), 0] if field == "text" else [*_key_ends(source, field)]


def _match_offset(source: str, begin: int, value: str, at: int) -> int:
    """Return the offset in `source` of the character at `at`, by matching both in parallel; or -1."""
    seen = _visible_offsets(source, begin)
    letters = "".join(source[offset] for offset in seen)
    goal = value[: at + 1].rstrip()
    position = -1
    for char in filter(lambda char: not char.isspace(), goal):
        position = letters.find(char, position + 1, position + 1 + _MAX_GAP)
        if position < 0:
            return -1
    # White space is not matched: its place is after the character before it.
    return seen[position] + (len(goal) <= at)


def _visible_offsets(source: str, begin: int) -> list[int]:
    """Return the offsets from `begin` of all characters but white space and ruby readings."""
    hidden = {at for found in _RUBY_READING.finditer(source, begin) for at in range(*found.span(1))}
    return [at for at in range(begin, len(source)) if at not in hidden and not source[at].isspace()]
