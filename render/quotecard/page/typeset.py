"""The first half of the page stage: Job → Blocks. Lays out the quote, fits lines and size, sets the attribution."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from quotecard.attribution import candidates
from quotecard.devices import devices_of
from quotecard.errors import DoesNotFit
from quotecard.model import Block, Blocks, Measured, Notice
from quotecard.page.fit_quote import fit_together
from quotecard.page.layout import QuoteLayout, lay_out
from quotecard.page.translation import ShapedTranslation, shape_translation
from quotecard.text.breaks.costs import INSIDE_WORD
from quotecard.text.rules import RULES

if TYPE_CHECKING:
    from quotecard.attribution.parts import ShapedParts, Signed
    from quotecard.attribution.placement import Placement
    from quotecard.fontbook import FontBook
    from quotecard.model import Job
    from quotecard.text.line.break_map import BreakMap
    from quotecard.text.line.fit import FittedLines
    from quotecard.text.rules import TypesettingRules

_ROUNDING = 1e-6
"""px by which a line of the attribution may exceed its room, for rounding errors"""
_NOTHING = Measured()


def typeset(job: Job, book: FontBook, rules: TypesettingRules = RULES) -> Blocks:
    """Set all texts of a card. Raises DoesNotFit if the quote is too long at the smallest legible size."""
    text = lay_out(job, book, rules)
    other = shape_translation(job, book)
    card = _set(job, text, other, book)
    signed = card.signed
    measured = {one.key: one.measure(job, text.voice, book) for one in devices_of(job.theme)}
    return Blocks(
        quote=card.body,
        translation=card.beside,
        name=signed.name,
        role=signed.role,
        source=signed.source,
        place=signed.place,
        text=text.norm.text,
        cost=round(card.fitted.score, 3),
        missing=(
            *text.spaced.shaped.missing,
            *card.parts.missing,
            *(other.small.missing if other else ()),
            *(char for one in measured.values() for char in one.missing),
        ),
        notices=(
            *job.notices,
            *text.norm.notices,
            *(other.notices if other else ()),
            *_face_notices(job, text.voice.role),
            *_break_notices(text.whole, card.fitted),
        ),
        measured={key: one for key, one in measured.items() if one != _NOTHING},
    )


def chosen(job: Job, book: FontBook) -> tuple[QuoteLayout, FittedLines]:
    """Return a quote's layout and the lines chosen from it, for `explain`. Raises the errors of `typeset`."""
    text = lay_out(job, book)
    return text, _set(job, text, shape_translation(job, book), book).fitted


class _SetCard(NamedTuple):
    """All blocks of a card, set together."""

    body: Block
    beside: Block | None
    """the translation"""
    parts: ShapedParts
    signed: Signed
    fitted: FittedLines


def _set(job: Job, text: QuoteLayout, other: ShapedTranslation | None, book: FontBook) -> _SetCard:
    """Set quote and attribution, with the first placement for which the quote leaves room."""
    placements = candidates(job)
    parts = placements[0].shape(job, text.voice, book)
    for placement in placements[:-1]:
        trial = _Trial(placement, parts, placement.column(job, parts, text.voice, book))
        if placement.can_stand(parts, trial.column):
            with suppress(DoesNotFit):
                card = _with(job, text, other, trial)
                if signed := placement.accepts(job, card.body, card.signed):
                    return card._replace(signed=signed)
    return _with(job, text, other, _Trial(placements[-1], parts))


class _Trial(NamedTuple):
    """A placement of the attribution to try."""

    placement: Placement
    parts: ShapedParts
    column: Block | None = None
    """the name, if it stands upright beside lines"""


def _with(job: Job, text: QuoteLayout, other: ShapedTranslation | None, trial: _Trial) -> _SetCard:
    placement, parts, column = trial
    # The attribution at its largest determines the quote's room; it is then set again at its final size.
    largest = placement.sign(job, parts, column)
    body, beside, fitted = fit_together(job, text, other, placement, largest)
    signed = placement.sign(job, parts, column, body.size)
    _check_width(job, placement, signed)
    return _SetCard(body, beside, parts, signed, fitted)


def _check_width(job: Job, placement: Placement, signed: Signed) -> None:
    """Raise DoesNotFit if a word of the attribution is longer than its lines."""
    room = placement.line_room(job)
    for part in signed.parts:
        length = max((line.width for line in part.lines), default=0.0)
        if length > room + _ROUNDING:
            raise DoesNotFit(length, room, size_px=part.size, across=True)


def _face_notices(job: Job, role: str) -> tuple[Notice, ...]:
    if role == job.theme.face:
        return ()
    return (
        Notice(
            "fallback",
            f"the {job.theme.face} face lacks a character of the quote: all of it is set in {role}",
        ),
    )


def _break_notices(whole: BreakMap, fitted: FittedLines) -> tuple[Notice, ...]:
    inside = sum(whole.table.cost[node] >= INSIDE_WORD for node in fitted.lines.nodes[1:-1])
    return (Notice("break", f"{inside} of the line breaks may be inside a word"),) if inside else ()
