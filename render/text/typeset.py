"""The text stage: Job → Blocks. Normalise, itemise, shape, break, fit; then the attribution."""

from __future__ import annotations

import itertools
from contextlib import suppress
from functools import lru_cache
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from render.errors import DoesNotFit
from render.model import TRANSLATION_GAP, Block, Blocks, Choice, Notice, gap_below
from render.text import signature
from render.text.block import Setting, build
from render.text.breaks.costs import INSIDE_WORD, sentence_ends
from render.text.chars import CJK_LANGS
from render.text.fit import STANZA_GAP, STANZA_LINES, Fitted, Space, block_height, fit, snap
from render.text.layout import Layout, lay_out, letters
from render.text.line.optimise import fewest_lines
from render.text.translation import Translation, translation

if TYPE_CHECKING:
    from render.fontbook import FontBook
    from render.model import Job
    from render.text.line.strip import Cut

_SIDE_GAP = 1.6
"""em of the name kept between the quote and a signature at its side"""
_LINE_LENGTH_LEADING = 0.006
"""em of leading more for each em that lines are longer than a card's usual"""
_USUAL_LENGTH = 8.5
_SHORT_QUOTE, _LONG_QUOTE, _CALM = 11, 17, 0.77
"""Characters up to which a quote is set at the largest size, from which on at that part of it"""
_ROUNDING = 1e-6
_LATIN_LETTER = 0.45
_LIMIT_STEP = 0.9
"""from one limit of a quote's size to the next, where it shares the card with its translation"""
_COMFORT = 0.05
"""of the card's mean side: a quote set smaller looks small in a feed"""


def typeset(job: Job, book: FontBook) -> Blocks:
    """Set all texts of a card. Raise DoesNotFit where the quote is too long at the smallest legible size."""
    text = lay_out(job, book)
    other = translation(job, book)
    body, beside, signed, choices = _set(job, text, other, book)
    return Blocks(
        quote=body,
        translation=beside,
        name=signed.name,
        role=signed.role,
        source=signed.source,
        upright=signed.upright,
        text=text.norm.text,
        seal=_seal_outline(job, book),
        missing=(*text.spaced.shaped.missing, *signed.missing, *(other.small.missing if other else ())),
        notices=(
            *job.notices,
            *text.norm.notices,
            *(other.notices if other else ()),
            *_face_notices(job, text.voice.role),
            *_break_notices(text.whole, choices[0]),
        ),
        alternatives=tuple(_choice(text, one, job) for one in choices),
    )


class _Card(NamedTuple):
    """All blocks of a card, set to go with one another."""

    body: Block
    beside: Block | None
    signed: signature.Signature
    choices: list[Fitted]


def _set(job: Job, text: Layout, other: Translation | None, book: FontBook) -> _Card:
    """Set quote and attribution: with the name at the side where the theme asks and the quote is high enough."""
    parts = signature.prepare(job, text.voice, book)
    column = signature.upright_name(job, parts, text.voice, book)
    if column:
        # A quote that leaves no room at its side may leave it below.
        with suppress(DoesNotFit):
            card = _with(job, text, other, parts, column)
            if card.signed.column_height(job) <= card.body.height:
                return card
    return _with(job, text, other, parts, None)


def _with(
    job: Job, text: Layout, other: Translation | None, parts: signature.Parts, column: Block | None
) -> _Card:
    # The attribution at its largest says what room the quote has; it is set again at its own size.
    body, beside, choices = _together(job, text, other, signature.sign(job, parts, column))
    signed = signature.sign(job, parts, column, body.size)
    _check_width(job, signed)
    return _Card(body, beside, signed, choices)


def _together(
    job: Job, text: Layout, other: Translation | None, signed: signature.Signature
) -> tuple[Block, Block | None, list[Fitted]]:
    """Solve quote and translation together: the smaller the quote, the smaller what its translation needs.

    For each limit of the quote's size the translation takes the room it needs there; the limit that
    leaves the quote largest wins. Raise DoesNotFit where no limit leaves both legible.
    """
    limit = _largest(job, text)
    if other is None:
        choices = _fitted(job, text, signed, limit)
        return _quote_block(job, text, choices[0]), None, choices
    best: tuple[Block, list[Fitted]] | None = None
    while best is None or best[0].size < limit:
        need = _taken(job, other.beside(job, limit, _along(job, signed)), limit)
        try:
            choices = _fitted(job, text, signed, limit, need)
        except DoesNotFit:
            if limit <= job.smallest:
                if best is None:
                    raise
                break
        else:
            body = _quote_block(job, text, choices[0])
            if best is None or body.size > best[0].size:
                best = (body, choices)
        if limit <= job.smallest:
            break
        limit = max(limit * _LIMIT_STEP, job.smallest)
    assert best is not None  # the smallest limit raised where nothing fits
    body, choices = best
    return body, other.beside(job, body.size, _along(job, signed)), choices


def _taken(job: Job, beside: Block, size: float) -> float:
    """Return the px across the lines that a translation and its gap take."""
    return TRANSLATION_GAP * size + (beside.width if job.vertical else beside.height)


def _along(job: Job, signed: signature.Signature) -> float:
    """Return the px that a line may take."""
    if job.vertical:
        return job.box_height
    return job.box_width - (_side_width(job) if signed.upright else 0.0)


def _check_width(job: Job, signed: signature.Signature) -> None:
    """Refuse an attribution with a word that no line of it can hold."""
    for part in (signed.name, signed.role, signed.source):
        length = max((line.width for line in part.lines), default=0.0) if part else 0.0
        room = job.box_height if job.vertical else job.box_width
        if part and length > room + _ROUNDING:
            raise DoesNotFit(length, room, size_px=part.size, across=True)


def _fitted(
    job: Job, text: Layout, signed: signature.Signature, largest: float, taken: float = 0.0
) -> list[Fitted]:
    """Return the settings of the quote at `largest` px or less; `taken` px across the lines are another's."""
    below = signed.below(job)
    gap, least = gap_below(job)
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
        gap=gap if below else 0.0,
        gap_least=least if below else 0.0,
        largest=largest,
        smallest=job.smallest,
        comfort=_comfort(job),
        letters=letters(job.lang),
        breadth=1.0 if job.vertical else job.proportions.breadth,
        beside=text.room.before + text.room.after,
    )
    gaps = _may_gap(job)
    found = fit(text.whole, within, gaps=gaps)
    if not found:
        raise _too_long(text, within, gaps=gaps)
    return found


def _too_long(text: Layout, within: Space, *, gaps: bool) -> DoesNotFit:
    """Say by how much, at the smallest size: a word that is too wide, or too many lines."""
    strip, size = text.whole.strip, within.smallest
    widest = max(end - start for start, end in zip(strip.left, strip.right[1:], strict=False))
    if widest * size > within.width:
        return DoesNotFit(widest * size, within.width, size_px=size, across=True)
    count = fewest_lines(strip, within.width / size)
    needed = (block_height(count, within.leading, gaps=gaps) + within.beside) * size
    room = within.room - within.below - max(within.gap * size, within.gap_least)
    return DoesNotFit(needed, max(min(within.height, room), 0.0), size_px=size)


def _leading(job: Job, text: Layout) -> float:
    more = text.room.leading
    if job.vertical:
        return job.proportions.pitch + more
    return more + (job.proportions.leading if job.lang in CJK_LANGS else job.proportions.latin_leading)


def _largest(job: Job, text: Layout) -> float:
    """Return the largest size in px: a short quote is set large, a longer one keeps its calm."""
    count = sum(map(str.isalnum, text.spaced.shaped.text)) * (1.0 if job.lang in CJK_LANGS else _LATIN_LETTER)
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
    return "\n" not in job.quote.text


def _quote_block(job: Job, text: Layout, chosen: Fitted) -> Block:
    size = snap(chosen.size, job.size.scale, job.smallest)
    short = min(max((chosen.lines.longest - _USUAL_LENGTH) * _LINE_LENGTH_LEADING, -0.04), 0.0)
    leading = _leading(job, text) + (0.0 if job.vertical else short)
    gaps = _stanza_gaps(text, text.spaced.shaped.text, chosen) if _may_gap(job) else ()
    return build(
        text.whole,
        text.spaced,
        chosen.lines.nodes,
        Setting(
            size,
            leading,
            accents=text.accents,
            gaps=gaps,
            centred=job.centred,
            before=text.room.before,
        ),
    )


def _stanza_gaps(text: Layout, words: str, chosen: Fitted) -> tuple[float, ...]:
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


def _seal_outline(job: Job, book: FontBook) -> tuple[tuple[tuple[float, float], ...], ...]:
    return _outline(job.seal, job.lang, book) if job.seal else ()


@lru_cache(maxsize=1024)
def _outline(char: str, lang: str, book: FontBook) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Return the contours of a seal's character: a batch has few authors, and curves are dear to cut."""
    face = book.find(char, "ming", lang)
    return face.outline(face.glyph(char)) if face else ()


def _face_notices(job: Job, role: str) -> tuple[Notice, ...]:
    if role == job.theme.face:
        return ()
    return (Notice("fallback", f"the {job.theme.face} face lacks a character of the quote: set in {role}"),)


def _break_notices(whole: Cut, chosen: Fitted) -> tuple[Notice, ...]:
    inside = sum(whole.strip.cost[node] >= INSIDE_WORD for node in chosen.lines.nodes[1:-1])
    return (Notice("break", f"{inside} of the line breaks may stand inside a word"),) if inside else ()


def _choice(text: Layout, one: Fitted, job: Job) -> Choice:
    offsets = [text.whole.offsets[node] for node in one.lines.nodes]
    words = text.spaced.shaped.text
    lines = tuple(words[a:b].strip(" \n") for a, b in itertools.pairwise(offsets))
    return Choice(lines, snap(one.size, job.size.scale, job.smallest), round(one.score, 3))
