"""A heavy rule at the head of the card with a kicker under it, and a thin rule at the foot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from quotecard.devices.base import NOTHING, Device
from quotecard.devices.shapes import glyphs, rule
from quotecard.languages.known import language
from quotecard.model import Measured
from quotecard.text.line.small import small_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.devices.base import Placed
    from quotecard.fontbook import FontBook
    from quotecard.model import Blocks, Box, Job, Quote, Size
    from quotecard.scene import Item
    from quotecard.text.shape.voice import Voice

_LEADING = 1.4
"""em from line to line of a kicker"""
_NEAR = 0.8
"""fraction of the gap: from the upper rule to the kicker, and from the lower rule to the attribution"""


@dataclass(frozen=True, slots=True)
class Masthead(Device):
    """The table `[masthead]`."""

    head: float
    """px, thickness of the rule at the head; 0 for none"""
    foot: float
    """px, thickness of the rule over the attribution; 0 for none"""
    kicker: float
    """px per em of the kicker; 0 for none"""
    gap: float
    """px from the rule to the kicker, and from the kicker to the quote"""

    key: ClassVar[str] = "masthead"

    def shows(self, quote: Quote, size: Size, lang: str) -> str:
        """Return the kicker: the source, else a word such as "quote"; none on a banner, which is too low for one."""
        if not self.kicker or size.shape == "banner":
            return ""
        if quote.source:
            return quote.source
        return language(lang).kicker

    def reserve(self, job: Job, box: Box) -> Box:
        """Reserve room for the rule at the head and the kicker."""
        gap = self.gap * job.device_unit
        top = job.outer.top + self.head * job.device_unit + gap
        if job.shown.get(self.key):
            top += self.kicker * job.unit + gap
        return box._replace(top=top)

    def foot_gap(self, job: Job) -> float:
        """Return the room that the lower rule takes above the attribution; px."""
        return self.gap * job.device_unit

    def measure(self, job: Job, voice: Voice, book: FontBook) -> Measured:
        """Return the kicker, as set."""
        words = job.shown.get(self.key)
        if not words:
            return NOTHING
        small = small_text(words, voice, book, _LEADING, ink="accent")
        block = small.at(self.kicker * job.unit, job.outer.right - job.outer.left)
        return Measured(block, missing=tuple(small.missing))

    def draw(self, job: Job, blocks: Blocks, placed: Placed) -> Iterator[Item]:
        """Yield the upper rule, the kicker under it, and the lower rule above an attribution at the foot."""
        left, top, right, bottom = job.outer
        if self.head:
            yield rule(left, top, right - left, self.head * job.device_unit, job.theme.ink)
        if kicker := self.measured(blocks).block:
            yield from glyphs(job, kicker, left, top + (self.head + self.gap * _NEAR) * job.device_unit)
        if self.foot and blocks.place == "foot" and blocks.attribution:
            y = bottom - blocks.attribution[0].size - self.gap * _NEAR * job.device_unit
            yield rule(left, y, right - left, self.foot * job.unit, job.theme.ink)
