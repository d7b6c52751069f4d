"""Find themes by name: the files beside this module, or a user's own file or folder."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from quotecard.errors import UsageError, did_you_mean
from quotecard.style.theme_file import HERE, THEME_FILE, read_theme_file

if TYPE_CHECKING:
    from quotecard.theme import Theme

DEFAULT = "xuan"
_ORDER = (
    *("xuan", "ink", "blank", "scroll", "press", "poster", "mark", "dawn", "night", "photo"),
    *("letter", "spine", "bubble", "bilingual", "portrait"),
)
"""The order in which docs/gallery.md shows the themes."""


@lru_cache
def themes() -> tuple[str, ...]:
    """Return the ids of the themes, the default first."""
    found = {path.stem for path in (HERE / "themes").glob("*.toml")}
    return (*(name for name in _ORDER if name in found), *sorted(found - set(_ORDER)))


@lru_cache
def _aliases() -> dict[str, str]:
    table = {}
    for name in themes():
        one = read_theme_file(HERE / "themes" / f"{name}.toml")
        table.update(dict.fromkeys((one.name, *one.aliases), name))
    return table


def load_theme(name: str) -> Theme:
    """Return the theme with this id or Chinese name, or the theme of a file or folder at a path.

    Raises UsageError if the name is unknown or the file does not exist, and ThemeError if the file is invalid.
    """
    name = _text(name, "theme").strip()
    if is_theme_path(name):
        path = _file(name)
        return _as_it_is(path, path.stat().st_mtime_ns)
    return _bundled(name.lower() if name.isascii() else name)


@lru_cache(maxsize=256)
def _bundled(name: str) -> Theme:
    if name not in themes():
        known = _aliases()
        if name not in known:
            raise _unknown(name, [*themes(), *known])
        name = known[name]
    return read_theme_file(HERE / "themes" / f"{name}.toml")


def theme_id(name: str) -> str:
    """Return the id of a bundled theme, or the path of a user's theme as given. Raises the errors of `load_theme`."""
    found = load_theme(name).id
    return name.strip() if is_theme_path(name) else found


@lru_cache(maxsize=64)
def _as_it_is(path: Path, _changed: int) -> Theme:
    """Return the theme of a user's file; `_changed`, its modification time, makes the cache read a changed file."""
    return read_theme_file.__wrapped__(path)


def is_theme_path(name: str) -> bool:
    """Tell whether a name is the path of a theme file or folder, such as `./mine.toml` or `brand/`."""
    return name.endswith(".toml") or "/" in name or "\\" in name


def theme_source(name: str) -> str:
    """Return the text of a bundled theme's file, as a start for a theme of your own."""
    return (HERE / "themes" / f"{load_theme(name).id}.toml").read_text("utf-8")


def _file(name: str) -> Path:
    path = Path(name)
    path = path / THEME_FILE if path.is_dir() else path
    if not path.is_file():
        raise UsageError(
            f"no theme file {name!r}",
            hint=f"a folder must contain {THEME_FILE}; `quotecard themes --export xuan` prints a file to start from",
        )
    return path.resolve()


def _text(value: object, what: str) -> str:
    if not isinstance(value, str):
        raise UsageError(f"the {what} is {value!r}", hint="use a name")
    return value


def _unknown(name: str, known: list[str]) -> UsageError:
    hint = did_you_mean(name, known, f"the themes are {', '.join(known)}")
    return UsageError(f"unknown theme {name!r}", hint=hint)
