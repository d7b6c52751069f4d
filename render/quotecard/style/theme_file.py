"""Read a theme file (TOML) and the theme it extends; report each invalid key with its place."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotecard.attribution import PLACEMENTS
from quotecard.devices import DEVICES
from quotecard.errors import BadQuote, ThemeError
from quotecard.style.colour import mix
from quotecard.style.toml_source import ThemeSource, read_toml
from quotecard.theme import Glow, Palette, Proportions, Theme

if TYPE_CHECKING:
    from quotecard.picture import Picture
    from quotecard.theme import Colour

HERE = Path(__file__).parent
THEME_FILE = "theme.toml"
"""File name of the theme in a folder that also holds its fonts and pictures."""
SHAPES = ("portrait", "square", "story", "wide", "banner")
_DEEPEST = 4

_DEVICES = {device.key: device for device in DEVICES}
_TONES = ("light", "dark")
_FACES = ("ming", "hei", "kai", "round")
_CHOICES = {
    "anchor": ("centre", "head", "foot", "quiet"),
    "signature": tuple(PLACEMENTS),
    "source": ("under", "beside"),
}
"""Allowed values of the proportions that are words; devices define their own."""
_ROLES = ("ground", "ink", "quiet", "accent", "line", "tint", "seal")
_PALETTE = {*_ROLES, "stops", "angle", "glows"}
_TOP = {
    *("name", "aliases", "about", "extends", "tone", "align", "marks", "direction", "dash", "grain"),
    *("background", "logo", "fonts"),
    *("colours", "light", "dark", "vary", "type", "shape"),
    *_DEVICES,
}
_LINE = 0.55
"""fraction of the quiet ink mixed into the ground, for the colour of lines if a theme does not set it"""
_TINT = 0.12
"""fraction of the ink mixed into the ground, likewise for tints"""


@lru_cache
def read_theme_file(path: Path) -> Theme:
    """Return the theme of a file. Raises ThemeError with key and place if the file is invalid."""
    name = path.parent.name if path.name == THEME_FILE else path.stem
    source = ThemeSource(path, name)
    data = _extended(source, ())
    kind = source.table(data.get("type", {}), "type")
    source.known(kind, {"face", "latin", "weight", "name_weight", "tracking"}, "type.")
    tone = source.word(data, "", "tone", "light", _TONES)
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
        marks=source.word(data, "", "marks", "none", ("none", "keep")),
        align=source.word(data, "", "align", "start", ("start", "centre")),
        direction=source.word(data, "", "direction", "auto", ("auto", "vertical")),
        dash=_truth(source, "dash", data.get("dash", True)),
        grain=source.number("grain", data.get("grain", 0.0)),
        background=_picture(source, data, "background"),
        logo=_picture(source, data, "logo"),
        shapes=_shapes(source, data),
        devices={key: _device(source, data[key], key) for key in _DEVICES if data.get(key)},
    )


def _extended(source: ThemeSource, seen: tuple[Path, ...]) -> dict[str, Any]:
    """Return a theme's tables laid over those of the theme it extends."""
    data = read_toml(source.path)
    source.known(data, _TOP, "")
    base = data.pop("extends", None)
    if base is None:
        return data
    path = _base(source, base)
    if path in (*seen, source.path) or len(seen) >= _DEEPEST:
        raise source.wrong("extends", base, "a theme that does not extend this one")
    under = _extended(ThemeSource(path, path.stem), (*seen, source.path))
    # Names are not inherited.
    return _over({key: value for key, value in under.items() if key not in ("name", "aliases")}, data)


def _base(source: ThemeSource, base: object) -> Path:
    if isinstance(base, str) and base.replace("-", "").isalnum():
        for path in (HERE / "themes" / f"{base}.toml", source.path.with_name(f"{base}.toml")):
            if path.exists():
                return path
    raise source.wrong("extends", base, "the id of a theme, or the name of a file in the same folder")


def _over(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    merged = dict(under)
    for key, value in over.items():
        both = isinstance(value, dict) and isinstance(under.get(key), dict)
        merged[key] = _over(under[key], value) if both else value
    return merged


def _palette(source: ThemeSource, value: object, key: str, base: dict[str, Any]) -> Palette:
    """Return a palette; roles that the file leaves out come from the base, or are mixed from the other roles."""
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
        raise ThemeError(
            f"the theme {source.name} has a table [{tone}]",
            why=f"the theme's own tone is {tone}",
            hint="write these colours in [colours]",
            where=source.place(tone),
        )
    # A gradient is not inherited: the other ground has its own, or none.
    base = {k: v for k, v in data.get("colours", {}).items() if k in ("accent", "seal")}
    return _palette(source, data[other], other, base) if other in data else None


def _vary(source: ThemeSource, data: dict[str, Any]) -> tuple[Palette, ...]:
    rows = data.get("vary", [])
    if not isinstance(rows, list):
        raise source.wrong("vary", rows, "a list of tables, each of which begins with [[vary]]")
    return tuple(_palette(source, row, "vary", data.get("colours", {})) for row in rows)


def _stops(source: ThemeSource, value: object, key: str) -> tuple[tuple[float, Colour], ...]:
    if not isinstance(value, list) or len(value) == 1:
        raise source.wrong(
            key, value, "a list of two or more pairs, each of a position from 0 to 1 and a colour"
        )
    stops = []
    for stop in value:
        if not isinstance(stop, list) or len(stop) != 2:
            raise source.wrong(key, stop, 'a pair such as [0.5, "#F4DCCB"]')
        stops.append((source.number(key, stop[0]), source.colour(key, stop[1])))
    if [at for at, _ in stops] != sorted(at for at, _ in stops):
        raise source.wrong(key, value, "in order of position")
    return tuple(stops)


def _glows(source: ThemeSource, value: object, key: str) -> tuple[Glow, ...]:
    if not isinstance(value, list):
        raise source.wrong(key, value, "a list of tables")
    return tuple(_values(source, source.table(one, key), Glow, key) for one in value)


def _device(source: ThemeSource, value: object, key: str) -> Any:
    return _values(source, source.table(value, key), _DEVICES[key], key)


def _values(source: ThemeSource, table: dict[str, Any], kind: Any, key: str) -> Any:
    """Return a value of the class `kind`, each field read according to its annotation."""
    known, choices = _fields(kind), getattr(kind, "choices", _CHOICES)
    source.known(table, set(known), f"{key}.")
    values: dict[str, Any] = {}
    for name, (wanted, optional) in known.items():
        full = f"{key}.{name}"
        if name not in table and optional:
            continue
        if wanted == "str":
            values[name] = source.word(table, f"{key}.", name, "", choices.get(name, ()))
        elif wanted == "bool":
            values[name] = _truth(source, full, table[name])
        elif wanted == "Colour":
            values[name] = source.colour(full, table.get(name))
        else:
            values[name] = source.number(full, table.get(name))
    return kind(**values)


@lru_cache
def _fields(kind: Any) -> dict[str, tuple[str, bool]]:
    """Return the fields of a dataclass or a named tuple: the type of each, and whether it has a default."""
    if is_dataclass(kind):
        return {one.name: (str(one.type), one.default is not MISSING) for one in fields(kind)}
    kinds = {name: getattr(one, "__forward_arg__", one) for name, one in kind.__annotations__.items()}
    return {name: (one, name in kind._field_defaults) for name, one in kinds.items()}


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
    """Return the default proportions by shape: a shape inherits from portrait, and a banner also from wide."""
    shapes: dict[str, Any] = read_toml(HERE / "defaults.toml")["shape"]
    return {
        shape: {**shapes["portrait"], **(shapes["wide"] if shape == "banner" else {}), **shapes[shape]}
        for shape in SHAPES
    }


def _picture(source: ThemeSource, table: dict[str, Any], key: str) -> Picture | None:
    """Return a picture in the theme's folder; None if the theme names none. Raises ThemeError if it is unusable."""
    name = table.get(key)
    if name is None:
        return None
    if not isinstance(name, str):
        raise source.wrong(key, name, "the name of a picture in the folder of the theme file")
    from quotecard import images

    try:
        return images.picture_in(name, str(source.path.parent))
    except BadQuote as error:
        what = f"{key} of the theme {source.name}: {error.what}"
        raise ThemeError(what, why=error.why, hint=error.hint, where=source.place(key)) from None


def _face(source: ThemeSource, data: dict[str, Any], kind: dict[str, Any]) -> str:
    """Return the face of the quote: a bundled role, or a family if the theme has fonts of its own."""
    face = kind.get("face", "ming")
    if "fonts" in data and isinstance(face, str) and face:
        return face
    return source.word(kind, "type.", "face", "ming", _FACES)


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
        raise source.wrong(f"type.{key}", value, "a whole number such as 700")
    return value
