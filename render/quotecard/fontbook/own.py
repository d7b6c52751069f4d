"""The fonts that a user brings: a folder of files, read as bytes, judged, and known by family name.

Only files directly inside the folder are looked at, and only the folder decides where they are: no name
in a list, a theme or a quote is ever a path. A bad font is left out and told; it costs the others nothing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from quotecard.errors import FontError, UsageError
from quotecard.fontbook.classify import HAN, LATIN, Use, classify, share
from quotecard.fontbook.em_box import Body, measure
from quotecard.fontbook.font_folder import OUT, open_font, read_bytes, stamps
from quotecard.fontbook.font_list import LIST_NAME, ListedFont, read_font_list
from quotecard.fontbook.listing import FontFile
from quotecard.fontbook.validate import ValidFont, validate
from quotecard.languages.known import language
from quotecard.languages.korean import KOREAN
from quotecard.model import LEFT_OUT, Notice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_MOST_FILES = 64
ITALIC = "latin-italic"


class OwnFont(NamedTuple):
    """One face of a user's file."""

    file: FontFile
    """`role` is han, latin or latin-italic, or what the user's own list says."""
    path: Path
    number: int
    """Of the face in its file, from 0."""
    weight: int
    axis: tuple[int, int] | None
    body: Body
    letters: bool
    """Whether it has the letters of Latin words."""
    names: tuple[str, ...]
    characters: int
    restricted: bool
    shares: dict[str, float]
    """Language to the part of its common characters that the face has."""


class Family(NamedTuple):
    """A user's family: its faces of one role, the lightest first."""

    name: str
    role: str
    fonts: tuple[OwnFont, ...]

    def covers(self, lang: str) -> bool:
        """Tell whether it is for a language, one of `face_language`."""
        return any(lang in font.file.faces for font in self.fonts)

    def nearest(self, weight: int | None, lang: str) -> OwnFont:
        """Return the face for a language nearest to a weight, to the regular one where none is asked for."""
        asked = 400 if weight is None else weight
        able = [font for font in self.fonts if lang in font.file.faces] or self.fonts
        return min(able, key=lambda font: (_distance(font, asked), font.weight))


def _distance(font: OwnFont, asked: int) -> int:
    low, high = font.axis or (font.weight, font.weight)
    return max(low - asked, asked - high, 0)


@dataclass(frozen=True, eq=False)
class OwnFonts:
    """All usable fonts of a folder."""

    folder: Path
    families: tuple[Family, ...]
    left_out: tuple[FontError, ...]
    """One for each font that is not used, with why and what to do."""

    @property
    def writes_han(self) -> bool:
        """Whether a family of the folder is for Han in any language."""
        return any(family.role not in (LATIN, ITALIC) for family in self.families)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """The fonts that are left out, for a person to be told."""
        return tuple(Notice(LEFT_OUT, f"left out: {error}") for error in self.left_out)

    def named(self, name: str, *, italic: bool = False) -> Family | None:
        """Return the family of a name, in any of its languages; case does not count."""
        found = [family for family in self.families if _is_named(family, name)]
        upright = next((family for family in found if family.role != ITALIC), None)
        return next((family for family in found if italic and family.role == ITALIC), upright)

    def han(self, role: str, lang: str) -> Family | None:
        """Return the family that stands in for a bundled Han role in a language.

        One that the user's list gives that very role comes first, then one whose name says the region (as
        Noto's TC, SC, JP), then what has most of the language's common characters, then the first by name.
        """

        def order(family: Family) -> tuple[bool, bool, float, str]:
            regional = not language(lang).font_regions.isdisjoint(family.name.split())
            return family.role != role, not regional, -_share(family, lang), family.name

        able = (family for family in self.families if family.covers(lang) and family.role in (role, HAN))
        return min(able, key=order, default=None)

    def latin(self, *, italic: bool = False) -> Family | None:
        """Return the family that stands in for EB Garamond: the first by name, upright where none slants."""
        upright = next((family for family in self.families if family.role == LATIN), None)
        if not italic:
            return upright
        slanted = [family for family in self.families if family.role == ITALIC]
        same = (family for family in slanted if upright and family.name == upright.name)
        return next(same, upright or next(iter(slanted), None))


def _is_named(family: Family, name: str) -> bool:
    return any(name.casefold() == known.casefold() for font in family.fonts for known in font.names)


def _share(family: Family, lang: str) -> float:
    return family.fonts[0].shares.get(lang, 0.0)


def read_own(folder: Path) -> OwnFonts:
    """Read and judge the fonts of a folder; what was read is kept until a file of it changes.

    Raise UsageError where there is no such folder, or no font in it; FontError where none of them can be
    used, or its own fonts.toml is wrong.
    """
    try:
        folder = folder.resolve(strict=True)
        found = tuple(stamps(folder))
    except (OSError, ValueError, RuntimeError) as error:
        why = str(getattr(error, "strerror", None) or error)
        raise UsageError(f"{folder}: the folder of fonts cannot be read", why=why) from None
    if not found:
        hint = "it holds .ttf, .otf, .ttc or .otc files, not in folders of their own"
        raise UsageError(f"{folder}: no font in this folder", hint=hint)
    return _read(folder, found)


@lru_cache(maxsize=8)
def _read(folder: Path, files: tuple[tuple[str, int, int], ...]) -> OwnFonts:
    names = [name for name, _, _ in files]
    asked = read_font_list(folder) if LIST_NAME in names else [ListedFont(name) for name in names]
    found: list[OwnFont] = []
    left_out: list[FontError] = []
    for one in asked[:_MOST_FILES]:
        try:
            found += _usable(folder, one)
        except FontError as error:
            left_out.append(error)
    for one in asked[_MOST_FILES:]:
        why = f"{_MOST_FILES} files are the limit"
        left_out.append(FontError(f"{folder / one.file}: the font is not read", why=why, hint="list fewer"))
    families = tuple(_families(found, left_out))
    if not families:
        first = left_out[0]
        more = f"{first.hint}; and {len(left_out) - 1} more" if len(left_out) > 1 else first.hint
        raise FontError(first.what, why=first.why, hint=f"no font of {folder} can be used: {more}")
    return OwnFonts(folder, families, tuple(left_out))


def _families(fonts: Iterable[OwnFont], left_out: list[FontError]) -> Iterator[Family]:
    """Gather faces into families; one more of the same weight and role is left out."""
    groups: dict[tuple[str, str], dict[tuple[int, tuple[str, ...]], OwnFont]] = {}
    for font in fonts:
        group = groups.setdefault((font.file.family, font.file.role), {})
        place = (font.weight, tuple(font.file.faces))
        if place in group:
            why = f"{group[place].path.name} has the same family and weight"
            left_out.append(FontError(f"{font.path}: the font is left out", why=why, hint=OUT))
        else:
            group[place] = font
    for (name, role), group in sorted(groups.items()):
        ordered = [group[place] for place in sorted(group)]
        yield Family(name, role, tuple(_ranged(ordered)))


def _ranged(fonts: Sequence[OwnFont]) -> Iterator[OwnFont]:
    """Tell each face of a family what weights the family has."""
    low = min(font.axis[0] if font.axis else font.weight for font in fonts)
    high = max(font.axis[1] if font.axis else font.weight for font in fonts)
    usual = min(fonts, key=lambda font: _distance(font, 400)).weight if len(fonts) > 1 else fonts[0].weight
    for font in fonts:
        wght = None if low == high else usual
        yield font._replace(file=font.file._replace(wght=wght, range=(low, high)))


def _usable(folder: Path, one: ListedFont) -> list[OwnFont]:
    """Return the faces of a file that are for something here. Raise FontError."""
    path = folder / one.file
    data = read_bytes(folder, one.file)
    sha256 = hashlib.sha256(data).hexdigest()
    if one.sha256 and one.sha256.lower() != sha256:
        why = f"SHA-256 {sha256[:12]}\u2026 where {one.sha256[:12]}\u2026 is listed"
        raise FontError(f"{path}: not the font that the list names", why=why, hint=OUT)
    faces = [
        _face(path, data, sha256, judged, one)
        for judged in _listed(validate(str(path), data, path.stem), one, path)
    ]
    fonts = [face for face in faces if face is not None]
    if not fonts:
        why = "it has neither Han, kana, hangul nor the Latin letters"
        raise FontError(f"{path}: the font is of no use here", why=why, hint=OUT)
    return fonts


def _listed(faces: tuple[ValidFont, ...], one: ListedFont, path: Path) -> Iterable[ValidFont]:
    """Return the faces that a list asks for; all where it does not say."""
    if not one.faces:
        return faces
    if max(one.faces.values()) >= len(faces):
        why = f"face {max(one.faces.values())} is asked for, and it has {len(faces)}, counted from 0"
        raise FontError(f"{path}: the list is wrong about the font", why=why, hint=f"mend {LIST_NAME}")
    return [face for face in faces if face.number in one.faces.values()]


def _face(path: Path, data: bytes, sha256: str, judged: ValidFont, one: ListedFont) -> OwnFont | None:
    use = classify(judged)
    if one.faces:
        use = Use(tuple(lang for lang, index in one.faces.items() if index == judged.number), use.latin)
    role = one.role or (HAN if use.han else LATIN if use.latin else "")
    if role == LATIN and judged.italic and not one.role:
        role = ITALIC
    if not role:
        return None
    sound = measure(
        str(path),
        _harfbuzz(path, data, judged),
        _sample(judged, role),
        han=role not in (LATIN, ITALIC),
        square=use.han != (KOREAN.tag,),
        columns=judged.columns,
    )
    family = one.family or judged.family
    languages = (
        dict.fromkeys(use.han, judged.number) if role not in (LATIN, ITALIC) else {"und-Latn": judged.number}
    )
    return OwnFont(
        file=FontFile(path.name, family, role, languages, len(data), sha256, "", judged.licence),
        path=path,
        number=judged.number,
        weight=judged.weight,
        axis=judged.axis,
        body=sound,
        letters=use.latin,
        names=tuple(dict.fromkeys((family, *judged.names))),
        characters=len(judged.characters),
        restricted=judged.restricted,
        shares={lang: share(judged.characters, lang) for lang in use.han},
    )


def _sample(judged: ValidFont, role: str) -> list[str]:
    """Return the letters that a face is measured on: its ideographs, else its kana and hangul; or Latin."""
    if role in (LATIN, ITALIC):
        return [
            char
            for char in map(chr, (*range(0x41, 0x5B), *range(0x61, 0x7B)))
            if ord(char) in judged.characters
        ]
    for first, last in ((0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0x3041, 0x30FA)):
        if found := sorted(code for code in judged.characters if first <= code <= last):
            return list(map(chr, found))
    return []


def _harfbuzz(path: Path, data: bytes, judged: ValidFont) -> Any:
    return open_font(path, data, judged.number, judged.weight if judged.axis else None)
