"""Read values from a theme file in TOML, and report an invalid one with its place."""

from __future__ import annotations

import re
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

from quotecard.errors import ThemeError, did_you_mean
from quotecard.model import Place
from quotecard.style.colour import parse_colour

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from quotecard.theme import Colour

_LARGEST = 256 * 1024
"""bytes that a theme file may have"""


class ThemeSource(NamedTuple):
    """A theme file, as named in error messages."""

    path: Path
    name: str

    def wrong(self, key: str, value: object, allowed: str) -> ThemeError:
        """Return the error for a value that a key does not allow; None is a missing value."""
        found = "missing" if value is None else repr(value)
        what = f"{key} of the theme {self.name} is {found}"
        return ThemeError(what, why=f"it must be {allowed}", where=self.place(key))

    def known(self, table: Mapping[str, Any], known: set[str], prefix: str) -> None:
        """Raise ThemeError if a table has a key that is not in `known`."""
        for key in table:
            if key not in known:
                hint = did_you_mean(key, sorted(known), f"the known keys are {', '.join(sorted(known))}")
                what = f"unknown key {prefix}{key} in the theme {self.name}"
                raise ThemeError(what, hint=hint, where=self.place(prefix + key))

    def table(self, value: object, key: str) -> dict[str, Any]:
        """Return `value`. Raises ThemeError if it is not a table."""
        if not isinstance(value, dict):
            raise self.wrong(key, value, "a table")
        return value

    def word(
        self, table: Mapping[str, Any], prefix: str, key: str, default: str, allowed: tuple[str, ...] = ()
    ) -> str:
        """Return a string. Raises ThemeError if it is not one, or not in `allowed` if that is not empty."""
        value = table.get(key, default)
        if not isinstance(value, str) or (allowed and value not in allowed):
            raise self.wrong(prefix + key, value, " or ".join(allowed) or "a string")
        return value

    def number(self, key: str, value: object) -> float:
        """Return a finite number. Raises ThemeError if `value` is not one."""
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
            raise self.wrong(key, value, "a number")
        return float(value)

    def colour(self, key: str, value: object) -> Colour:
        """Return a colour. Raises ThemeError if `value` is not one."""
        found = parse_colour(value)
        if found is None:
            raise self.wrong(key, value, "a colour like #26221C, or a name like \u6708\u767d")
        return found

    def place(self, key: str) -> Place:
        """Return the place of a key, or of the table that lacks it, by a search: the TOML parser keeps no positions."""
        return _place(self.path, key)


def read_toml(path: Path) -> dict[str, Any]:
    """Return the contents of a TOML file. Raises ThemeError if it cannot be read or parsed."""
    from tomllib import loads

    try:
        if path.stat().st_size > _LARGEST:
            why = f"it is larger than {_LARGEST // 1024} KiB"
            raise ThemeError(f"the theme {path.name} cannot be read", why=why)
        return loads(path.read_bytes().decode())
    except (OSError, ValueError, RecursionError) as error:
        why, where = _parse_place(path, str(error))
        raise ThemeError(f"the theme {path.name} cannot be read", why=why, where=where) from error


def _parse_place(path: Path, message: str) -> tuple[str, Place]:
    """Split a message of the TOML parser into text and place."""
    match = re.fullmatch(r"(.*) \(at line (\d+), column (\d+)\)", message)
    if match is None:
        return message, Place(str(path), 1, 1)
    return match[1], Place(str(path), int(match[2]), int(match[3]))


def _place(path: Path, key: str) -> Place:
    table, found = "", Place(str(path), 1, 1)
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        match = re.match(r"\s*(\[{0,2})\s*([\w.-]+)", line)
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
