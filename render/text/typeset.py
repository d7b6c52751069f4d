"""The text stage: Job → Blocks. Normalise, itemise, shape, break, fit; then the attribution."""

from __future__ import annotations

import itertools
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from render.errors import DoesNotFit
from render.model import Block, Blocks, Choice, Notice, gap_below
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

if TYPE_CHECKING:
    from render.fontbook import FontBook
    from render.model import Job
    from render.text.line.spacing import Spaced

_SIDE_GAP = 1.6
"""em of the name kept between the quote and a signature at its side"""
_LINE_LENGTH_LEADING = 0.006
"""em of leading more for each em that lines are longer than a card's usual"""
_USUAL_LENGTH = 8.5
_SHORT_QUOTE, _LONG_QUOTE, _CALM = 11, 17, 0.77
"""Characters up to which a quote is set at the largest size, from which on at that part of it"""
_NO_LIMIT = 1e6
_ROUNDING = 1e-6
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
    text = _shape(norm, voice, book)
    body, signed, choices = _set(job, text, norm, voice, book)
    return Blocks(
        quote=body,
        name=signed.name,
        role=signed.role,
        source=signed.source,
        upright=signed.upright,
        text=norm.text,
        seal=_seal_outline(job, book),
        missing=(*text.spaced.shaped.missing, *signed.missing),
        notices=(
            *job.notices,
            *norm.notices,
            *_face_notices(job, role),
            *_break_notices(text.whole, choices[0]),
        ),
        alternatives=tuple(_choice(text, one, job) for one in choices),
    )


def _set(
    job: Job, text: _Text, norm: Normalised, voice: Voice, book: FontBook
) -> tuple[Block, signature.Signature, list[Fitted]]:
    """Set quote and attribution: with the name at the side where the theme asks and the quote is high enough."""
    words = signature.words(job.quote, job.lang, dash=job.dash)
    for upright in (True, False) if job.proportions.signature == "side" else (False,):
        # The attribution at its largest says what room the quote has; it is set again at its own size.
        signed = signature.sign(job, voice, words, _NO_LIMIT, book, upright=upright)
        if upright and not signed.upright:
            continue
        try:
            choices = _fitted(job, text, signed)
        except DoesNotFit:
            if upright:
                continue  # a quote that leaves no room at its side may leave it below
            raise
        body = _quote_block(job, text, norm, choices[0])
        signed = signature.sign(job, voice, words, body.size, book, upright=upright)
        if not upright or signed.column_height(job) <= body.height:
            break
    _check_width(job, signed)
    return body, signed, choices


def _check_width(job: Job, signed: signature.Signature) -> None:
    """Refuse an attribution with a word that no line of it can hold."""
    for part in (signed.name, signed.role, signed.source):
        if part and part.width > job.box_width + _ROUNDING:
            raise DoesNotFit(part.width, job.box_width, size_px=part.size, across=True)


class _Text(NamedTuple):
    spaced: Spaced
    whole: Cut


def _shape(norm: Normalised, voice: Voice, book: FontBook) -> _Text:
    spaced = space(shape(norm.text, voice, book), book)
    return _Text(spaced, cut(spaced, breaks(norm.text, voice.lang)))


def _fitted(job: Job, text: _Text, signed: signature.Signature) -> list[Fitted]:
    han = job.lang in CJK_LANGS
    below = signed.below(job)
    gap, least = gap_below(job)
    within = Space(
        width=job.box_width - (_side_width(job) if signed.upright else 0.0),
        height=job.box_height,
        leading=job.proportions.leading if han else job.proportions.latin_leading,
        room=job.frame.foot - job.frame.top,
        below=below,
        gap=gap if below else 0.0,
        gap_least=least if below else 0.0,
        largest=_largest(job, text, latin=not han),
        smallest=job.smallest,
        comfort=_comfort(job),
        letters=_letters(job.lang),
        breadth=job.proportions.breadth,
    )
    gaps = _may_gap(job)
    found = fit(text.whole, within, gaps=gaps)
    if not found:
        raise _too_long(text, within, gaps=gaps)
    return found


def _too_long(text: _Text, within: Space, *, gaps: bool) -> DoesNotFit:
    """Say by how much, at the smallest size: a word that is too wide, or too many lines."""
    strip, size = text.whole.strip, within.smallest
    widest = max(end - start for start, end in zip(strip.left, strip.right[1:], strict=False))
    if widest * size > within.width:
        return DoesNotFit(widest * size, within.width, size_px=size, across=True)
    needed = block_height(fewest_lines(strip, within.width / size), within.leading, gaps=gaps) * size
    room = within.room - within.below - max(within.gap * size, within.gap_least)
    return DoesNotFit(needed, max(min(within.height, room), 0.0), size_px=size)


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
    """Return the px that an upright name and its gap take at the side."""
    name = job.proportions.signature_max * job.unit
    column = job.theme.seal.side * job.unit if job.theme.seal and job.seal else name
    return column + name * _SIDE_GAP


def _may_gap(job: Job) -> bool:
    return "\n" not in job.quote.text


def _quote_block(job: Job, text: _Text, norm: Normalised, chosen: Fitted) -> Block:
    han = job.lang in CJK_LANGS
    size = snap(chosen.size, job.size.scale, job.smallest)
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


def _seal_outline(job: Job, book: FontBook) -> tuple[tuple[tuple[float, float], ...], ...]:
    face = book.find(job.seal, "ming", job.lang) if job.seal else None
    return face.outline(face.glyph(job.seal)) if face else ()


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
    return Choice(lines, snap(one.size, job.size.scale, job.smallest), round(one.score, 3))
