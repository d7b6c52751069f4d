"""Place the texts of a card in lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecard.attribution import placement_at
from quotecard.attribution.rows import start
from quotecard.devices import Placed
from quotecard.devices.divider import Divider, translation_gap
from quotecard.devices.shapes import glyphs
from quotecard.model import Box

if TYPE_CHECKING:
    from quotecard.model import Block, Blocks, Job

_LOWEST_CENTRE = 0.525
"""fraction of the height: the lowest position of the middle of quote and attribution together"""


def in_lines(job: Job, blocks: Blocks) -> Placed:
    """Return the texts of a card: the quote at the theme's anchor, the others relative to it."""
    quote, other, placement = blocks.quote, blocks.translation, placement_at(blocks.place)
    gap = translation_gap(job) * quote.size
    height = quote.height + (gap + other.height if other else 0.0)
    below = placement.height(job, blocks)
    left = round(start(job, _longest(quote), job.frame.left))
    top = round(_quote_top(job, height, below))
    items = list(glyphs(job, quote, left, top))
    if other:
        x = start(job, _longest(other), job.frame.left)
        items += glyphs(job, other, x, top + quote.height + gap)
        if divider := job.theme.device(Divider):
            items.append(divider.line(job, top + quote.height, quote.size))
    width = max(quote.width, other.width if other else 0.0)
    box = Box(left, top, left + width, top + height)
    items += placement.beside_lines(job, blocks, box)
    return Placed(items, box, box._replace(bottom=top + height + below))


def _quote_top(job: Job, quote: float, below: float) -> float:
    """Return the quote's top at the theme's anchor; a centred quote moves up if what is below needs room."""
    height, frame = job.size.height, job.frame
    top = min(
        job.proportions.centre * height - quote / 2,
        _LOWEST_CENTRE * height - (quote + below) / 2,
        frame.bottom - below - quote,
    )
    if job.proportions.anchor == "foot":
        top = frame.bottom - below - quote
    elif job.proportions.anchor == "head":
        top = max(frame.top, job.outer.top)
    return max(top, frame.top)


def _longest(block: Block) -> float:
    """Return the length of a block's longest line, without marks that hang at its end; px."""
    return max((line.body for line in block.lines), default=0.0)
