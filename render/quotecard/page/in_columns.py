"""Place the texts of a card in columns, from right to left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecard.attribution import placement_at
from quotecard.attribution.columns import columns_width, under_disc
from quotecard.attribution.placement import BEARING
from quotecard.devices import Placed
from quotecard.devices.disc import Disc
from quotecard.devices.divider import translation_gap
from quotecard.devices.shapes import glyphs
from quotecard.devices.spine import Spine
from quotecard.model import Box

if TYPE_CHECKING:
    from quotecard.model import Blocks, Job


def in_columns(job: Job, blocks: Blocks) -> Placed:
    """Return the quote, beginning at the right margin, and to its left the columns of the attribution.

    The attribution ends level with the last character of the longest column, not counting marks after it (地付き;
    JLREQ, CLREQ). If it is longer than that column, it begins level with the quote.
    """
    quote, placement = blocks.quote, placement_at(blocks.place)
    body = max((line.body for line in quote.lines), default=0.0)
    left = round(_right(job, blocks) - quote.width)
    top = round(_clear_of_disc(job, blocks, left, _top(job, body, quote.height)))
    box = Box(left, top, left + quote.width, top + quote.height)
    items = list(glyphs(job, quote, left, top))
    bottom = top + max(body - BEARING * quote.size, placement.length(job, blocks))
    bottom = min(bottom, job.frame.bottom)
    if blocks.translation:
        left = round(left - translation_gap(job) * quote.size - blocks.translation.width)
        items += glyphs(job, blocks.translation, left, top)
        bottom = max(bottom, top + blocks.translation.height)
    items += placement.beside_columns(job, blocks, left, bottom)
    return Placed(items, box, box._replace(left=left, bottom=max(box.bottom, bottom)))


def _clear_of_disc(job: Job, blocks: Blocks, left: float, top: float) -> float:
    """Return the y at which columns begin: below a disc, if one of them would touch it."""
    disc = job.theme.device(Disc)
    if not disc:
        return top
    x, y = disc.middle(job)
    reach = disc.reach(job)
    if under_disc(job, blocks, left) or left - columns_width(job, blocks) > x + reach:
        return top
    return min(max(top, y + reach), job.frame.bottom - blocks.quote.height)


def _right(job: Job, blocks: Blocks) -> float:
    """Return the right edge of the first column: the margin, or beside a spine, so that the text is centred."""
    if not job.theme.device(Spine):
        return job.frame.right
    width = blocks.quote.width
    if blocks.translation:
        width += translation_gap(job) * blocks.quote.size + blocks.translation.width
    return (job.frame.left + job.frame.right + width) / 2


def _top(job: Job, body: float, height: float) -> float:
    """Return the y at which the columns begin: as the theme's anchor requires, but inside the frame."""
    frame = job.frame
    top = job.proportions.centre * job.size.height - body / 2
    if job.proportions.anchor == "foot":
        top = frame.bottom - height
    elif job.proportions.anchor == "head":
        top = max(frame.top, job.outer.top)
    return max(min(top, frame.bottom - height), frame.top)
