"""A user's own fonts: a folder of files, read as bytes, validated, and grouped into families.

Only files directly inside the folder are read: no name in a list, a theme or a quote is used as a path. A bad font
is left out and reported; the others are used.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from quotecard.errors import FontError, UsageError
from quotecard.fontbook.classify import HAN, LATIN, FontUse, character_share, classify
from quotecard.fontbook.em_box import EmBox, measure_em_box
from quotecard.fontbook.font_folder import (
    FIX_OR_REMOVE,
    font_file_states,
    open_harfbuzz_font,
    read_font_bytes,
)
from quotecard.fontbook.font_list import LIST_NAME, ListedFont, read_font_list
from quotecard.fontbook.listing import FontFile
from quotecard.fontbook.validate import ValidFont, validate_font
from quotecard.languages.known import language
from quotecard.languages.korean import KOREAN
from quotecard.model import LEFT_OUT, Notice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_MAX_FILES = 64
ITALIC = "latin-italic"


class OwnFont(NamedTuple):
    """One face of a user's font file."""

    file: FontFile
    """`role` is han, latin or latin-italic, unless the user's list gives another."""
    path: Path
    number: int
    """Index of the face in its file, from 0."""
    weight: int
    axis: tuple[int, int] | None
    body: EmBox
    letters: bool
    """Whether it has the letters of Latin words."""
    names: tuple[str, ...]
    characters: int
    restricted: bool
    shares: dict[str, float]
    """Share of each language's common characters that the face has, 0 to 1."""


class OwnFamily(NamedTuple):
    """A user's family: its faces of one role, lightest first."""

    name: str
    role: str
    fonts: tuple[OwnFont, ...]

    def covers(self, lang: str) -> bool:
        """Tell whether it has a face for a language, given as `face_language` returns it."""
        return any(lang in font.file.faces for font in self.fonts)

    def nearest(self, weight: int | None, lang: str) -> OwnFont:
        """Return the face for a language that is nearest to `weight`, or to 400 if that is None."""
        asked = 400 if weight is None else weight
        able = [font for font in self.fonts if lang in font.file.faces] or self.fonts
        return min(able, key=lambda font: (_weight_distance(font, asked), font.weight))


def _weight_distance(font: OwnFont, asked: int) -> int:
    low, high = font.axis or (font.weight, font.weight)
    return max(low - asked, asked - high, 0)


@dataclass(frozen=True, eq=False)
class OwnFonts:
    """All usable fonts of a folder."""

    folder: Path
    families: tuple[OwnFamily, ...]
    left_out: tuple[FontError, ...]
    """One error for each font that is not used."""

    @property
    def writes_han(self) -> bool:
        """Whether a family of the folder is for Han in any language."""
        return any(family.role not in (LATIN, ITALIC) for family in self.families)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """A notice for each font that is left out."""
        return tuple(Notice(LEFT_OUT, f"left out: {error}") for error in self.left_out)

    def named(self, name: str, *, italic: bool = False) -> OwnFamily | None:
        """Return the family with this name, in any language of its name table, ignoring case; or None."""
        found = [family for family in self.families if _is_named(family, name)]
        upright = next((family for family in found if family.role != ITALIC), None)
        return next((family for family in found if italic and family.role == ITALIC), upright)

    def han(self, role: str, lang: str) -> OwnFamily | None:
        """Return the family that replaces a bundled Han role in a language, or None.

        Preferred is one to which the user's list gives this role, then one whose name has the region (such as TC,
        SC or JP in Noto), then the one with most of the language's common characters, then the first by name.
        """

        def order(family: OwnFamily) -> tuple[bool, bool, float, str]:
            regional = not language(lang).font_regions.isdisjoint(family.name.split())
            return family.role != role, not regional, -_language_share(family, lang), family.name

        able = (family for family in self.families if family.covers(lang) and family.role in (role, HAN))
        return min(able, key=order, default=None)

    def latin(self, *, italic: bool = False) -> OwnFamily | None:
        """Return the family that replaces EB Garamond: the first by name, upright if there is no italic; or None."""
        upright = next((family for family in self.families if family.role == LATIN), None)
        if not italic:
            return upright
        slanted = [family for family in self.families if family.role == ITALIC]
        same = (family for family in slanted if upright and family.name == upright.name)
        return next(same, upright or next(iter(slanted), None))


def _is_named(family: OwnFamily, name: str) -> bool:
    return any(name.casefold() == known.casefold() for font in family.fonts for known in font.names)


def _language_share(family: OwnFamily, lang: str) -> float:
    return family.fonts[0].shares.get(lang, 0.0)


def read_own_fonts(folder: Path) -> OwnFonts:
    """Read and validate the fonts of a folder; the result is cached until a file of it changes.

    Raises UsageError if there is no such folder or no font in it, FontError if none of the fonts can be used or
    its fonts.toml is wrong.
    """
    try:
        folder = folder.resolve(strict=True)
        found = tuple(font_file_states(folder))
    except (OSError, ValueError, RuntimeError) as error:
        why = str(getattr(error, "strerror", None) or error)
        raise UsageError(f"{folder}: the folder of fonts cannot be read", why=why) from None
    if not found:
        hint = "put .ttf, .otf, .ttc or .otc files directly into it, not into subfolders"
        raise UsageError(f"{folder}: no font in this folder", hint=hint)
    return _read_fonts(folder, found)


@lru_cache(maxsize=8)
def _read_fonts(folder: Path, files: tuple[tuple[str, int, int], ...]) -> OwnFonts:
    names = [name for name, _, _ in files]
    asked = read_font_list(folder) if LIST_NAME in names else [ListedFont(name) for name in names]
    found: list[OwnFont] = []
    left_out: list[FontError] = []
    for one in asked[:_MAX_FILES]:
        try:
            found += _usable_faces(folder, one)
        except FontError as error:
            left_out.append(error)
    for one in asked[_MAX_FILES:]:
        why = f"the limit is {_MAX_FILES} files"
        left_out.append(
            FontError(f"{folder / one.file}: the font is not read", why=why, hint="list fewer files")
        )
    families = tuple(_group_families(found, left_out))
    if not families:
        first = left_out[0]
        more = f"{first.hint}; and {len(left_out) - 1} more" if len(left_out) > 1 else first.hint
        raise FontError(first.what, why=first.why, hint=f"no font of {folder} can be used: {more}")
    return OwnFonts(folder, families, tuple(left_out))


def _group_families(fonts: Iterable[OwnFont], left_out: list[FontError]) -> Iterator[OwnFamily]:
    """Group faces into families; a second face of the same family, role, weight and languages is left out."""
    groups: dict[tuple[str, str], dict[tuple[int, tuple[str, ...]], OwnFont]] = {}
    for font in fonts:
        group = groups.setdefault((font.file.family, font.file.role), {})
        place = (font.weight, tuple(font.file.faces))
        if place in group:
            why = f"{group[place].path.name} has the same family and weight"
            left_out.append(FontError(f"{font.path}: the font is left out", why=why, hint=FIX_OR_REMOVE))
        else:
            group[place] = font
    for (name, role), group in sorted(groups.items()):
        ordered = [group[place] for place in sorted(group)]
        yield OwnFamily(name, role, tuple(_with_family_weights(ordered)))


def _with_family_weights(fonts: Sequence[OwnFont]) -> Iterator[OwnFont]:
    """Yield each face of a family with the range of weights of the whole family."""
    low = min(font.axis[0] if font.axis else font.weight for font in fonts)
    high = max(font.axis[1] if font.axis else font.weight for font in fonts)
    usual = (
        min(fonts, key=lambda font: _weight_distance(font, 400)).weight if len(fonts) > 1 else fonts[0].weight
    )
    for font in fonts:
        wght = None if low == high else usual
        yield font._replace(file=font.file._replace(wght=wght, range=(low, high)))


def _usable_faces(folder: Path, one: ListedFont) -> list[OwnFont]:
    """Return the faces of a file that can be used. Raises FontError if there are none."""
    path = folder / one.file
    data = read_font_bytes(folder, one.file)
    sha256 = hashlib.sha256(data).hexdigest()
    if one.sha256 and one.sha256.lower() != sha256:
        why = f"SHA-256 {sha256[:12]}\u2026, but {one.sha256[:12]}\u2026 is listed"
        raise FontError(f"{path}: not the listed font", why=why, hint=FIX_OR_REMOVE)
    faces = [
        _own_font(path, data, sha256, valid, one)
        for valid in _listed_faces(validate_font(str(path), data, path.stem), one, path)
    ]
    fonts = [face for face in faces if face is not None]
    if not fonts:
        why = "it has neither Han, kana, hangul nor Latin letters"
        raise FontError(f"{path}: the font cannot be used", why=why, hint=FIX_OR_REMOVE)
    return fonts


def _listed_faces(faces: tuple[ValidFont, ...], one: ListedFont, path: Path) -> Iterable[ValidFont]:
    """Return the faces that the list selects, or all if it does not say. Raises FontError."""
    if not one.faces:
        return faces
    if max(one.faces.values()) >= len(faces):
        why = f"the list names face {max(one.faces.values())}; the file has {len(faces)}, counted from 0"
        raise FontError(f"{path}: the font has no such face", why=why, hint=f"correct {LIST_NAME}")
    return [face for face in faces if face.number in one.faces.values()]


def _own_font(path: Path, data: bytes, sha256: str, valid: ValidFont, one: ListedFont) -> OwnFont | None:
    use = classify(valid)
    if one.faces:
        use = FontUse(tuple(lang for lang, index in one.faces.items() if index == valid.number), use.latin)
    role = one.role or (HAN if use.han else LATIN if use.latin else "")
    if role == LATIN and valid.italic and not one.role:
        role = ITALIC
    if not role:
        return None
    sound = measure_em_box(
        str(path),
        _harfbuzz_font(path, data, valid),
        _sample_letters(valid, role),
        han=role not in (LATIN, ITALIC),
        square=use.han != (KOREAN.tag,),
        columns=valid.columns,
    )
    family = one.family or valid.family
    languages = (
        dict.fromkeys(use.han, valid.number) if role not in (LATIN, ITALIC) else {"und-Latn": valid.number}
    )
    return OwnFont(
        file=FontFile(path.name, family, role, languages, len(data), sha256, "", valid.licence),
        path=path,
        number=valid.number,
        weight=valid.weight,
        axis=valid.axis,
        body=sound,
        letters=use.latin,
        names=tuple(dict.fromkeys((family, *valid.names))),
        characters=len(valid.characters),
        restricted=valid.restricted,
        shares={lang: character_share(valid.characters, lang) for lang in use.han},
    )


def _sample_letters(valid: ValidFont, role: str) -> list[str]:
    """Return the letters to measure: Latin for a Latin role, else ideographs, else hangul, else kana."""
    if role in (LATIN, ITALIC):
        return [
            char
            for char in map(chr, (*range(0x41, 0x5B), *range(0x61, 0x7B)))
            if ord(char) in valid.characters
        ]
    for first, last in ((0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0x3041, 0x30FA)):
        if found := sorted(code for code in valid.characters if first <= code <= last):
            return list(map(chr, found))
    return []


def _harfbuzz_font(path: Path, data: bytes, valid: ValidFont) -> Any:
    return open_harfbuzz_font(path, data, valid.number, valid.weight if valid.axis else None)
