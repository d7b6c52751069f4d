"""Exact area coverage of polygons by the even-odd rule.

Each edge adds the signed area to its right, row by row. The running sum along a row is the winding number averaged
over a pixel, and folding it at 1 gives the even-odd rule; this is exact unless edges of two contours coincide. Cells
are sparse, so that a large frame costs no more than its edges.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor
from struct import pack
from typing import TYPE_CHECKING

from PIL import Image

from quotecard.identity_key import IdentityKey
from quotecard.paint.mask_cache import Mask
from quotecard.paint.ramps import entries

if TYPE_CHECKING:
    from quotecard.paint.mask_cache import MaskCache
    from quotecard.paint.ramps import InkRamp
    from quotecard.scene import Point

SUBPIXELS = 256
"""Grid positions per pixel to which corners are rounded, so that a rectangle at two places has one mask."""

Cells = defaultdict[int, float]
Contours = tuple[tuple["Point", ...], ...]


def outline_mask(
    contours: Contours,
    size: tuple[int, int],
    cache: MaskCache,
    at: tuple[int, int] = (0, 0),
    ramp: InkRamp | None = None,
) -> Mask:
    """Return the coverage of closed polygons in px relative to the pixel `at` of the card, or a `ramp`'s entries.

    Anything outside the card's `size` (px) is cropped.
    """
    key = (*_cached_contours_hash(IdentityKey(contours)), ramp)
    whole = cache.get(key) or cache.put(key, _uncropped_mask(contours, ramp))
    return _crop_to_card(whole, at, size)


def rectangle_contours(x: float, y: float, width: float, height: float) -> tuple[Contours, tuple[int, int]]:
    """Return a rectangle's contour relative to a whole pixel, and that pixel, so that its mask can be reused."""
    left, top = floor(x), floor(y)
    x0, x1, y0, y1 = map(_on_grid, (x - left, x + width - left, y - top, y + height - top))
    return (((x0, y0), (x1, y0), (x1, y1), (x0, y1)),), (left, top)


@lru_cache(maxsize=64)
def _cached_contours_hash(contours: IdentityKey[Contours]) -> tuple[str, int, int]:
    return _contours_hash(contours.value)


def _contours_hash(contours: Contours) -> tuple[str, int, int]:
    """Return a 128-bit key for contours: a seal's points would take ten times the memory of its mask.

    It consists of two keyed hashes (SipHash) of the exact numbers; importing `hashlib` would add 5 ms to a cold start.
    """
    numbers = [number for contour in contours for point in contour for number in point]
    data = pack(f"{len(contours)}I{len(numbers)}d", *map(len, contours), *numbers)
    return "outline", hash(data), hash(data[::-1])


def _uncropped_mask(contours: Contours, ramp: InkRamp | None) -> Mask:
    points = [point for contour in contours for point in contour]
    if not points:
        return Mask(None, 0, 0)
    left, right = floor(min(x for x, _ in points)), ceil(max(x for x, _ in points))
    top, foot = floor(min(y for _, y in points)), ceil(max(y for _, y in points))
    if right <= left or foot <= top:
        return Mask(None, 0, 0)
    corners = tuple(
        tuple((_on_grid(x - left), _on_grid(y - top)) for x, y in contour) for contour in contours
    )
    pixels = polygon_coverage(corners, right - left, foot - top)
    if ramp:
        pixels = pixels.translate(entries(ramp))
    return Mask(Image.frombytes("L", (right - left, foot - top), pixels), left, top)


def _on_grid(length: float) -> float:
    return round(length * SUBPIXELS) / SUBPIXELS


def _crop_to_card(whole: Mask, at: tuple[int, int], size: tuple[int, int]) -> Mask:
    image, x, y = whole.image, whole.left + at[0], whole.top + at[1]
    if image is None or (x >= 0 and y >= 0 and x + image.width <= size[0] and y + image.height <= size[1]):
        return Mask(image, x, y)
    box = (max(-x, 0), max(-y, 0), min(size[0] - x, image.width), min(size[1] - y, image.height))
    if box[2] <= box[0] or box[3] <= box[1]:
        return Mask(None, 0, 0)
    return Mask(image.crop(box), x + box[0], y + box[1])


def polygon_coverage(contours: Contours, width: int, height: int) -> bytes:
    """Return the coverage, 0 to 255, of each pixel of a box at the origin, row by row."""
    rows: list[Cells] = [defaultdict(float) for _ in range(height)]
    for contour in contours:
        for start, end in pairwise((*contour, contour[0])):
            _add_edge(rows, start, end)
    return b"".join(_row_levels(cells, width) for cells in rows)


def _add_edge(rows: list[Cells], start: Point, end: Point) -> None:
    """Add an edge's area in each row that it crosses; a downward edge counts +1."""
    turn = 1 if start[1] < end[1] else -1
    (x0, y0), (x1, y1) = (start, end) if turn > 0 else (end, start)
    if y0 == y1:
        return
    slope = (x1 - x0) / (y1 - y0)
    for row in range(max(floor(y0), 0), min(ceil(y1), len(rows))):
        upper = max(row, y0)
        lower = min(row + 1, y1)
        near, far = x0 + (upper - y0) * slope, x0 + (lower - y0) * slope
        height = turn * (lower - upper)
        if near > far:
            near, far = far, near
        column = floor(near)
        if near < far <= column + 1:  # within one cell, as most are
            part = height * (far - near) / (far - near)
            inside = part * (column + 1 - (near + far) / 2)
            cells = rows[row]
            cells[column] += inside
            cells[column + 1] += part - inside
        else:
            _add_piece(rows[row], near, far, height)


def _add_piece(cells: Cells, start: float, end: float, height: float) -> None:
    """Add the area to the right of a piece of an edge within one row, cell by cell."""
    first = floor(start)
    for column in range(first, max(ceil(end), first + 1)):
        a, b = max(start, column), min(end, column + 1)
        part = height * (b - a) / (end - start) if end > start else height
        inside = part * (column + 1 - (a + b) / 2)
        cells[column] += inside
        cells[column + 1] += part - inside


_LEVELS = tuple(bytes((level,)) for level in range(256))


def _row_levels(cells: Cells, width: int) -> bytes:
    """Sum a row's cells from the left, including those outside the box, and return its levels."""
    pieces: list[bytes] = []
    winding, done = 0.0, 0
    for column in sorted(cells):
        end = min(width, column)
        if end > done:
            pieces.append(_LEVELS[_coverage_level(winding)] * (end - done))
            done = end
        winding += cells[column]
    pieces.append(_LEVELS[_coverage_level(winding)] * (width - done))
    return b"".join(pieces)


def _coverage_level(winding: float) -> int:
    folded = abs(winding) % 2
    return round(255 * (folded if folded < 1 else 2 - folded))
