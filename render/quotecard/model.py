"""The values that pass between stages: frozen and picklable, without the logic of any stage.

The chain is  bytes → Quote → Job → Blocks → Scene → Image → file  (docs/architecture.md).
Scene is defined in `quotecard.scene`.
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
    """Where an item stands in its file, with the item's source, so that a character of it can be located."""

    place: Place
    source: str
    """The file's text from the item's first character to its last."""

    def find(self, char: str) -> Place:
        """Return the place of the first `char` in the item, or the item's own place if it has none."""
        at = self.source.find(char)
        return self.place if at < 0 else self.at(at)

    def at(self, offset: int) -> Place:
        """Return the place of an offset into `source`, in code points."""
        before = self.source[:offset]
        newlines = before.count("\n")
        column = offset - before.rfind("\n") if newlines else self.place.column + offset
        return Place(self.place.path, self.place.line + newlines, column)


class Notice(NamedTuple):
    """Something the user should know that is not an error, such as a repaired mark or a fallback face."""

    kind: str
    """A short stable name: `punctuation`, `fallback`, `folded`, …"""
    message: str

    def __str__(self) -> str:
        return self.message


LEFT_OUT = "left-out"
"""The kind of notice about a user's font that is not used: given once per batch, not once per card."""


class Ruby(NamedTuple):
    """Readings beside a range of text: one for the whole range, or one for each character."""

    start: int
    end: int
    readings: tuple[str, ...]


class Translation(NamedTuple):
    """The quote in another language."""

    text: str
    lang: str = ""
    """guessed from the text if empty"""


class Quote(NamedTuple):
    """One quote as given in the file; keys that the file does not set are empty strings or defaults."""

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
    """Which marks lose their blank beside another mark. auto: by language; none, brackets or all."""
    align: str = "auto"
    """auto: the theme decides; start or centre."""
    marks: str = "auto"
    """auto: the theme decides; none: remove a pair of marks around the whole text; keep: as typed."""
    punctuation: str = "repair"
    """repair | keep"""
    emphasis: str = "colour"
    """How text between `==` marks is set: colour, dots (one beside each character) or weight."""
    digits: str = "2"
    """The most digits of a number that are set side by side across a column."""
    capitals: str = "turned"
    """How a word of two or three capitals is set in a column: turned or upright."""
    background: Picture | None = None
    portrait: Picture | None = None
    logo: Picture | None = None
    focus: tuple[float, float] | None = None
    """The point of the background that a crop keeps, as fractions of its width and height from the top left."""
    grain: float | None = None
    """Strength of the paper grain, 0 to 1; None: the theme decides."""
    theme: str = ""
    tone: str = "auto"
    """auto (the theme's own), light or dark."""
    size: str = ""
    id: str = ""
    tags: tuple[str, ...] = ()
    number: int = 1
    """Position in the file, from 1."""
    origin: Origin | None = None
    notices: tuple[Notice, ...] = ()

    @property
    def name(self) -> str:
        """The id, or the number if there is no id."""
        return self.id or str(self.number)


class Size(NamedTuple):
    """A card's size."""

    name: str
    width: int
    """px, scale included"""
    height: int
    """px, scale included"""
    scale: int = 1
    """2 for `@2x`: everything is drawn at twice the size."""

    @property
    def shape(self) -> str:
        """The shape that the ratio of width to height gives: banner, wide, square, portrait or story."""
        ratio = self.width / self.height
        if ratio > 2.1:
            return "banner"
        if ratio > 1.25:
            return "wide"
        if ratio > 0.88:
            return "square"
        return "portrait" if ratio > 0.62 else "story"


class Box(NamedTuple):
    """A rectangle; px from the card's top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """The distance from the left edge to the right one, px."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """The distance from the top edge to the bottom one, px."""
        return self.bottom - self.top


class Job(NamedTuple):
    """One card to make: a quote with all decisions of style; lengths in px."""

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
    """px: the longest line"""
    box_height: float
    """px: the greatest height of the quote"""
    outer: Box
    """the box inside the margins, for frames and rules"""
    frame: Box
    """the box for the quote and all that moves with it"""
    largest: float
    """px per em of the quote, at most"""
    smallest: float
    """px per em of the quote: the smallest legible size"""
    unit: float
    """px on this card for one px of a card 1080 wide"""
    device_unit: float
    """the same for devices around the text; smaller on a low card"""
    background: Picture | None
    """the quote's, or the theme's"""
    portrait: Picture | None
    """the quote's, if the theme shows portraits"""
    logo: Picture | None
    """the quote's, or the theme's"""
    shown: dict[str, str]
    """what devices show of the quote, by the device's key, such as the words of a kicker or the character of a seal"""
    dash: bool
    """whether a dash stands before the name, because nothing else separates it from the quote"""
    notices: tuple[Notice, ...] = ()


ASCENT = 0.88
"""em from the top of the em box to the baseline, in the CJK faces"""


class GlyphRun(NamedTuple):
    """Glyphs of one face at one size, with the pen position of each on the baseline; px, y down."""

    face: str
    """Key of a face in the font book."""
    size: float
    """px per em"""
    glyphs: tuple[int, ...]
    x: tuple[float, ...]
    y: tuple[float, ...]
    text: str
    ink: str = "ink"
    """Role of the colour: ink, quiet or accent."""
    turned: bool = False
    """Whether the glyphs are turned sideways, clockwise."""


class Stroke(NamedTuple):
    """A dash that is drawn as a bar; px from its block's top left corner."""

    x: float
    y: float
    width: float
    height: float
    ink: str


class SetLine(NamedTuple):
    """One line or column as set; positions of glyphs in px from the block's top left corner."""

    text: str
    """The characters on the line, without the spaces at its ends."""
    runs: tuple[GlyphRun, ...]
    width: float
    """px along the line, from its edge to the end of the last character, without hung and trimmed parts"""
    top: float
    """px across the lines, from the block's first edge to the line's em box"""
    body: float = 0.0
    """px along the line, from its edge to the end of the last character before any closing marks"""
    strokes: tuple[Stroke, ...] = ()


class Block(NamedTuple):
    """A text set in lines or columns at one size."""

    lines: tuple[SetLine, ...]
    size: float
    """px per em"""
    width: float
    """px: of the longest line; or across all columns, from em box to em box"""
    height: float
    """px: from the top of the first em box to the bottom of the last"""
    vertical: bool = False


class Measured(NamedTuple):
    """What a device measured of the glyphs that it draws itself."""

    block: Block | None = None
    """words, as set"""
    contours: tuple[Contours, ...] = ()
    """outlines of characters; em, y up"""
    missing: tuple[str, ...] = ()
    """characters that no bundled face has"""


class Blocks(NamedTuple):
    """All texts of a card, as set; those that the quote does not have are None."""

    quote: Block
    translation: Block | None
    name: Block | None
    role: Block | None
    source: Block | None
    place: str
    """The place of the attribution: below, side, foot, head-corner, foot-corner or slip."""
    text: str
    """The quote's text after normalisation."""
    cost: float
    """Cost of the quote's lines at its size; lower is better."""
    missing: tuple[str, ...] = ()
    """Grapheme clusters that no bundled face has; the caller draws them as boxes or raises an error."""
    notices: tuple[Notice, ...] = ()
    measured: dict[str, Measured] = {}  # noqa: RUF012  # a NamedTuple's default, never written to
    """What devices measured, by the device's key."""

    @property
    def kicker(self) -> Block | None:
        """The words above the quote, as set; None if there are none."""
        return next((one.block for one in self.measured.values() if one.block), None)

    @property
    def attribution(self) -> tuple[Block, ...]:
        """Those of name, role and source that the quote has, in this order."""
        return tuple(part for part in (self.name, self.role, self.source) if part)
