"""The attribution on the slip of a spine, as columns: the title at the top, the author at the bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from quotecard.attribution.placement import DETAIL, NO_LIMIT, Placement
from quotecard.devices.shapes import glyphs
from quotecard.devices.spine import Spine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.attribution.parts import ShapedParts
    from quotecard.attribution.placement import Length
    from quotecard.model import Block, Blocks, Box, Job
    from quotecard.scene import Item

_HEAD = 46.0
"""px kept clear above the title"""
_FOOT = 40.0
"""px kept clear below the author"""
_TITLE_PART = 0.66
"""fraction of the available length that a title fills, at most"""
_AUTHOR_PART = 0.45
"""fraction of the available length for all that stands below a title, at most"""
_WIDEST = 0.6
"""fraction of the slip's width that its characters take, at most"""
_SHORTEST_TITLE = 4
"""em of the author's size: the least length left for a title"""


class Slip(Placement):
    """`signature = "slip"`."""

    name: ClassVar[str] = "slip"
    places: ClassVar[tuple[str, ...]] = ("slip",)

    def runs_down(self, job: Job) -> bool:
        """Return True: the words on a slip run down even beside lines."""
        return True

    def line_room(self, job: Job) -> float:
        """Return the length available on the longest slip; px."""
        return _spine(job).slip_room(job)

    def lengths(self, job: Job, parts: ShapedParts, quote_size: float) -> tuple[Length, Length, Length]:
        """Return sizes and lengths for any size of the quote; a long title is set smaller, or in two columns."""
        spine, whole = _spine(job), self.line_room(job)
        widest = _WIDEST * spine.slip_width(job)
        title = parts.source or parts.name
        later = [part for part in (parts.name, parts.role) if part and part is not title]
        author = min(spine.author * job.unit, widest)
        if later:
            author *= min(1.0, whole * _AUTHOR_PART / sum(part.at(author, NO_LIMIT).height for part in later))
        author = float(round(author))
        small = (author, whole)
        if title is None:
            return small, small, small
        left = max(whole - sum(part.at(author, whole).height for part in later), author * _SHORTEST_TITLE)
        largest = min(spine.title * job.unit, widest)
        natural = title.at(largest, NO_LIMIT).height
        size = max(min(1.0, left * _TITLE_PART / natural) * largest, author * DETAIL)
        large = (float(round(size)), left)
        return (small, small, large) if parts.source else (large, small, small)

    def beside_lines(self, job: Job, blocks: Blocks, quote: Box) -> Iterator[Item]:
        """Yield title and author, centred on the slip."""
        box = _spine(job).slip_box(job, blocks)
        axis = (box.left + box.right) / 2
        title = blocks.source or blocks.name
        later = [part for part in (blocks.name, blocks.role) if part and part is not title]
        if title:
            yield from _down(job, title, axis, box.top + _HEAD * job.device_unit)
        y = box.bottom - _FOOT * job.device_unit - sum(part.height for part in later)
        for part in later:
            yield from _down(job, part, axis, y)
            y += part.height


def _spine(job: Job) -> Spine:
    spine = job.theme.device(Spine)
    assert spine is not None  # `attribution.candidates` offers a slip only if there is a spine
    return spine


def _down(job: Job, part: Block, axis: float, top: float) -> Iterator[Item]:
    yield from glyphs(job, part, axis - part.width / 2, top)
