"""The base class of placements of the attribution: how it is set, what room it takes, where it stands."""

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
"""px: larger than any type size, longer than any line"""
ROW = 1.62
"""em from row to row of the attribution"""
BEARING = 0.05
"""em from the lowest strokes of a character to the bottom of its em box"""
DETAIL = 0.82
"""fraction of the name's size: the size of role and source, if that is legible"""
_DETAIL_LEAST = 28.0
"""px per em of role and source, at least, on a card 1080 px wide"""

Length = tuple[float, float]
"""Size in px per em, and the greatest length of a line in px."""


class Placement:
    """A place where the attribution may stand; `attribution.PLACEMENTS` has all of them."""

    name: ClassVar[str]
    """Its name in a theme: the value of `signature`."""
    places: ClassVar[tuple[str, ...]]
    """The values of `Blocks.place` that it gives; usually only its own name."""
    tied: ClassVar[bool] = False
    """Whether it moves with the quote, at a fixed gap."""
    can_fail: ClassVar[bool] = False
    """Whether a quote may leave too little room for it."""

    def reserve(self, job: Job, box: Box) -> Box:
        """Return what it leaves of `box`, in which the quote may stand, whatever its words are; px."""
        return box

    def runs_down(self, job: Job) -> bool:
        """Tell whether its lines run down."""
        return job.vertical

    def line_room(self, job: Job) -> float:
        """Return the greatest length of a line of it; px."""
        return job.box_height if job.vertical else job.box_width

    def shape(self, job: Job, voice: Voice, book: FontBook) -> ShapedParts:
        """Shape the parts of the attribution."""
        return shape_parts(job, voice, book, down=self.runs_down(job))

    def column(self, job: Job, parts: ShapedParts, voice: Voice, book: FontBook) -> Block | None:
        """Return the name as an upright column, if it is set so beside lines; else None."""
        return None

    def can_stand(self, parts: ShapedParts, column: Block | None) -> bool:
        """Tell whether the placement is possible for these parts."""
        return True

    def sign(
        self, job: Job, parts: ShapedParts, column: Block | None = None, quote_size: float = NO_LIMIT
    ) -> Signed:
        """Return the attribution for a quote of `quote_size` px per em; at its largest if no size is given."""
        name, role, source = self.lengths(job, parts, quote_size)
        return Signed(
            name=column or (parts.name and parts.name.at(*name)),
            role=parts.role and parts.role.at(*role),
            source=parts.source and parts.source.at(*source),
            place=self.places[0],
        )

    def lengths(self, job: Job, parts: ShapedParts, quote_size: float) -> tuple[Length, Length, Length]:
        """Return size and greatest length of a line for name, role and source."""
        size, detail = _sizes(job, quote_size)
        room, seal = self.line_room(job), seal_of(job)
        return (size, room - (seal.room(job) if seal else 0.0)), (detail, room), (detail, room)

    def taken(self, job: Job, signed: Signed) -> float:
        """Return the most that it takes of the quote's room across the lines, without the gap; px."""
        return 0.0

    def beside(self, job: Job) -> float:
        """Return what it takes of the length of the lines; px."""
        return 0.0

    def accepts(self, job: Job, body: Block, signed: Signed) -> Signed | None:
        """Return the attribution if the quote, as set, leaves room for it; else None."""
        return signed

    def height(self, job: Job, blocks: Blocks) -> float:
        """Return its height below lines, including the gap; px. Without the gap it never exceeds `taken`."""
        return 0.0

    def length(self, job: Job, blocks: Blocks) -> float:
        """Return the length of its longest column beside a quote in columns; px."""
        return 0.0

    def beside_lines(self, job: Job, blocks: Blocks, quote: Box) -> Iterator[Item]:
        """Yield its items for a quote in lines; `quote` is the box of the quote and its translation."""
        raise NotImplementedError

    def beside_columns(self, job: Job, blocks: Blocks, left: float, bottom: float) -> Iterator[Item]:
        """Yield its items for a quote in columns, of which the last ends at `left`; its columns end at `bottom`; px."""
        yield from self.beside_lines(job, blocks, job.frame)


def _sizes(job: Job, quote_size: float) -> tuple[float, float]:
    """Return the sizes of the name, and of role and source; px per em."""
    if job.vertical and job.theme.device(Cells) and quote_size < NO_LIMIT:
        return quote_size * NAME_SCALE, quote_size * NAME_SCALE
    shape = job.proportions
    least, most = shape.signature_min * job.unit, shape.signature_max * job.unit
    size = min(max(shape.signature_scale * quote_size, least), most)
    return float(round(size)), float(round(min(max(size * DETAIL, _DETAIL_LEAST * job.unit), size)))
