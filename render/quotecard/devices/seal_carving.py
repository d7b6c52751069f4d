"""Carve a seal: turn the outline of a character into that of a stamp cut by hand.

By default the seal is white on red (白文): the character is cut out of the stone, so its strokes show
the paper. It is carved once in a square of side 1 (y down), then scaled. Carving is a pure function of its seed.
"""

from __future__ import annotations

from functools import lru_cache
from math import hypot
from typing import TYPE_CHECKING

from quotecard.scene import Outline, Point

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.theme import Colour

Contour = tuple[Point, ...]

# All lengths are fractions of the seal's side.
INK = 0.80
"""Extent of the character before its strokes are thickened."""
LARGEST_EM = 0.92
"""Largest em of a character, reached by those with little ink, such as 小."""
STRETCH = 1.12
"""Most by which a narrow or flat character is stretched to fill the square."""
FRAME = 0.055
"""Thickness of the frame of a seal in red characters."""
RED_INK = 0.92
"""Size of a red character relative to a white one."""
CORNER = 0.07
"""Radius of the stone's corners."""
THICKEN = 0.014
"""Distance by which each edge of a stroke moves outward."""
LEVEL_GAIN = 1.28
"""Factor for the edges of horizontal strokes, which are thin in Ming type but not on a carved seal."""
SPARSE_GAIN = 1.4
"""Edges of a character with few strokes move further, by up to this factor more for one without ink."""
SPARSE_INK = 0.26
"""Area of ink below which a character counts as having few strokes."""
RED_BETWEEN = 0.026
"""Least red between strokes after thickening: half a pixel where a seal is shown at 20 px, as in a feed."""
WAVE = 0.008
"""Amplitude of the slow displacement, which bends neighbouring edges together."""
SLIP = 0.0022
"""Amplitude of the random displacement of single points."""
STONE_WAVE = 0.45
"""Fraction of the wave applied to the stone's own edge, which is sawn, not carved."""
STEP = 0.06
"""Longest straight cut."""
CHIPS = 26
"""Number of places at which a chip is tried."""
CHIP_REACH = 0.013
"""Radius of the largest chip; chips and nicks together stay under 4 % of the area."""
NICK_REACH = 0.018
"""Depth of the deepest nick in the stone's edge."""
NICK_CHANCE = 0.2
"""A piece of the edge is nicked if a random number from -1 to 1 is at least this."""
LATTICE = 7
"""Cells per side of the grid of the slow displacement."""


def carve(
    char_contours: tuple[Contour, ...],
    side: int,
    at: tuple[int, int],
    colour: Colour,
    seed: int,
    *,
    red: bool = False,
) -> Outline:
    """Return a seal of one character, `side` px wide, its top left corner `at` x, y px.

    `char_contours` are the contours of a glyph with ink, in em, y up. They must not overlap, which excludes
    variable fonts. The same glyph and seed give the same cuts at every size. If `red`, the strokes and a
    frame are left standing (朱文), else the strokes are cut out of the stone (白文).
    """
    return Outline(_at_size(char_contours, side, seed, red), colour, "seal", *at)


@lru_cache(maxsize=256)
def _at_size(
    char_contours: tuple[Contour, ...],
    side: int,
    seed: int,
    red: bool,  # a key of the cache
) -> tuple[Contour, ...]:
    carved = _carve(char_contours, seed, red)
    return tuple(tuple((side * u, side * v) for u, v in contour) for contour in carved)


@lru_cache(maxsize=64)
def _carve(
    char_contours: tuple[Contour, ...],
    seed: int,
    red: bool,  # a key of the cache
) -> tuple[Contour, ...]:
    """Return the stone's edge, the character and the chips in a square of side 1, y down."""
    chance = _Chance(seed)
    wave = _Wave(chance)
    placed = _place(char_contours)
    if red:
        placed = [_shrunk(contour, RED_INK) for contour in placed]
    glyph = [_resample(contour) for contour in _wind(placed)]
    edges = _Edges(glyph)
    strokes = [_displace(contour, wave, chance, 1.0) for contour in _thicken(glyph, edges)]
    stone = tuple(_nick(_resample(_rounded_square()), chance))
    if red:
        # By the even-odd rule, the field inside the frame is paper again and the strokes are red.
        field = _displace(_shrunk(_resample(_rounded_square()), 1 - 2 * FRAME), wave, chance, STONE_WAVE)
        return (_displace(stone, wave, chance, STONE_WAVE), field, *strokes)
    chips = tuple(_chips(glyph, edges, chance))
    return (_displace(stone, wave, chance, STONE_WAVE), *strokes, *chips)


class _Chance:
    """A linear congruential generator: the same numbers on every machine (Numerical Recipes)."""

    def __init__(self, seed: int) -> None:
        self.state = (seed * 2_654_435_761 + 1) & 0xFFFFFFFF

    def __call__(self) -> float:
        """Return the next number, from -1 to 1."""
        self.state = (self.state * 1_664_525 + 1_013_904_223) & 0xFFFFFFFF
        return (self.state >> 8) / 0x7FFFFF - 1


class _Wave:
    """A slow displacement of the whole square: edges bend together, so they never cross."""

    def __init__(self, chance: _Chance) -> None:
        size = LATTICE + 2
        self.nodes = [[(chance() * WAVE, chance() * WAVE) for _ in range(size)] for _ in range(size)]

    def __call__(self, x: float, y: float) -> Point:
        """Return how far the point x, y moves."""
        u = min(max(x, 0.0), 1.0) * LATTICE
        v = min(max(y, 0.0), 1.0) * LATTICE
        i, j = int(u), int(v)
        u, v = u - i, v - j
        u, v = u * u * (3 - 2 * u), v * v * (3 - 2 * v)
        a, b, c, d = (1 - u) * (1 - v), u * (1 - v), (1 - u) * v, u * v
        p, q = self.nodes[j][i : i + 2]
        r, s = self.nodes[j + 1][i : i + 2]
        return (a * p[0] + b * q[0] + c * r[0] + d * s[0], a * p[1] + b * q[1] + c * r[1] + d * s[1])


def _displace(contour: Contour, wave: _Wave, chance: _Chance, part: float) -> Contour:
    moved: list[Point] = []
    for x, y in contour:
        dx, dy = wave(x, y)
        moved.append((x + dx * part + chance() * SLIP, y + dy * part + chance() * SLIP))
    return tuple(moved)


def _shrunk(contour: Contour, part: float) -> Contour:
    """Return a contour scaled by `part` about the middle of the square."""
    return tuple((0.5 + (x - 0.5) * part, 0.5 + (y - 0.5) * part) for x, y in contour)


def _place(contours: tuple[Contour, ...]) -> list[Contour]:
    """Scale the ink to the square, centre it, and turn y down."""
    xs = [x for contour in contours for x, _ in contour]
    ys = [y for contour in contours for _, y in contour]
    fit_x = min(INK / (max(xs) - min(xs)), LARGEST_EM)
    fit_y = min(INK / (max(ys) - min(ys)), LARGEST_EM)
    fit = min(fit_x, fit_y)
    sx, sy = min(fit_x, fit * STRETCH), min(fit_y, fit * STRETCH)
    mx, my = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return [tuple((0.5 + (x - mx) * sx, 0.5 - (y - my) * sy) for x, y in contour) for contour in contours]


def _resample(contour: Contour) -> Contour:
    """Divide long edges into pieces, as a knife cuts in short pushes."""
    points: list[Point] = []
    for (ax, ay), (bx, by) in _sides(contour):
        count = int(hypot(bx - ax, by - ay) / STEP) + 1
        points += ((ax + (bx - ax) * k / count, ay + (by - ay) * k / count) for k in range(count))
    return tuple(points)


def _sides(contour: Contour) -> Iterator[tuple[Point, Point]]:
    return zip(contour, contour[1:] + contour[:1], strict=True)


def _area(contours: list[Contour]) -> float:
    """Return the signed area that the contours enclose, minus holes."""
    return sum(ax * by - bx * ay for contour in contours for (ax, ay), (bx, by) in _sides(contour)) / 2


class _Edges:
    """Points on the character's edge in a grid, to find the distance to the next stroke."""

    CELL = 0.055
    SPACING = 0.025

    def __init__(self, contours: list[Contour]) -> None:
        self.cells: dict[tuple[int, int], list[Point]] = {}
        for contour in contours:
            for (ax, ay), (bx, by) in _sides(contour):
                count = int(hypot(bx - ax, by - ay) / self.SPACING) + 1
                for k in range(count):
                    x, y = ax + (bx - ax) * k / count, ay + (by - ay) * k / count
                    self.cells.setdefault((int(x / self.CELL), int(y / self.CELL)), []).append((x, y))

    def near(self, x: float, y: float) -> Iterator[Point]:
        """Yield the edge points within a cell's length of x, y, and some beyond."""
        i, j = int(x / self.CELL), int(y / self.CELL)
        for row in (j - 1, j, j + 1):
            for column in (i - 1, i, i + 1):
                yield from self.cells.get((column, row), ())

    def gap(self, x: float, y: float, nx: float, ny: float) -> float:
        """Return the distance from an edge at x, y to the next one ahead along its normal."""
        best = self.CELL
        for px, py in self.near(x, y):
            ahead = (px - x) * nx + (py - y) * ny
            if 1e-6 < ahead < best and abs((px - x) * ny - (py - y) * nx) < ahead * 0.8:
                best = ahead
        return best


def _wind(contours: list[Contour]) -> list[Contour]:
    """Give strokes one direction and holes the other; a few glyphs (だ, ご) have mixed directions."""
    wound: list[Contour] = []
    for contour in contours:
        others = [other for other in contours if other is not contour]
        hole = _inside(others, *contour[0])
        wound.append(contour if (_area([contour]) < 0) == hole else contour[::-1])
    return wound


def _thicken(contours: list[Contour], edges: _Edges) -> list[Contour]:
    """Move every edge outward, but leave some red between close strokes."""
    sparse = max(0.0, 1 - _area(contours) / SPARSE_INK)
    reach = THICKEN * (1 + SPARSE_GAIN * sparse)
    return [tuple(_thickened(contour, edges, reach)) for contour in contours]


def _thickened(contour: Contour, edges: _Edges, reach: float) -> Iterator[Point]:
    normals = [_normal(a, b) for a, b in _sides(contour)]
    outward = [
        _miter(before, after) for before, after in zip(normals[-1:] + normals[:-1], normals, strict=True)
    ]
    room = [
        max(edges.gap(x, y, nx, ny) - RED_BETWEEN, 0.0) / 2
        for (x, y), (nx, ny) in zip(contour, outward, strict=True)
    ]
    # The least of three neighbours, so that a free corner of a small counter does not move ahead of the others.
    least = map(min, room[-1:] + room[:-1], room, room[1:] + room[:1])
    for (x, y), (nx, ny), space in zip(contour, outward, least, strict=True):
        yield (x + nx * min(reach, space), y + ny * min(reach * LEVEL_GAIN, space))


def _normal(a: Point, b: Point) -> Point:
    """Return the unit normal of a side, pointing out of a stroke or into a hole."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = hypot(dx, dy) or 1.0
    return (dy / length, -dx / length)


def _miter(before: Point, after: Point) -> Point:
    """Return the displacement of a corner that moves both its edges by 1, or less at sharp corners."""
    x, y = before[0] + after[0], before[1] + after[1]
    scale = 2 / max(x * x + y * y, 1.6)
    return (x * scale, y * scale)


def _rounded_square() -> Contour:
    """Return the outline of the stone; each corner is a quarter circle in three cuts."""
    quarter = ((1.0, 0.0), (0.866, 0.5), (0.5, 0.866), (0.0, 1.0))
    near, far = CORNER, 1 - CORNER
    points: list[Point] = []
    for cx, cy, turns in ((far, far, 0), (near, far, 1), (near, near, 2), (far, near, 3)):
        for point in quarter:
            c, s = point
            for _ in range(turns):
                c, s = -s, c
            points.append((cx + CORNER * c, cy + CORNER * s))
    return tuple(points)


def _nick(stone: Contour, chance: _Chance) -> Iterator[Point]:
    """Yield the stone's edge with small pieces broken off."""
    for (ax, ay), (bx, by) in _sides(stone):
        yield (ax, ay)
        if chance() < NICK_CHANCE:
            continue
        depth = 0.004 + NICK_REACH * chance() ** 2
        inward = _normal((bx, by), (ax, ay))
        for along, deep in (
            (0.2, 0.0),
            (0.4, 0.8 + 0.4 * chance()),
            (0.6, 1.0),
            (0.75 + 0.2 * chance(), 0.0),
        ):
            x, y = ax + (bx - ax) * along, ay + (by - ay) * along
            yield (x + inward[0] * depth * deep, y + inward[1] * depth * deep)


def _chips(glyph: list[Contour], edges: _Edges, chance: _Chance) -> Iterator[Contour]:
    """Yield small holes in the red, clear of the strokes and of the stone's edge."""
    for _ in range(CHIPS):
        x, y = 0.5 + 0.46 * chance(), 0.5 + 0.46 * chance()
        # Squaring the random number makes most chips small.
        radius = 0.0035 + CHIP_REACH * chance() ** 2
        clear = radius + 2 * THICKEN + WAVE
        if all(hypot(px - x, py - y) > clear for px, py in edges.near(x, y)) and not _inside(glyph, x, y):
            yield _chip(x, y, radius, chance)


def _chip(x: float, y: float, radius: float, chance: _Chance) -> Contour:
    corners = ((1.0, 0.1), (0.4, 0.9), (-0.6, 0.7), (-1.0, -0.2), (-0.2, -0.9), (0.7, -0.6))
    return tuple((x + radius * (c + 0.5 * chance()), y + radius * (s + 0.5 * chance())) for c, s in corners)


def _inside(contours: list[Contour], x: float, y: float) -> bool:
    """Tell whether x, y is in the ink, by the even-odd rule."""
    crossings = 0
    for contour in contours:
        for (ax, ay), (bx, by) in _sides(contour):
            if (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay):
                crossings += 1
    return crossings % 2 == 1
