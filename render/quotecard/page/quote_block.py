"""Build the block of the quote: its leading, gaps at sentence ends, and staggered columns."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from quotecard.devices.ruled_sheet import ruled_sheet, sheet_pitch
from quotecard.languages.known import language
from quotecard.text.breaks.costs import sentence_ends
from quotecard.text.line.block import BlockStyle, build_block
from quotecard.text.line.fit import STANZA_LINES, snap

if TYPE_CHECKING:
    from quotecard.model import Block, Job
    from quotecard.page.layout import QuoteLayout
    from quotecard.text.line.fit import FittedLines

_LINE_LENGTH_LEADING = 0.006
"""em of leading per em of difference between the longest line and the usual length"""
_USUAL_LENGTH = 8.5
"""em, usual length of the longest line"""
_LEAST_MORE = -0.04
"""em: the most by which short lines stand closer"""
_VERSE_LINES = 4
"""the most columns of a text that is staggered"""


def quote_block(job: Job, text: QuoteLayout, fitted: FittedLines, others: int) -> Block:
    """Return the quote as set; other texts take `others` columns of a ruled sheet."""
    size = snap(fitted.size, job.size.scale, job.smallest)
    gaps = _stanza_gaps(text, text.spaced.shaped.text, fitted) if may_gap(job) else ()
    style = BlockStyle(
        size,
        _set_leading(job, text, fitted, others, size),
        accents=text.accents,
        gaps=gaps,
        centred=job.centred,
        before=text.room.before,
        stagger=_stagger(job, text, fitted, size),
    )
    return build_block(text.whole, text.spaced, fitted.lines.nodes, style)


def leading(job: Job, text: QuoteLayout) -> float:
    """Return the em from line to line, or from column to column, including readings."""
    more = text.room.leading
    if job.vertical:
        return (sheet_pitch(job) or job.proportions.pitch) + more
    return more + (job.proportions.leading if language(job.lang).is_cjk else job.proportions.latin_leading)


def _set_leading(job: Job, text: QuoteLayout, fitted: FittedLines, others: int, size: float) -> float:
    """Return the leading of the chosen lines in em: columns share the width of a sheet, short lines stand closer."""
    least, ruled = leading(job, text), ruled_sheet(job)
    if not job.vertical:
        return least + min(
            max((fitted.lines.longest - _USUAL_LENGTH) * _LINE_LENGTH_LEADING, _LEAST_MORE), 0.0
        )
    return ruled.pitch(job.frame.width, fitted.lines.rows + others, size, least) if ruled else least


def may_gap(job: Job) -> bool:
    """Tell whether sentence ends may get a gap: not if the text has line feeds, nor on a ruled sheet."""
    return "\n" not in job.quote.text and not ruled_sheet(job)


def _stagger(job: Job, text: QuoteLayout, fitted: FittedLines, size: float) -> tuple[float, ...]:
    """Return the em by which each column of a short verse begins lower, reduced if there is too little room."""
    step, table, nodes = job.proportions.stagger, text.whole.table, fitted.lines.nodes
    if not step or not job.vertical or not 1 < fitted.lines.rows <= _VERSE_LINES:
        return ()
    lengths = [table.right[end] - table.left[start] for start, end in itertools.pairwise(nodes)]
    room = min(job.box_height / size - length for length in lengths)
    late = [step * at * (at + 1) / 2 for at in range(len(lengths))]
    most = max((over for over, length in zip(late, lengths, strict=True) if over), default=1.0)
    return tuple(over * min(1.0, max(room, 0.0) / most) for over in late)


def _stanza_gaps(text: QuoteLayout, words: str, fitted: FittedLines) -> tuple[float, ...]:
    """Return the gap after each line: in a long quote, one at the sentence end, or before the ellipsis, nearest its middle.

    If two are equally near, both get a smaller gap, so that three sentences of one length are treated alike.
    """
    count = fitted.lines.rows
    if count <= STANZA_LINES:
        return ()
    offsets = [text.whole.offsets[node] for node in fitted.lines.nodes]
    ends = sentence_ends(words, offsets[1:-1])
    near = [
        line
        for line in range(2, count - 1)
        if offsets[line] in ends or words[offsets[line]] in "\u2026\u22ef"
    ]
    off = min((abs(line - count / 2) for line in near), default=0.0)
    chosen_lines = [line for line in near if abs(line - count / 2) == off]
    return tuple(
        text.rules.stanza_gap / (1 + len(chosen_lines)) * 2 * (line in chosen_lines) for line in range(count)
    )
