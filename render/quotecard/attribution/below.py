"""The attribution below the quote in rows, or to the left of columns as columns that end level with the quote."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from quotecard.attribution import rows
from quotecard.attribution.columns import columns_at_most, longest_column, place_columns
from quotecard.attribution.placement import Placement
from quotecard.devices.ruled_sheet import sheet_pitch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.attribution.parts import Signed
    from quotecard.model import Blocks, Box, Job
    from quotecard.scene import Item


class Below(Placement):
    """`signature = "below"`."""

    name: ClassVar[str] = "below"
    places: ClassVar[tuple[str, ...]] = ("below",)
    tied: ClassVar[bool] = True

    def taken(self, job: Job, signed: Signed) -> float:
        """Return what rows or columns take; 0 on a ruled sheet with columns, which counts columns instead."""
        if not job.vertical:
            return rows.rows_at_most(job, signed.name, signed)
        return 0.0 if sheet_pitch(job) else columns_at_most(job, signed)

    def height(self, job: Job, blocks: Blocks) -> float:
        """Return the height of the rows, as set."""
        return rows.height(job, blocks, rows.arrange(job, blocks, blocks.name))

    def length(self, job: Job, blocks: Blocks) -> float:
        """Return the length of the longest column."""
        return longest_column(job, blocks)

    def beside_lines(self, job: Job, blocks: Blocks, quote: Box) -> Iterator[Item]:
        """Yield the rows."""
        yield from rows.place(job, blocks, rows.arrange(job, blocks, blocks.name), quote.bottom)

    def beside_columns(self, job: Job, blocks: Blocks, left: float, bottom: float) -> Iterator[Item]:
        """Yield the columns."""
        yield from place_columns(job, blocks, left, bottom)
