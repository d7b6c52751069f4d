"""One face of a font file: the glyphs of characters, and their outlines."""

from __future__ import annotations

from functools import lru_cache
from math import ceil, sqrt
from typing import TYPE_CHECKING, Any

from quotecard.errors import FontError
from quotecard.fontbook.clusters import needs_glyph
from quotecard.fontbook.listing import REINSTALL, FontFile, locate_font

if TYPE_CHECKING:
    from pathlib import Path

Point = tuple[float, float]
Contours = tuple[tuple[Point, ...], ...]
"""Closed polygons; the first point is not repeated at the end."""


class Face:
    """A face at one weight; its file is opened when it is first used.

    `font` is a HarfBuzz font with the weight set, whose scale is its units per em. The first use raises FontError
    if the file is missing, unusable, or not the listed one.
    """

    __slots__ = ("_chars", "_folder", "_font", "file", "index", "key", "weight")

    def __init__(self, key: str, folder: Path, file: FontFile, index: int, weight: int | None) -> None:
        self.key = key
        """The key by which `FontBook.face` finds this face, in any process."""
        self.file = file
        self.index = index
        self.weight = weight
        self._folder = folder
        self._font: Any = None
        self._chars: Any = None

    def __repr__(self) -> str:
        return f"Face({self.key!r})"

    @property
    def family(self) -> str:
        """The family name, such as `Noto Serif CJK TC`."""
        names = self.file.names
        return f"{self.file.family} {names[self.index]}" if names else self.file.family

    @property
    def role(self) -> str:
        """ming, hei, kai, round, latin, latin-italic or emoji."""
        return self.file.role

    @property
    def colour(self) -> bool:
        """Whether its glyphs have their own colours."""
        return self.file.role == "emoji"

    @property
    def own(self) -> bool:
        """Whether it is a user's own face."""
        return False

    @property
    def optical(self) -> tuple[float, float] | None:
        """Scales beside Han, of words and of capitals, relative to EB Garamond; None if it is not scaled."""
        return (1.0, 1.0) if self.file.role in ("latin", "latin-italic") else None

    @property
    def baseline_shift(self) -> float:
        """How far glyphs are raised to be centred in the em box, in em."""
        return 0.0

    def column(self, position: Any, to_em: float) -> tuple[float, float]:
        """Return the pen's vertical offset and advance in a column, in em, of a HarfBuzz glyph position."""
        return position.y_offset * to_em, position.y_advance * to_em

    def check(self, glyph: int) -> None:
        """Raise FontError if a glyph cannot be drawn; never for a bundled face."""

    @property
    def font(self) -> Any:
        """The `uharfbuzz.Font`."""
        if self._font is None:
            self._open()
        return self._font

    @property
    def upem(self) -> int:
        """Font units per em."""
        return int(self.font.face.upem)

    def _open(self) -> None:
        import uharfbuzz as hb

        path = locate_font(self._folder, self.file)
        try:
            face = hb.Face(hb.Blob.from_file_path(path), self.index)
        except hb.HarfBuzzError as error:
            raise FontError(f"{path}: the font cannot be opened", why=str(error), hint=REINSTALL) from error
        chars = face.unicodes
        if not face.glyph_count or not chars:
            raise FontError(f"{path}: the font is unusable", why="it has no characters", hint=REINSTALL)
        font = hb.Font(face)
        if self.weight is not None:
            font.set_variations({"wght": self.weight})
        self._chars = chars
        self._font = font

    def covers(self, char: str) -> bool:
        """Tell whether the face has a glyph for one character."""
        if self._chars is None:
            self._open()
        return ord(char) in self._chars

    def sets(self, cluster: str) -> bool:
        """Tell whether the face has every character of a cluster or word that needs a glyph.

        Variation selectors, joiners and spaces need none: HarfBuzz synthesises or hides them.
        """
        return all(self.covers(char) or not needs_glyph(char) for char in cluster)

    def glyph(self, char: str) -> int:
        """Return the nominal glyph of a character, or 0 if the face has none."""
        return self.font.get_nominal_glyph(ord(char)) or 0

    def bounds(self, glyph: int) -> tuple[float, float, float, float]:
        """Return left, bottom, right, top of the ink in em, y up; zeros for an empty glyph."""
        box = self.font.get_glyph_extents(glyph)
        if box is None:
            return (0.0, 0.0, 0.0, 0.0)
        em = self.upem
        left, top = box.x_bearing / em, box.y_bearing / em
        return (left, top + box.height / em, left + box.width / em, top)

    def outline(self, glyph: int, tolerance: float = 0.002) -> Contours:
        """Return the glyph's contours in em, y up, with curves flattened to within `tolerance` em."""
        pen = _Pen(self.upem, tolerance)
        self.font.draw_glyph(glyph, _draw_funcs(), pen)
        return tuple(tuple(contour) for contour in pen.contours if len(contour) > 2)


class _Pen:
    """Collects contours, flattening curves into chords."""

    def __init__(self, upem: int, tolerance: float) -> None:
        self.em = 1 / upem
        self.tolerance = tolerance
        self.contours: list[list[Point]] = []

    def move(self, x: float, y: float) -> None:
        self.contours.append([(x * self.em, y * self.em)])

    def line(self, x: float, y: float) -> None:
        point = (x * self.em, y * self.em)
        if point != self.contours[-1][-1]:
            self.contours[-1].append(point)

    def quadratic(self, bx: float, by: float, cx: float, cy: float) -> None:
        """Convert the curve to a cubic."""
        ax, ay = self.contours[-1][-1]
        ax, ay = ax / self.em, ay / self.em
        third = 2 / 3
        self.cubic(
            ax + (bx - ax) * third,
            ay + (by - ay) * third,
            cx + (bx - cx) * third,
            cy + (by - cy) * third,
            cx,
            cy,
        )

    def cubic(self, *controls: float) -> None:
        bx, by, cx, cy, dx, dy = (value * self.em for value in controls)
        contour = self.contours[-1]
        ax, ay = contour[-1]
        # Wang's formula: the number of chords that keeps each within the tolerance.
        bend = max(
            abs(complex(ax - 2 * bx + cx, ay - 2 * by + cy)), abs(complex(bx - 2 * cx + dx, by - 2 * cy + dy))
        )
        count = max(1, ceil(sqrt(0.75 * bend / self.tolerance)))
        for step in range(1, count + 1):
            t = step / count
            s = 1 - t
            p, q, r, u = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
            contour.append((p * ax + q * bx + r * cx + u * dx, p * ay + q * by + r * cy + u * dy))

    def close(self) -> None:
        contour = self.contours[-1]
        if len(contour) > 1 and contour[0] == contour[-1]:
            contour.pop()


@lru_cache(maxsize=1)
def _draw_funcs() -> Any:
    """Return HarfBuzz callbacks that draw on the `_Pen` passed to them."""
    import uharfbuzz as hb

    funcs = hb.DrawFuncs()
    funcs.set_move_to_func(lambda x, y, pen: pen.move(x, y))
    funcs.set_line_to_func(lambda x, y, pen: pen.line(x, y))
    funcs.set_quadratic_to_func(lambda bx, by, x, y, pen: pen.quadratic(bx, by, x, y))
    funcs.set_cubic_to_func(lambda bx, by, cx, cy, x, y, pen: pen.cubic(bx, by, cx, cy, x, y))
    funcs.set_close_path_func(lambda pen: pen.close())
    return funcs
