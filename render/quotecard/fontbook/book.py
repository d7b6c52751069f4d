"""Choose the face for each cluster: by role and language, then by coverage if a face lacks a character."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from quotecard.errors import FontError, did_you_mean
from quotecard.fontbook.choice import FaceChoice, FaceReason
from quotecard.fontbook.clusters import is_word_part, may_be_emoji, wants_emoji
from quotecard.fontbook.face import Face
from quotecard.fontbook.listing import FontFile, bundled_folder, check_hash, face_language, read_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.fontbook.own_face import OwnFace
    from quotecard.fontbook.own_fonts import OwnFamily, OwnFonts

WHOLE_QUOTE_ROLES = frozenset(("kai", "round"))
"""Roles whose faces have so few characters that a single missing one moves the whole quote to Ming."""

OWN_LATIN_ROLES = frozenset(("hei", "round", "latin", "latin-italic"))
"""Roles whose own Latin letters are designed to match their Han; the others take EB Garamond."""

HAN_ROLES = frozenset(("ming", "hei", "kai", "round"))
"""Roles that a user's Han face replaces."""

_FALLBACK_ROLE = "ming"
"""The bundled role used behind a user's family that a theme names."""

PreferredScript = Literal["han", "latin"]

MAX_REMEMBERED_CLUSTERS = 65_536
"""Clusters whose face is cached; when the cache is full it is emptied."""


class FontBook:
    """All bundled faces and, before them, a user's own; opened on first use, with the face found for each cluster.

    One book serves a process; a face's key identifies it in any other process that has the same fonts.
    """

    def __init__(self, folder: Path | None = None, own: OwnFonts | None = None, latin: str = "") -> None:
        """Create a book of the fonts in `folder` (the bundled ones by default) and a user's `own`.

        `latin` names the family of a user, or the bundled role, that sets Latin letters; empty for the default.
        Raises FontError if there is no font of that name.
        """
        self._folder = folder or bundled_folder()
        self.own = own
        """The user's fonts, including those that were left out; None if there are none."""
        self._faces: dict[str, Face] = {}
        self._chains: dict[tuple[str, str, int | None], tuple[Face, ...]] = {}
        self._found: dict[tuple[str, str, str, int | None, PreferredScript], FaceChoice] = {}
        self.masks: dict[Any, Any] = {}
        """Caches of the paint stage, kept here so that they live as long as the book."""
        self._latin = latin
        if latin and self._named(latin) is None:
            self._file(latin)

    @property
    def files(self) -> tuple[FontFile, ...]:
        """The bundled font files."""
        return read_list(self._folder)

    @property
    def folder(self) -> Path:
        """The folder that holds the list and its files."""
        return self._folder

    def verify(self) -> None:
        """Hash every bundled file. Raises FontError for the first one whose hash differs from the list."""
        for font in self.files:
            check_hash(self._folder, font)

    def face(self, key: str) -> Face:
        """Return the face of a key: `ming:zh-Hant`, `hei:ja@700`, `latin:440`, `kai`, `emoji`, `own:…`.

        Raises FontError if no font has this key.
        """
        if key not in self._faces:
            if key.startswith("own:"):
                self._own_of(key)
            else:
                role, lang, weight = _parse_face_key(key)
                self.bundled(role, lang, weight)
            if key not in self._faces:
                raise FontError(f"no font has the key {key!r}")
        return self._faces[key]

    def pick(self, role: str, lang: str, weight: int | None = None, italic: bool = False) -> Face:
        """Return the face of a role, or of a user's family, for a language, at the nearest available weight.

        A user's face takes precedence over the bundled one that it replaces. Only Latin has italics: Han is never
        slanted. Raises FontError if the role is unknown.
        """
        return self._own_face(role, lang, weight, italic=italic) or self.bundled(role, lang, weight, italic)

    def bundled(self, role: str, lang: str, weight: int | None = None, italic: bool = False) -> Face:
        """Return the bundled face of a role, or the one used behind a user's family. Raises FontError."""
        role = _FALLBACK_ROLE if self._named(role) else role
        file = self._file("latin-italic" if italic and role == "latin" else role)
        language = face_language(lang)
        index = file.faces.get(language, min(file.faces.values()))
        weight = file.weight(weight)
        key = _face_key(file, language, weight)
        if key not in self._faces:
            self._faces[key] = Face(key, self._folder, file, index, weight)
        return self._faces[key]

    def latin_beside(self, role: str, lang: str, weight: int | None = None, italic: bool = False) -> Face:
        """Return the face for Latin beside a role: a user's, else EB Garamond 440 or the role's own Latin."""
        return self._own_latin(lang, weight, italic=italic) or self.bundled_latin(
            role, lang, weight, italic=italic
        )

    def bundled_latin(self, role: str, lang: str, weight: int | None, *, italic: bool = False) -> Face:
        """Return the bundled face for Latin beside a role, used behind a user's."""
        if self._latin and self._named(self._latin) is None:
            return self.bundled(self._latin, lang, weight, italic)
        if role in OWN_LATIN_ROLES:
            return self.bundled(role, lang, weight, italic)
        return self.bundled("latin", lang, None, italic)

    def _named(self, name: str, *, italic: bool = False) -> OwnFamily | None:
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

    def face_of(self, family: OwnFamily, lang: str = "", weight: int | None = None) -> OwnFace:
        """Return the face of a user's family for a language, at the nearest weight."""
        from quotecard.fontbook.own_face import OwnFace, own_key, own_weight

        font = family.nearest(weight, face_language(lang))
        weight = own_weight(font, weight)
        key = own_key(font, weight)
        if key not in self._faces:
            self._faces[key] = OwnFace(key, font, weight)
        face = self._faces[key]
        assert isinstance(face, OwnFace)  # only these keys begin with `own:`
        return face

    def _own_of(self, key: str) -> None:
        """Open the user's face of a key, if the folder still contains the same file."""
        from quotecard.fontbook.own_face import OwnFace, own_key, own_weight

        weight = key.split("@", 1)[-1].partition(":")[0]
        for family in self.own.families if self.own and weight.isdecimal() else ():
            for font in family.fonts:
                at = own_weight(font, int(weight))
                if own_key(font, at) == key:
                    self._faces[key] = OwnFace(key, font, at)

    def chain(self, role: str, lang: str, weight: int | None = None) -> tuple[Face, ...]:
        """Return the faces to try for one cluster, best first.

        These are the face of the role, Ming of the language, EB Garamond, Hei of the language, the other CJK
        faces, and emoji last; each of a user's faces comes before the bundled one that it replaces.
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
            self._chains[asked] = _unique_faces(faces)
        return self._chains[asked]

    def find(
        self, cluster: str, role: str, lang: str, weight: int | None = None, prefer: PreferredScript = "han"
    ) -> Face | None:
        """Return the face that `choose` chooses; None where no bundled face has all of the cluster."""
        return self.choose(cluster, role, lang, weight, prefer).face

    def choose(
        self, cluster: str, role: str, lang: str, weight: int | None = None, prefer: PreferredScript = "han"
    ) -> FaceChoice:
        """Choose the face that sets every character of a grapheme cluster, or of a whole word.

        `prefer` says whose glyphs a character takes that both Han and Latin faces have (quotation
        marks, dashes, digits).
        """
        asked = (cluster, role, lang, weight, prefer)
        found = self._found
        if asked not in found:
            if len(found) >= MAX_REMEMBERED_CLUSTERS:
                found = self._found = {}
            found[asked] = self._search(*asked)
        return found[asked]

    def _search(
        self, cluster: str, role: str, lang: str, weight: int | None, prefer: PreferredScript
    ) -> FaceChoice:
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
        """Return the role for a whole quote: Ming instead of Kai or round if these lack a single letter.

        Latin letters are looked up in the face that would set them. Symbols, punctuation and emoji do not count,
        since they fall back one by one, as do all characters that a user's face lacks.
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
                f"no bundled font has the role {role!r}", hint=f"{known}; or add a font with --fonts"
            )
        families = [family.name for family in self.own.families]
        hint = f"{known}; the families of {self.own.folder} are {', '.join(dict.fromkeys(families))}"
        raise FontError(
            f"no font has the role or name {role!r}", hint=did_you_mean(role, [*roles, *families], hint)
        )


def _reason(face: Face | None, own: Face, first: Face) -> FaceReason:
    if face is None:
        return FaceReason.MISSING
    if face is own:
        return FaceReason.ROLE
    if face.colour:
        return FaceReason.EMOJI
    return FaceReason.LATIN if face is first else FaceReason.FALLBACK


def _unique_faces(faces: tuple[Face, ...]) -> tuple[Face, ...]:
    return tuple({face.key: face for face in faces}.values())


@lru_cache(maxsize=1)
def default_book() -> FontBook:
    """Return the process's book of the bundled fonts."""
    return FontBook()


def font_book(folder: str | Path | None = None, latin: str = "") -> FontBook:
    """Return the process's book of the bundled fonts and those of a user's folder.

    `latin` is as in FontBook. Fonts are validated once, until a file of the folder changes. Raises UsageError if
    there is no such folder, FontError if none of its fonts can be used.
    """
    if not folder:
        return default_book() if not latin else _latin_book(latin)
    from quotecard.fontbook.own_fonts import read_own_fonts

    return _own_book(read_own_fonts(Path(folder)), latin)


@lru_cache(maxsize=8)
def _latin_book(latin: str) -> FontBook:
    return FontBook(latin=latin)


@lru_cache(maxsize=8)
def _own_book(own: OwnFonts, latin: str) -> FontBook:
    return FontBook(own=own, latin=latin)


def _face_key(file: FontFile, language: str, weight: int | None) -> str:
    if len(set(file.faces.values())) == 1:
        return file.role if weight is None else f"{file.role}:{weight}"
    return f"{file.role}:{language}" if weight is None else f"{file.role}:{language}@{weight}"


def _parse_face_key(key: str) -> tuple[str, str, int | None]:
    """Return the role, language (empty if one face serves all) and weight that `_face_key` joined."""
    role, _, rest = key.partition(":")
    lang, _, number = ("", "", rest) if rest.isdigit() else rest.partition("@")
    return role, lang, int(number) if number.isdecimal() else None
