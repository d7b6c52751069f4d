"""Say which face set what, and why it and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quotecard.fontbook.choice import FaceReason
from quotecard.languages.known import language
from quotecard.text.chars import describe_char
from quotecard.text.shape.itemise import face_choices
from quotecard.text.shape.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quotecard.fontbook import Face, FontBook
    from quotecard.fontbook.choice import FaceChoice
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
        boxes = [char for char in dict.fromkeys(text) if char in self.missing]
        if boxes:
            return f"no bundled face has {_listed(boxes)}: drawn as a box"
        role, choice = self.role, self._choice(text, face)
        if choice.reason is FaceReason.ROLE:
            return (
                f"{face.family} is a font of yours, in the place of {role}" if face.own else self._own(role)
            )
        if choice.reason is FaceReason.EMOJI:
            return "emoji are set in it"
        if choice.reason is FaceReason.ITALIC:
            return "italics, for a title in Latin letters"
        if choice.reason is FaceReason.LATIN:
            return f"Latin beside {role}" if language(self.lang).is_cjk else f"Latin goes with {role}"
        if lacking := choice.lacking(text):
            return f"fallback: {choice.first.family} lacks {_listed(lacking)}"
        return f"the first face that sets these characters as one, which {choice.first.family} does not"

    def _choice(self, text: str, face: Face) -> FaceChoice:
        """Return the choice of a run in `face`, whatever its weight, which is the style's."""
        voice = Voice(self.role, self.lang, self.job.theme.weight, italic=face.role == "latin-italic")
        found = [one.choice for one in face_choices(text or " ", voice, self.book)]
        matching = [one for one in found if one.face and one.face.file == face.file]
        if not matching:
            # Cut out of its line, a run of marks does not tell that it stood among Latin letters.
            beside = self.book.choose(text or " ", voice.role, voice.lang, voice.weight, "latin")
            matching = [beside if beside.face and beside.face.file == face.file else found[0]]
        return min(matching, key=lambda one: one.reason)

    def _own(self, role: str) -> str:
        """Say why a text's own face is what it is."""
        theme = self.job.theme
        lacking = list(self.book.whole_quote_lacks(self.words, theme.face, self.lang))
        if not lacking:
            return f"{role} is the face of the theme {theme.id}"
        asked = self.book.pick(theme.face, self.lang)
        return f"{asked.family}, the theme's, lacks {_listed(lacking)}: the whole text is set in {role}"


def _listed(chars: list[str]) -> str:
    return ", ".join(map(describe_char, chars))
