"""The list of bundled fonts: fonts.toml, its folder, and which language uses which face."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from quotecard.errors import FontError
from quotecard.languages.known import DEFAULT, language
from quotecard.languages.tags import NoLanguageError, canonical

LIST_NAME = "fonts.toml"
REINSTALL = "install quotecard again, or restore its fonts folder"


class FontFile(NamedTuple):
    """One font file as fonts.toml lists it."""

    file: str
    """A plain file name inside the folder."""
    family: str
    role: str
    """ming, hei, kai, round, latin, latin-italic, emoji"""
    faces: dict[str, int]
    """Language (BCP 47) to the index of its face."""
    bytes: int
    sha256: str
    licence_file: str
    licence_name: str
    names: tuple[str, ...] = ()
    """Suffix of each face's family name; empty for a single face."""
    wght: int | None = None
    """The default weight; None if the file has no weight axis."""
    range: tuple[int, int] = (0, 0)

    def weight(self, asked: int | None) -> int | None:
        """Return the weight to set, clamped to the axis, or None if there is no axis."""
        if self.wght is None:
            return None
        low, high = self.range
        return min(max(self.wght if asked is None else asked, low), high)


@lru_cache(maxsize=256)
def face_language(lang: str) -> str:
    """Return the language whose CJK faces set a text tagged `lang`: zh-Hant, zh-HK, zh-Hans, ja or ko.

    Classical Chinese uses the Traditional faces, and so does Han in a text of any other language.
    """
    try:
        return language(canonical(lang)).face
    except NoLanguageError:
        return DEFAULT.face


@lru_cache(maxsize=1)
def bundled_folder() -> Path:
    """Return the folder of the bundled fonts: inside the installed package, or beside it in a checkout.

    Raises FontError if neither contains the list.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "fonts", package.parents[1] / "fonts"):
        if (folder / LIST_NAME).is_file():
            return folder
    raise FontError(f"{package / 'fonts' / LIST_NAME}: the list of fonts is missing", hint=REINSTALL)


@lru_cache(maxsize=8)
def read_list(folder: Path) -> tuple[FontFile, ...]:
    """Read fonts.toml of `folder`. Raises FontError with the path and what is wrong."""
    import tomllib

    path = folder / LIST_NAME
    try:
        with path.open("rb") as file:
            data = tomllib.load(file)
        return tuple(_font_file(entry) for entry in data["font"])
    except OSError as error:
        raise FontError(
            f"{path}: the list of fonts cannot be read", why=str(error.strerror), hint=REINSTALL
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FontError(f"{path}: the list of fonts is wrong", why=str(error), hint=REINSTALL) from error


def _font_file(entry: dict[str, Any]) -> FontFile:
    licence = entry["licence"]
    low, high = entry.get("range", (0, 0))
    return FontFile(
        file=entry["file"],
        family=entry["family"],
        role=entry["role"],
        faces=dict(entry["faces"]),
        bytes=entry["bytes"],
        sha256=entry["sha256"],
        licence_file=licence["file"],
        licence_name=licence["name"],
        names=tuple(entry.get("names", ())),
        wght=entry.get("wght"),
        range=(low, high),
    )


def locate_font(folder: Path, font: FontFile) -> Path:
    """Return the path of a listed file after quick checks of its name, kind and length.

    Raises FontError if the name is not a plain file name, the file is missing, a link leaves the folder, or the
    length differs from the list. `check_hash` compares the contents.
    """
    path = folder / _require_plain_name(folder, font.file)
    try:
        inside = path.resolve(strict=True).parent == folder.resolve()
        length = path.stat().st_size
    except OSError as error:
        raise FontError(f"{path}: the font is missing", why=str(error.strerror), hint=REINSTALL) from error
    if not inside:
        raise FontError(f"{path}: the font is refused", why="a link that leaves the folder", hint=REINSTALL)
    if length != font.bytes:
        why = f"{length} bytes, but {font.bytes} are listed"
        raise FontError(f"{path}: not the listed font", why=why, hint=REINSTALL)
    return path


def _require_plain_name(folder: Path, name: str) -> str:
    """Return `name`. Raises FontError if it could lead out of the folder on any system."""
    if not name or name.startswith(".") or any(mark in name for mark in "/\\:\0"):
        why = f"{name!r} is not a plain file name"
        raise FontError(f"{folder / LIST_NAME}: a font is refused", why=why, hint=REINSTALL)
    return name


def check_hash(folder: Path, font: FontFile) -> None:
    """Compare a file's SHA-256 with the listed one. Raises FontError if they differ."""
    import hashlib

    path = locate_font(folder, font)
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != font.sha256:
        why = f"SHA-256 {found[:12]}\u2026, but {font.sha256[:12]}\u2026 is listed"
        raise FontError(f"{path}: not the listed font", why=why, hint=REINSTALL)
