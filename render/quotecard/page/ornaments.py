"""Texts and characters that decorate a card: the seal's, large quotation marks, a kicker."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from quotecard.text.line.small import small_text

if TYPE_CHECKING:
    from quotecard.fontbook import FontBook
    from quotecard.model import Block, Contours, Job
    from quotecard.text.shape.voice import Voice

_CORNER_LANGS = frozenset({"zh-Hant", "zh-HK", "lzh", "ja"})
_LEADING = 1.4
_FINE = 0.0002
"""em that chords may stray from a curve drawn at 800 px an em"""


def seal(job: Job, book: FontBook) -> Contours:
    """Return the contours of the seal's character, em, y up; none where there is no seal."""
    return _outline(job.seal, job.lang, book) if job.seal else ()


@lru_cache(maxsize=1024)
def _outline(char: str, lang: str, book: FontBook) -> Contours:
    """Return the contours of a seal's character: a batch has few authors, and curves are dear to cut."""
    face = book.find(char, "ming", lang)
    return face.outline(face.glyph(char)) if face else ()


def marks(job: Job, book: FontBook) -> tuple[Contours, ...]:
    """Return the contours of a pair of curly marks, where the language has those; corner marks are drawn."""
    if not job.theme.quotes or job.lang in _CORNER_LANGS or job.vertical:
        return ()
    face = book.pick("latin", "en")
    return tuple(face.outline(face.glyph(mark), _FINE) for mark in "\u201c\u201d")


def kicker(job: Job, voice: Voice, book: FontBook) -> tuple[Block | None, list[str]]:
    """Return the words over the quote, set, and the characters of them that no bundled face sets."""
    head = job.theme.masthead
    if not job.kicker or not head:
        return None, []
    small = small_text(job.kicker, voice, book, _LEADING, ink="accent")
    return small.at(head.kicker * job.unit, job.outer.right - job.outer.left), list(small.missing)
