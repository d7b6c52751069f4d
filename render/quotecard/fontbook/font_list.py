"""A user's own fonts.toml: which files of the folder are read, and what each is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from quotecard.errors import FontError, nearest
from quotecard.languages.known import WITH_FACES

if TYPE_CHECKING:
    from pathlib import Path

LIST_NAME = "fonts.toml"
ROLES = ("han", "ming", "hei", "kai", "round", "latin", "latin-italic")
"""`han` stands in for each of the four roles after it."""
LANGUAGES = (*(row.tag for row in WITH_FACES), "und-Latn")
_IGNORED = {"bytes", "licence", "names", "wght", "range"}
"""Keys of the bundled list that say nothing which a user's files do not say themselves."""
_KEYS = {"file", "family", "role", "faces", "sha256"} | _IGNORED
_MOST_BYTES = 2**20


class ListedFont(NamedTuple):
    """One file as the list wants it; empty where it does not say."""

    file: str
    """A plain name inside the folder."""
    family: str = ""
    role: str = ""
    faces: dict[str, int] = {}  # noqa: RUF012  # never changed
    """Language to the index of its face."""
    sha256: str = ""


def read_font_list(folder: Path) -> list[ListedFont]:
    """Read fonts.toml of a user's folder, in the form of the bundled one; `file` alone must be there.

    Raise FontError with the key that is wrong. The fonts themselves are not looked at.
    """
    import tomllib

    path = folder / LIST_NAME
    try:
        if path.resolve(strict=True).parent != folder or not path.is_file():
            raise _wrong(path, "it is no regular file of the folder")
        with path.open("rb") as file:
            data = tomllib.loads(file.read(_MOST_BYTES).decode())
    except OSError as error:
        raise _wrong(path, str(error.strerror)) from None
    except (ValueError, RecursionError) as error:
        raise _wrong(path, str(error) or "too deep") from None
    entries = data.get("font")
    if not isinstance(entries, list) or not entries or set(data) != {"font"}:
        raise _wrong(path, "it is a list of [[font]], and nothing else")
    return [_entry(path, number, entry) for number, entry in enumerate(entries, 1)]


def _wrong(path: Path, why: str, hint: str = "see docs/fonts.md, or do without the list") -> FontError:
    return FontError(f"{path}: the list of fonts is wrong", why=why, hint=hint)


def _entry(path: Path, number: int, entry: Any) -> ListedFont:
    if not isinstance(entry, dict):
        raise _wrong(path, f"font {number} is no table")
    for key in entry:
        if key not in _KEYS:
            hint = nearest(key, sorted(_KEYS), f"known are {', '.join(sorted(_KEYS))}")
            raise _wrong(path, f"unknown key {key} of font {number}", hint)
    one = (
        ListedFont(**{key: entry[key] for key in entry if key not in _IGNORED})
        if "file" in entry
        else ListedFont("")
    )
    for key in ("file", "family", "role", "sha256"):
        if not isinstance(getattr(one, key), str):
            raise _wrong(path, f"{key} of font {number} is no text")
    if not _is_plain(one.file):
        raise _wrong(
            path, f"{one.file!r} of font {number} is no plain file name", "name a file in the same folder"
        )
    if one.role and one.role not in ROLES:
        raise _wrong(path, f"the role {one.role!r} of font {number}", f"the roles are {', '.join(ROLES)}")
    if not one.family.isprintable():
        raise _wrong(path, f"family of font {number} cannot be printed")
    _check_faces(path, number, one.faces)
    return one


def _is_plain(name: str) -> bool:
    """Tell whether a name can point nowhere else on any system."""
    return bool(name) and not name.startswith(".") and not any(mark in name for mark in "/\\:\0")


def _check_faces(path: Path, number: int, faces: Any) -> None:
    if not isinstance(faces, dict):
        raise _wrong(path, f"faces of font {number} is no table of languages")
    for lang, index in faces.items():
        if lang not in LANGUAGES:
            hint = nearest(lang, LANGUAGES, f"the languages are {', '.join(LANGUAGES)}")
            raise _wrong(path, f"faces of font {number} has the language {lang}", hint)
        if isinstance(index, bool) or not isinstance(index, int) or index < 0:
            raise _wrong(path, f"faces of font {number} gives {lang} no number of a face, counted from 0")
