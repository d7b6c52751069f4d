"""The text stage: Job → Blocks. Normalise, itemise, shape, break, fit; then the attribution."""

from __future__ import annotations

import itertools
from contextlib import suppress
from functools import partial
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from quotecard.attribution import signature
from quotecard.errors import DoesNotFit
from quotecard.model import Block, Blocks, Notice, gap_below, sheet_pitch, translation_gap
from quotecard.page import ornaments
from quotecard.page.layout import QuoteLayout, lay_out, letters
from quotecard.page.translation import ShapedTranslation, shape_translation
from quotecard.text.breaks.costs import INSIDE_WORD, sentence_ends
from quotecard.text.chars import CJK_LANGS
from quotecard.text.line.block import BlockStyle, build_block
from quotecard.text.line.fit import STANZA_GAP, STANZA_LINES, FittedLines, Space, fit, snap
from quotecard.text.line.optimise import fewest_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from quotecard.fontbook import FontBook
    from quotecard.model import Job
    from quotecard.text.line.break_map import BreakMap

_SIDE_GAP = 1.6
"""em of the name kept between the quote and a signature at its side"""
_LINE_LENGTH_LEADING = 0.006
"""em of leading more for each em that lines are longer than a card's usual"""
_USUAL_LENGTH = 8.5
_SHORT_QUOTE, _LONG_QUOTE, _CALM = 11, 17, 0.77
"""Characters up to which a quote is set at the largest size, from which on at that part of it"""
_ROUNDING = 1e-6
_LATIN_LETTER = 0.45
_CORNER_SPACE = 0.6
"""em of a name in a corner kept clear about it"""
_VERSE_LINES = 4
"""Columns up to which a text is staggered"""
_LIMIT_STEP = 0.9
"""from one limit of a quote's size to the next, where it shares the card with its translation"""
_COMFORT = 0.05
"""of the card's mean side: a quote set smaller looks small in a feed"""


def typeset(job: Job, book: FontBook) -> Blocks:
    """Set all texts of a card. Raise DoesNotFit where the quote is too long at the smallest legible size."""
    text = lay_out(job, book)
    other = shape_translation(job, book)
    body, beside, signed, chosen = _set(job, text, other, book)
    over, lacking = ornaments.kicker(job, text.voice, book)
    return Blocks(
        quote=body,
        translation=beside,
        name=signed.name,
        role=signed.role,
        source=signed.source,
        place=signed.place,
        text=text.norm.text,
        cost=round(chosen.score, 3),
        seal=ornaments.seal(job, book),
        missing=(
            *text.spaced.shaped.missing,
            *signed.missing,
            *(other.small.missing if other else ()),
            *lacking,
        ),
        notices=(
            *job.notices,
            *text.norm.notices,
            *(other.notices if other else ()),
            *_face_notices(job, text.voice.role),
            *_break_notices(text.whole, chosen),
        ),
        kicker=over,
        marks=ornaments.marks(job, book),
    )


def chosen(job: Job, book: FontBook) -> tuple[QuoteLayout, FittedLines]:
    """Return what the lines and size of a quote are chosen from, and how: for `explain`; raises as `typeset`."""
    text = lay_out(job, book)
    return text, _set(job, text, shape_translation(job, book), book).chosen


class _Card(NamedTuple):
    """All blocks of a card, set to go with one another."""

    body: Block
    beside: Block | None
    signed: signature.Signature
    chosen: FittedLines


def _set(job: Job, text: QuoteLayout, other: ShapedTranslation | None, book: FontBook) -> _Card:
    """Set quote and attribution: the name where the theme asks for it, or below where it has no room there."""
    parts = signature.prepare(job, text.voice, book)
    mode = job.proportions.signature
    sign = partial(signature.sign, job, parts)
    if mode == "foot" or (mode == "slip" and job.theme.spine):
        return _with(job, text, other, partial(sign, mode))
    column = signature.upright_name(job, parts, text.voice, book)
    if column and not (mode == "corner" and (parts.role or parts.source)):
        # A quote that leaves no room at its side, or in a corner, may leave it below.
        with suppress(DoesNotFit):
            card = _with(job, text, other, partial(sign, "side" if mode == "side" else "head-corner", column))
            if mode == "side" and card.signed.column_height(job) <= card.body.height:
                return card
            if mode == "corner" and (place := corner(job, card.body, column)):
                return card._replace(signed=card.signed._replace(place=place))
    return _with(job, text, other, partial(sign, "below"))


def _with(
    job: Job, text: QuoteLayout, other: ShapedTranslation | None, sign: Callable[..., signature.Signature]
) -> _Card:
    # The attribution at its largest says what room the quote has; it is set again at its own size.
    body, beside, chosen = _together(job, text, other, sign())
    signed = sign(quote_size=body.size)
    _check_width(job, signed)
    return _Card(body, beside, signed, chosen)


def corner(job: Job, body: Block, name: Block) -> str:
    """Return the corner at the right where lines leave room for an upright name, or nothing."""
    space = _CORNER_SPACE * name.size
    room = job.frame.right - job.frame.left - name.width - space
    for place, beside in (
        ("head-corner", [line for line in body.lines if line.top < name.height + space]),
        (
            "foot-corner",
            [line for line in body.lines if line.top + body.size > body.height - name.height - space],
        ),
    ):
        if all(line.width <= room for line in beside):
            return place
    return ""


def _together(
    job: Job, text: QuoteLayout, other: ShapedTranslation | None, signed: signature.Signature
) -> tuple[Block, Block | None, FittedLines]:
    """Solve quote and translation together: the smaller the quote, the smaller what its translation needs.

    For each limit of the quote's size the translation takes the room it needs there; the limit that
    leaves the quote largest wins. Raise DoesNotFit where no limit leaves both legible.
    """
    limit = _largest(job, text)
    if other is None:
        chosen = _fitted(job, text, signed, limit)
        return _quote_block(job, text, chosen, signed.columns), None, chosen
    best: tuple[Block, FittedLines] | None = None
    while best is None or best[0].size < limit:
        need = _taken(job, other.beside(job, limit, _along(job, signed)), limit)
        try:
            chosen = _fitted(job, text, signed, limit, need)
        except DoesNotFit:
            if limit <= job.smallest:
                if best is None:
                    raise
                break
        else:
            body = _quote_block(job, text, chosen, signed.columns + _lines_beside(job, other, limit, signed))
            if best is None or body.size > best[0].size:
                best = (body, chosen)
        if limit <= job.smallest:
            break
        limit = max(limit * _LIMIT_STEP, job.smallest)
    assert best is not None  # the smallest limit raised where nothing fits
    body, chosen = best
    return body, other.beside(job, body.size, _along(job, signed)), chosen


def _lines_beside(job: Job, other: ShapedTranslation, limit: float, signed: signature.Signature) -> int:
    return len(other.beside(job, limit, _along(job, signed)).lines) if job.vertical else 0


def _taken(job: Job, beside: Block, size: float) -> float:
    """Return the px across the lines that a translation and its gap take."""
    if job.vertical and sheet_pitch(job):
        return len(beside.lines) * sheet_pitch(job) * size
    return translation_gap(job) * size + (beside.width if job.vertical else beside.height)


def _along(job: Job, signed: signature.Signature) -> float:
    """Return the px that a line may take."""
    if job.vertical:
        return job.box_height
    return job.box_width - (_side_width(job) if signed.place == "side" else 0.0)


def _check_width(job: Job, signed: signature.Signature) -> None:
    """Refuse an attribution with a word that no line of it can hold."""
    room = signature.room(job)
    for part in signed.parts:
        length = max((line.width for line in part.lines), default=0.0)
        if length > room + _ROUNDING:
            raise DoesNotFit(length, room, size_px=part.size, across=True)


def _fitted(
    job: Job, text: QuoteLayout, signed: signature.Signature, largest: float, taken: float = 0.0
) -> FittedLines:
    """Return the best setting of the quote at `largest` px or less; `taken` px across the lines are another's."""
    below = signed.below(job)
    tied = below and signed.place in ("below", "side")
    gap, least = gap_below(job) if tied else (0.0, 0.0)
    frame = job.frame
    across, room = (
        (job.box_width, frame.right - frame.left)
        if job.vertical
        else (job.box_height, frame.foot - frame.top)
    )
    within = Space(
        width=_along(job, signed),
        height=max(across - taken, 1.0),
        leading=_leading(job, text),
        room=max(room - taken, 1.0),
        below=below,
        gap=gap,
        gap_least=least,
        largest=largest,
        smallest=job.smallest,
        comfort=_comfort(job),
        letters=letters(job.lang),
        breadth=1.0 if job.vertical and not job.theme.cells else job.proportions.breadth,
        beside=text.room.before + text.room.after + _sheet_columns(job, signed),
        worth=job.proportions.worth,
        gaps=_may_gap(job),
    )
    found = fit(text.whole, within)
    if not found:
        raise _too_long(text, within)
    return found[0]


def _sheet_columns(job: Job, signed: signature.Signature) -> float:
    """Return em that the attribution's columns take on a ruled sheet, where each has a column of its own."""
    pitch = sheet_pitch(job) if job.vertical else 0.0
    return (signed.columns + 1) * pitch - 1 if pitch else 0.0


def _too_long(text: QuoteLayout, within: Space) -> DoesNotFit:
    """Say by how much, at the smallest size: a word that is too wide, or too many lines."""
    table, size = text.whole.table, within.smallest
    widest = max(end - start for start, end in zip(table.left, table.right[1:], strict=False))
    if widest * size > within.width:
        return DoesNotFit(widest * size, within.width, size_px=size, across=True)
    count = fewest_lines(table, within.width / size)
    needed = within.block_height(count) * size
    room = within.room - within.below - max(within.gap * size, within.gap_least)
    return DoesNotFit(needed, max(min(within.height, room), 0.0), size_px=size)


def _leading(job: Job, text: QuoteLayout) -> float:
    more = text.room.leading
    if job.vertical:
        return (sheet_pitch(job) or job.proportions.pitch) + more
    return more + (job.proportions.leading if job.lang in CJK_LANGS else job.proportions.latin_leading)


def _largest(job: Job, text: QuoteLayout) -> float:
    """Return the largest size in px: a short quote is set large, a longer one keeps its calm."""
    count = sum(map(str.isalnum, text.spaced.shaped.text)) * (1.0 if job.lang in CJK_LANGS else _LATIN_LETTER)
    if job.proportions.worth > 1:
        return max(job.largest, job.smallest)  # what is set as large as it goes is not calm
    over = (count - _SHORT_QUOTE) / (_LONG_QUOTE - _SHORT_QUOTE)
    most = job.proportions.largest * job.size.width * (1 - (1 - _CALM) * min(max(over, 0.0), 1.0))
    # On a very small card what is legible is larger than what is calm.
    return max(min(most, job.largest), job.smallest)


def _comfort(job: Job) -> float:
    return _COMFORT * sqrt(job.size.width * job.size.height)


def _side_width(job: Job) -> float:
    """Return the px that an upright name and its gap take at the side."""
    name = job.proportions.signature_max * job.unit
    column = job.theme.seal.side * job.unit if job.theme.seal and job.seal else name
    return column + name * _SIDE_GAP


def _may_gap(job: Job) -> bool:
    ruled = job.theme.border or job.theme.cells
    return "\n" not in job.quote.text and not ruled


def _quote_block(job: Job, text: QuoteLayout, chosen: FittedLines, others: int) -> Block:
    """Build the quote; `others` columns of a ruled sheet are taken by what goes with it."""
    size = snap(chosen.size, job.size.scale, job.smallest)
    short = min(max((chosen.lines.longest - _USUAL_LENGTH) * _LINE_LENGTH_LEADING, -0.04), 0.0)
    leading = _leading(job, text) + (0.0 if job.vertical else short)
    if job.vertical and job.theme.border:
        # The sheet's columns share its width.
        column = (job.frame.right - job.frame.left) / (chosen.lines.rows + others)
        leading = max(min(column / size, job.theme.border.widest), leading)
    gaps = _stanza_gaps(text, text.spaced.shaped.text, chosen) if _may_gap(job) else ()
    return build_block(
        text.whole,
        text.spaced,
        chosen.lines.nodes,
        BlockStyle(
            size,
            leading,
            accents=text.accents,
            gaps=gaps,
            centred=job.centred,
            before=text.room.before,
            stagger=_stagger(job, text, chosen, size),
        ),
    )


def _stagger(job: Job, text: QuoteLayout, chosen: FittedLines, size: float) -> tuple[float, ...]:
    """Return em by which the columns of a short verse begin later, one after the other, as far as there is room."""
    step, table, nodes = job.proportions.stagger, text.whole.table, chosen.lines.nodes
    if not step or not job.vertical or not 1 < chosen.lines.rows <= _VERSE_LINES:
        return ()
    lengths = [table.right[end] - table.left[start] for start, end in itertools.pairwise(nodes)]
    room = min(job.box_height / size - length for length in lengths)
    late = [step * at * (at + 1) / 2 for at in range(len(lengths))]
    most = max((over for over, length in zip(late, lengths, strict=True) if over), default=1.0)
    return tuple(over * min(1.0, max(room, 0.0) / most) for over in late)


def _stanza_gaps(text: QuoteLayout, words: str, chosen: FittedLines) -> tuple[float, ...]:
    """Let a long quote breathe at the sentence end, or before the elision, nearest its middle.

    Two that are equally near share the gap: three sentences of one length stay alike.
    """
    count = chosen.lines.rows
    if count <= STANZA_LINES:
        return ()
    offsets = [text.whole.offsets[node] for node in chosen.lines.nodes]
    ends = sentence_ends(words, offsets[1:-1])
    near = [
        line
        for line in range(2, count - 1)
        if offsets[line] in ends or words[offsets[line]] in "\u2026\u22ef"
    ]
    off = min((abs(line - count / 2) for line in near), default=0.0)
    chosen_lines = [line for line in near if abs(line - count / 2) == off]
    return tuple(STANZA_GAP / (1 + len(chosen_lines)) * 2 * (line in chosen_lines) for line in range(count))


def _face_notices(job: Job, role: str) -> tuple[Notice, ...]:
    if role == job.theme.face:
        return ()
    return (Notice("fallback", f"the {job.theme.face} face lacks a character of the quote: set in {role}"),)


def _break_notices(whole: BreakMap, chosen: FittedLines) -> tuple[Notice, ...]:
    inside = sum(whole.table.cost[node] >= INSIDE_WORD for node in chosen.lines.nodes[1:-1])
    return (Notice("break", f"{inside} of the line breaks may stand inside a word"),) if inside else ()
