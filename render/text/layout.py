"""A quote laid out on its endless line: normalised, shaped, spaced and cut where a line may end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from render.text.breaks.costs import breaks
from render.text.chars import CJK_LANGS
from render.text.dots import dots
from render.text.itemise import Voice
from render.text.line.spacing import DISPLAY, space
from render.text.line.strip import cut
from render.text.normalise import for_columns, normalise
from render.text.ruby import moved, readings
from render.text.shape import shape

if TYPE_CHECKING:
    from render.fontbook import FontBook
    from render.model import Job, Ruby
    from render.text.line.spacing import Spaced
    from render.text.line.strip import Cut
    from render.text.normalise import Normalised
    from render.text.notes import Room


class Layout(NamedTuple):
    """What `fit` chooses lines from, with what they are set in."""

    norm: Normalised
    voice: Voice
    """Whose faces the quote is set in."""
    spaced: Spaced
    whole: Cut
    accents: tuple[tuple[int, int], ...]
    """set in the accent colour"""
    room: Room
    """what readings and dots ask for beside the lines"""


def lay_out(job: Job, book: FontBook) -> Layout:
    """Lay a quote out, in one face for all of it where a face has all of it."""
    quote = job.quote
    repair = quote.punctuation == "repair"
    ranges = (*quote.accents, *((ruby.start, ruby.end) for ruby in quote.rubies))
    norm = normalise(quote.text, ranges, job.lang, repair=repair, keep_marks=job.keep_marks)
    role = book.whole_quote_role(norm.text, job.theme.face, job.lang)
    voice = Voice(role, job.lang, job.theme.weight)
    if job.vertical and repair:
        norm = for_columns(norm, job.lang)
    shaped = shape(norm.text, voice, book, vertical=job.vertical)
    accents = norm.ranges[: len(quote.accents)]
    rubies = moved(quote.rubies, norm.ranges[len(quote.accents) :], norm.text)
    notes = readings(shaped, rubies, voice, book)
    if quote.emphasis == "dots":
        notes = dots(shaped, accents, notes, voice, book)
        accents = ()
    spaced = space(shaped, book, DISPLAY._replace(trim=quote.trim), notes)
    whole = cut(
        spaced, [one for one in breaks(norm.text, voice.lang) if not _inside_base(one.offset, rubies)]
    )
    return Layout(norm, voice, spaced, whole, accents, notes.room)


def letters(lang: str) -> str:
    """Return whose lengths of line a language likes: `han`, `hangul` or `latin`."""
    if lang == "ko":
        return "hangul"
    return "han" if lang in CJK_LANGS else "latin"


def _inside_base(offset: int, rubies: list[Ruby]) -> bool:
    """Tell whether a break would part a base that has one reading for all of it (JLREQ: group ruby)."""
    return any(ruby.start < offset < ruby.end and len(ruby.readings) == 1 for ruby in rubies)
