"""Which face sets what: by role and language first, by coverage only where a face lacks a character."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from quotecard.errors import FontError, nearest
from quotecard.fontbook.choice import FaceChoice, FaceReason
from quotecard.fontbook.clusters import is_word_part, may_be_emoji, wants_emoji
from quotecard.fontbook.face import Face
from quotecard.fontbook.listing import FontFile, bundled_folder, check_hash, face_language, read_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.fontbook.own import Family, OwnFonts
    from quotecard.fontbook.ownface import OwnFace

WHOLE_QUOTE_ROLES = frozenset(("kai", "round"))
"""Roles whose faces lack so much that one missing character moves the whole quote to Ming."""

OWN_LATIN_ROLES = frozenset(("hei", "round", "latin", "latin-italic"))
"""Roles whose Latin letters are drawn to stand beside their Han; the others take EB Garamond."""

HAN_ROLES = frozenset(("ming", "hei", "kai", "round"))
"""Roles that a user's Han face stands in for."""

_BEHIND = "ming"
"""The role behind a user's family that a theme asks for by name."""

Prefer = Literal["han", "latin"]

FOUND_LIMIT = 65_536
"""Clusters remembered; a process that lives long forgets them all and starts again."""


class FontBook:
    """All bundled faces, opened on first use, with what was found for each cluster; before them a user's own.

    One book serves a process; a face's key rebuilds it in any other that has the same fonts.
    """

    def __init__(self, folder: Path | None = None, own: OwnFonts | None = None, latin: str = "") -> None:
        """`latin` names whose Latin letters are set: a user's family or a bundled role; empty: the usual.

        Raise FontError where there is none of that name.
        """
        self._folder = folder or bundled_folder()
        self.own = own
        """The user's fonts, and those of them that are left out."""
        self._faces: dict[str, Face] = {}
        self._chains: dict[tuple[str, str, int | None], tuple[Face, ...]] = {}
        self._found: dict[tuple[str, str, str, int | None, Prefer], FaceChoice] = {}
        self.masks: dict[Any, Any] = {}
        """Glyph coverage, kept here by paint so that its life is the book's."""
        self._latin = latin
        if latin and self._named(latin) is None:
            self._file(latin)

    @property
    def files(self) -> tuple[FontFile, ...]:
        """The listed files."""
        return read_list(self._folder)

    @property
    def folder(self) -> Path:
        """The folder that holds the list and its files."""
        return self._folder

    def verify(self) -> None:
        """Hash every listed file. Raises FontError(path, why) for the first that differs."""
        for font in self.files:
            check_hash(self._folder, font)

    def face(self, key: str) -> Face:
        """Return the face of a key: `ming:zh-Hant`, `hei:ja@700`, `latin:440`, `kai`, `emoji`, `own:…`.

        Raises FontError for a key that no listed font answers to.
        """
        if key not in self._faces:
            if key.startswith("own:"):
                self._own_of(key)
            else:
                role, lang, weight = _parse(key)
                self.bundled(role, lang, weight)
            if key not in self._faces:
                raise FontError(f"no bundled font answers to the key {key!r}")
        return self._faces[key]

    def pick(self, role: str, lang: str, weight: int | None = None, italic: bool = False) -> Face:
        """Return the face of a role, or of a user's family, for a language.

        A user's face comes before the bundled one whose part it takes. The weight is the nearest that
        there is. Only Latin has an italic: Han is never slanted. Raises FontError for an unknown role.
        """
        return self._own_face(role, lang, weight, italic=italic) or self.bundled(role, lang, weight, italic)

    def bundled(self, role: str, lang: str, weight: int | None = None, italic: bool = False) -> Face:
        """Return the bundled face of a role, or that which stands behind a user's family."""
        role = _BEHIND if self._named(role) else role
        file = self._file("latin-italic" if italic and role == "latin" else role)
        language = face_language(lang)
        index = file.faces.get(language, min(file.faces.values()))
        weight = file.weight(weight)
        key = _key(file, language, weight)
        if key not in self._faces:
            self._faces[key] = Face(key, self._folder, file, index, weight)
        return self._faces[key]

    def latin_beside(self, role: str, lang: str, weight: int | None = None, italic: bool = False) -> Face:
        """Return the face for Latin beside a role: a user's, else EB Garamond 440, or the role's own letters."""
        return self._own_latin(lang, weight, italic=italic) or self.bundled_latin(
            role, lang, weight, italic=italic
        )

    def bundled_latin(self, role: str, lang: str, weight: int | None, *, italic: bool = False) -> Face:
        """Return the bundled face for Latin beside a role, which stands behind a user's."""
        if self._latin and self._named(self._latin) is None:
            return self.bundled(self._latin, lang, weight, italic)
        if role in OWN_LATIN_ROLES:
            return self.bundled(role, lang, weight, italic)
        return self.bundled("latin", lang, None, italic)

    def _named(self, name: str, *, italic: bool = False) -> Family | None:
        return self.own.named(name, italic=italic) if self.own else None

    def _own_face(self, role: str, lang: str, weight: int | None, *, italic: bool = False) -> OwnFace | None:
        if self.own is None:
            return None
        if role in HAN_ROLES:
            family = self.own.han(role, face_language(lang))
        elif role in ("latin", "latin-italic"):
            return self._own_latin(lang, weight, italic=italic or role == "latin-italic")
        else:
            family = self.own.named(role, italic=italic)
        return family and self.face_of(family, lang, weight)

    def _own_latin(self, lang: str, weight: int | None, *, italic: bool = False) -> OwnFace | None:
        if self.own is None:
            return None
        family = self.own.named(self._latin, italic=italic) if self._latin else self.own.latin(italic=italic)
        return family and self.face_of(family, lang, weight)

    def face_of(self, family: Family, lang: str = "", weight: int | None = None) -> OwnFace:
        """Return the face of a user's family for a language, at the nearest weight."""
        from quotecard.fontbook.ownface import OwnFace, own_key, own_weight

        font = family.nearest(weight, face_language(lang))
        weight = own_weight(font, weight)
        key = own_key(font, weight)
        if key not in self._faces:
            self._faces[key] = OwnFace(key, font, weight)
        face = self._faces[key]
        assert isinstance(face, OwnFace)  # its key begins as no other does
        return face

    def _own_of(self, key: str) -> None:
        """Make the user's face of a key, where the folder still holds that very file."""
        from quotecard.fontbook.ownface import OwnFace, own_key, own_weight

        weight = key.split("@", 1)[-1].partition(":")[0]
        for family in self.own.families if self.own and weight.isdecimal() else ():
            for font in family.fonts:
                at = own_weight(font, int(weight))
                if own_key(font, at) == key:
                    self._faces[key] = OwnFace(key, font, at)

    def chain(self, role: str, lang: str, weight: int | None = None) -> tuple[Face, ...]:
        """Return the faces to try for one cluster, best first.

        The asked face, Ming of the language, EB Garamond, Hei of the language, the other CJK
        faces, and the emoji last; a user's faces each before the bundled one in whose place it stands.
        """
        asked = (role, face_language(lang), weight)
        if asked not in self._chains:
            faces = (
                self.pick(role, lang, weight),
                self.bundled(role, lang, weight),
                self.bundled("ming", lang),
                self.pick("latin", lang),
                self.bundled("latin", lang),
                self.bundled("hei", lang, weight),
                *(self.bundled(other, lang) for other in ("kai", "round", "emoji")),
            )
            self._chains[asked] = _unique(faces)
        return self._chains[asked]

    def find(
        self, cluster: str, role: str, lang: str, weight: int | None = None, prefer: Prefer = "han"
    ) -> Face | None:
        """Return the face that `choose` chooses; None where no bundled face has all of the cluster."""
        return self.choose(cluster, role, lang, weight, prefer).face

    def choose(
        self, cluster: str, role: str, lang: str, weight: int | None = None, prefer: Prefer = "han"
    ) -> FaceChoice:
        """Choose the face that sets every character of a grapheme cluster, or of a whole word.

        `prefer` says whose glyphs a character takes that both Han and Latin faces have (quotation
        marks, dashes, digits).
        """
        asked = (cluster, role, lang, weight, prefer)
        found = self._found
        if asked not in found:
            if len(found) >= FOUND_LIMIT:
                found = self._found = {}
            found[asked] = self._search(*asked)
        return found[asked]

    def _search(self, cluster: str, role: str, lang: str, weight: int | None, prefer: Prefer) -> FaceChoice:
        faces = self.chain(role, lang, weight)
        own = first = faces[0]
        if prefer == "latin":
            latin = (self.latin_beside(role, lang, weight), self.bundled_latin(role, lang, weight))
            faces, first = (*latin, *faces), latin[0]
        if not may_be_emoji(cluster):
            faces = tuple(face for face in faces if not face.colour)
        elif wants_emoji(cluster):
            faces = tuple(sorted(faces, key=lambda face: not face.colour))
        face = next((face for face in faces if face.sets(cluster)), None)
        return FaceChoice(face, _reason(face, own, first), first)

    def whole_quote_role(self, text: str, role: str, lang: str) -> str:
        """Return the role for a quote: Kai and round give way to Ming for one missing letter.

        Latin letters are asked of the face that would set them; symbols, marks of punctuation
        and emoji do not count, for they fall back one by one; so does all that a user's face lacks.
        """
        return role if next(self.whole_quote_lacks(text, role, lang), None) is None else "ming"

    def whole_quote_lacks(self, text: str, role: str, lang: str) -> Iterator[str]:
        """Yield the characters of a quote for which Kai or round gives way to Ming, each once."""
        if role not in WHOLE_QUOTE_ROLES or self._own_face(role, lang, None):
            return
        face = self.pick(role, lang)
        latin = self.latin_beside(role, lang)
        for char in dict.fromkeys(text):
            if is_word_part(char) and not (face.covers(char) or latin.covers(char)):
                yield char

    def _file(self, role: str) -> FontFile:
        for file in self.files:
            if file.role == role:
                return file
        roles = [file.role for file in self.files]
        known = f"the roles are {', '.join(roles)}"
        if self.own is None:
            raise FontError(
                f"no bundled font has the role {role!r}", hint=f"{known}; or bring a font with --fonts"
            )
        families = [family.name for family in self.own.families]
        hint = f"{known}; the families of {self.own.folder} are {', '.join(dict.fromkeys(families))}"
        raise FontError(
            f"no font has the role or name {role!r}", hint=nearest(role, [*roles, *families], hint)
        )


def _reason(face: Face | None, own: Face, first: Face) -> FaceReason:
    if face is None:
        return FaceReason.MISSING
    if face is own:
        return FaceReason.ROLE
    if face.colour:
        return FaceReason.EMOJI
    return FaceReason.LATIN if face is first else FaceReason.FALLBACK


def _unique(faces: tuple[Face, ...]) -> tuple[Face, ...]:
    return tuple({face.key: face for face in faces}.values())


@lru_cache(maxsize=1)
def default_book() -> FontBook:
    """Return the process's book of the bundled fonts."""
    return FontBook()


def font_book(folder: str | Path | None = None, latin: str = "") -> FontBook:
    """Return the process's book of the bundled fonts and those of a user's folder.

    `latin` as in FontBook. What was judged is kept until a file of the folder changes. Raise UsageError
    where there is no such folder, FontError where no font of it can be used.
    """
    if not folder:
        return default_book() if not latin else _latin_book(latin)
    from quotecard.fontbook.own import read_own

    return _own_book(read_own(Path(folder)), latin)


@lru_cache(maxsize=8)
def _latin_book(latin: str) -> FontBook:
    return FontBook(latin=latin)


@lru_cache(maxsize=8)
def _own_book(own: OwnFonts, latin: str) -> FontBook:
    return FontBook(own=own, latin=latin)


def _key(file: FontFile, language: str, weight: int | None) -> str:
    if len(set(file.faces.values())) == 1:
        return file.role if weight is None else f"{file.role}:{weight}"
    return f"{file.role}:{language}" if weight is None else f"{file.role}:{language}@{weight}"


def _parse(key: str) -> tuple[str, str, int | None]:
    """Undo `_key`: role, language (empty where one face serves all) and weight."""
    role, _, rest = key.partition(":")
    lang, _, number = ("", "", rest) if rest.isdigit() else rest.partition("@")
    return role, lang, int(number) if number.isdecimal() else None
