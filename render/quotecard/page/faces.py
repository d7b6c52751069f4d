"""Say which face set what, and why it and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quotecard.fontbook.clusters import is_word_part, needs_glyph
from quotecard.languages.known import language
from quotecard.text.chars import describe_char

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quotecard.fontbook import Face, FontBook
    from quotecard.model import Block, Blocks, Job


class FaceUse(NamedTuple):
    """What one face sets on a card, for one reason."""

    face: str
    """Key of the face in the font book."""
    family: str
    why: str
    texts: tuple[str, ...]
    """Its runs, line by line: of the quote, its translation, the attribution."""


def face_uses(job: Job, blocks: Blocks, book: FontBook) -> list[FaceUse]:
    """Return each face of a card with what it sets and why."""
    missing = frozenset("".join(blocks.missing))
    signed = (blocks.name, blocks.role, blocks.source)
    quote = _Why(job, book, job.lang, blocks.text, missing)
    other = _Why(job, book, job.translation_lang, _words(blocks.translation), missing)
    found: dict[tuple[str, str], list[str]] = {}
    for why, parts in ((quote, (blocks.quote,)), (other, (blocks.translation,)), (quote, signed)):
        for text, key in _runs(parts):
            found.setdefault((key, why.of(text, book.face(key))), []).append(text)
    return [FaceUse(key, book.face(key).family, why, tuple(texts)) for (key, why), texts in found.items()]


def _words(block: Block | None) -> str:
    return "".join(line.text for line in block.lines) if block else ""


def _runs(blocks: Iterable[Block | None]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        for line in block.lines if block else ():
            yield from ((run.text.strip(), run.face) for run in line.runs)


class _Why(NamedTuple):
    """The reasons of one text's faces."""

    job: Job
    book: FontBook
    lang: str
    words: str
    missing: frozenset[str]

    @property
    def role(self) -> str:
        """The role that the whole text is set in."""
        return self.book.whole_quote_role(self.words, self.job.theme.face, self.lang)

    def of(self, text: str, face: Face) -> str:
        """Say why `face` sets a run."""
        role, weight = self.role, self.job.theme.weight
        first = self.book.latin_beside(role, self.lang, weight)
        own = self.book.pick(role, self.lang, weight)
        boxes = [char for char in dict.fromkeys(text) if char in self.missing]
        if boxes:
            return f"no bundled face has {_listed(boxes)}: drawn as a box"
        if face is own:
            return f"{own.family} is a font of yours, in the place of {role}" if own.own else self._own(role)
        if face.colour:
            return "emoji are set in it"
        if face.role == "latin-italic" and face is not first:
            return "italics, for a title in Latin letters"
        lacking = [char for char in dict.fromkeys(text) if needs_glyph(char) and not own.covers(char)]
        if first.own and face is not first and face is self.book.bundled_latin(role, self.lang, weight):
            lost = [char for char in dict.fromkeys(text) if needs_glyph(char) and not first.covers(char)]
            return f"fallback: {first.family} lacks {_listed(lost)}"
        if face is first and (not lacking or any(map(str.isalnum, text))):
            return f"Latin beside {role}" if language(self.lang).is_cjk else f"Latin goes with {role}"
        if lacking:
            return f"fallback: {own.family} lacks {_listed(lacking)}"
        return f"the first face that sets these characters as one, which {own.family} does not"

    def _own(self, role: str) -> str:
        """Say why a text's own face is what it is."""
        wanted = self.job.theme.face
        if role == wanted:
            return f"{role} is the face of the theme {self.job.theme.id}"
        asked, latin = self.book.pick(wanted, self.lang), self.book.latin_beside(wanted, self.lang)
        chars = filter(is_word_part, dict.fromkeys(self.words))
        lacking = [char for char in chars if not (asked.covers(char) or latin.covers(char))]
        return f"{asked.family}, the theme's, lacks {_listed(lacking)}: the whole text is set in {role}"


def _listed(chars: list[str]) -> str:
    return ", ".join(map(describe_char, chars))
