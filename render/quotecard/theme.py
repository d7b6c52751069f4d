"""The data of a theme: colours, proportions, type, and the devices that decorate a card.

Lengths in px refer to a card 1080 px wide (1200 px if it is wider than high), and are scaled to each card.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeVar, cast

if TYPE_CHECKING:
    from quotecard.picture import Picture

Colour = tuple[int, int, int]
"""Red, green and blue in sRGB, 0 to 255 each."""


class Glow(NamedTuple):
    """A soft light on the ground."""

    x: float
    """fraction of the card's width; may lie outside the card"""
    y: float
    """fraction of the card's height"""
    radius: float
    """fraction of the card's short side"""
    colour: Colour
    strength: float
    """opacity at the middle, 0 to 1"""


class Palette(NamedTuple):
    """The colours of one tone, by role."""

    ground: Colour
    ink: Colour
    """the quote"""
    quiet: Colour
    """the attribution and the translation"""
    accent: Colour
    """words between == marks, short rules, the kicker"""
    line: Colour
    """frames, rules between columns, cells; may be faint"""
    tint: Colour
    """large shapes: quotation marks, a bubble, a cloth edge"""
    seal: Colour
    stops: tuple[tuple[float, Colour], ...] = ()
    """the gradient as pairs of a position from 0 to 1 and a colour; a flat ground if empty"""
    angle: float = 180.0
    """direction of the gradient in degrees; 180 runs from top to bottom"""
    glows: tuple[Glow, ...] = ()


class Proportions(NamedTuple):
    """A theme's proportions for one shape of card."""

    margin: float
    """fraction of the short side"""
    measure: float
    """the longest line, as a fraction of the width between the margins"""
    leading: float
    """em from line to line of Han"""
    latin_leading: float
    """em from line to line of Latin"""
    pitch: float
    """em from column to column of vertical text"""
    columns: float
    """a quote with at most this many Han characters, and no Latin words, is set in columns; 0: never"""
    centre: float
    """position of the quote's middle, as a fraction of the height"""
    anchor: str
    """what is fixed: the quote's centre, or the head or foot of the space for the quote; quiet: the one of
    these at which a photograph is quietest"""
    fill: float
    """the most that the quote takes of the card's height, as a fraction"""
    top: float
    """fraction of the height kept clear above (for the app's own controls on a story)"""
    bottom: float
    """fraction of the height kept clear below"""
    largest: float
    """the largest type size in px per em, as a fraction of the width"""
    worth: float
    """weight of a larger type size against better lines; 1 is the usual weight"""
    signature: str
    """place of the attribution. below: under the quote; side: vertical at the far margin, ending level with the
    last line; foot: at the foot of the card; corner: vertical, in a corner that the lines leave free; slip: on
    the slip of a spine"""
    signature_scale: float
    """size of the attribution, as a fraction of the quote's size"""
    signature_min: float
    """px per em, at least"""
    signature_max: float
    """px per em, at most"""
    signature_gap: float
    """em of the quote from its last em box to the attribution"""
    breadth: float
    """preferred length of lines, as a multiple of that on a portrait card"""
    source: str
    """under: the source has a row of its own; beside: it joins the name's row if it fits"""
    stagger: float
    """em by which each column of a short verse begins lower than the one before (散らし)"""


class DeviceTable:
    """Base class of the devices (`quotecard.devices`): a frozen dataclass with the values of one table."""

    key: ClassVar[str]
    """Name of the table in a theme file."""


D = TypeVar("D", bound=DeviceTable)


class Theme(NamedTuple):
    """All data of a theme."""

    id: str
    name: str
    aliases: tuple[str, ...]
    about: str
    tone: str
    """light or dark: the tone of `palette`"""
    palette: Palette
    other: Palette | None
    """the palette of the other tone; None if the theme has only one"""
    vary: tuple[Palette, ...]
    """further palettes; the text of each quote selects one, so that a series has several colours"""
    face: str
    """face of the quote: the role ming, hei, kai or round, or a family of the theme's own fonts"""
    latin: str
    """face of Latin letters: a family of the theme's own fonts, or a bundled role; empty: the usual one for `face`"""
    fonts: str
    """absolute path of the folder with the theme's own fonts; empty: none"""
    weight: int | None
    name_weight: int | None
    """weight of the attribution; None: as the quote"""
    tracking: float
    """em between the characters of a Han name of two to four characters"""
    marks: str
    """what `marks: auto` stands for: none or keep"""
    align: str
    """what `align: auto` stands for: start or centre"""
    direction: str
    """what `direction: auto` stands for: vertical (Han and kana in columns), or auto (by `Proportions.columns`)"""
    dash: bool
    """whether a dash may stand before the name if nothing else separates it from the quote"""
    grain: float
    """the paper grain of quotes that do not set `grain`, 0 to 1"""
    background: Picture | None
    """a photograph for quotes that have none of their own"""
    logo: Picture | None
    """a logo for quotes that have none of their own"""
    shapes: dict[str, Proportions]
    devices: dict[str, DeviceTable]
    """the devices by the name of their table, in the order of `devices.DEVICES`"""

    def device(self, kind: type[D]) -> D | None:
        """Return the theme's device of class `kind`, or None."""
        return cast("D | None", self.devices.get(kind.key))

    @property
    def ground(self) -> Colour:
        """The colour of the ground, or of its middle if it is a gradient."""
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
