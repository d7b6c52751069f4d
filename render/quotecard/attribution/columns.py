"""Place the attribution as columns to the left of a quote in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecard.attribution.gap import gap_px
from quotecard.devices.disc import Disc
from quotecard.devices.divider import translation_gap
from quotecard.devices.rule import ShortRule
from quotecard.devices.seal import SealStamp, seal_of
from quotecard.devices.shapes import glyphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.attribution.parts import Signed
    from quotecard.model import Block, Blocks, Job
    from quotecard.scene import Item

_SPACE = 0.75
"""em of a column's text between it and the column before"""


def columns_at_most(job: Job, signed: Signed) -> float:
    """Return the greatest width of the columns to the left of the quote, without the gap; px."""
    parts = signed.parts
    width = sum(part.width for part in parts) + sum(part.size * _SPACE for part in parts[1:])
    if signed.name and (seal := seal_of(job)):
        width += max(seal.side * job.unit - signed.name.width, 0.0)
    return width


def columns_width(job: Job, blocks: Blocks) -> float:
    """Return the width of translation and attribution to the left of the quote, with gaps; px."""
    width = sum(part.width + _SPACE * part.size for part in blocks.attribution)
    if blocks.translation:
        width += translation_gap(job) * blocks.quote.size + blocks.translation.width
    return width + (gap_px(job, blocks) if blocks.attribution else 0.0)


def longest_column(job: Job, blocks: Blocks) -> float:
    """Return the length of the longest column, including a seal under the name; px."""
    stamp = SealStamp(job, blocks)
    seal = stamp.side + stamp.gap if stamp else 0.0
    name = blocks.name.height + seal if blocks.name else 0.0
    return max(name, *(part.height if part else 0.0 for part in (blocks.role, blocks.source)))


def under_disc(job: Job, blocks: Blocks, left: float) -> bool:
    """Tell whether the name stands centred under the theme's disc: it is alone, and the text leaves room."""
    disc = job.theme.device(Disc)
    if not disc or not blocks.name or blocks.role or blocks.source or blocks.translation:
        return False
    x, y = disc.middle(job)
    bottom = job.proportions.centre * job.size.height
    return left > x + disc.reach(job) and bottom > y + disc.reach(job)


def place_columns(job: Job, blocks: Blocks, left: float, bottom: float) -> Iterator[Item]:
    """Yield the attribution's columns to the left of `left`, all ending at `bottom`; px."""
    right, disc, stamp = left - gap_px(job, blocks), job.theme.device(Disc), SealStamp(job, blocks)
    if disc and blocks.name and under_disc(job, blocks, left):
        right = disc.middle(job)[0] + blocks.name.width / 2
    if (rule := job.theme.device(ShortRule)) and blocks.attribution:
        yield rule.standing(job, (left + right) / 2, bottom)
    for at, part in enumerate(blocks.attribution):
        if at:
            right -= _SPACE * part.size
        width = max(part.width, stamp.side if part is blocks.name else 0)
        yield from place_column(job, blocks, part, right - width / 2, bottom)
        right -= width


def place_column(job: Job, blocks: Blocks, part: Block, axis: float, bottom: float) -> Iterator[Item]:
    """Yield one column of the attribution, centred on `axis`; a name has its seal below it."""
    stamp = SealStamp(job, blocks)
    if stamp and part is blocks.name:
        yield stamp.at(axis - stamp.side / 2, bottom - stamp.side)
        bottom -= stamp.side + stamp.gap
    yield from glyphs(job, part, axis - part.width / 2, bottom - part.height)
