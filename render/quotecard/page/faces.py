"""Report which face set which text, and why."""

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
    """Its runs, line by line, of quote, translation and attribution."""


def face_uses(job: Job, blocks: Blocks, book: FontBook) -> list[FaceUse]:
    """Return each face of a card with the texts that it sets, and the reason."""
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
    """Finds the reasons for the faces of one text."""

    job: Job
    book: FontBook
    lang: str
    words: str
    missing: frozenset[str]

    @property
    def role(self) -> str:
        """The role of the face for the whole text."""
        return self.book.whole_quote_role(self.words, self.job.theme.face, self.lang)

    def of(self, text: str, face: Face) -> str:
        """Return why `face` sets a run."""
        boxes = [char for char in dict.fromkeys(text) if char in self.missing]
        if boxes:
            return f"no bundled face has {_listed(boxes)}: drawn as a box"
        role, choice = self.role, self._choice(text, face)
        if choice.reason is FaceReason.ROLE:
            return f"{face.family} is your own font, used in place of {role}" if face.own else self._own(role)
        if choice.reason is FaceReason.EMOJI:
            return "the face for emoji"
        if choice.reason is FaceReason.ITALIC:
            return "italics for a title in Latin letters"
        if choice.reason is FaceReason.LATIN:
            return (
                f"Latin letters beside {role}"
                if language(self.lang).is_cjk
                else f"the Latin face that goes with {role}"
            )
        if lacking := choice.lacking(text):
            return f"fallback: {choice.first.family} lacks {_listed(lacking)}"
        return f"the first face that sets these characters as one cluster; {choice.first.family} does not"

    def _choice(self, text: str, face: Face) -> FaceChoice:
        """Return the choice that led to `face` for a run, ignoring its weight, which the style determines."""
        voice = Voice(self.role, self.lang, self.job.theme.weight, italic=face.role == "latin-italic")
        found = [one.choice for one in face_choices(text or " ", voice, self.book)]
        matching = [one for one in found if one.face and one.face.file == face.file]
        if not matching:
            # Without its line, a run of marks does not show that it stood among Latin letters.
            beside = self.book.choose(text or " ", voice.role, voice.lang, voice.weight, "latin")
            matching = [beside if beside.face and beside.face.file == face.file else found[0]]
        return min(matching, key=lambda one: one.reason)

    def _own(self, role: str) -> str:
        """Return why the face of the whole text was chosen."""
        theme = self.job.theme
        lacking = list(self.book.whole_quote_lacks(self.words, theme.face, self.lang))
        if not lacking:
            return f"{role} is the face of the theme {theme.id}"
        asked = self.book.pick(theme.face, self.lang)
        return f"{asked.family}, the theme's face, lacks {_listed(lacking)}: the whole text is set in {role}"


def _listed(chars: list[str]) -> str:
    return ", ".join(map(describe_char, chars))
