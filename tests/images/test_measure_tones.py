"""What a picture says of its own lightness, checked against its pixels."""

from __future__ import annotations

from random import Random

import pytest
from PIL import Image, ImageFilter
from quotecard.images.measure_tones import MAX_COLUMNS, MAX_ROWS, TAIL_SHARE, measure_tones
from quotecard.picture import linear_from_level, linear_from_srgb, luminance


def noise(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    return Image.frombytes(mode, size, Random(2).randbytes(size[0] * size[1] * len(mode)))


def level(colour) -> int:
    """The grey of a colour's luminance, by search."""
    wanted = luminance(colour)
    return min(range(256), key=lambda grey: abs(linear_from_level(grey) - wanted))


@pytest.mark.parametrize(
    "colour",
    [(0, 0, 0), (255, 255, 255), (255, 0, 0), (0, 255, 0), (0, 0, 255), (7, 7, 7), (90, 120, 30), (128,) * 3],
)
def test_a_colour_is_the_grey_of_its_luminance(colour):
    found = measure_tones(Image.new("RGB", (40, 40), colour))
    assert {*found.mean, *found.low, *found.high} <= {level(colour) - 1, level(colour), level(colour) + 1}


def test_luminance_is_that_of_wcag():
    assert (luminance((255, 255, 255)), luminance((0, 0, 0))) == (pytest.approx(1), 0)
    assert luminance((118, 118, 118)) == pytest.approx(0.1812, abs=1e-3)
    assert linear_from_srgb(128 / 255) == linear_from_level(128) == pytest.approx(0.21586, abs=1e-4)


@pytest.mark.parametrize(
    ("size", "cells"),
    [
        ((480, 640), (48, 64)),
        ((100, 100), (48, 48)),
        ((3000, 40), (48, 1)),
        ((40, 4000), (40, 96)),
        ((1, 1), (1, 1)),
    ],
)
def test_cells_follow_the_proportions(size, cells):
    found = measure_tones(noise(size))
    assert (found.columns, found.rows) == cells
    assert found.columns <= MAX_COLUMNS
    assert found.rows <= MAX_ROWS
    assert len(found.mean) == len(found.low) == len(found.high) == cells[0] * cells[1]
    assert found.width == size[0]


@pytest.mark.parametrize("blur", [0, 3])
def test_few_pixels_of_a_cell_lie_beyond_its_levels(blur: int):
    grey = noise((480, 480), "L").filter(ImageFilter.GaussianBlur(blur))
    found = measure_tones(grey.convert("RGB"))
    for at in range(0, found.columns * found.rows, 37):
        x, y = at % found.columns * 10, at // found.columns * 10
        pixels = list(grey.crop((x, y, x + 10, y + 10)).get_flattened_data())
        allowed = TAIL_SHARE * len(pixels)
        assert sum(pixel > found.high[at] for pixel in pixels) <= allowed
        assert sum(pixel < found.low[at] for pixel in pixels) <= allowed
        assert abs(found.mean[at] - sum(pixels) / len(pixels)) <= 1
        assert found.low[at] <= found.mean[at] <= found.high[at]
