"""Find lines and size of a quote in the room that its attribution and translation leave."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from quotecard.attribution.gap import attribution_gap
from quotecard.devices.divider import translation_gap
from quotecard.devices.ruled_sheet import ruled_sheet, sheet_pitch
from quotecard.errors import DoesNotFit
from quotecard.languages.known import language
from quotecard.page.quote_block import leading, may_gap, quote_block
from quotecard.text.line.fit import Space, fit
from quotecard.text.line.optimise import fewest_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.attribution.parts import Signed
    from quotecard.attribution.placement import Placement
    from quotecard.model import Block, Job
    from quotecard.page.layout import QuoteLayout
    from quotecard.page.translation import ShapedTranslation
    from quotecard.text.line.fit import FittedLines

_CALM = 0.77
"""fraction of the largest size: the limit for a long quote"""
_LATIN_LETTER = 0.45
"""Han characters that one Latin letter counts as"""
_LIMIT_STEP = 0.9
"""ratio of one limit of the quote's size to the one before, if the card has a translation"""
_COMFORT = 0.05
"""fraction of the card's mean side: a quote set smaller looks small in a feed"""


def fit_together(
    job: Job, text: QuoteLayout, other: ShapedTranslation | None, placement: Placement, signed: Signed
) -> tuple[Block, Block | None, FittedLines]:
    """Fit quote and translation together, since a smaller quote has a smaller translation.

    For each limit of the quote's size, the translation takes the room that it needs at that size. The limit at
    which the quote is largest is used. Raises DoesNotFit if no limit leaves both legible.
    """
    space = _space(job, text, placement, signed)
    if other is None:
        fitted = _fitted(text, space, space.largest)
        return quote_block(job, text, fitted, signed.columns), None, fitted
    along = _along(job, placement)
    best: tuple[Block, FittedLines] | None = None
    failure: DoesNotFit | None = None
    for limit in _limits(space.largest, job.smallest):
        if best and best[0].size >= limit:
            break
        beside = other.beside(job, limit, along)
        try:
            fitted = _fitted(text, space, limit, _taken(job, beside, limit))
        except DoesNotFit as error:
            failure = error
            continue
        body = quote_block(job, text, fitted, signed.columns + (len(beside.lines) if job.vertical else 0))
        if best is None or body.size > best[0].size:
            best = (body, fitted)
    if best is None:
        raise failure or DoesNotFit(1.0, 0.0, size_px=job.smallest)
    body, fitted = best
    return body, other.beside(job, body.size, along), fitted


def _limits(largest: float, smallest: float) -> Iterator[float]:
    """Yield limits of the quote's size in descending order, down to `smallest`; px per em."""
    limit = largest
    while limit > smallest:
        yield limit
        limit = max(limit * _LIMIT_STEP, smallest)
    yield limit


def _taken(job: Job, beside: Block, size: float) -> float:
    """Return what a translation and its gap take across the lines; px."""
    if job.vertical and sheet_pitch(job):
        return len(beside.lines) * sheet_pitch(job) * size
    return translation_gap(job) * size + (beside.width if job.vertical else beside.height)


def _along(job: Job, placement: Placement) -> float:
    """Return the greatest length of a line; px."""
    return job.box_height if job.vertical else job.box_width - placement.beside(job)


def _fitted(text: QuoteLayout, space: Space, largest: float, taken: float = 0.0) -> FittedLines:
    """Return the best setting at no more than `largest` px per em, with `taken` px across the lines reserved."""
    within = space._replace(
        largest=largest, height=max(space.height - taken, 1.0), room=max(space.room - taken, 1.0)
    )
    found = fit(text.whole, within)
    if not found:
        raise _too_long(text, within)
    return found[0]


def _space(job: Job, text: QuoteLayout, placement: Placement, signed: Signed) -> Space:
    """Return the space into which the quote is fitted, beside its attribution."""
    below = placement.taken(job, signed)
    gap, least = attribution_gap(job) if below and placement.tied else (0.0, 0.0)
    across, room = (job.box_width, job.frame.width) if job.vertical else (job.box_height, job.frame.height)
    ruled = ruled_sheet(job)
    celled = ruled is not None and ruled.cell(1.0) > 0
    return Space(
        width=_along(job, placement),
        height=across,
        leading=leading(job, text),
        room=room,
        below=below,
        gap=gap,
        gap_least=least,
        largest=_largest(job, text),
        smallest=job.smallest,
        comfort=_COMFORT * sqrt(job.size.width * job.size.height),
        letters=language(job.lang).script,
        breadth=1.0 if job.vertical and not celled else job.proportions.breadth,
        beside=text.room.before + text.room.after + _sheet_columns(job, signed),
        worth=job.proportions.worth,
        gaps=may_gap(job),
        rules=text.rules,
    )


def _sheet_columns(job: Job, signed: Signed) -> float:
    """Return the em that the attribution takes on a ruled sheet, where each line has a column of its own."""
    pitch = sheet_pitch(job) if job.vertical else 0.0
    return (signed.columns + 1) * pitch - 1 if pitch else 0.0


def _too_long(text: QuoteLayout, within: Space) -> DoesNotFit:
    """Return the error with the excess at the smallest size: of a word that is too wide, or of all lines."""
    table, size = text.whole.table, within.smallest
    widest = max(end - start for start, end in zip(table.left, table.right[1:], strict=False))
    if widest * size > within.width:
        return DoesNotFit(widest * size, within.width, size_px=size, across=True)
    count = fewest_lines(table, within.width / size)
    needed = within.block_height(count) * size
    room = within.room - within.below - max(within.gap * size, within.gap_least)
    return DoesNotFit(needed, max(min(within.height, room), 0.0), size_px=size)


def _largest(job: Job, text: QuoteLayout) -> float:
    """Return the largest size in px per em, which is lower for a long quote."""
    count = sum(map(str.isalnum, text.spaced.shaped.text)) * (
        1.0 if language(job.lang).is_cjk else _LATIN_LETTER
    )
    if job.proportions.worth > 1:
        return max(job.largest, job.smallest)  # a theme that favours size sets long quotes large too
    rules = text.rules
    over = (count - rules.short_quote) / (rules.long_quote - rules.short_quote)
    most = job.proportions.largest * job.size.width * (1 - (1 - _CALM) * min(max(over, 0.0), 1.0))
    # On a very small card the smallest legible size exceeds this limit.
    return max(min(most, job.largest), job.smallest)
