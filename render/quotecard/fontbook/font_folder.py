"""Read the files of a user's font folder.

Only files directly inside it are read. No name in a list, a theme or a quote can lead out of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quotecard.errors import FontError, ThemeError
from quotecard.fontbook.font_list import LIST_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FONT_SUFFIXES = frozenset((".ttf", ".otf", ".ttc", ".otc"))
_WEB_FONT_SUFFIXES = frozenset((".woff", ".woff2"))
MAX_FONT_BYTES = 64 * 2**20
"""Most bytes of one file; the largest pan-CJK collection has 30 MiB."""
FIX_OR_REMOVE = "repair it, or remove it from the folder"


def font_file_states(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Yield the name, length and modification time in ns of each font file and the list, sorted by name."""
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in FONT_SUFFIXES | _WEB_FONT_SUFFIXES or path.name == LIST_NAME:
            state = path.lstat()
            yield path.name, state.st_size, state.st_mtime_ns


def fonts_beside(theme_file: Path, value: object) -> str:
    """Return the absolute path of the folder that a theme file's `fonts` names, beside or below the theme file.

    Raises ThemeError, without a place, if it is not such a folder. Its fonts are not examined.
    """
    known = isinstance(value, str) and bool(value) and not any(mark in value for mark in "\\:\0")
    parts = str(value).split("/")
    if not known or ".." in parts or not parts[0] or parts[0].startswith("~"):
        hint = "name a folder beside the theme file, such as fonts"
        raise ThemeError(f"fonts is {value!r}", why="it must be a folder beside the theme file", hint=hint)
    home = theme_file.resolve().parent
    try:
        folder = (home / str(value)).resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        why = str(getattr(error, "strerror", None) or error)
        raise ThemeError(f"fonts is {value!r}", why=why, hint=f"it is looked for in {home}") from None
    if not folder.is_dir() or not folder.is_relative_to(home):
        why = "not a folder" if not folder.is_dir() else "a link that leaves the theme's folder"
        raise ThemeError(f"fonts is {value!r}", why=why, hint=f"it is looked for in {home}")
    return str(folder)


def open_harfbuzz_font(path: Path, data: bytes, number: int, weight: int | None) -> Any:
    """Return a HarfBuzz font from validated bytes; `weight` sets its axis. Raises FontError."""
    import uharfbuzz as hb

    try:
        face = hb.Face(hb.Blob(data), number)
        font = hb.Font(face)
        if weight is not None:
            font.set_variations({"wght": weight})
        found = face.glyph_count and face.unicodes
    except Exception as error:  # noqa: BLE001  # whatever a C library's binding raises on malformed tables
        why = f"HarfBuzz cannot open it: {type(error).__name__}"
        raise FontError(f"{path}: the font is unusable", why=why, hint=FIX_OR_REMOVE) from None
    if not found:
        raise FontError(
            f"{path}: the font is unusable", why="HarfBuzz finds no characters in it", hint=FIX_OR_REMOVE
        )
    return font


def read_font_bytes(folder: Path, name: str) -> bytes:
    """Return the bytes of a file directly inside `folder`.

    Raises FontError if it is a web font, a link that leaves the folder, not a regular file, or over 64 MiB.
    """
    path = folder / name
    suffix = path.suffix.lower()
    if suffix in _WEB_FONT_SUFFIXES:
        why = f"{suffix[1:].upper()}, a compressed web font"
        raise FontError(
            f"{path}: the font is refused", why=why, hint="use the .ttf or .otf that it was made from"
        )
    try:
        if refused := _refusal_reason(path, folder):
            raise FontError(f"{path}: the font is refused", why=refused, hint=FIX_OR_REMOVE)
        with path.open("rb") as file:
            data = file.read(MAX_FONT_BYTES + 1)
    except (OSError, RuntimeError, ValueError) as error:
        why = str(getattr(error, "strerror", None) or error)
        raise FontError(f"{path}: the font cannot be read", why=why, hint=FIX_OR_REMOVE) from None
    if len(data) > MAX_FONT_BYTES:
        why = f"over {MAX_FONT_BYTES // 2**20} MiB"
        raise FontError(f"{path}: the font is refused", why=why, hint="use a smaller version of it")
    return data


def _refusal_reason(path: Path, folder: Path) -> str:
    """Return why a path must not be opened; empty if it may be."""
    if path.resolve(strict=True).parent != folder:
        return "a link that leaves the folder"
    return "" if path.is_file() else "not a regular file"
