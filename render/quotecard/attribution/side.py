"""The name as a column at the right margin, with its seal, ending level with the last line; the rest in rows below."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from quotecard.attribution import rows
from quotecard.attribution.placement import BEARING
from quotecard.attribution.upright import Upright
from quotecard.devices.seal import SealStamp, seal_of
from quotecard.devices.shapes import glyphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.attribution.parts import Signed
    from quotecard.model import Block, Blocks, Box, Job
    from quotecard.scene import Item

_GAP = 1.6
"""em of the name between the name and the quote"""


class Side(Upright):
    """`signature = "side"`."""

    name: ClassVar[str] = "side"
    places: ClassVar[tuple[str, ...]] = ("side",)
    tied: ClassVar[bool] = True

    def beside(self, job: Job) -> float:
        """Return what the column and its gap take of the length of the lines; px."""
        name, seal = job.proportions.signature_max * job.unit, seal_of(job)
        return (seal.side * job.unit if seal else name) + name * _GAP

    def accepts(self, job: Job, body: Block, signed: Signed) -> Signed | None:
        """Return the attribution if the column is not longer than the lines are high; else None."""
        seal = seal_of(job)
        tall = (signed.name.height if signed.name else 0.0) + (seal.room(job) if seal else 0.0)
        return signed if tall <= body.height else None

    def taken(self, job: Job, signed: Signed) -> float:
        """Return the greatest height of the rows below; px."""
        return rows.rows_at_most(job, None, signed)

    def height(self, job: Job, blocks: Blocks) -> float:
        """Return what the rows below take, as set."""
        return rows.height(job, blocks, rows.arrange(job, blocks, None, join=True))

    def beside_lines(self, job: Job, blocks: Blocks, quote: Box) -> Iterator[Item]:
        """Yield the rows, then the column."""
        yield from rows.place(job, blocks, rows.arrange(job, blocks, None, join=True), quote.bottom)
        yield from _column(job, blocks, job.frame.right, quote.top + blocks.quote.height)


def _column(job: Job, blocks: Blocks, right: float, bottom: float) -> Iterator[Item]:
    name, stamp = blocks.name, SealStamp(job, blocks)
    if name is None:
        return
    # An em box ends a little below the strokes in it.
    bottom -= BEARING * blocks.quote.size
    axis = right - max(stamp.side, name.size) / 2
    if stamp:
        yield stamp.at(axis - stamp.side / 2, bottom - stamp.side)
        bottom -= stamp.side + stamp.gap
    yield from glyphs(job, name, axis - name.size / 2, bottom - name.height)
