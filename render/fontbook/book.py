"""Which face sets what: by role and language first, by coverage only where a face lacks a character."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from render.errors import FontError
from render.fontbook.clusters import is_word_part, may_be_emoji, wants_emoji
from render.fontbook.face import Face
from render.fontbook.listing import FontFile, bundled_folder, check_hash, face_language, read_list

if TYPE_CHECKING:
    from pathlib import Path

WHOLE_QUOTE_ROLES = frozenset(("kai", "round"))
"""Roles whose faces lack so much that one missing character moves the whole quote to Ming."""

OWN_LATIN_ROLES = frozenset(("hei", "round", "latin", "latin-italic"))
"""Roles whose Latin letters are drawn to stand beside their Han; the others take EB Garamond."""

Prefer = Literal["han", "latin"]

FOUND_LIMIT = 65_536
"""Clusters remembered; a process that lives long forgets them all and starts again."""


class FontBook:
    """All bundled faces, opened on first use, with what was found for each cluster.

    One book serves a process; a face's key rebuilds it in any other.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or bundled_folder()
        self._faces: dict[str, Face] = {}
        self._chains: dict[tuple[str, str, int | None], tuple[Face, ...]] = {}
        self._found: dict[tuple[str, str, str, int | None, Prefer], Face | None] = {}
        self.masks: dict[Any, Any] = {}
        """Glyph coverage, kept here by paint so that its life is the book's."""

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
        """Return the face of a key: `ming:zh-Hant`, `hei:ja@700`, `latin:440`, `kai`, `emoji`.

        Raises FontError for a key that no listed font answers to.
        """
        if key not in self._faces:
            role, lang, weight = _parse(key)
            self.pick(role, lang, weight)
            if key not in self._faces:
                raise FontError(f"no bundled font answers to the key {key!r}")
        return self._faces[key]

    def pick(self, role: str, lang: str, weight: int | None = None, italic: bool = False) -> Face:
        """Return the face of a role for a language; the weight is clamped to what the file has.

        Only Latin has an italic: Han is never slanted. Raises FontError for an unknown role.
        """
        file = self._file("latin-italic" if italic and role == "latin" else role)
        language = face_language(lang)
        index = file.faces.get(language, min(file.faces.values()))
        weight = file.weight(weight)
        key = _key(file, language, weight)
        if key not in self._faces:
            self._faces[key] = Face(key, self._folder, file, index, weight)
        return self._faces[key]

    def latin_beside(self, role: str, lang: str, weight: int | None = None, italic: bool = False) -> Face:
        """Return the face for Latin beside a role: EB Garamond 440, or the role's own letters."""
        if role in OWN_LATIN_ROLES:
            return self.pick(role, lang, weight, italic)
        return self.pick("latin", lang, None, italic)

    def chain(self, role: str, lang: str, weight: int | None = None) -> tuple[Face, ...]:
        """Return the faces to try for one cluster, best first.

        The asked face, Ming of the language, EB Garamond, Hei of the language, the other CJK
        faces, and the emoji last.
        """
        asked = (role, face_language(lang), weight)
        if asked not in self._chains:
            roles = ("ming", "latin", "hei", "kai", "round", "emoji")
            others = (self.pick(other, lang, weight if other == "hei" else None) for other in roles)
            faces = (self.pick(role, lang, weight), *others)
            self._chains[asked] = tuple({face.key: face for face in faces}.values())
        return self._chains[asked]

    def find(
        self, cluster: str, role: str, lang: str, weight: int | None = None, prefer: Prefer = "han"
    ) -> Face | None:
        """Return the face that sets every character of a grapheme cluster, or of a whole word.

        `prefer` says whose glyphs a character takes that both Han and Latin faces have (quotation
        marks, dashes, digits). None where no bundled face has it all.
        """
        asked = (cluster, role, lang, weight, prefer)
        found = self._found
        if asked not in found:
            if len(found) >= FOUND_LIMIT:
                found = self._found = {}
            found[asked] = self._search(*asked)
        return found[asked]

    def _search(self, cluster: str, role: str, lang: str, weight: int | None, prefer: Prefer) -> Face | None:
        faces = self.chain(role, lang, weight)
        if prefer == "latin":
            faces = (self.latin_beside(role, lang, weight), *faces)
        if not may_be_emoji(cluster):
            faces = tuple(face for face in faces if not face.colour)
        elif wants_emoji(cluster):
            faces = tuple(sorted(faces, key=lambda face: not face.colour))
        return next((face for face in faces if face.sets(cluster)), None)

    def whole_quote_role(self, text: str, role: str, lang: str) -> str:
        """Return the role for a quote: Kai and round give way to Ming for one missing letter.

        Latin letters are asked of the face that would set them; symbols, marks of punctuation
        and emoji do not count, for they fall back one by one.
        """
        if role not in WHOLE_QUOTE_ROLES:
            return role
        face = self.pick(role, lang)
        latin = self.latin_beside(role, lang)
        whole = all(face.covers(char) or latin.covers(char) for char in frozenset(text) if is_word_part(char))
        return role if whole else "ming"

    def _file(self, role: str) -> FontFile:
        for file in self.files:
            if file.role == role:
                return file
        known = ", ".join(file.role for file in self.files)
        raise FontError(f"no bundled font has the role {role!r}", hint=f"the roles are {known}")


@lru_cache(maxsize=1)
def default_book() -> FontBook:
    """Return the process's book of the bundled fonts."""
    return FontBook()


def _key(file: FontFile, language: str, weight: int | None) -> str:
    if len(set(file.faces.values())) == 1:
        return file.role if weight is None else f"{file.role}:{weight}"
    return f"{file.role}:{language}" if weight is None else f"{file.role}:{language}@{weight}"


def _parse(key: str) -> tuple[str, str, int | None]:
    """Undo `_key`: role, language (empty where one face serves all) and weight."""
    role, _, rest = key.partition(":")
    lang, _, number = ("", "", rest) if rest.isdigit() else rest.partition("@")
    return role, lang, int(number) if number.isdecimal() else None
