"""The name alone as a column, in a corner that the lines leave free."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from quotecard.attribution.placement import BEARING
from quotecard.attribution.upright import Upright
from quotecard.devices.shapes import glyphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.attribution.parts import ShapedParts, Signed
    from quotecard.model import Block, Blocks, Box, Job
    from quotecard.scene import Item

_CLEAR = 0.6
"""em of the name kept clear around it"""
_HEAD = "head-corner"
_FOOT = "foot-corner"


class Corner(Upright):
    """`signature = "corner"`."""

    name: ClassVar[str] = "corner"
    places: ClassVar[tuple[str, ...]] = (_HEAD, _FOOT)

    def can_stand(self, parts: ShapedParts, column: Block | None) -> bool:
        """Tell whether there is only a name: a corner has no room for a role or a source."""
        return column is not None and not (parts.role or parts.source)

    def accepts(self, job: Job, body: Block, signed: Signed) -> Signed | None:
        """Return the name in the upper right corner, else the lower one; None if the lines leave room in neither."""
        name = signed.name
        if name is None:
            return None
        clear = _CLEAR * name.size
        room = job.frame.right - job.frame.left - name.width - clear
        for place, beside in (
            (_HEAD, [line for line in body.lines if line.top < name.height + clear]),
            (
                _FOOT,
                [line for line in body.lines if line.top + body.size > body.height - name.height - clear],
            ),
        ):
            if all(line.width <= room for line in beside):
                return signed._replace(place=place)
        return None

    def beside_lines(self, job: Job, blocks: Blocks, quote: Box) -> Iterator[Item]:
        """Yield the name, level with the top or bottom of the text."""
        name = blocks.name
        if name is None:
            return
        edge = BEARING * blocks.quote.size
        y = quote.top + edge if blocks.place == _HEAD else quote.bottom - edge - name.height
        yield from glyphs(job, name, job.frame.right - name.width, y)
