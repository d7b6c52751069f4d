"""Read a theme file: TOML, what it extends, and every wrong key with its place."""

from __future__ import annotations

from functools import lru_cache
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from quotecard import theme as look
from quotecard.errors import BadQuote, ThemeError, did_you_mean
from quotecard.model import Place
from quotecard.style.colour import mix, parse_colour
from quotecard.theme import Glow, Palette, Proportions, Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quotecard.picture import Picture
    from quotecard.theme import Colour

HERE = Path(__file__).parent
FILE = "theme.toml"
"""The theme of a folder that holds one, with its fonts and pictures."""
SHAPES = ("portrait", "square", "story", "wide", "banner")
_DEEPEST = 4
_LARGEST = 256 * 1024
"""bytes of a theme file"""

DEVICES: dict[str, Any] = {
    "seal": look.Seal,
    "rule": look.Rule,
    "border": look.Border,
    "cells": look.Cells,
    "masthead": look.Masthead,
    "quotes": look.Marks,
    "spine": look.Spine,
    "bubble": look.Bubble,
    "disc": look.Disc,
    "divider": look.Divider,
    "portrait": look.Portrait,
    "scrim": look.Scrim,
}
"""Tables that a theme may have, one each for what it is decorated with."""
_CHOICES = {
    "tone": ("light", "dark"),
    "marks": ("none", "keep"),
    "align": ("start", "centre"),
    "direction": ("auto", "vertical"),
    "type.face": ("ming", "hei", "kai", "round"),
    "seal.style": ("white", "red"),
    "anchor": ("centre", "head", "foot", "quiet"),
    "signature": ("below", "side", "foot", "corner", "slip"),
    "source": ("under", "beside"),
}
_ROLES = ("ground", "ink", "quiet", "accent", "line", "tint", "seal")
_PALETTE = {*_ROLES, "stops", "angle", "glows"}
_TOP = {
    *("name", "aliases", "about", "extends", "tone", "align", "marks", "direction", "dash", "grain"),
    *("background", "logo", "fonts"),
    *("colours", "light", "dark", "vary", "type", "shape"),
    *DEVICES,
}
_LINE, _TINT = 0.55, 0.12
"""shares of the quiet ink in lines, and of the ink in tints, where a theme does not name them"""


class ThemeSource(NamedTuple):
    """A theme file, for what is said of it."""

    path: Path
    name: str

    def wrong(self, key: str, value: object, allowed: str) -> ThemeError:
        """Return the error for a value that a key does not take."""
        what = f"{key} of the theme {self.name} is {value!r}"
        return ThemeError(what, why=f"it must be {allowed}", where=self.place(key))

    def known(self, table: Mapping[str, Any], known: set[str], prefix: str) -> None:
        """Refuse a key that is none of `known`."""
        for key in table:
            if key not in known:
                hint = did_you_mean(key, sorted(known), f"known here: {', '.join(sorted(known))}")
                what = f"unknown key {prefix}{key} in the theme {self.name}"
                raise ThemeError(what, hint=hint, where=self.place(prefix + key))

    def table(self, value: object, key: str) -> dict[str, Any]:
        """Return a table, or refuse what stands in its place."""
        if not isinstance(value, dict):
            raise self.wrong(key, value, "a table")
        return value

    def word(self, table: Mapping[str, Any], prefix: str, key: str, default: str) -> str:
        """Return a text, one of those that the key allows."""
        value = table.get(key, default)
        allowed = _CHOICES.get(prefix + key) or _CHOICES.get(key, ())
        if not isinstance(value, str) or (allowed and value not in allowed):
            raise self.wrong(prefix + key, value, " or ".join(allowed) or "a text")
        return value

    def number(self, key: str, value: object) -> float:
        """Return a number."""
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
            raise self.wrong(key, value, "a number")
        return float(value)

    def colour(self, key: str, value: object) -> Colour:
        """Return a colour."""
        found = parse_colour(value)
        if found is None:
            raise self.wrong(key, value, "a colour like #26221C, or a name like \u6708\u767d")
        return found

    def place(self, key: str) -> Place:
        """Find a key in the file, or the table that lacks it: TOML's parser keeps no positions."""
        return _place(self.path, key)


@lru_cache
def load(path: Path) -> Theme:
    """Read and check a theme file; raise ThemeError with the key that is wrong, and its place."""
    name = path.parent.name if path.name == FILE else path.stem
    source = ThemeSource(path, name)
    data = _extended(source, ())
    kind = source.table(data.get("type", {}), "type")
    source.known(kind, {"face", "latin", "weight", "name_weight", "tracking"}, "type.")
    tone = source.word(data, "", "tone", "light")
    palette = _palette(source, data.get("colours", {}), "colours", {})
    return Theme(
        id=name,
        name=source.word(data, "", "name", name),
        aliases=_aliases(source, data),
        about=source.word(data, "", "about", ""),
        tone=tone,
        palette=palette,
        other=_other(source, data, tone),
        vary=_vary(source, data),
        face=_face(source, data, kind),
        latin=source.word(kind, "type.", "latin", ""),
        fonts=_fonts(source, data),
        weight=_weight(source, kind, "weight"),
        name_weight=_weight(source, kind, "name_weight"),
        tracking=source.number("type.tracking", kind.get("tracking", 0.1)),
        marks=source.word(data, "", "marks", "none"),
        align=source.word(data, "", "align", "start"),
        direction=source.word(data, "", "direction", "auto"),
        dash=_truth(source, "dash", data.get("dash", True)),
        grain=source.number("grain", data.get("grain", 0.0)),
        background=_picture(source, data, "background"),
        logo=_picture(source, data, "logo"),
        shapes=_shapes(source, data),
        **{key: _device(source, data[key], key) for key in DEVICES if data.get(key)},
    )


def _extended(source: ThemeSource, seen: tuple[Path, ...]) -> dict[str, Any]:
    """Return a theme's tables laid over those of the theme it extends."""
    data = toml(source.path)
    source.known(data, _TOP, "")
    base = data.pop("extends", None)
    if base is None:
        return data
    path = _base(source, base)
    if path in (*seen, source.path) or len(seen) >= _DEEPEST:
        raise source.wrong("extends", base, "a theme that does not extend this one")
    under = _extended(ThemeSource(path, path.stem), (*seen, source.path))
    # A theme has its own name.
    return _over({key: value for key, value in under.items() if key not in ("name", "aliases")}, data)


def _base(source: ThemeSource, base: object) -> Path:
    if isinstance(base, str) and base.replace("-", "").isalnum():
        for path in (HERE / "themes" / f"{base}.toml", source.path.with_name(f"{base}.toml")):
            if path.exists():
                return path
    raise source.wrong("extends", base, "the id of a theme, or the name of a file beside this one")


def _over(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    merged = dict(under)
    for key, value in over.items():
        both = isinstance(value, dict) and isinstance(under.get(key), dict)
        merged[key] = _over(under[key], value) if both else value
    return merged


def _palette(source: ThemeSource, value: object, key: str, base: dict[str, Any]) -> Palette:
    """Return a palette; roles that the file leaves out are the base's, or follow from the others."""
    own = source.table(value, key)
    source.known(own, _PALETTE, f"{key}.")
    table = {**base, **own}
    four = {role: source.colour(f"{key}.{role}", table.get(role)) for role in _ROLES[:4]}
    rest = {
        "line": mix(four["ground"], four["quiet"], _LINE),
        "tint": mix(four["ground"], four["ink"], _TINT),
        "seal": four["accent"],
    }
    rest.update({role: source.colour(f"{key}.{role}", table[role]) for role in rest if role in table})
    return Palette(
        **four,
        **rest,
        stops=_stops(source, table.get("stops", []), f"{key}.stops"),
        angle=source.number(f"{key}.angle", table.get("angle", 180.0)),
        glows=_glows(source, table.get("glows", []), f"{key}.glows"),
    )


def _other(source: ThemeSource, data: dict[str, Any], tone: str) -> Palette | None:
    other = "dark" if tone == "light" else "light"
    if tone in data:
        raise source.wrong(tone, "a table", f"[colours]: the theme's own tone is {tone}")
    # The other ground has its own gradient, or none.
    base = {k: v for k, v in data.get("colours", {}).items() if k in ("accent", "seal")}
    return _palette(source, data[other], other, base) if other in data else None


def _vary(source: ThemeSource, data: dict[str, Any]) -> tuple[Palette, ...]:
    rows = data.get("vary", [])
    if not isinstance(rows, list):
        raise source.wrong("vary", rows, "a list of tables, each written [[vary]]")
    return tuple(_palette(source, row, "vary", data.get("colours", {})) for row in rows)


def _stops(source: ThemeSource, value: object, key: str) -> tuple[tuple[float, Colour], ...]:
    if not isinstance(value, list) or len(value) == 1:
        raise source.wrong(key, value, "a list of two or more [part of the way, colour]")
    stops = []
    for stop in value:
        if not isinstance(stop, list) or len(stop) != 2:
            raise source.wrong(key, stop, 'a pair like [0.5, "#F4DCCB"]')
        stops.append((source.number(key, stop[0]), source.colour(key, stop[1])))
    if [at for at, _ in stops] != sorted(at for at, _ in stops):
        raise source.wrong(key, value, "in order")
    return tuple(stops)


def _glows(source: ThemeSource, value: object, key: str) -> tuple[Glow, ...]:
    if not isinstance(value, list):
        raise source.wrong(key, value, "a list of tables")
    return tuple(_values(source, source.table(one, key), Glow, key) for one in value)


def _device(source: ThemeSource, value: object, key: str) -> Any:
    return _values(source, source.table(value, key), DEVICES[key], key)


def _values(source: ThemeSource, table: dict[str, Any], kind: Any, key: str) -> Any:
    """Return a tuple of named values, each read as its annotation says."""
    source.known(table, set(kind._fields), f"{key}.")
    values: dict[str, Any] = {}
    for name, annotation in kind.__annotations__.items():
        wanted = getattr(annotation, "__forward_arg__", annotation)
        full = f"{key}.{name}"
        if name not in table and name in kind._field_defaults:
            continue
        if wanted == "str":
            values[name] = source.word(table, f"{key}.", name, "")
        elif wanted == "bool":
            values[name] = _truth(source, full, table[name])
        elif wanted == "Colour":
            values[name] = source.colour(full, table.get(name))
        else:
            values[name] = source.number(full, table.get(name))
    return kind(**values)


def _truth(source: ThemeSource, key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise source.wrong(key, value, "true or false")
    return value


def _shapes(source: ThemeSource, data: dict[str, Any]) -> dict[str, Proportions]:
    shapes = source.table(data.get("shape", {}), "shape")
    source.known(shapes, {*SHAPES, "all"}, "shape.")
    for_all = source.table(shapes.get("all", {}), "shape.all")
    source.known(for_all, set(Proportions._fields), "shape.all.")
    found = {}
    for shape in SHAPES:
        own = source.table(shapes.get(shape, {}), f"shape.{shape}")
        found[shape] = _values(
            source, {**_defaults()[shape], **for_all, **own}, Proportions, f"shape.{shape}"
        )
    return found


@lru_cache
def _defaults() -> dict[str, Any]:
    """Return what a theme does not say, by shape: each shape over the one named before it."""
    shapes: dict[str, Any] = toml(HERE / "defaults.toml")["shape"]
    return {
        shape: {**shapes["portrait"], **(shapes["wide"] if shape == "banner" else {}), **shapes[shape]}
        for shape in SHAPES
    }


def _picture(source: ThemeSource, table: dict[str, Any], key: str) -> Picture | None:
    """Return a picture that stands in the theme's folder."""
    name = table.get(key)
    if name is None:
        return None
    if not isinstance(name, str):
        raise source.wrong(key, name, "the name of a picture beside the theme file")
    from quotecard import images

    try:
        return images.picture_in(name, str(source.path.parent))
    except BadQuote as error:
        what = f"{key} of the theme {source.name}: {error.what}"
        raise ThemeError(what, why=error.why, hint=error.hint, where=source.place(key)) from None


def _face(source: ThemeSource, data: dict[str, Any], kind: dict[str, Any]) -> str:
    """Return the face of the quote: a bundled role, or a family where the theme brings fonts."""
    face = kind.get("face", "ming")
    if "fonts" in data and isinstance(face, str) and face:
        return face
    return source.word(kind, "type.", "face", "ming")


def _fonts(source: ThemeSource, data: dict[str, Any]) -> str:
    if "fonts" not in data:
        return ""
    from quotecard.fontbook.font_folder import fonts_beside

    try:
        return fonts_beside(source.path, data["fonts"])
    except ThemeError as error:
        error.where = error.where or source.place("fonts")
        raise


def _aliases(source: ThemeSource, table: dict[str, Any]) -> tuple[str, ...]:
    value = table.get("aliases", [])
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise source.wrong("aliases", value, "a list of names")
    return tuple(value)


def _weight(source: ThemeSource, table: dict[str, Any], key: str) -> int | None:
    value = table.get(key)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise source.wrong(f"type.{key}", value, "a whole number, as 700")
    return value


def toml(path: Path) -> dict[str, Any]:
    """Read a TOML file; raise ThemeError where it is none."""
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
    """Part what TOML's parser says from where it says it."""
    import re

    match = re.fullmatch(r"(.*) \(at line (\d+), column (\d+)\)", message)
    if match is None:
        return message, Place(str(path), 1, 1)
    return match[1], Place(str(path), int(match[2]), int(match[3]))


def _place(path: Path, key: str) -> Place:
    import re

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
