"""The values that cross stages: frozen, picklable, without behaviour of a stage.

The chain is  bytes → Quote → Job → Blocks → Scene → Image → file  (docs/architecture.md).
Scene stands in `quotecard.scene`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from quotecard.picture import Picture
    from quotecard.theme import Proportions, Theme

Contours = tuple[tuple[tuple[float, float], ...], ...]
"""Closed polygons."""


class Place(NamedTuple):
    """A position in a file; line and column count from 1."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Origin(NamedTuple):
    """Where an item stands in its file, with the item's source, to find a character of it again."""

    place: Place
    source: str
    """The file's text from the item's first character to its last."""

    def find(self, char: str) -> Place:
        """Return the place of the first `char` in the item, or the item's own place."""
        at = self.source.find(char)
        return self.place if at < 0 else self.at(at)

    def at(self, offset: int) -> Place:
        """Return the place of a code-point offset into `source`."""
        before = self.source[:offset]
        newlines = before.count("\n")
        column = offset - before.rfind("\n") if newlines else self.place.column + offset
        return Place(self.place.path, self.place.line + newlines, column)


class Notice(NamedTuple):
    """Something a person should know about that is not an error: a repaired mark, a fallback face."""

    kind: str
    """A short stable name: `punctuation`, `fallback`, `folded`, …"""
    message: str

    def __str__(self) -> str:
        return self.message


LEFT_OUT = "left-out"
"""The kind of a notice of a user's font that is not used: one for a whole batch, not one a card."""


class Ruby(NamedTuple):
    """Readings beside a stretch of text: one for the whole of it, or one for each character."""

    start: int
    end: int
    readings: tuple[str, ...]


class Translation(NamedTuple):
    """The quote in another language."""

    text: str
    lang: str = ""
    """guessed from the text where empty"""


class Quote(NamedTuple):
    """One quote as the file gives it; empty strings where the file is silent."""

    text: str
    """Markup removed; U+000A is a hard line break."""
    accents: tuple[tuple[int, int], ...] = ()
    """Code-point ranges of `text` between `==` marks."""
    rubies: tuple[Ruby, ...] = ()
    translation: Translation | None = None
    author: str = ""
    role: str = ""
    source: str = ""
    date: str = ""
    lang: str = ""
    direction: str = "auto"
    """auto: the theme decides; horizontal or vertical."""
    trim: str = "auto"
    """auto: as the language does; none, brackets or all: whose blank goes beside another mark."""
    align: str = "auto"
    """auto: the theme decides; start or centre."""
    marks: str = "auto"
    """auto: the theme decides; none: strip a pair that encloses the text; keep: as typed."""
    punctuation: str = "repair"
    """repair | keep"""
    emphasis: str = "colour"
    """What `==` marks ask for: colour, dots beside each character, or weight."""
    digits: str = "2"
    """Digits of a number that stand across a column, at most."""
    capitals: str = "turned"
    """How a word of two or three capitals stands in a column: turned or upright."""
    background: Picture | None = None
    portrait: Picture | None = None
    logo: Picture | None = None
    focus: tuple[float, float] | None = None
    """What a crop of the background keeps: parts of its width and height, from the top left corner."""
    grain: float | None = None
    """Paper grain, 0 to 1; None: the theme decides."""
    theme: str = ""
    tone: str = "auto"
    """auto: the theme's own ground; light or dark."""
    size: str = ""
    id: str = ""
    tags: tuple[str, ...] = ()
    number: int = 1
    """Position in the file, from 1."""
    origin: Origin | None = None
    notices: tuple[Notice, ...] = ()

    @property
    def name(self) -> str:
        """The id where there is one, else the number."""
        return self.id or str(self.number)


class Size(NamedTuple):
    """A card's size."""

    name: str
    width: int
    """px, scale included"""
    height: int
    """px, scale included"""
    scale: int = 1
    """2 for `@2x`: everything is drawn that much larger."""

    @property
    def shape(self) -> str:
        """The composition the proportions ask for: banner, wide, square, portrait or story."""
        ratio = self.width / self.height
        if ratio > 2.1:
            return "banner"
        if ratio > 1.25:
            return "wide"
        if ratio > 0.88:
            return "square"
        return "portrait" if ratio > 0.62 else "story"


class Box(NamedTuple):
    """A rectangle, px from the card's top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From the left edge to the right, px."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From the top edge to the bottom, px."""
        return self.bottom - self.top


class Job(NamedTuple):
    """One card to make: a quote with every choice of style made, lengths in px."""

    quote: Quote
    theme: Theme
    size: Size
    lang: str
    lang_guessed: bool
    translation_lang: str
    vertical: bool
    centred: bool
    keep_marks: bool
    proportions: Proportions
    box_width: float
    """px a line may take"""
    box_height: float
    """px the quote may take"""
    outer: Box
    """the card's margins, where frames and rules stand"""
    frame: Box
    """where the quote, and what is tied to it, may stand"""
    largest: float
    """px per em, at most"""
    smallest: float
    """px per em, the smallest that is legible"""
    unit: float
    """px on this card for one px of a card 1080 wide"""
    device_unit: float
    """px likewise, for devices about the text: less on a card that is low"""
    background: Picture | None
    """the quote's, or the theme's"""
    portrait: Picture | None
    """the quote's, where the theme shows one"""
    logo: Picture | None
    """the quote's, or the theme's"""
    shown: dict[str, str]
    """what devices show of the quote, by the device's key: the words of a kicker, a seal's character"""
    dash: bool
    """whether a dash leads the name in: nothing else parts it from the quote"""
    notices: tuple[Notice, ...] = ()


ASCENT = 0.88
"""em from the top of a CJK em box to its baseline: the typographic box of the CJK faces"""


class GlyphRun(NamedTuple):
    """Glyphs of one face at one size; positions are pens on the baseline, in px, y down."""

    face: str
    """Key of a face in the font book."""
    size: float
    """px per em"""
    glyphs: tuple[int, ...]
    x: tuple[float, ...]
    y: tuple[float, ...]
    text: str
    ink: str = "ink"
    """Role of the colour: ink, quiet, accent."""
    turned: bool = False
    """Whether the glyphs lie on their side, clockwise."""


class Stroke(NamedTuple):
    """A drawn stroke of a line, a dash: px from its block's top left corner."""

    x: float
    y: float
    width: float
    height: float
    ink: str


class SetLine(NamedTuple):
    """One line or column as set; glyphs stand in px from the block's top left corner."""

    text: str
    """The characters on the line, without the spaces at its ends."""
    runs: tuple[GlyphRun, ...]
    width: float
    """px along the line from its edge to the end of the last body: hung and trimmed parts left out."""
    top: float
    """px across the lines, from the block's first edge to the line's em box"""
    body: float = 0.0
    """px along the line from its edge to the end of its last character, marks after it left out"""
    strokes: tuple[Stroke, ...] = ()


class Block(NamedTuple):
    """A text set in lines at one size."""

    lines: tuple[SetLine, ...]
    size: float
    """px per em"""
    width: float
    """px, of the longest line; or from the first column's em box to the last's"""
    height: float
    """px, from the top of the first em box to the foot of the last"""
    vertical: bool = False


class Measured(NamedTuple):
    """Glyphs that a device draws besides the card's texts."""

    block: Block | None = None
    """words, set"""
    contours: tuple[Contours, ...] = ()
    """outlines of characters, em, y up"""
    missing: tuple[str, ...] = ()
    """characters that no bundled face sets"""


class Blocks(NamedTuple):
    """All texts of a card, set; what the quote does not have is None."""

    quote: Block
    translation: Block | None
    name: Block | None
    role: Block | None
    source: Block | None
    place: str
    """Where the attribution stands: below, side, foot, head-corner, foot-corner or slip."""
    text: str
    """The quote's text after normalisation."""
    cost: float
    """Of the quote's lines at its size; lower is better."""
    missing: tuple[str, ...] = ()
    """Clusters that no bundled face sets: drawn as a box, or an error of the caller's."""
    notices: tuple[Notice, ...] = ()
    measured: dict[str, Measured] = {}  # noqa: RUF012  # a NamedTuple's default, never written to
    """What devices measured of their own glyphs, by the device's key."""

    @property
    def kicker(self) -> Block | None:
        """The words over the quote, as set."""
        return next((one.block for one in self.measured.values() if one.block), None)

    @property
    def attribution(self) -> tuple[Block, ...]:
        """Name, role and source: those that there are, in order."""
        return tuple(part for part in (self.name, self.role, self.source) if part)
