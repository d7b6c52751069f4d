"""The seam between layout and paint: a display list in px, y down, drawn in order.

Layout knows no pixels and paint knows no text, so a scene can be tested as text (`dump`), and a
second painter needs to read these items only. A backdrop is what lies under them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from quotecard.picture import Picture
    from quotecard.theme import Colour, Glow

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""left, top, right, foot"""


class Glyphs(NamedTuple):
    """Glyphs of one face at one size in one colour; each pen stands on its baseline."""

    face: str
    size: float
    """px per em"""
    glyphs: tuple[int, ...]
    x: tuple[float, ...]
    y: tuple[float, ...]
    colour: Colour
    text: str = ""
    turned: bool = False
    """Whether each glyph lies on its side, clockwise about its pen."""


class Rect(NamedTuple):
    """A filled rectangle; edges may fall between pixels."""

    x: float
    y: float
    width: float
    height: float
    colour: Colour


class Outline(NamedTuple):
    """Closed polygons filled by the even-odd rule: a seal is a square with its glyph cut out."""

    contours: tuple[tuple[Point, ...], ...]
    """px from x, y: a shape drawn on many cards is one value, and one mask"""
    colour: Colour
    label: str = ""
    x: int = 0
    y: int = 0


class Image(NamedTuple):
    """A portrait or a logo; what is clear in it shows what is under it."""

    x: float
    y: float
    width: float
    height: float
    picture: Picture
    round: bool = False
    """Whether it is cut to the ellipse in its box."""
    focus: Point = (0.5, 0.5)
    """Parts of the picture's width and height: what a cut keeps."""
    whole: bool = False
    """Whether all of it is shown, in the middle of its box; else the box is filled and the rest cut."""


Item = Glyphs | Rect | Outline | Image


class Gradient(NamedTuple):
    """Colours mixed in linear light along a line through the card; one stop is a flat ground."""

    stops: tuple[tuple[float, Colour], ...]
    """(part of the line, colour), parts ascending from 0 to 1"""
    angle: float = 180.0
    """degrees, where the line leads: 180 down, 90 to the right; it ends where the corners do (CSS)"""
    glows: tuple[Glow, ...] = ()
    """drawn in order"""


Ramp = tuple[tuple[float, float], ...]
"""(part of the card's height or width, opacity), parts ascending; straight between, level beyond."""


class Photo(NamedTuple):
    """A picture that fills the card, cut about its focus, under a scrim of one tint."""

    picture: Picture
    focus: Point = (0.5, 0.5)
    """Parts of the picture's width and height: what the cut keeps, near the middle where it can."""
    blur: float = 0.0
    """px, standard deviation"""
    tint: Colour = (0, 0, 0)
    scrim: Ramp = ()
    """down the card"""
    side: Ramp = ()
    """across the card, laid over the other"""


class Backdrop(NamedTuple):
    """What lies under a card's items."""

    base: Gradient | Photo
    grain: float = 0.0
    """Of paper: 0 for none, 1 for the most."""
    seed: int = 0
    """The same seed is the same sheet of paper."""


class Scene(NamedTuple):
    """A card before it is painted."""

    width: int
    height: int
    ground: Colour
    """The colour of the whole ground, or the one that stands for its backdrop."""
    items: tuple[Item, ...]
    backdrop: Backdrop | None = None


def cover(width: float, height: float, card: tuple[float, float], focus: Point) -> Box:
    """Return the part of a picture that fills a card: left, top, right, foot in the picture's px.

    The focus comes as near to the middle as the picture's edges allow.
    """
    scale = max(card[0] / width, card[1] / height)
    across, down = min(card[0] / scale, width), min(card[1] / scale, height)
    left = min(max(focus[0] * width - across / 2, 0.0), width - across)
    top = min(max(focus[1] * height - down / 2, 0.0), height - down)
    return left, top, left + across, top + down


def dump(scene: Scene) -> str:
    """Return a scene as text, a line an item: what layout did, in a form that a diff can show."""
    head = f"scene {scene.width}x{scene.height} ground {_hex(scene.ground)}"
    under = _under(scene.backdrop) if scene.backdrop else []
    return "\n".join([head, *under, *(_line(item) for item in scene.items)]) + "\n"


def _under(backdrop: Backdrop) -> list[str]:
    grain = [f"grain {backdrop.grain:g} seed {backdrop.seed}"] if backdrop.grain else []
    base = backdrop.base
    if isinstance(base, Photo):
        laid = " ".join(f"{name} {_stops(ramp)}" for name, ramp in _ramps(base))
        head = (
            f"photo {_picture(base.picture)} focus {base.focus[0]:g},{base.focus[1]:g} blur {base.blur:g}px"
        )
        return [f"{head} tint {_hex(base.tint)} {laid}".rstrip(), *grain]
    stops = " ".join(f"{_hex(colour)}@{at:g}" for at, colour in base.stops)
    glows = [
        f"glow {glow.x:g},{glow.y:g} radius {glow.radius:g} {_hex(glow.colour)} {glow.strength:g}"
        for glow in base.glows
    ]
    return [f"gradient {base.angle:g}deg {stops}", *glows, *grain]


def _ramps(photo: Photo) -> list[tuple[str, Ramp]]:
    return [(name, ramp) for name, ramp in (("scrim", photo.scrim), ("side", photo.side)) if ramp]


def _stops(ramp: Ramp) -> str:
    return " ".join(f"{opacity:.2f}@{at:.3f}" for at, opacity in ramp)


def _picture(picture: Picture) -> str:
    """Name a picture by what it holds: its path is another on each machine."""
    return f"{picture.sha256[:12]} {picture.width}x{picture.height}"


def _line(item: Item) -> str:
    match item:
        case Glyphs():
            pens = " ".join(
                f"{glyph}@{x:.1f},{y:.1f}" for glyph, x, y in zip(item.glyphs, item.x, item.y, strict=True)
            )
            turned = " turned" if item.turned else ""
            return f"glyphs {item.face} {item.size:.2f}px{turned} {_hex(item.colour)} {item.text!r}: {pens}"
        case Rect():
            return f"rect {item.x:.1f},{item.y:.1f} {item.width:.1f}x{item.height:.1f} {_hex(item.colour)}"
        case Outline():
            xs = [item.x + x for contour in item.contours for x, _ in contour]
            ys = [item.y + y for contour in item.contours for _, y in contour]
            box = f"{min(xs):.1f},{min(ys):.1f} to {max(xs):.1f},{max(ys):.1f}"
            return f"outline {item.label} {_hex(item.colour)} {len(item.contours)} contours, {len(xs)} points, {box}"
        case Image():
            shape = ("round " if item.round else "") + (
                "whole" if item.whole else f"focus {item.focus[0]:g},{item.focus[1]:g}"
            )
            box = f"{item.x:.1f},{item.y:.1f} {item.width:.1f}x{item.height:.1f}"
            return f"image {box} {shape} {_picture(item.picture)}"


def _hex(colour: Colour) -> str:
    return "#{:02X}{:02X}{:02X}".format(*colour)
