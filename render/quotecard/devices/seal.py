"""A seal with the author's surname, beside or under the name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar
from zlib import crc32

from quotecard.devices.base import NOTHING, Device
from quotecard.devices.seal_carving import carve
from quotecard.devices.surname import surname
from quotecard.model import Measured

if TYPE_CHECKING:
    from quotecard.fontbook import FontBook
    from quotecard.model import Blocks, Contours, Job, Quote, Size
    from quotecard.scene import Item
    from quotecard.text.shape.voice import Voice

_LARGEST = 1.1
"""em of the quote: the largest side of a seal, which must not dwarf the quote's characters"""


@dataclass(frozen=True, slots=True)
class Seal(Device):
    """The table `[seal]`."""

    side: float
    """px, side of the seal; smaller beside a small quote"""
    gap: float
    """px from the name to the seal"""
    style: str = "white"
    """white: the character is cut out of the stone (白文); red: its strokes and a frame are left (朱文)"""

    key: ClassVar[str] = "seal"
    choices: ClassVar[dict[str, tuple[str, ...]]] = {"style": ("white", "red")}

    def shows(self, quote: Quote, size: Size, lang: str) -> str:
        """Return the character of the author's surname."""
        return surname(quote.author) if quote.author else ""

    def parts_name(self, job: Job) -> bool:
        """Tell whether there is a seal, which marks the name."""
        return bool(job.shown.get(self.key))

    def measure(self, job: Job, voice: Voice, book: FontBook) -> Measured:
        """Return the contours of the character."""
        char = job.shown.get(self.key, "")
        return Measured(contours=(_outline(char, job.lang, book),)) if char else NOTHING

    def side_at(self, job: Job, quote_size: float) -> int:
        """Return the side of the seal beside a quote of `quote_size` px per em; px."""
        return round(min(self.side * job.unit, _LARGEST * quote_size))

    def room(self, job: Job) -> float:
        """Return the most room that the seal takes after a name, including the gap; px."""
        return (self.side + self.gap) * job.unit

    def stamp(self, job: Job, contours: Contours, x: float, y: float, side: float) -> Item:
        """Return the seal, `side` px wide, with its top left corner at x, y px."""
        seed = crc32(job.shown[self.key].encode())
        place, colour = (round(x), round(y)), job.theme.palette.seal
        return carve(contours, round(side), place, colour, seed, red=self.style == "red")


class SealStamp:
    """The seal of one card, with its size in px; false if the card has none."""

    __slots__ = ("_contours", "_job", "_seal", "gap", "side")

    def __init__(self, job: Job, blocks: Blocks) -> None:
        seal = job.theme.device(Seal)
        contours = seal.measured(blocks).contours if seal else ()
        self._job, self._seal, self._contours = job, seal, contours[0] if contours else ()
        self.side = seal.side_at(job, blocks.quote.size) if seal and self._contours else 0
        """px"""
        self.gap = seal.gap * job.unit if seal and self._contours else 0.0
        """px from the name"""

    def __bool__(self) -> bool:
        return bool(self._contours)

    def at(self, x: float, y: float) -> Item:
        """Return the seal with its top left corner at x, y px."""
        assert self._seal is not None  # callers do not draw a stamp that is false
        return self._seal.stamp(self._job, self._contours, x, y, self.side)


def seal_of(job: Job) -> Seal | None:
    """Return the theme's seal if the author has a surname that a seal can show, else None."""
    seal = job.theme.device(Seal)
    return seal if seal and job.shown.get(Seal.key) else None


@lru_cache(maxsize=1024)
def _outline(char: str, lang: str, book: FontBook) -> Contours:
    """Return the contours of a character; cached, as a batch has few authors and flattening curves is slow."""
    face = book.find(char, "ming", lang)
    return face.outline(face.glyph(char)) if face else ()
