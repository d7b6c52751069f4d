"""The seam between layout and paint: a display list in px, y down, drawn in order.

Layout knows no pixels and paint knows no text, so a scene can be tested as text (`dump`), and a
second painter needs to read these three items only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from render.look import Colour

Point = tuple[float, float]


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


Item = Glyphs | Rect | Outline


class Scene(NamedTuple):
    """A card before it is painted."""

    width: int
    height: int
    ground: Colour
    items: tuple[Item, ...]


def dump(scene: Scene) -> str:
    """Return a scene as text, a line an item: what layout did, in a form that a diff can show."""
    head = f"scene {scene.width}x{scene.height} ground {_hex(scene.ground)}"
    return "\n".join([head, *(_line(item) for item in scene.items)]) + "\n"


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


def _hex(colour: Colour) -> str:
    return "#{:02X}{:02X}{:02X}".format(*colour)
