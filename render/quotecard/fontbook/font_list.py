"""Read a user's own fonts.toml: which files of the folder to use, and for what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from quotecard.errors import FontError, did_you_mean
from quotecard.languages.known import WITH_FACES

if TYPE_CHECKING:
    from pathlib import Path

LIST_NAME = "fonts.toml"
ROLES = ("han", "ming", "hei", "kai", "round", "latin", "latin-italic")
"""`han` replaces each of the four roles after it."""
LANGUAGES = (*(row.tag for row in WITH_FACES), "und-Latn")
_IGNORED = {"bytes", "licence", "names", "wght", "range"}
"""Keys of the bundled list that are ignored: the files state the same themselves."""
_KEYS = {"file", "family", "role", "faces", "sha256"} | _IGNORED
_MAX_LIST_BYTES = 2**20


class ListedFont(NamedTuple):
    """One entry of the list; empty fields are not given."""

    file: str
    """A plain name inside the folder."""
    family: str = ""
    role: str = ""
    faces: dict[str, int] = {}  # noqa: RUF012  # never changed
    """Language to the index of its face."""
    sha256: str = ""


def read_font_list(folder: Path) -> list[ListedFont]:
    """Read fonts.toml of a user's folder, in the format of the bundled one; only `file` is required.

    Raises FontError naming the key that is wrong. The fonts themselves are not examined.
    """
    import tomllib

    path = folder / LIST_NAME
    try:
        if path.resolve(strict=True).parent != folder or not path.is_file():
            raise _list_error(path, "it is not a regular file in the folder")
        with path.open("rb") as file:
            data = tomllib.loads(file.read(_MAX_LIST_BYTES).decode())
    except OSError as error:
        raise _list_error(path, str(error.strerror)) from None
    except (ValueError, RecursionError) as error:
        raise _list_error(path, str(error) or "it is nested too deeply") from None
    entries = data.get("font")
    if not isinstance(entries, list) or not entries or set(data) != {"font"}:
        raise _list_error(path, "it must contain [[font]] tables and nothing else")
    return [_listed_font(path, number, entry) for number, entry in enumerate(entries, 1)]


def _list_error(path: Path, why: str, hint: str = "see docs/fonts.md, or remove the list") -> FontError:
    return FontError(f"{path}: the list of fonts is wrong", why=why, hint=hint)


def _listed_font(path: Path, number: int, entry: Any) -> ListedFont:
    if not isinstance(entry, dict):
        raise _list_error(path, f"font {number} must be a table")
    for key in entry:
        if key not in _KEYS:
            hint = did_you_mean(key, sorted(_KEYS), f"the keys are {', '.join(sorted(_KEYS))}")
            raise _list_error(path, f"unknown key {key} in font {number}", hint)
    one = (
        ListedFont(**{key: entry[key] for key in entry if key not in _IGNORED})
        if "file" in entry
        else ListedFont("")
    )
    for key in ("file", "family", "role", "sha256"):
        if not isinstance(getattr(one, key), str):
            raise _list_error(path, f"{key} of font {number} must be a string")
    if not _is_plain_name(one.file):
        raise _list_error(
            path, f"{one.file!r} of font {number} is not a plain file name", "name a file in the same folder"
        )
    if one.role and one.role not in ROLES:
        raise _list_error(
            path, f"unknown role {one.role!r} of font {number}", f"the roles are {', '.join(ROLES)}"
        )
    if not one.family.isprintable():
        raise _list_error(path, f"family of font {number} has unprintable characters")
    _check_faces(path, number, one.faces)
    return one


def _is_plain_name(name: str) -> bool:
    """Tell whether a file name cannot lead out of its folder on any system."""
    return bool(name) and not name.startswith(".") and not any(mark in name for mark in "/\\:\0")


def _check_faces(path: Path, number: int, faces: Any) -> None:
    if not isinstance(faces, dict):
        raise _list_error(path, f"faces of font {number} must be a table of languages")
    for lang, index in faces.items():
        if lang not in LANGUAGES:
            hint = did_you_mean(lang, LANGUAGES, f"the languages are {', '.join(LANGUAGES)}")
            raise _list_error(path, f"unknown language {lang} in faces of font {number}", hint)
        if isinstance(index, bool) or not isinstance(index, int) or index < 0:
            raise _list_error(
                path, f"{lang} in faces of font {number} must be the number of a face, counted from 0"
            )
