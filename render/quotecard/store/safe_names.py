"""File names that every system accepts, and which names cannot share a folder."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

NAME_BYTES = 120
"""Bytes of the longest file name in UTF-8: temporary files and copies, with longer names, stay under 255."""

SLUG_CHARS = 24
"""Characters of the longest slug: about a line of Han characters in a list of files."""

NAMELESS = "quote"
"""Used if a text has no letter or digit that a file name can hold."""

DEVICES = frozenset(
    (
        *("con", "prn", "aux", "nul", "conin$", "conout$", "clock$"),
        *(f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789"),
    )
)
"""Names that Windows opens as devices, with any extension; superscript digits count too (NFKC folds them)."""

RESERVED = frozenset('/\\:*?"<>|')
"""Separators, and characters that Windows file systems refuse."""

UNSEEN = frozenset(map(chr, (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0)))
"""Joiners and fillers that Unicode classes as marks or letters though they are invisible."""


def slug(text: str, limit: int = SLUG_CHARS) -> str:
    """Return the readable part of a file name for a text: its letters and digits in NFC.

    Anything else becomes a single hyphen; at most `limit` characters; `quote` if nothing is left.
    """
    letters: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(char)[0]
        inside = bool(letters) and letters[-1] != "-"
        if _is_unseen(char):
            continue
        if kind in "LN" or (kind == "M" and inside):
            letters.append(char)
        elif inside:
            letters.append("-")
    whole = unicodedata.normalize("NFC", "".join(letters))
    return _cut(whole, limit, len).strip("-") or NAMELESS


def safe_name(stem: str, suffix: str = ".png") -> str:
    """Return a file name that every system accepts: NFC, at most 120 UTF-8 bytes with `suffix`.

    No separator, control, format or private-use character; no leading dot or hyphen; no Windows device name;
    no trailing dot or space. Idempotent.
    """
    kept = "".join(map(_safe_char, unicodedata.normalize("NFC", stem)))
    whole = unicodedata.normalize("NFC", kept).lstrip(".- ")
    room = NAME_BYTES - len(suffix.encode()) - 1  # one byte is left for the underscore before a device name
    name = _cut(whole, room, lambda part: len(part.encode())).rstrip(". ") or NAMELESS
    first = unicodedata.normalize("NFKC", name.partition(".")[0]).casefold().rstrip()
    return f"_{name}{suffix}" if first in DEVICES else f"{name}{suffix}"


@lru_cache(maxsize=8192)
def _safe_char(char: str) -> str:
    kind = unicodedata.category(char)
    if _is_unseen(char):
        return ""
    if kind == "Zs":
        return " "
    return "-" if char in RESERVED or kind[0] in "CZ" else char


@lru_cache(maxsize=8192)
def _is_unseen(char: str) -> bool:
    """Return whether a character is a variation selector, a format character or a filler."""
    selector = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    return selector or char in UNSEEN or unicodedata.category(char) == "Cf"


def _cut(text: str, room: int, measure: Callable[[str], int]) -> str:
    """Return the longest prefix within `room` that separates no combining mark from its base."""
    end = min(len(text), room)
    while end and (measure(text[:end]) > room or _is_mark(text[end : end + 1])):
        end -= 1
    return text[:end]


def _is_mark(char: str) -> bool:
    return bool(char) and unicodedata.category(char)[0] == "M"


def clashes(names: Iterable[str]) -> list[list[str]]:
    """Return groups of names that cannot share a folder, each in the order given.

    Names clash if they differ only in case or normal form: macOS and Windows treat them as the same.
    """
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(folded(name), []).append(name)
    return [group for group in groups.values() if len(group) > 1]


def folded(name: str) -> str:
    """Return a name folded for canonical caseless matching (Unicode, definition D145)."""
    decomposed = unicodedata.normalize("NFD", name).casefold()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", decomposed).casefold())
