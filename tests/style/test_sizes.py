"""Sizes by name, by width and height, and by scale."""

from __future__ import annotations

import pytest
from quotecard import sizes
from quotecard.errors import UsageError
from quotecard.style.sizes import MAX_PIXELS, MAX_SIDE, MIN_SIDE, parse_size


def test_the_names():
    assert sizes()[:4] == ("portrait", "square", "story", "wide")
    assert [parse_size(name).shape for name in sizes()] == [
        *("portrait", "square", "story", "wide"),
        *("portrait", "banner", "portrait"),
    ]


def test_a6_is_its_paper_at_300_dpi():
    size = parse_size("a6")
    assert (size.width, size.height) == (round(105 / 25.4 * 300), round(148 / 25.4 * 300))


@pytest.mark.parametrize(
    ("text", "width", "height", "scale"),
    [
        ("portrait", 1080, 1350, 1),
        ("square", 1080, 1080, 1),
        ("story", 1080, 1920, 1),
        ("wide", 1200, 630, 1),
        ("800x600", 800, 600, 1),
        ("800\u00d7600", 800, 600, 1),
        ("800X600", 800, 600, 1),
        (" Square ", 1080, 1080, 1),
        ("square@2x", 2160, 2160, 2),
        ("wide@3X", 3600, 1890, 3),
        ("300x400@4x", 1200, 1600, 4),
        ("100x100@2x", 200, 200, 2),
    ],
)
def test_size(text: str, width: int, height: int, scale: int):
    size = parse_size(text)
    assert (size.width, size.height, size.scale) == (width, height, scale)


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("1920x1080", "wide"),
        ("1000x1000", "square"),
        ("1000x1100", "square"),
        ("1080x1440", "portrait"),
        ("1080x2000", "story"),
        ("portrait@2x", "portrait"),
    ],
)
def test_a_size_is_composed_as_its_proportions_ask(text: str, shape: str):
    assert parse_size(text).shape == shape


@pytest.mark.parametrize(
    ("good", "bad", "why"),
    [
        (f"{MAX_SIDE}x1000", f"{MAX_SIDE + 1}x1000", "8192 px per side"),
        (f"1000x{MAX_SIDE}", f"1000x{MAX_SIDE + 1}", "8192 px per side"),
        (f"8000x{MAX_PIXELS // 8000}", f"8000x{MAX_PIXELS // 8000 + 1}", "40 megapixels"),
        (f"{MIN_SIDE}x1000", f"{MIN_SIDE - 1}x1000", "at least 200 px"),
        (f"1000x{MIN_SIDE}", f"1000x{MIN_SIDE - 1}", "at least 200 px"),
        ("4096x1000@2x", "4097x1000@2x", "8192 px per side"),
        ("square@4x", "square@5x", "unknown size"),
    ],
)
def test_limits_hold_at_n_and_not_at_n_and_one(good: str, bad: str, why: str):
    assert parse_size(good).width >= MIN_SIDE
    with pytest.raises(UsageError, match=why):
        parse_size(bad)


@pytest.mark.parametrize(
    "text",
    ["", "poster", "800", "800x", "x600", "-800x600", "800x600px", "8e2x600", "square@", "square@0x", "0x0", "square 2x",
     "\u0668\u0660\u0660x600", "9999999x600"],
)  # fmt: skip
def test_what_is_no_size_is_refused_with_the_known_ones(text: str):
    with pytest.raises(UsageError) as caught:
        parse_size(text)
    assert repr(text) in str(caught.value)
    assert "portrait, square, story, wide" in str(caught.value) or "at least" in str(caught.value)
