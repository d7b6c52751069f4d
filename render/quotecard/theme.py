"""What a theme is made of: colours, proportions, type, and the devices that decorate it. Data only.

Where a length is in px it is meant on a card 1080 wide (1200 where it is wider than high), and
scaled to the card's own width.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeVar, cast

if TYPE_CHECKING:
    from quotecard.picture import Picture

Colour = tuple[int, int, int]
"""sRGB, 0 to 255 a channel."""


class Glow(NamedTuple):
    """A soft light on the ground."""

    x: float
    """part of the card's width; may lie outside"""
    y: float
    """part of the card's height"""
    radius: float
    """part of the card's short side"""
    colour: Colour
    strength: float
    """at its middle, 0 to 1"""


class Palette(NamedTuple):
    """The colours of one ground, by role."""

    ground: Colour
    ink: Colour
    """the quote"""
    quiet: Colour
    """the attribution and the translation"""
    accent: Colour
    """words between == marks, short rules, a kicker"""
    line: Colour
    """frames, column rules, cells: what the eye may overlook"""
    tint: Colour
    """large shapes: marks, a bubble, a cloth edge"""
    seal: Colour
    stops: tuple[tuple[float, Colour], ...] = ()
    """a gradient from head to foot: part of the way, colour; flat where empty"""
    angle: float = 180.0
    """degrees the gradient runs, 180 from head to foot"""
    glows: tuple[Glow, ...] = ()


class Proportions(NamedTuple):
    """A theme's measures for one shape of card; lengths are parts of the short side or of an em."""

    margin: float
    """part of the short side"""
    measure: float
    """widest line, as part of the width between the margins"""
    leading: float
    """em, from line to line, Han"""
    latin_leading: float
    """em, from line to line, Latin"""
    pitch: float
    """em, from column to column of vertical text"""
    columns: float
    """Han characters up to which a quote without Latin words is set in columns; 0 for never"""
    centre: float
    """where the middle of the quote stands, as part of the height"""
    anchor: str
    """what holds the quote: its centre, the head or foot of what it may take, or whichever of them a
    photo is quietest at"""
    fill: float
    """the most that the quote takes of the height"""
    top: float
    """part of the height kept clear above (a story's interface)"""
    bottom: float
    """part of the height kept clear below"""
    largest: float
    """px per em at most, as part of the width"""
    worth: float
    """what a larger size is worth beside better lines, times the usual"""
    signature: str
    """below: under the quote; side: vertical at the far margin, feet on the last line; foot: at the
    foot of the card; corner: vertical, where the lines leave room; slip: on a spine's slip"""
    signature_scale: float
    """of the quote's size"""
    signature_min: float
    """px"""
    signature_max: float
    """px"""
    signature_gap: float
    """em of the quote, from the last em box to the signature"""
    breadth: float
    """how much longer than a portrait card's its lines are liked"""
    source: str
    """under: the source on a row of its own; beside: on the name's row where it fits"""
    stagger: float
    """em by which each column of a short verse begins lower than the one before (散らし)"""


class DeviceTable:
    """The base of what decorates a card (`quotecard.devices`): a frozen dataclass with the values of its table."""

    key: ClassVar[str]
    """Name of its table in a theme file."""


D = TypeVar("D", bound=DeviceTable)


class Theme(NamedTuple):
    """A theme: data only."""

    id: str
    name: str
    aliases: tuple[str, ...]
    about: str
    tone: str
    """light or dark: of its own ground"""
    palette: Palette
    other: Palette | None
    """the palette of the other tone, where it has one"""
    vary: tuple[Palette, ...]
    """palettes among which each quote finds its own, so that a feed is not one colour"""
    face: str
    """family role of the quote: ming, hei, kai, round; or a family of the theme's own fonts"""
    latin: str
    """whose Latin letters: a family of the theme's own fonts or a bundled role; empty: the face's usual"""
    fonts: str
    """folder of the theme's own fonts, an absolute path; empty: none"""
    weight: int | None
    name_weight: int | None
    """weight of the attribution"""
    tracking: float
    """em between the characters of a Han name of two to four characters"""
    marks: str
    """what `marks: auto` means: none or keep"""
    align: str
    """what `align: auto` means: start or centre"""
    direction: str
    """what `direction: auto` means: vertical for Han and kana; or auto, by `Proportions.columns`"""
    dash: bool
    """whether a dash may lead the name in, where nothing else parts it from the quote"""
    grain: float
    """what `grain` means where a quote does not say"""
    background: Picture | None
    """a photo for every quote that has none of its own"""
    logo: Picture | None
    """a mark for every card"""
    shapes: dict[str, Proportions]
    devices: dict[str, DeviceTable]
    """What it is decorated with, by the name of the table, in the order of `devices.DEVICES`"""

    def device(self, kind: type[D]) -> D | None:
        """Return the theme's device of a kind, or None where it has none."""
        return cast("D | None", self.devices.get(kind.key))

    @property
    def ground(self) -> Colour:
        """The ground's colour, or that of its middle."""
        return self.palette.ground

    @property
    def ink(self) -> Colour:
        """The quote's colour."""
        return self.palette.ink

    @property
    def quiet(self) -> Colour:
        """The attribution's colour."""
        return self.palette.quiet

    @property
    def accent(self) -> Colour:
        """The colour of accented words and short rules."""
        return self.palette.accent
