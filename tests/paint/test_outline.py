"""Polygons are covered exactly, by the even-odd rule."""

from __future__ import annotations

import itertools
import random
import sys
import tracemalloc
from math import cos, dist, pi, sin

import pytest
from quotecard.paint import outline
from quotecard.paint.mask_cache import MaskCache
from quotecard.paint.outline import outline_mask, polygon_coverage
from quotecard.paint.outline import rectangle_contours as rectangle

SIZE = (60, 40)


def box(x0: float, y0: float, x1: float, y1: float) -> tuple[tuple[float, float], ...]:
    return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))


def covered(*contours, width: int = 40, height: int = 40) -> float:
    return sum(polygon_coverage(contours, width, height)) / 255


def area(polygon) -> float:
    pairs = zip(polygon, (*polygon[1:], polygon[0]), strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def blob(rng: random.Random, corners: int) -> list[tuple[float, float]]:
    angles = sorted(rng.uniform(0, 2 * pi) for _ in range(corners))
    reach = [rng.uniform(4, 19) for _ in angles]
    return [(20 + r * cos(a), 20 + r * sin(a)) for r, a in zip(reach, angles, strict=True)]


def test_fractional_edges_cover_their_part_of_a_pixel():
    rows = polygon_coverage((box(1.25, 0.5, 3.5, 1.75),), 5, 3)
    # columns: 0, 3/4, 1, 1/2, 0; rows: 1/2, 3/4
    expected = [[0, 0.375, 0.5, 0.25, 0], [0, 0.5625, 0.75, 0.375, 0], [0] * 5]
    assert list(rows) == [round(255 * level) for row in expected for level in row]


def test_a_hair_within_one_pixel_keeps_its_weight():
    assert list(polygon_coverage((box(2.3, 0, 2.5, 1),), 4, 1)) == [0, 0, 51, 0]


def test_whole_pixels_are_whole():
    assert list(polygon_coverage((box(1, 0, 3, 1),), 4, 1)) == [0, 255, 255, 0]


@pytest.mark.parametrize("seed", range(20))
def test_the_sum_of_coverage_is_the_area(seed: int):
    polygon = blob(random.Random(seed), corners=9)
    edge = sum(dist(a, b) for a, b in itertools.pairwise(polygon))
    assert covered(polygon) == pytest.approx(area(polygon), abs=0.002 * edge + 0.05)


@pytest.mark.parametrize("turn", [1, -1])
def test_a_hole_is_a_hole_whichever_way_it_runs(turn: int):
    hole = box(12.5, 12.5, 20, 20)[::turn]
    assert covered(box(5, 5, 35, 35), hole) == pytest.approx(900 - 56.25, abs=0.2)
    island = box(14, 14, 16, 16)
    assert covered(box(5, 5, 35, 35), hole, island) == pytest.approx(900 - 56.25 + 4, abs=0.2)


def test_the_middle_of_a_pentagram_is_empty():
    star = [(20 + 18 * cos(4 * pi * i / 5), 20 + 18 * sin(4 * pi * i / 5)) for i in range(5)]
    rows = polygon_coverage((star,), 40, 40)
    assert rows[20 * 40 + 20] == 0
    assert rows[20 * 40 + 34] == 255


def sampled(polygon, x: int, y: int, n: int = 16) -> float:
    """Even-odd at n × n points of a pixel, by the crossing count."""
    hits = 0
    for row in range(n):
        py = y + (row + 0.5) / n
        cuts = [
            ax + (py - ay) * (bx - ax) / (by - ay)
            for (ax, ay), (bx, by) in zip(polygon, (*polygon[1:], polygon[0]), strict=True)
            if (ay > py) != (by > py)
        ]
        hits += sum(sum(cut < x + (i + 0.5) / n for cut in cuts) % 2 for i in range(n))
    return hits / n / n


@pytest.mark.parametrize("seed", range(3))
def test_each_pixel_agrees_with_sampling(seed: int):
    polygon = blob(random.Random(seed), corners=7)
    rows = polygon_coverage((polygon,), 40, 40)
    worst = max(abs(rows[y * 40 + x] / 255 - sampled(polygon, x, y)) for y in range(40) for x in range(40))
    assert worst < 0.07  # half a sample's row and column


def test_what_lies_outside_the_card_is_cut_off():
    cache = MaskCache()
    found = outline_mask((box(-10.5, -3, 4.5, 50),), SIZE, cache)
    assert (found.left, found.top, found.image.size) == (0, 0, (5, 40))
    assert found.image.crop((0, 0, 4, 40)).getextrema() == (255, 255)
    assert found.image.crop((4, 0, 5, 40)).getextrema() == (128, 128)
    assert outline_mask((box(70, 3, 80, 9),), SIZE, cache).image is None
    assert outline_mask((box(5, -9, 9, -3),), SIZE, cache).image is None
    assert outline_mask((), SIZE, cache).image is None
    assert outline_mask((box(5, 5, 5, 9),), SIZE, cache).image is None


def test_one_shape_at_two_places_is_drawn_once():
    cache = MaskCache()
    first, one = rectangle(3.25, 4.1, 5.75, 4.9)
    second, other = rectangle(23.25, 14.1, 5.75, 4.9)
    assert (one, other) == ((3, 4), (23, 14))
    drawn = outline_mask(first, SIZE, cache, one)
    again = outline_mask(second, SIZE, cache, other)
    assert again.image is drawn.image
    assert (again.left, again.top) == (23, 14)
    assert outline_mask(*rectangle(3.75, 4.1, 5.25, 4.9)[:1], SIZE, cache).image is not drawn.image
    assert len(cache.masks) == 2


def test_contours_of_the_same_points_are_two_shapes():
    cache = MaskCache()
    points = box(5, 5, 35, 35) + box(10, 10, 20, 20)
    whole = outline_mask((points,), SIZE, cache).image
    parts = outline_mask((points[:4], points[4:]), SIZE, cache).image
    assert whole.tobytes() != parts.tobytes()


def seal(number: int) -> tuple:
    """Contours of 600 points that no other number has."""
    return (tuple((20 + 19 * cos(i / 95), 20 + 19 * sin(i / 95) + number / 1e4) for i in range(600)),)


def deep_size(thing: object) -> int:
    parts = sum(map(deep_size, thing)) if isinstance(thing, tuple) else 0
    return sys.getsizeof(thing) + parts


def test_many_seals_keep_to_the_room():
    cache = MaskCache(room=200_000)
    for number in range(600):
        outline_mask(seal(number), SIZE, cache)
        assert cache.used <= cache.room
    assert len(cache.masks) > 30
    assert all(deep_size(key) < 300 for key in cache.masks), "a key holds what it names"


def test_what_the_shelf_counts_is_what_it_keeps():
    cache = MaskCache()
    outline_mask(seal(-1), SIZE, cache)
    tracemalloc.start()
    try:
        before, counted = tracemalloc.get_traced_memory()[0], cache.used
        for number in range(40):
            outline_mask(seal(number), SIZE, cache)
        outline._cached_contours_hash.cache_clear()  # what it holds, the page holds too
        held = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert held < cache.used - counted, "Python's part alone, without the pixels"
