"""What the fonts contain, for `quotecard fonts`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from quotecard.fontbook.clusters import needs_glyph
from quotecard.fontbook.listing import FontFile, locate_font

if TYPE_CHECKING:
    from quotecard.fontbook.book import FontBook
    from quotecard.fontbook.face import Face
    from quotecard.fontbook.own_fonts import OwnFamily

_OFL = "SIL Open Font License 1.1"


class FamilyReport(NamedTuple):
    """A font family: its role, languages, weights and size."""

    family: str
    role: str
    file: str
    languages: tuple[str, ...]
    """BCP 47 tags, each with a face designed for it."""
    faces: int
    weights: str
    """`400` for a single weight, `100-900` for an axis."""
    characters: int
    """Code points in the character map of the first face; the faces of a file have the same ones."""
    licence: str


class Coverage(NamedTuple):
    """The characters of a text that one family lacks."""

    family: str
    role: str
    missing: tuple[str, ...]
    """In order of first use, each once."""


def family_reports(book: FontBook) -> list[FamilyReport]:
    """Describe a user's families, then each bundled font from its own tables. Raises FontError for a bad file."""
    own = book.own.families if book.own else ()
    return [*map(_own_family_report, own), *(_bundled_family_report(book, file) for file in book.files)]


def _own_family_report(family: OwnFamily) -> FamilyReport:
    fonts = family.fonts
    weights = dict.fromkeys(
        "-".join(map(str, font.axis)) if font.axis else str(font.weight) for font in fonts
    )
    licence = fonts[0].file.licence_name or "licence not stated"
    restricted = ", embedding restricted" if any(font.restricted for font in fonts) else ""
    return FamilyReport(
        family=family.name,
        role=family.role,
        file=" ".join(dict.fromkeys(font.file.file for font in fonts)),
        languages=tuple(dict.fromkeys(lang for font in fonts for lang in font.file.faces)),
        faces=len(fonts),
        weights=" ".join(weights),
        characters=fonts[0].characters,
        licence=f"yours: {licence}{restricted}",
    )


def _bundled_family_report(book: FontBook, file: FontFile) -> FamilyReport:
    from fontTools.ttLib import TTFont

    path = locate_font(book.folder, file)
    with TTFont(path, fontNumber=0, lazy=True) as font:
        return FamilyReport(
            family=file.family,
            role=file.role,
            file=file.file,
            languages=tuple(file.faces),
            faces=len(file.names) or 1,
            weights=_weight_range(font),
            characters=len(font.getBestCmap()),
            licence=_stated_licence(font, file),
        )


def _weight_range(font: Any) -> str:
    if "fvar" in font:
        for axis in font["fvar"].axes:
            if axis.axisTag == "wght":
                return f"{axis.minValue:.0f}-{axis.maxValue:.0f}"
    return str(font["OS/2"].usWeightClass)


def _stated_licence(font: Any, file: FontFile) -> str:
    """Return the licence stated in the name table (records 13 and 14), else the listed one."""
    stated = " ".join(font["name"].getDebugName(record) or "" for record in (13, 14))
    # If the drawings have a separate licence, the list is more complete than the table.
    if file.licence_name == _OFL and ("SIL Open Font License" in stated or "/OFL" in stated):
        return _OFL
    return file.licence_name


def coverage_by_family(book: FontBook, text: str) -> list[Coverage]:
    """Return for each family which characters of a text it lacks, the most complete family first."""
    chars = dict.fromkeys(char for char in text if needs_glyph(char) and char.isprintable())
    found = []
    faces: list[tuple[str, Face]] = [
        (family.name, book.face_of(family)) for family in (book.own.families if book.own else ())
    ]
    faces += [(file.family, book.bundled(file.role, "")) for file in book.files]
    for name, face in faces:
        missing = tuple(char for char in chars if not face.covers(char))
        found.append(Coverage(family=name, role=face.role, missing=missing))
    return sorted(found, key=lambda coverage: len(coverage.missing))
