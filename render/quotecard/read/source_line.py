"""Read one line of a file, to show beside what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotecard.model import Place


def read_source_line(place: Place) -> str:
    """Return the line of a file at a place, as written; empty if it cannot be read."""
    from quotecard.read.decode_utf8 import MAX_FILE_BYTES

    if place.path == "-":
        return ""
    try:
        with open(place.path, "rb") as file:  # noqa: PTH123  # Path.read_bytes would read an endless device
            text = file.read(MAX_FILE_BYTES).decode("utf-8-sig", "replace")
    except (OSError, ValueError):
        return ""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[place.line - 1] if 0 < place.line <= len(lines) else ""
