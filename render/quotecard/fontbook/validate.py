"""Validate the bytes of a user's font before anything is drawn with them.

HarfBuzz accepts any bytes silently and draws boxes, so fontTools reads the tables first. The exceptions it raises on
malformed tables are undocumented and have no common base class; all of them become FontError here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from quotecard.errors import FontError

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAX_FACES = 64
_UPEM = range(16, 16_385)
"""Units per em that OpenType allows (table head)."""
_REQUIRED = ("head", "hhea", "hmtx", "maxp", "cmap")
_OUTLINES = ("glyf", "CFF ", "CFF2")
_RESTRICTED = 0x0002
"""Bit of OS/2 fsType: restricted licence embedding."""
_MAX_NAME_LENGTH = 80
_FIX_FONT = "repair the font, download it again, or remove it from the folder"
_WEB_FORMATS = {
    b"wOFF": "WOFF, a compressed web font",
    b"wOF2": "WOFF2, a compressed web font",
}
_USE_DESKTOP_FONT = "use the .ttf or .otf that it was made from"


class ValidFont(NamedTuple):
    """What the tables of one face state."""

    number: int
    """Index of the face in its file, from 0."""
    family: str
    """Printable, at most 80 characters."""
    names: tuple[str, ...]
    """The family's name in every language of the name table, the first among them."""
    italic: bool
    weight: int
    """100 to 900: OS/2 usWeightClass, or 400 clamped to its axis."""
    axis: tuple[int, int] | None
    """Least and greatest value of the `wght` axis, or None."""
    code_pages: int
    """OS/2 ulCodePageRange1; 0 if the font does not state it."""
    restricted: bool
    """Whether its licence restricts embedding."""
    licence: str
    columns: bool
    """Whether it has vertical metrics."""
    characters: frozenset[int]


def validate_font(name: str, data: bytes, stem: str) -> tuple[ValidFont, ...]:
    """Return each face of a font file, given as bytes.

    `name` is the file's name in errors; `stem` names a family without a name of its own. Raises FontError if the
    bytes are not a font with a character map and outlines.
    """
    if kind := _WEB_FORMATS.get(data[:4]):
        raise FontError(f"{name}: the font is refused", why=kind, hint=_USE_DESKTOP_FONT)
    try:
        return tuple(_valid_faces(data, stem))
    except _UnusableFont as unfit:
        raise FontError(f"{name}: the font is unusable", why=str(unfit), hint=_FIX_FONT) from None
    except Exception as error:  # noqa: BLE001  # whatever fontTools raises on malformed tables
        why = f"its tables are malformed: {_describe_error(error)}"
        raise FontError(f"{name}: the font is unusable", why=why, hint=_FIX_FONT) from None


class _UnusableFont(Exception):
    """A readable table has a value that makes the font unusable."""


def _describe_error(error: Exception) -> str:
    """Return the class and the first 60 characters of a foreign error, whose message may quote any bytes."""
    words = " ".join("".join(char if char.isprintable() else " " for char in str(error)).split())
    return f"{type(error).__name__} {words[:60]}".strip()


def _valid_faces(data: bytes, stem: str) -> Iterator[ValidFont]:
    import logging
    from io import BytesIO

    from fontTools.ttLib import TTFont

    # Without a handler, fontTools' warnings about odd tables would reach the terminal.
    logging.getLogger("fontTools").addHandler(logging.NullHandler())
    index, count = 0, 1
    read: set[int] = set()  # offsets of outline tables that were checked
    while index < count:
        with TTFont(BytesIO(data), fontNumber=index, lazy=True) as font:
            count = getattr(font.reader, "numFonts", 1)
            if count > _MAX_FACES:
                raise _UnusableFont(f"{count} faces in one file; the limit is {_MAX_FACES}")
            yield _valid_font(font, index, stem, read)
        index += 1


def _valid_font(font: Any, index: int, stem: str, read: set[int]) -> ValidFont:
    _check_tables(font, read)
    characters = font.getBestCmap()
    if not characters:
        raise _UnusableFont("it has no Unicode character map")
    names = tuple(_family_names(font)) or (stem,)
    axis = _weight_axis(font)
    os2 = font.get("OS/2")
    stated = min(max(int(getattr(os2, "usWeightClass", 400)), 100), 900)
    italic = bool(getattr(os2, "fsSelection", 0) & 1 or font["head"].macStyle & 2)
    return ValidFont(
        number=index,
        family=names[0],
        names=names,
        italic=italic,
        weight=min(max(stated if axis is None else 400, axis[0]), axis[1]) if axis else stated,
        axis=axis,
        code_pages=int(getattr(os2, "ulCodePageRange1", 0)),
        restricted=bool(getattr(os2, "fsType", 0) & _RESTRICTED),
        licence=_licence_statement(font),
        columns="vhea" in font and "vmtx" in font,
        characters=frozenset(characters),
    )


def _check_tables(font: Any, read: set[int]) -> None:
    lacks = [tag for tag in _REQUIRED if tag not in font]
    if lacks:
        raise _UnusableFont(f"it has no table {', '.join(lacks)}")
    outlines = [tag for tag in _OUTLINES if tag in font]
    if not outlines:
        raise _UnusableFont("it has no outlines; bitmap fonts are not supported")
    upem = font["head"].unitsPerEm
    if upem not in _UPEM:
        raise _UnusableFont(f"{upem} units per em; {_UPEM[0]} to {_UPEM[-1]} are allowed")
    count = font["maxp"].numGlyphs
    if not count:
        raise _UnusableFont("it has no glyphs")
    long = font["hhea"].numberOfHMetrics
    # Check the table's length only: unpacking 65,535 advances for each face of a collection takes a second.
    if not 0 < long <= count or font.reader.tables["hmtx"].length < 2 * (long + count):
        raise _UnusableFont("not every glyph has an advance")
    if outlines == ["glyf"] and len(font["loca"]) != count + 1:
        raise _UnusableFont(f"{len(font['loca']) - 1} outlines for {count} glyphs")
    # Numbered glyph names: reading those of `post` and CFF takes longer than everything else, and they are not used.
    font.setGlyphOrder([f"glyph{number}" for number in range(count)])
    for tag in outlines:
        place = font.reader.tables[tag].offset
        if place not in read:  # faces of a collection share it
            font[tag]
            read.add(place)


def _weight_axis(font: Any) -> tuple[int, int] | None:
    """Return the least and greatest value of the weight axis, or None if there is none."""
    if "fvar" not in font:
        return None
    for axis in font["fvar"].axes:
        if axis.axisTag == "wght":
            low, high = round(axis.minValue), round(axis.maxValue)
            if not 1 <= low <= high <= 1000:
                raise _UnusableFont(f"its weight axis runs from {low} to {high}")
            return low, high
    return None


def _family_names(font: Any) -> Iterator[str]:
    """Yield the family's names: English first, and typographic names before legacy ones."""
    if "name" not in font:
        return
    best = font["name"].getBestFamilyName()
    other = [record.toUnicode(errors="replace") for record in font["name"].names if record.nameID in (16, 1)]
    found = (_printable(name) for name in [best, *other] if name)
    yield from dict.fromkeys(name for name in found if name)


def _licence_statement(font: Any) -> str:
    """Return the licence stated in the name table (record 13), shortened for the OFL."""
    stated = _printable(font["name"].getDebugName(13) or "") if "name" in font else ""
    return "SIL Open Font License 1.1" if "SIL Open Font License" in stated else stated


def _printable(name: str) -> str:
    """Return a name made printable and short enough for a message, a key and a theme file."""
    return " ".join("".join(char if char.isprintable() else " " for char in name).split())[:_MAX_NAME_LENGTH]
