"""A scene becomes the palette entries or the RGB that it describes."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from quotecard.paint import raster
from quotecard.paint.ramps import entries, inks, palette, ramps
from quotecard.paint.raster import paint
from quotecard.scene import Glyphs, Outline, Rect, Scene

INK, QUIET, RED, GROUND = (0x26, 0x22, 0x1C), (0x6E, 0x64, 0x55), (0xB5, 0x33, 0x1F), (0xF3, 0xEC, 0xDD)
GREEN, BLUE = (0, 128, 0), (0, 0, 200)
SEAL = ((250.5, 60.0), (290.0, 60.0), (290.0, 99.5), (250.5, 99.5))


def scene(*items, width: int = 320, height: int = 240) -> Scene:
    return Scene(width, height, GROUND, items)


def card(book, *colours) -> Scene:
    """A line of text in each colour, none touching another."""
    return scene(*(book.line("ming", "愚蠢之苦", 40, 20, 45 + 45 * i, c) for i, c in enumerate(colours)))


def worst(a: Image.Image, b: Image.Image) -> int:
    return max(high for _, high in ImageChops.difference(a, b).getextrema())


def entry(canvas, index: int) -> tuple[int, ...]:
    return tuple(canvas.palette[3 * index : 3 * index + 3])


@pytest.mark.parametrize(
    ("colours", "last"),
    [
        ((INK,), (255,)),
        ((INK, QUIET), (127, 255)),
        ((INK, QUIET, RED), (127, 191, 255)),
        ((INK, QUIET, RED, BLUE), (63, 127, 191, 255)),
    ],
)
def test_inks_share_the_palette(book, colours, last):
    canvas = paint(card(book, *colours), book)
    assert entry(canvas, 0) == GROUND
    assert [entry(canvas, index) for index in last] == list(colours)
    assert len(canvas.palette) == 3 * 256
    steps = [b - a for a, b in pairwise((0, *last))]
    assert min(steps) >= 63
    assert max(canvas.rows) == 255


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_ramp_runs_from_the_ground_to_the_ink(count: int):
    for ramp in ramps(count):
        table = entries(ramp)
        assert (table[0], table[255]) == (0, ramp.first + ramp.steps - 1)
        assert set(table) == {0, *range(ramp.first, ramp.first + ramp.steps)}
        assert list(table) == sorted(table)
    mixed = palette((0, 0, 0), tuple((255, 0, i) for i in range(count)))
    ramp = ramps(count)[-1]
    reds = [mixed[3 * index] for index in range(ramp.first, ramp.first + ramp.steps)]
    assert reds == [round(255 * step / ramp.steps) for step in range(1, ramp.steps + 1)]


def test_the_ink_of_the_most_text_has_the_finest_ramp(book):
    quiet = book.line("ming", "楊立昆", 20, 20, 30, QUIET)
    quote = book.line("ming", "我們飽受", 60, 20, 120, INK)
    rule = Rect(20, 200, 250, 30, RED)
    assert inks(scene(rule, quiet, quote)) == (INK, QUIET, RED)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_palette_card_looks_as_rgb_would(book, count: int):
    colours = (INK, QUIET, RED, BLUE)[:count]
    picture = scene(*card(book, *colours).items, Rect(10.5, 190.25, 99.5, 3.5, colours[-1]))
    flat, full = paint(picture, book), raster._paint_rgb(picture, book)
    assert flat.palette
    assert not full.palette
    step = 1 if count == 1 else 255 / (127 if count < 4 else 63) / 2 + 1
    coarse = 255 / 63 / 2 + 1 if count > 2 else step
    assert worst(flat.image, full.image) <= coarse
    if count == 1:
        assert worst(flat.image, full.image) <= 1


def test_five_inks_are_rgb(book):
    canvas = paint(card(book, INK, QUIET, RED, BLUE), book)
    assert canvas.palette
    more = scene(*card(book, INK, QUIET, RED, BLUE).items, Rect(10, 220, 50, 4, GREEN))
    canvas = paint(more, book)
    assert canvas.palette == b""
    assert canvas.image.getpixel((30, 222)) == GREEN


def test_inks_that_share_a_pixel_are_rgb_in_the_scene_s_order(book):
    text, patch = book.line("ming", "一", 100, 40, 120, INK), Rect(60, 40, 60, 100, RED)
    bar = book.face("ming").font.get_glyph_extents(text.glyphs[0])
    stroke = (70, round(120 - (bar.y_bearing + 0.85 * bar.height) / 10))
    for items in ((text, patch), (patch, text)):
        canvas = paint(scene(*items), book)
        assert not canvas.palette
        assert canvas.image.getpixel(stroke) == items[1].colour


def test_boxes_may_overlap_as_long_as_no_pixel_does(book):
    """The comma's box lies within the glyph's box beside it; their ink does not meet."""
    frame = Outline(
        (((10, 10), (300, 10), (300, 200), (10, 200)), ((20, 20), (290, 20), (290, 190), (20, 190))), RED
    )
    canvas = paint(scene(book.line("ming", "愚蠢", 60, 60, 120, INK), frame), book)
    assert canvas.palette
    assert canvas.image.getpixel((15, 100)) == RED


@pytest.mark.parametrize("inked_before", [0, 1])
def test_a_box_never_erases_its_neighbour(book, inked_before: int):
    """All glyphs together are nowhere lighter than each alone, as first ink and as second."""
    line = book.line("italic", "financial fjord ffi", 60, 20.3, 140, QUIET)
    before = [book.line("ming", "愚" * 9, 100, 10, 80, INK)][:inked_before]
    together = paint(scene(*before, line, width=600), book)
    assert together.palette
    for glyph, x in zip(line.glyphs, line.x, strict=True):
        alone = paint(scene(*before, Glyphs("italic", 60, (glyph,), (x,), (140,), QUIET), width=600), book)
        lighter = ImageChops.subtract(together.image, alone.image)
        assert lighter.getbbox() is None


def test_what_hangs_over_the_edges_is_cut_and_leaves_the_filter_bytes(book):
    hung = scene(
        book.line("ming", "我們飽受", 100, -40, 60, INK),
        book.line("ming", "愚蠢", 100, 250, 275, INK),
        book.line("ming", "苦", 60, -30, 200, QUIET),
        Rect(-5, 100, 20, 10, RED),
    )
    canvas = paint(hung, book)
    assert canvas.palette
    assert set(canvas.rows[:: 1 + canvas.width]) == {0}
    assert worst(canvas.image, raster._paint_rgb(hung, book).image) <= 3
    assert canvas.image.getpixel((0, 105)) == RED


def test_an_emoji_is_drawn_in_colour(book):
    canvas = paint(
        scene(book.line("ming", "我", 80, 20, 100), book.line("emoji", "\U0001f600", 96, 120, 110)), book
    )
    assert not canvas.palette
    assert canvas.image.getpixel((168, 40)) == (255, 204, 77)
    assert canvas.image.getpixel((121, 28)) == GROUND  # the corner of its box is clear
    assert set(canvas.rows[:: 1 + 3 * canvas.width]) == {0}


def test_an_empty_scene_is_its_ground(book):
    canvas = paint(scene(), book)
    assert (canvas.palette, canvas.image.getcolors()) == (bytes(GROUND), [(320 * 240, GROUND)])


def test_a_rule_has_the_weight_it_is_given(book):
    image = paint(scene(Rect(10, 50.25, 100, 1.5, (0, 0, 0))), book).image
    column = [image.getpixel((60, y))[0] for y in range(49, 53)]
    assert column == [243, round(243 * 0.25), round(243 * 0.25), 243]


def test_a_seal_of_one_ink_is_cut_out(book):
    hole = tuple((270 + 8 * dx, 80 + 8 * dy) for dx, dy in ((-1, -1), (1, -1), (1, 1), (-1, 1)))
    image = paint(scene(Outline((SEAL, hole), RED)), book).image
    assert image.getpixel((255, 65)) == RED
    assert image.getpixel((270, 80)) == GROUND


def digest(canvas) -> str:
    return sha256(canvas.palette + bytes(canvas.rows)).hexdigest()


def test_a_warm_shelf_a_cold_one_and_another_book_paint_the_same(book):
    picture = card(book, INK, QUIET, RED)
    first = digest(paint(picture, book))
    assert digest(paint(picture, book)) == first
    assert digest(paint(picture, type(book)(book.faces))) == first


CHILD = """
import sys; sys.path[:0] = sys.argv[1:3]
from hashlib import sha256
from conftest import Book, FILES, open_face
from quotecard.scene import Scene
from quotecard.paint.png import encode_png
from quotecard.paint.raster import paint
book = Book({key: open_face(key) for key in FILES})
items = [book.line("ming", "\u6211\u5011\u98fd\u53d7", 61.3, 20.3, 80), book.line("italic", "Yann", 31, 20.3, 150, (9, 8, 7))]
print(sha256(encode_png(paint(Scene(320, 240, (243, 236, 221), tuple(items)), book), {"Title": "x"})).hexdigest())
"""


def test_every_process_writes_the_same_bytes():
    here = Path(__file__).parent
    seen = {
        subprocess.run(
            [sys.executable, "-c", CHILD, str(here.parents[1] / "render"), str(here)],
            env={"PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": "Asia/Tokyo"},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed, locale in (("0", "C"), ("4242", "ja_JP.UTF-8"))
    }
    assert len(seen) == 1
