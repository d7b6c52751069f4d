"""What every device has: its table, and what it may ask of a card and do to it. Each does nothing unless overridden."""

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
    """The texts of a card in their places, for what stands about them."""

    __slots__ = ("group", "items", "quote")

    def __init__(self, items: list[Item], quote: Box, group: Box) -> None:
        self.items = items
        self.quote = quote
        self.group = group
        """the quote with what is tied to it"""


class Device(DeviceTable):
    """A decoration of a theme. Its fields are the keys of its table, each with its kind: float, str, bool, Colour."""

    choices: ClassVar[dict[str, tuple[str, ...]]] = {}
    """Values that a field of words may take."""
    quote_on_tint: ClassVar[bool] = False
    """Whether the quote stands on the palette's tint."""

    def lacks(self, quote: Quote, theme: Theme) -> str:
        """Return what a quote lacks that this device shows, and folds away without; empty where nothing."""
        return ""

    def shows(self, quote: Quote, size: Size, lang: str) -> str:
        """Return the words or the character of a quote that this device shows; empty for none."""
        return ""

    def parts_name(self, job: Job) -> bool:
        """Tell whether it parts the name from the quote, so that no dash need lead the name in."""
        return False

    def reserve(self, job: Job, box: Box) -> Box:
        """Return what it leaves of the box in which the quote may stand; px."""
        return box

    def first_top(self, job: Job, top: float) -> float:
        """Return where the longest text may begin, given that it may begin at `top`; px."""
        return top

    def attribution_gap(self, job: Job) -> tuple[float, float] | None:
        """Return the gap from quote to attribution that it asks for: em of the quote, and px at least."""
        return None

    def glows(self, job: Job, glows: tuple[Glow, ...]) -> tuple[Glow, ...]:
        """Return the lights on the ground as they fall on this card."""
        return glows

    def measure(self, job: Job, voice: Voice, book: FontBook) -> Measured:
        """Return the glyphs that it draws of its own."""
        return NOTHING

    def draw(self, job: Job, blocks: Blocks, placed: Placed) -> Iterator[Item]:
        """Yield what it draws under the texts."""
        yield from ()

    def measured(self, blocks: Blocks) -> Measured:
        """Return what it measured for a card."""
        return blocks.measured.get(self.key, NOTHING)


def devices_of(theme: Theme) -> tuple[Device, ...]:
    """Return a theme's devices, in the order in which they are drawn."""
    return cast("tuple[Device, ...]", tuple(theme.devices.values()))
