"""Themes: data files beside this module, read once and checked."""

from __future__ import annotations

from functools import lru_cache
from math import isfinite
from pathlib import Path
from typing import Any

from render.errors import ThemeError, UsageError, nearest
from render.model import Colour, Place, Proportions, Rule, Seal, Theme

DEFAULT = "xuan"
_HERE = Path(__file__).parent
_SHAPES = ("portrait", "square", "story", "wide")
_HEX = frozenset("0123456789abcdefABCDEF")
_CHOICES = {"signature": ("below", "side"), "source": ("under", "beside")}
_TOP = {"name", "aliases", "about", "align", "marks", "colours", "type", "seal", "rule", "shape"}


@lru_cache
def themes() -> tuple[str, ...]:
    """Return the ids of the themes, the default first."""
    found = sorted(path.stem for path in (_HERE / "themes").glob("*.toml"))
    return (DEFAULT, *(name for name in found if name != DEFAULT))


@lru_cache
def _aliases() -> dict[str, str]:
    table = {}
    for name in themes():
        one = load(_HERE / "themes" / f"{name}.toml")
        table.update(dict.fromkeys((one.name, *one.aliases), name))
    return table


def theme(name: str) -> Theme:
    """Return the theme with this id or Chinese name; raise UsageError with the known names."""
    name = _text(name, "theme").strip()
    name = name.lower() if name.isascii() else name
    if name not in themes():
        known = _aliases()
        if name not in known:
            raise _unknown(name, [*themes(), *known])
        name = known[name]
    return load(_HERE / "themes" / f"{name}.toml")


def _text(value: object, what: str) -> str:
    if not isinstance(value, str):
        raise UsageError(f"the {what} is {value!r}", hint="give its name")
    return value


def _unknown(name: str, known: list[str]) -> UsageError:
    hint = nearest(name, known, f"the themes are {', '.join(known)}")
    return UsageError(f"there is no theme {name!r}", hint=hint)


@lru_cache
def load(path: Path) -> Theme:
    """Read and check a theme file; raise ThemeError with the key that is wrong."""
    data = _toml(path)
    _known(path, data, _TOP, "")
    colours, kind = data.get("colours", {}), data.get("type", {})
    _known(path, colours, {"ground", "ink", "quiet", "accent", "seal"}, "colours.")
    _known(path, kind, {"face", "weight", "tracking"}, "type.")
    shapes = data.get("shape", {})
    _known(path, shapes, set(_SHAPES), "shape.")
    return Theme(
        id=path.stem,
        name=_word(path, data, "name", path.stem),
        aliases=_aliases_of(path, data),
        about=_word(path, data, "about", ""),
        ground=_colour(path, colours, "ground"),
        ink=_colour(path, colours, "ink"),
        quiet=_colour(path, colours, "quiet"),
        accent=_colour(path, colours, "accent"),
        face=_word(path, kind, "face", "ming", ("ming", "hei", "kai", "round")),
        weight=_weight(path, kind),
        tracking=_number(path, "type.tracking", kind.get("tracking", 0.1)),
        align=_word(path, data, "align", "start", ("start", "centre")),
        marks=_word(path, data, "marks", "none", ("none", "keep")),
        shapes={shape: _proportions(path, shape, shapes.get(shape, {})) for shape in _SHAPES},
        seal=Seal(**_numbers(path, data["seal"], Seal, "seal.")) if "seal" in data else None,
        seal_colour=_colour(path, colours, "seal") if "seal" in data else None,
        rule=Rule(**_numbers(path, data["rule"], Rule, "rule.")) if "rule" in data else None,
    )


def _word(path: Path, table: dict[str, Any], key: str, default: str, allowed: tuple[str, ...] = ()) -> str:
    value = table.get(key, default)
    if not isinstance(value, str) or (allowed and value not in allowed):
        raise _wrong(path, key, value, " or ".join(allowed) or "a text")
    return value


def _aliases_of(path: Path, table: dict[str, Any]) -> tuple[str, ...]:
    value = table.get("aliases", [])
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise _wrong(path, "aliases", value, "a list of names")
    return tuple(value)


def _weight(path: Path, table: dict[str, Any]) -> int | None:
    value = table.get("weight")
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise _wrong(path, "type.weight", value, "a whole number, as 700")
    return value


def _number(path: Path, key: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
        raise _wrong(path, key, value, "a number")
    return float(value)


def _toml(path: Path) -> dict[str, Any]:
    from tomllib import loads

    try:
        return loads(path.read_bytes().decode())
    except (OSError, ValueError) as error:
        why, where = _parse_place(path, str(error))
        raise ThemeError(f"the theme {path.name} cannot be read", why=why, where=where) from error


def _parse_place(path: Path, message: str) -> tuple[str, Place]:
    """Part what TOML's parser says from where it says it."""
    import re

    match = re.fullmatch(r"(.*) \(at line (\d+), column (\d+)\)", message)
    if match is None:
        return message, Place(str(path), 1, 1)
    return match[1], Place(str(path), int(match[2]), int(match[3]))


@lru_cache
def _defaults() -> dict[str, Any]:
    shapes: dict[str, Any] = _toml(_HERE / "defaults.toml")["shape"]
    return shapes


def _proportions(path: Path, shape: str, own: dict[str, Any]) -> Proportions:
    merged = {**_defaults()[shape], **own}
    words = {}
    for key, allowed in _CHOICES.items():
        words[key] = merged.pop(key)
        if words[key] not in allowed:
            raise _wrong(path, f"shape.{shape}.{key}", words[key], " or ".join(allowed))
    numbers = _numbers(path, merged, Proportions, f"shape.{shape}.", skip=set(words))
    return Proportions(**words, **numbers)


def _numbers(
    path: Path, table: dict[str, Any], kind: Any, prefix: str, skip: frozenset[str] | set[str] = frozenset()
) -> dict[str, Any]:
    names = set(kind._fields) - skip
    _known(path, table, names, prefix)
    return {name: _number(path, prefix + name, table.get(name)) for name in names}


def _known(path: Path, table: dict[str, Any], known: set[str], prefix: str) -> None:
    for key in table:
        if key not in known:
            hint = nearest(key, sorted(known), f"known here: {', '.join(sorted(known))}")
            where = _place(path, prefix + key)
            raise ThemeError(f"unknown key {prefix}{key} in the theme {path.stem}", hint=hint, where=where)


def _wrong(path: Path, key: str, value: object, allowed: str) -> ThemeError:
    return ThemeError(
        f"{key} of the theme {path.stem} is {value!r}", why=f"it must be {allowed}", where=_place(path, key)
    )


def _place(path: Path, key: str) -> Place:
    """Find a key in the file, or the table that lacks it: TOML's parser keeps no positions."""
    import re

    table, found = "", Place(str(path), 1, 1)
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        match = re.match(r"\s*(\[?)\s*([\w.-]+)", line)
        if match is None:
            continue
        before = "" if match[1] or not table else f"{table}."
        full = before + match[2]
        column = match.start(2) + 1 + max(key.rfind(".") + 1 - len(before), 0)
        if f"{full}.".startswith(f"{key}."):
            return Place(str(path), number, column)
        if match[1]:
            table = full
            if table == key.rpartition(".")[0]:
                found = Place(str(path), number, match.start(2) + 1)
    return found


def _colour(path: Path, table: dict[str, Any], key: str) -> Colour:
    value = table.get(key)
    digits = value[1:] if isinstance(value, str) and value.startswith("#") else ""
    if len(digits) != 6 or not set(digits) <= _HEX:
        raise _wrong(path, f"colours.{key}", value, "a colour like #26221C")
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
