"""What every placement of the attribution has: how it is set, what it takes of the card, where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from quotecard.attribution.parts import Signed, shape_parts
from quotecard.devices.cells import NAME_SCALE, Cells
from quotecard.devices.seal import seal_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.attribution.parts import ShapedParts
    from quotecard.fontbook import FontBook
    from quotecard.model import Block, Blocks, Box, Job
    from quotecard.scene import Item
    from quotecard.text.shape.voice import Voice

NO_LIMIT = 1e6
"""px: the size of no quote, and longer than any line"""
ROW = 1.62
"""em from row to row"""
BEARING = 0.05
"""em that strokes stand above the bottom of their em box"""
DETAIL = 0.82
"""Role and source, of the name's size, where that still reads"""
_DETAIL_LEAST = 28.0
"""px on a card 1080 wide"""

Length = tuple[float, float]
"""Size in px per em, and the px that a line may take."""


class Placement:
    """A place where the attribution may stand. One file each; `attribution.PLACEMENTS` lists them."""

    name: ClassVar[str]
    """What a theme calls it: the value of `signature`."""
    places: ClassVar[tuple[str, ...]]
    """The values of `Blocks.place` that it gives: its own name, where it does not tell several apart."""
    tied: ClassVar[bool] = False
    """Whether it moves with the quote, a gap away from it."""
    can_fail: ClassVar[bool] = False
    """Whether a quote may leave no room for it."""

    def reserve(self, job: Job, box: Box) -> Box:
        """Return what it leaves of the box in which the quote may stand, whatever its words are; px."""
        return box

    def runs_down(self, job: Job) -> bool:
        """Tell whether its lines run down."""
        return job.vertical

    def line_room(self, job: Job) -> float:
        """Return the px that a line of it may take."""
        return job.box_height if job.vertical else job.box_width

    def shape(self, job: Job, voice: Voice, book: FontBook) -> ShapedParts:
        """Shape its parts once."""
        return shape_parts(job, voice, book, down=self.runs_down(job))

    def column(self, job: Job, parts: ShapedParts, voice: Voice, book: FontBook) -> Block | None:
        """Return the name as an upright column, where it stands so beside lines."""
        return None

    def can_stand(self, parts: ShapedParts, column: Block | None) -> bool:
        """Tell whether it may be tried for these parts."""
        return True

    def sign(
        self, job: Job, parts: ShapedParts, column: Block | None = None, quote_size: float = NO_LIMIT
    ) -> Signed:
        """Return the attribution beside a quote of `quote_size` px per em; at its largest where no size is given."""
        name, role, source = self.lengths(job, parts, quote_size)
        return Signed(
            name=column or (parts.name and parts.name.at(*name)),
            role=parts.role and parts.role.at(*role),
            source=parts.source and parts.source.at(*source),
            place=self.places[0],
        )

    def lengths(self, job: Job, parts: ShapedParts, quote_size: float) -> tuple[Length, Length, Length]:
        """Return size and room of name, role and source."""
        size, detail = _sizes(job, quote_size)
        room, seal = self.line_room(job), seal_of(job)
        return (size, room - (seal.room(job) if seal else 0.0)), (detail, room), (detail, room)

    def taken(self, job: Job, signed: Signed) -> float:
        """Return the px that it takes of the quote's room across the lines, at most; the gap left out."""
        return 0.0

    def beside(self, job: Job) -> float:
        """Return the px that it takes of the measure."""
        return 0.0

    def accepts(self, job: Job, body: Block, signed: Signed) -> Signed | None:
        """Return the attribution where the quote, as set, leaves room for it; None where it does not."""
        return signed

    def height(self, job: Job, blocks: Blocks) -> float:
        """Return the px that it takes below lines, its gap included; never more than was `taken`."""
        return 0.0

    def length(self, job: Job, blocks: Blocks) -> float:
        """Return the px of the longest of its columns beside columns of text."""
        return 0.0

    def beside_lines(self, job: Job, blocks: Blocks, quote: Box) -> Iterator[Item]:
        """Yield it for a quote that stands in lines, in `quote`: with its translation, where it has one."""
        raise NotImplementedError

    def beside_columns(self, job: Job, blocks: Blocks, left: float, bottom: float) -> Iterator[Item]:
        """Yield it for columns whose last ends at `left`, their feet at `bottom`; px."""
        yield from self.beside_lines(job, blocks, job.frame)


def _sizes(job: Job, quote_size: float) -> tuple[float, float]:
    """Return the px per em of the name, and of what stands with it."""
    if job.vertical and job.theme.device(Cells) and quote_size < NO_LIMIT:
        return quote_size * NAME_SCALE, quote_size * NAME_SCALE
    shape = job.proportions
    least, most = shape.signature_min * job.unit, shape.signature_max * job.unit
    size = min(max(shape.signature_scale * quote_size, least), most)
    return float(round(size)), float(round(min(max(size * DETAIL, _DETAIL_LEAST * job.unit), size)))
