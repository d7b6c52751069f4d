"""The base class of devices: by default, a device reserves, measures and draws nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from quotecard.model import Measured
from quotecard.theme import DeviceTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.fontbook import FontBook
    from quotecard.model import Blocks, Box, Job, Quote, Size
    from quotecard.scene import Item
    from quotecard.text.shape.voice import Voice
    from quotecard.theme import Glow, Theme

NOTHING = Measured()


class Placed:
    """The texts of a card in their places, for devices that are drawn around them."""

    __slots__ = ("group", "items", "quote")

    def __init__(self, items: list[Item], quote: Box, group: Box) -> None:
        self.items = items
        self.quote = quote
        self.group = group
        """the box of the quote and all that moves with it; px"""


class Device(DeviceTable):
    """A decoration. Its fields are the keys of its table in a theme file, of type float, str, bool or Colour."""

    choices: ClassVar[dict[str, tuple[str, ...]]] = {}
    """The allowed values of fields of type str."""
    quote_on_tint: ClassVar[bool] = False
    """Whether the quote stands on the palette's tint."""

    def lacks(self, quote: Quote, theme: Theme) -> str:
        """Return a notice if the quote lacks what the device shows, so that it is left out; else an empty string."""
        return ""

    def shows(self, quote: Quote, size: Size, lang: str) -> str:
        """Return the words or the character that the device shows for a quote; empty for none."""
        return ""

    def parts_name(self, job: Job) -> bool:
        """Tell whether the device separates the name from the quote, so that the name needs no dash before it."""
        return False

    def reserve(self, job: Job, box: Box) -> Box:
        """Return what the device leaves of `box`, in which the quote may stand; px."""
        return box

    def first_top(self, job: Job, top: float) -> float:
        """Return the y at which the longest text may begin, if it could otherwise begin at `top`; px."""
        return top

    def attribution_gap(self, job: Job) -> tuple[float, float] | None:
        """Return the gap that the device needs between quote and attribution: em of the quote, and px at least."""
        return None

    def glows(self, job: Job, glows: tuple[Glow, ...]) -> tuple[Glow, ...]:
        """Return the glows of the ground, moved as this card needs."""
        return glows

    def measure(self, job: Job, voice: Voice, book: FontBook) -> Measured:
        """Return the glyphs that the device draws itself."""
        return NOTHING

    def draw(self, job: Job, blocks: Blocks, placed: Placed) -> Iterator[Item]:
        """Yield the items that the device draws under the texts."""
        yield from ()

    def measured(self, blocks: Blocks) -> Measured:
        """Return what the device measured for a card."""
        return blocks.measured.get(self.key, NOTHING)


def devices_of(theme: Theme) -> tuple[Device, ...]:
    """Return a theme's devices, in the order in which they are drawn."""
    return cast("tuple[Device, ...]", tuple(theme.devices.values()))
