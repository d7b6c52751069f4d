"""Lay a quote out on one endless line: normalise, shape and space it, and find its legal breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quotecard.devices.cells import Cells
from quotecard.model import Notice
from quotecard.text.annotate.dots import dots
from quotecard.text.annotate.ruby import moved, readings
from quotecard.text.breaks.costs import breaks
from quotecard.text.line.break_map import map_breaks
from quotecard.text.line.spacing import CELLS, display, space
from quotecard.text.prepare.normalise import for_columns, normalise
from quotecard.text.rules import RULES
from quotecard.text.shape.grid_cells import in_cells
from quotecard.text.shape.shape import shape
from quotecard.text.shape.voice import NO_STRONG_PARTS, Columns, StrongParts, Voice, heavier

if TYPE_CHECKING:
    from quotecard.fontbook import FontBook
    from quotecard.model import Job, Ruby
    from quotecard.text.annotate.notes import Room
    from quotecard.text.line.break_map import BreakMap
    from quotecard.text.line.spacing import Manner, Spaced
    from quotecard.text.prepare.normalise import Normalised
    from quotecard.text.rules import TypesettingRules


class QuoteLayout(NamedTuple):
    """A quote laid out on one endless line, from which `fit` chooses lines."""

    norm: Normalised
    voice: Voice
    """The voice whose faces set the quote."""
    spaced: Spaced
    whole: BreakMap
    accents: tuple[tuple[int, int], ...]
    """ranges in the accent colour"""
    room: Room
    """room that readings and dots need beside the lines"""
    rules: TypesettingRules
    """the rules it is set by"""


def lay_out(job: Job, book: FontBook, rules: TypesettingRules = RULES) -> QuoteLayout:
    """Lay a quote out, in a single face if one has all its characters."""
    quote = job.quote
    repair = quote.punctuation == "repair"
    ranges = (*quote.accents, *((ruby.start, ruby.end) for ruby in quote.rubies))
    norm = normalise(quote.text, ranges, job.lang, repair=repair, keep_marks=job.keep_marks)
    voice = _voice(job, norm.text, book, rules)
    if job.vertical and repair:
        norm = for_columns(norm, job.lang, rules)
    accents, rest = norm.ranges[: len(quote.accents)], norm.ranges[len(quote.accents) :]
    strong = (
        StrongParts(accents, heavier(voice, book))
        if quote.emphasis == "weight" and accents
        else NO_STRONG_PARTS
    )
    if strong.ranges and not strong.heavier:
        norm = norm._replace(notices=(*norm.notices, _no_weight(voice)))
    shaped = shape(norm.text, voice, book, vertical=job.vertical, strong=strong)
    cells = job.theme.device(Cells)
    in_grid = cells if job.vertical else None
    if in_grid:
        shaped = in_cells(shaped, in_grid.cell(1.0), book)
    rubies = moved(quote.rubies, rest, norm.text)
    notes = readings(shaped, rubies, voice, book)
    if quote.emphasis == "dots":
        notes = dots(shaped, accents, notes, voice, book)
    coloured = () if quote.emphasis == "dots" or strong.heavier else accents
    spaced = space(shaped, book, CELLS if in_grid else _manner(job, rules), notes)
    legal = [one for one in breaks(norm.text, voice.lang, rules) if not _inside_base(one.offset, rubies)]
    return QuoteLayout(norm, voice, spaced, map_breaks(spaced, legal), coloured, notes.room, rules)


def _manner(job: Job, rules: TypesettingRules) -> Manner:
    """Return how a quote is spaced; marks hang if the margin is wide enough for the largest of them."""
    room = job.frame.top if job.vertical else job.frame.left
    return display(rules, hang=job.largest / 2 <= room, trim=job.quote.trim)


def _voice(job: Job, text: str, book: FontBook, rules: TypesettingRules) -> Voice:
    role = book.whole_quote_role(text, job.theme.face, job.lang)
    columns = Columns(
        int(job.quote.digits), job.quote.capitals == "upright", job.theme.device(Cells) is not None
    )
    return Voice(role, job.lang, job.theme.weight, columns=columns, rules=rules)


def _no_weight(voice: Voice) -> Notice:
    return Notice(
        "emphasis", f"the {voice.role} face has no heavier weight: ==words== are set in the accent colour"
    )


def _inside_base(offset: int, rubies: list[Ruby]) -> bool:
    """Tell whether a break would divide a base that has one reading for all of it (JLREQ, group ruby)."""
    return any(ruby.start < offset < ruby.end and len(ruby.readings) == 1 for ruby in rubies)
