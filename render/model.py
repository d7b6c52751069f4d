"""The values that cross stages: frozen, picklable, without behaviour of a stage.

The chain is  bytes → Quote → Job → Blocks → Scene → Image → file  (docs/architecture.md).
Scene stands in `render.page.scene`, beside the stage that makes it.
"""

from __future__ import annotations

from typing import NamedTuple

Colour = tuple[int, int, int]
"""sRGB, 0 to 255 a channel."""

# Proportions of an attribution: text keeps the room, page places the parts.
ATTRIBUTION_ROW = 1.62
"""em from row to row"""
RULE_TO_NAME = 1.15
"""em of the name from a rule to the name"""


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
    """Something a person should know that is no error: a repaired mark, a fallback face."""

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
    theme: str = ""
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
        """The composition the proportions ask for: wide, square, portrait or story."""
        ratio = self.width / self.height
        if ratio > 1.25:
            return "wide"
        if ratio > 0.88:
            return "square"
        return "portrait" if ratio > 0.62 else "story"


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
    fill: float
    """the most that the quote takes of the height"""
    top: float
    """part of the height kept clear above (a story's interface)"""
    bottom: float
    """part of the height kept clear below"""
    largest: float
    """px an em at most, as part of the width"""
    signature: str
    """below: under the quote; side: vertical at the far margin, feet on the last line"""
    signature_scale: float
    """of the quote's size"""
    signature_min: float
    """px on a card 1080 wide (1200 where wide)"""
    signature_max: float
    """px, likewise"""
    signature_gap: float
    """em of the quote, from the last em box to the signature"""
    breadth: float
    """how much longer than a portrait card's its lines are liked"""
    source: str
    """under: the source on a row of its own; beside: on the name's row where it fits"""


class Seal(NamedTuple):
    """A seal with the surname."""

    side: float
    """px on a card 1080 wide: nearly the same whatever the quote's size"""
    gap: float
    """px, likewise"""


class Rule(NamedTuple):
    """A short thin rule between quote and signature."""

    width: float
    """px on a card 1080 wide"""
    thickness: float
    """px on a card 1080 wide"""
    gap: float
    """em of the quote, from the last em box"""


class Theme(NamedTuple):
    """A theme: data only."""

    id: str
    name: str
    aliases: tuple[str, ...]
    about: str
    ground: Colour
    ink: Colour
    quiet: Colour
    accent: Colour
    face: str
    """family role of the quote: ming, hei, kai, round; or a family of the user's fonts"""
    weight: int | None
    tracking: float
    """em between the characters of a Han name of two to four characters"""
    marks: str
    """what `marks: auto` means: none or keep"""
    align: str
    """what `align: auto` means: start or centre"""
    shapes: dict[str, Proportions]
    seal: Seal | None
    seal_colour: Colour | None
    rule: Rule | None
    latin: str = ""
    """whose Latin letters: a family of the user's fonts or a bundled role; empty: the face's usual"""
    fonts: str = ""
    """folder of the user's fonts, an absolute path; empty: none"""


class Frame(NamedTuple):
    """Where things may stand on a card: px from its top left corner."""

    left: float
    right: float
    top: float
    foot: float


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
    frame: Frame
    largest: float
    """px an em, at most"""
    smallest: float
    """px an em, the least that is legible"""
    unit: float
    """px on this card for one px of a card 1080 wide"""
    seal: str
    """the character on the seal, or empty for none"""
    dash: bool
    """whether a dash leads the name in: nothing else parts it from the quote"""
    notices: tuple[Notice, ...] = ()


_LEAST_GAP, _LEAST_RULE_GAP = 64.0, 44.0
"""px on a card 1080 wide"""
_COLUMN_GAP, _LEAST_COLUMN_GAP = 0.5, 48.0
"""em, and px at least, from the last column to a signature column"""
_RULED = 1.6
"""times that where a rule stands between the two"""
COLUMN_SPACE = 0.75
"""em between the columns of an attribution"""
ASCENT = 0.88
"""em from the top of a CJK em box to its baseline (the typographic box of the CJK faces)."""
TRANSLATION_GAP = 0.8
"""em of the quote from it to its translation (TYPOGRAPHY: at least 0.8)"""


def gap_below(job: Job) -> tuple[float, float]:
    """Return the gap from the quote to its attribution: em of the quote, and px at least."""
    if job.vertical:
        wider = _RULED if job.theme.rule else 1.0
        return _COLUMN_GAP * wider, _LEAST_COLUMN_GAP * wider * job.unit
    if job.theme.rule:
        return job.theme.rule.gap, _LEAST_RULE_GAP * job.unit
    return job.proportions.signature_gap, _LEAST_GAP * job.unit


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


class Bar(NamedTuple):
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
    bars: tuple[Bar, ...] = ()


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


class Choice(NamedTuple):
    """A setting that was weighed: for `explain`."""

    lines: tuple[str, ...]
    size_px: float
    cost: float
    """Lower is better."""


class Blocks(NamedTuple):
    """All texts of a card, set; what the quote does not have is None."""

    quote: Block
    translation: Block | None
    name: Block | None
    role: Block | None
    source: Block | None
    upright: bool
    """Whether the name stands as a column at the side."""
    text: str
    """The quote's text after normalisation."""
    seal: tuple[tuple[tuple[float, float], ...], ...] = ()
    """Contours of the seal's character in em, y up"""
    missing: tuple[str, ...] = ()
    """Clusters that no bundled face sets: drawn as a box, or an error of the caller's."""
    notices: tuple[Notice, ...] = ()
    alternatives: tuple[Choice, ...] = ()
