"""The attribution along the foot of the card: name and role at the left, source at the right; or beside a portrait."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from quotecard.attribution.parts import is_signed
from quotecard.attribution.placement import ROW, Placement
from quotecard.devices.masthead import Masthead
from quotecard.devices.portrait import Portrait
from quotecard.devices.shapes import glyphs
from quotecard.model import ASCENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quotecard.attribution.parts import Signed
    from quotecard.model import Block, Blocks, Box, Job
    from quotecard.scene import Image, Item

_SPACE = 40.0
"""px between the parts, on a card 1080 px wide"""
_GAP = 1.3
"""em of the name from the quote's box to the name"""
_PICTURE_GAP = 2.2
"""em of the name from the quote's box to a portrait"""


class Foot(Placement):
    """`signature = "foot"`."""

    name: ClassVar[str] = "foot"
    places: ClassVar[tuple[str, ...]] = ("foot",)

    def reserve(self, job: Job, box: Box) -> Box:
        """Reserve a row at the foot and the rule above it."""
        if not is_signed(job.quote):
            return box
        name = job.proportions.signature_max * job.unit
        portrait, masthead = job.theme.device(Portrait), job.theme.device(Masthead)
        row = max(name, portrait.side * job.unit) if portrait and job.portrait else name
        rule = masthead.foot_gap(job) if masthead else 0.0
        gap = _PICTURE_GAP if row > name else _GAP
        return box._replace(bottom=min(box.bottom, job.outer.bottom - row - rule - gap * name))

    def runs_down(self, job: Job) -> bool:
        """Return False: the foot is a row even under columns."""
        return False

    def line_room(self, job: Job) -> float:
        """Return the width between the margins."""
        return job.outer.right - job.outer.left

    def taken(self, job: Job, signed: Signed) -> float:
        """Return the height of rows after the first, if the parts do not fit on one row; px."""
        rows = 0 if _on_one_row(job, signed.parts) else max(len(signed.parts) - 1, 0)
        return rows * ROW * job.proportions.signature_max * job.unit

    def beside_lines(self, job: Job, blocks: Blocks, quote: Box) -> Iterator[Item]:
        """Yield the parts beside the portrait if there is one; else on one row, or on several that end at the foot."""
        portrait, parts = job.theme.device(Portrait), blocks.attribution
        if portrait and job.portrait:
            image = portrait.image(job, job.portrait)
            yield image
            yield from _beside(job, parts, image, portrait.gap * job.unit)
        elif _on_one_row(job, parts):
            yield from _row(job, blocks)
        else:
            yield from _stacked(job, parts)


def _on_one_row(job: Job, parts: Sequence[Block]) -> bool:
    width = sum(part.width for part in parts) + _SPACE * job.unit * (len(parts) - 1)
    return width <= job.outer.right - job.outer.left


def _row(job: Job, blocks: Blocks) -> Iterator[Item]:
    parts = blocks.attribution
    x = job.outer.left
    for part in parts:
        last = part is parts[-1] and len(parts) > 1
        at = job.outer.right - part.width if last and part is blocks.source else x
        base = job.outer.bottom - (1 - ASCENT) * parts[0].size
        yield from glyphs(job, part, at, base - ASCENT * part.size)
        x = at + part.width + _SPACE / 2 * job.unit


def _stacked(job: Job, parts: Sequence[Block]) -> Iterator[Item]:
    y = job.outer.bottom
    for part in reversed(parts):
        yield from glyphs(job, part, job.outer.left, y - part.height)
        y -= part.height + (ROW - 1) * part.size


def _beside(job: Job, parts: Sequence[Block], image: Image, gap: float) -> Iterator[Item]:
    """Yield the parts in rows beside a picture, vertically centred as a group."""
    height = sum(part.height for part in parts) + sum((ROW - 1) * part.size for part in parts[1:])
    top, left = image.y + (image.height - height) / 2, image.x + image.width + gap
    for at, part in enumerate(parts):
        top += (ROW - 1) * part.size if at else 0.0
        yield from glyphs(job, part, left, top)
        top += part.height
