"""The text stage: Job → Blocks. Normalise, itemise, shape, break, fit; then the attribution."""

from __future__ import annotations

import itertools
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from render.errors import DoesNotFit
from render.model import ATTRIBUTION_ROW, COLUMN_GAP, RULE_TO_NAME, Block, Blocks, Choice, Notice
from render.text import signature
from render.text.block import Setting, build
from render.text.breaks.costs import breaks, sentence_ends
from render.text.chars import CJK_LANGS
from render.text.fit import STANZA_GAP, STANZA_LINES, Fitted, Space, block_height, fit, snap
from render.text.itemise import Voice
from render.text.line.optimise import fewest_lines
from render.text.line.spacing import space
from render.text.line.strip import Cut, cut
from render.text.normalise import Normalised, normalise
from render.text.shape import shape
from render.text.stack import stack

if TYPE_CHECKING:
    from render.fontbook import FontBook
    from render.model import Job
    from render.text.line.spacing import Spaced

_SIDE_GAP = 2.0
"""em of the name kept between the quote and a signature at its side"""
_LINE_LENGTH_LEADING = 0.006
"""em of leading more for each em that lines are longer than a card's usual"""
_USUAL_LENGTH = 8.5
_SHORT_QUOTE, _LONG_QUOTE, _CALM = 11, 17, 0.77
"""Characters up to which a quote is set at the largest size, from which on at that part of it"""
_NO_LIMIT = 1e6
_LATIN_LETTER = 0.45
_COMFORT = 0.05
"""of the card's mean side: a quote set smaller looks small in a feed"""


def typeset(job: Job, book: FontBook) -> Blocks:
    """Set all texts of a card. Raise DoesNotFit where the quote is too long at the smallest legible size."""
    quote = job.quote
    repair = quote.punctuation == "repair"
    norm = normalise(quote.text, quote.accents, job.lang, repair=repair, keep_marks=job.keep_marks)
    role = book.whole_quote_role(norm.text, job.theme.face, job.lang)
    voice = Voice(role, job.lang, job.theme.weight)
    words = signature.words(quote, job.lang, dash=job.dash)
    upright = job.proportions.signature == "side" and _stands(job, voice, words, book)
    text = _shape(norm, voice, book)
    # The attribution at its largest says what room the quote has; it is set again at its own size.
    largest = _attribution(job, voice, words, _NO_LIMIT, book, upright=upright)
    choices = _fitted(job, text, 0.0 if upright else _hanging(job, largest), upright=upright)
    body = _quote_block(job, text, norm, choices[0])
    name, role_block, source, missing = _attribution(job, voice, words, body.size, book, upright=upright)
    return Blocks(
        body, name, role_block, source, upright, norm.text,
        seal=_seal_outline(job, book),
        missing=(*text.spaced.shaped.missing, *missing),
        notices=(*job.notices, *norm.notices, *_face_notices(job, role), *_break_notices(text.whole, choices[0])),
        alternatives=tuple(_choice(text, one, job) for one in choices),
    )  # fmt: skip


class _Text(NamedTuple):
    spaced: Spaced
    whole: Cut


def _shape(norm: Normalised, voice: Voice, book: FontBook) -> _Text:
    spaced = space(shape(norm.text, voice, book), book)
    return _Text(spaced, cut(spaced, breaks(norm.text, voice.lang)))


def _fitted(job: Job, text: _Text, below: float, *, upright: bool) -> list[Fitted]:
    han = job.lang in CJK_LANGS
    width = job.box_width - (_side_width(job) if upright else 0.0)
    leading = job.proportions.leading if han else job.proportions.latin_leading
    gap = job.theme.rule.gap if job.theme.rule else job.proportions.signature_gap
    within = Space(
        width=width,
        height=job.box_height,
        leading=leading,
        room=job.frame.foot - job.frame.top,
        below=below,
        below_em=gap if below else 0.0,
        largest=_largest(job, text, latin=not han),
        smallest=job.smallest,
        comfort=_comfort(job),
        letters=_letters(job.lang),
        breadth=job.proportions.breadth,
    )
    found = fit(text.whole, within, gaps=_may_gap(job))
    if not found:
        raise _too_long(text, within)
    return found


def _too_long(text: _Text, within: Space) -> DoesNotFit:
    """Say by how much, at the smallest size: a word that is too wide, or too many lines."""
    strip, size = text.whole.strip, within.smallest
    widest = max(end - start for start, end in zip(strip.left, strip.right[1:], strict=False))
    if widest * size > within.width:
        return DoesNotFit(widest * size, within.width, size_px=size, across=True)
    rows = fewest_lines(strip, within.width / size)
    return DoesNotFit(block_height(rows, within.leading, gaps=False) * size, within.height, size_px=size)


def _letters(lang: str) -> str:
    if lang == "ko":
        return "hangul"
    return "han" if lang in CJK_LANGS else "latin"


def _largest(job: Job, text: _Text, *, latin: bool) -> float:
    """Return the largest size in px: a short quote is set large, a longer one keeps its calm."""
    letters = sum(map(str.isalnum, text.spaced.shaped.text)) * (_LATIN_LETTER if latin else 1.0)
    over = (letters - _SHORT_QUOTE) / (_LONG_QUOTE - _SHORT_QUOTE)
    return job.largest * (1 - (1 - _CALM) * min(max(over, 0.0), 1.0))


def _comfort(job: Job) -> float:
    return _COMFORT * sqrt(job.size.width * job.size.height)


def _side_width(job: Job) -> float:
    """Return the px that a vertical signature and its gap take at the side."""
    name = job.proportions.signature_max * job.unit
    column = job.theme.seal.side * job.unit if job.theme.seal and job.seal else name
    details = (
        (bool(job.quote.role) + bool(job.quote.source or job.quote.date)) * name * _DETAIL * (1 + COLUMN_GAP)
    )
    return column + details + name * _SIDE_GAP


def _may_gap(job: Job) -> bool:
    return "\n" not in job.quote.text


def _quote_block(job: Job, text: _Text, norm: Normalised, chosen: Fitted) -> Block:
    han = job.lang in CJK_LANGS
    size = snap(chosen.size, job.size.scale)
    base = job.proportions.leading if han else job.proportions.latin_leading
    leading = base + min(max((chosen.lines.longest - _USUAL_LENGTH) * _LINE_LENGTH_LEADING, -0.04), 0.0)
    gaps = _stanza_gaps(text, norm.text, chosen) if _may_gap(job) else ()
    return build(
        text.whole, text.spaced, chosen.lines.nodes, Setting(size, leading, accents=norm.accents, gaps=gaps)
    )


def _stanza_gaps(text: _Text, words: str, chosen: Fitted) -> tuple[float, ...]:
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


def _signature_size(job: Job, quote_size: float) -> float:
    shape = job.proportions
    size = shape.signature_scale * quote_size
    return float(round(min(max(size, shape.signature_min * job.unit), shape.signature_max * job.unit)))


_DETAIL = 0.82
"""Role and source, of the name's size, where that still reads."""
_DETAIL_LEAST = 28.0
"""px on a card 1080 wide"""


def _stands(job: Job, voice: Voice, words: signature.Words, book: FontBook) -> bool:
    """Tell whether the whole attribution can stand upright at the side, within the margins."""
    size = job.proportions.signature_min * job.unit
    parts = [part for part in (words.name, words.role, words.source) if part]
    columns = [stack(part, voice, size, job.theme.tracking, book) for part in parts]
    room = (
        job.box_height - (job.theme.seal.side + job.theme.seal.gap) * job.unit
        if job.theme.seal
        else job.box_height
    )
    return bool(words.name) and all(one is not None and one.height <= room for one in columns)


def _attribution(
    job: Job, voice: Voice, words: signature.Words, quote_size: float, book: FontBook, *, upright: bool
) -> tuple[Block | None, Block | None, Block | None, tuple[str, ...]]:
    """Return name, role and source as blocks, and what no face sets."""
    name_size = _signature_size(job, quote_size)
    if upright:
        name_size = job.proportions.signature_max * job.unit
    detail = float(round(min(max(name_size * _DETAIL, _DETAIL_LEAST * job.unit), name_size)))
    missing: list[str] = []

    def part(text: str, size: float, tracking: float, *, italic: bool = False) -> Block | None:
        if not text:
            return None
        if upright:
            return stack(text, voice, size, tracking, book)
        own = Voice(voice.role, voice.lang, voice.weight, italic)
        block, lacking = signature.set_part(text, own, size, job.box_width, book, tracking=tracking)
        missing.extend(lacking)
        return block

    latin = job.lang not in CJK_LANGS
    name = part(words.name, name_size, signature.tracked(words.name, job.theme.tracking))
    role = part(words.role, detail, 0.06 if upright else 0.0)
    source = part(words.source, detail, 0.06 if upright else 0.0, italic=latin)
    return name, role, source, tuple(missing)


def _seal_outline(job: Job, book: FontBook) -> tuple[tuple[tuple[float, float], ...], ...]:
    face = book.find(job.seal, "ming", job.lang) if job.seal else None
    return face.outline(face.glyph(job.seal)) if face else ()


def _hanging(job: Job, parts: tuple[Block | None, Block | None, Block | None, tuple[str, ...]]) -> float:
    """Return the px that the attribution takes below the quote at most: each part on a row of its own."""
    blocks = [part for part in parts[:3] if part]
    seal = (
        (job.theme.seal.side - job.proportions.signature_min) * job.unit
        if job.theme.seal and job.seal
        else 0.0
    )
    rule = blocks[0].size * RULE_TO_NAME if blocks and job.theme.rule else 0.0
    return sum(block.height + (ATTRIBUTION_ROW - 1) * block.size for block in blocks) + seal / 2 + rule


def _face_notices(job: Job, role: str) -> tuple[Notice, ...]:
    if role == job.theme.face:
        return ()
    return (Notice("fallback", f"the {job.theme.face} face lacks a character of the quote: set in {role}"),)


def _break_notices(whole: Cut, chosen: Fitted) -> tuple[Notice, ...]:
    inside = sum(whole.strip.cost[node] >= 3.0 for node in chosen.lines.nodes[1:-1])
    return (Notice("break", f"{inside} of the line breaks may stand inside a word"),) if inside else ()


def _choice(text: _Text, one: Fitted, job: Job) -> Choice:
    offsets = [text.whole.offsets[node] for node in one.lines.nodes]
    words = text.spaced.shaped.text
    lines = tuple(words[a:b].strip(" \n") for a, b in itertools.pairwise(offsets))
    return Choice(lines, snap(one.size, job.size.scale), round(one.score, 3))
