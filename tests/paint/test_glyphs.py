"""Glyphs stand upright, at their pens, in their colours."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from PIL import Image, ImageFont
from quotecard.paint import glyphs
from quotecard.paint.mask_cache import ENTRY_BYTES, POINTER_BYTES, Mask, MaskCache

MING = Path(__file__).parents[2] / "fonts" / "NotoSerifCJK-Medium.ttc"


def glyph(book, face: str, char: str) -> int:
    return book.face(face).font.get_nominal_glyph(ord(char))


def coverage(book, char: str, size: float, shift: float = 0.0) -> Mask:
    return glyphs.glyph_coverage(book.face("ming"), glyph(book, "ming", char), size, shift)


def mass(image: Image.Image) -> float:
    return sum(level * count for level, count in enumerate(image.histogram())) / 255


def quadrants(image: Image.Image) -> list[float]:
    image = image.crop(image.getbbox())
    x, y = image.width // 2, image.height // 2
    boxes = [
        (0, 0, x, y),
        (x, 0, image.width, y),
        (0, y, x, image.height),
        (x, y, image.width, image.height),
    ]
    return [mass(image.crop(box)) / mass(image) for box in boxes]


def freetype(char: str, size: int) -> Image.Image:
    mask, _ = ImageFont.truetype(MING, size, index=3).getmask2(char, mode="L")
    return Image.frombytes("L", mask.size, bytes(mask))


@pytest.mark.parametrize("char", "上下乙少L7\u300c\uff0c")
def test_a_glyph_stands_upright_as_freetype_draws_it(book, char: str):
    ours, theirs = coverage(book, char, 128).image, freetype(char, 128)
    assert quadrants(ours) == pytest.approx(quadrants(theirs), abs=0.025)
    assert mass(ours) == pytest.approx(mass(theirs), rel=0.04)


def test_upside_down_would_be_seen(book):
    upright = coverage(book, "L", 128).image
    turned = upright.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    assert max(abs(a - b) for a, b in zip(quadrants(upright), quadrants(turned), strict=True)) > 0.1


@pytest.mark.parametrize("size", [24, 36.7, 98, 151.3])
@pytest.mark.parametrize("char", "我g\uff0c")
def test_the_ink_stands_where_the_font_says(book, char: str, size: float):
    mask = coverage(book, char, size)
    box = book.face("ming").font.get_glyph_extents(glyph(book, "ming", char))
    left, top, right, foot = mask.image.getbbox()
    scale = size / 1000
    assert mask.left + left == pytest.approx(box.x_bearing * scale, abs=1.01)
    assert mask.left + right == pytest.approx((box.x_bearing + box.width) * scale, abs=1.01)
    assert mask.top + top == pytest.approx(-box.y_bearing * scale, abs=1.01)
    assert mask.top + foot == pytest.approx(-(box.y_bearing + box.height) * scale, abs=1.01)


def centre(image: Image.Image, left: int) -> float:
    """The column, in px, about which the ink is balanced."""
    ink = image.resize((image.width, 1), Image.Resampling.BOX, box=(0, 0, image.width, image.height))
    levels = list(ink.tobytes())
    return left + sum((i + 0.5) * level for i, level in enumerate(levels)) / sum(levels)


def test_small_glyphs_stand_on_quarter_pixels(book):
    at = [
        centre(image, left)
        for x in (10, 10.25, 10.5, 10.75, 11)
        for image, left, _ in glyphs.glyph_stamps(
            book.line("ming", "我", 60, x, 50), book.face("ming"), MaskCache.of(book)
        )
    ]
    assert [b - a for a, b in itertools.pairwise(at)] == pytest.approx([0.25] * 4, abs=0.06)


@pytest.mark.parametrize(("x", "pixel"), [(10.0, 10), (10.49, 10), (10.5, 11), (-0.5, 0), (-0.51, -1)])
def test_large_glyphs_stand_on_whole_pixels(book, x: float, pixel: int):
    line = book.line("ming", "我", 80, x, 100.5)
    ((image, left, top),) = glyphs.glyph_stamps(line, book.face("ming"), MaskCache.of(book))
    expected = coverage(book, "我", 80)
    assert (left - expected.left, top - expected.top) == (pixel, 101)
    assert image.tobytes() == expected.image.tobytes()


def test_a_space_draws_nothing(book):
    assert coverage(book, " ", 100).image is None
    stamps = glyphs.glyph_stamps(book.line("ming", "a b", 40, 0, 40), book.face("ming"), MaskCache.of(book))
    assert len(list(stamps)) == 2


def test_variations_are_drawn(book, faces):
    import uharfbuzz as hb

    bold = glyphs.glyph_coverage(book.face("hei"), glyph(book, "hei", "我"), 100).image
    light = hb.Font(faces["hei"].font.face)
    face = type(faces["hei"])("light", light, 1000, colour=False)
    assert mass(bold) > 2 * mass(glyphs.glyph_coverage(face, glyph(book, "hei", "我"), 100).image)


def emoji(book, char: str, size: float) -> Mask:
    return glyphs.colour_glyph(book.face("emoji"), glyph(book, "emoji", char), size, (1, 2, 3))


def test_an_emoji_is_drawn_in_its_colours_upright_and_as_large_as_the_em(book):
    mask = emoji(book, "\U0001f600", 128)
    assert mask.image.getpixel((64, 20)) == (255, 204, 77, 255)  # Twemoji's yellow
    assert mask.image.getpixel((64, 84))[:3] != (255, 204, 77)  # the mouth is below the middle
    left, top, right, foot = mask.image.getchannel("A").getbbox()
    assert (right - left, foot - top) == (128, 128)
    assert mask.top + foot == pytest.approx(128 * 64 / 512, abs=1)  # 1/8 em hangs under the baseline


def test_an_emoji_has_no_dark_fringe(book):
    """Colours multiplied by alpha twice would darken the edge of the disc."""
    image = emoji(book, "\U0001f600", 128).image
    pixels = [image.getpixel((x, y)) for x in range(image.width) for y in range(image.height)]
    edge = [pixel for pixel in pixels if 40 < pixel[3] < 200]
    assert len(edge) > 100
    assert all(abs(r - 255) < 5 and abs(g - 204) < 5 and abs(b - 77) < 5 for r, g, b, _ in edge)


def test_a_mask_is_drawn_once(book):
    first, second = (
        list(
            glyphs.glyph_stamps(book.line("ming", "我我", 100, x, 100), book.face("ming"), MaskCache.of(book))
        )
        for x in (0, 300)
    )
    assert {id(image) for image, _, _ in first} == {id(image) for image, _, _ in second}
    assert len(MaskCache.of(book).masks) == 1


def test_the_shelf_keeps_to_its_room_and_clears_the_oldest():
    cache = MaskCache(room=10 * (ENTRY_BYTES + 10 * (12 + POINTER_BYTES)))
    for key in range(200):
        cache.put(key, Mask(Image.new("L", (10, 10)), 0, 0))
        assert cache.used <= cache.room
        assert cache.get(key) is not None
    assert cache.used == len(cache.masks) * (ENTRY_BYTES + 10 * (12 + POINTER_BYTES))
    assert min(cache.masks) > 180


@pytest.mark.parametrize(("x", "nearest"), [(7.1, 7.0), (7.15, 7.25), (7.9, 8.0), (-0.3, -0.25)])
def test_pens_go_to_the_nearest_quarter(book, x: float, nearest: float):
    at, exact = (
        list(glyphs.glyph_stamps(book.line("ming", "我", 40, pen, 40), book.face("ming"), MaskCache.of(book)))
        for pen in (x, nearest)
    )
    assert at == exact
