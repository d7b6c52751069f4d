"""Texts and characters that decorate a card: the seal's, large quotation marks, a kicker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from render.text.small import small_text

if TYPE_CHECKING:
    from render.fontbook import FontBook
    from render.model import Block, Contours, Job
    from render.text.voice import Voice

_CORNER_LANGS = frozenset({"zh-Hant", "zh-HK", "lzh", "ja"})
_LEADING = 1.4


def seal(job: Job, book: FontBook) -> Contours:
    """Return the contours of the seal's character, em, y up; none where there is no seal."""
    face = book.find(job.seal, "ming", job.lang) if job.seal else None
    return face.outline(face.glyph(job.seal)) if face else ()


def marks(job: Job, book: FontBook) -> tuple[Contours, ...]:
    """Return the contours of a pair of curly marks, where the language has those; corner marks are drawn."""
    if not job.theme.quotes or job.lang in _CORNER_LANGS or job.vertical:
        return ()
    face = book.pick("latin", "en")
    return tuple(face.outline(face.glyph(mark)) for mark in "\u201c\u201d")


def kicker(job: Job, voice: Voice, book: FontBook) -> tuple[Block | None, list[str]]:
    """Return the words over the quote, set, and the characters of them that no bundled face sets."""
    head = job.theme.masthead
    if not job.kicker or not head:
        return None, []
    small = small_text(job.kicker, voice, book, _LEADING, ink="accent")
    return small.at(head.kicker * job.unit, job.outer.right - job.outer.left), list(small.missing)
