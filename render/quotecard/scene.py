"""The interface between layout and paint: a display list in px, y down, drawn in order over a backdrop.

Layout does not handle pixels and paint does not handle text, so a scene can be tested as text (`dump`), and
another painter has to support only the kinds of item defined here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from quotecard.picture import Picture
    from quotecard.theme import Colour, Glow

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""left, top, right, bottom"""


class Glyphs(NamedTuple):
    """Glyphs of one face, size and colour, with the pen position of each on the baseline; px."""

    face: str
    size: float
    """px per em"""
    glyphs: tuple[int, ...]
    x: tuple[float, ...]
    y: tuple[float, ...]
    colour: Colour
    text: str = ""
    turned: bool = False
    """Whether each glyph is turned sideways, clockwise about its pen position."""


class Rect(NamedTuple):
    """A filled rectangle in px; edges may fall between pixels."""

    x: float
    y: float
    width: float
    height: float
    colour: Colour


class Outline(NamedTuple):
    """Closed polygons filled by the even-odd rule, such as a seal: a square with a glyph cut out."""

    contours: tuple[tuple[Point, ...], ...]
    """px from x, y, so that a shape that many cards share is one value with one cached mask"""
    colour: Colour
    label: str = ""
    x: int = 0
    y: int = 0


class Image(NamedTuple):
    """A portrait or a logo; px. What is under it shows through its transparent parts."""

    x: float
    y: float
    width: float
    height: float
    picture: Picture
    round: bool = False
    """Whether it is clipped to the ellipse inscribed in its box."""
    focus: Point = (0.5, 0.5)
    """The point that a crop keeps, as fractions of the picture's width and height."""
    whole: bool = False
    """Whether the whole picture is shown, centred in its box; else it fills the box and is cropped."""


Item = Glyphs | Rect | Outline | Image


class Gradient(NamedTuple):
    """Colours mixed in linear light along a line through the card; a single stop is a flat ground."""

    stops: tuple[tuple[float, Colour], ...]
    """pairs of position and colour, with positions ascending from 0 to 1"""
    angle: float = 180.0
    """direction of the line in degrees: 180 down, 90 to the right; it ends level with the corners, as in CSS"""
    glows: tuple[Glow, ...] = ()
    """drawn in order"""


Ramp = tuple[tuple[float, float], ...]
"""Pairs of a position (fraction of the card's height or width) and an opacity, positions ascending.

Opacity is interpolated linearly between them, and constant beyond the first and the last.
"""


class Photo(NamedTuple):
    """A picture that fills the card, cropped around its focus, under a scrim of one tint."""

    picture: Picture
    focus: Point = (0.5, 0.5)
    """The point that the crop keeps, and centres if it can, as fractions of the picture's width and height."""
    blur: float = 0.0
    """px, standard deviation"""
    tint: Colour = (0, 0, 0)
    scrim: Ramp = ()
    """opacity down the card"""
    side: Ramp = ()
    """opacity across the card, applied over `scrim`"""


class Backdrop(NamedTuple):
    """What is under a card's items."""

    base: Gradient | Photo
    grain: float = 0.0
    """Strength of the paper grain, from 0 (none) to 1."""
    seed: int = 0
    """The same seed gives the same grain."""


class Scene(NamedTuple):
    """A card before it is painted."""

    width: int
    height: int
    ground: Colour
    """The colour of the ground; if there is a backdrop, the one that represents it."""
    items: tuple[Item, ...]
    backdrop: Backdrop | None = None


def cover(width: float, height: float, card: tuple[float, float], focus: Point) -> Box:
    """Return the part of a picture that fills a card: left, top, right and bottom in px of the picture.

    The focus is as near to the middle as the picture's edges allow.
    """
    scale = max(card[0] / width, card[1] / height)
    across, down = min(card[0] / scale, width), min(card[1] / scale, height)
    left = min(max(focus[0] * width - across / 2, 0.0), width - across)
    top = min(max(focus[1] * height - down / 2, 0.0), height - down)
    return left, top, left + across, top + down


def dump(scene: Scene) -> str:
    """Return a scene as text with one line per item, so that layouts can be compared with a diff."""
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
    """Identify a picture by its contents, because its path differs between machines."""
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
