"""Grounds: gradients without bands, paper from a seed, photographs under their scrim, pictures on cards."""

from __future__ import annotations

import subprocess
import sys
import zlib
from hashlib import sha256
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat
from quotecard import scene as page
from quotecard.errors import BadQuote
from quotecard.images import picture_from_bytes
from quotecard.paint import backdrop, band_deflate, deflate, dither, gradient, grain, image_stamp
from quotecard.paint.png import encode_png
from quotecard.paint.raster import paint
from quotecard.picture import linear_from_level, linear_from_srgb
from quotecard.scene import Backdrop, Gradient, Photo, Rect, Scene, dump
from quotecard.theme import Glow

DUSK = Gradient(((0.0, (185, 203, 218)), (0.42, (227, 221, 219)), (1.0, (242, 195, 168))))
INK, GROUND = (0x26, 0x22, 0x1C), (0xF3, 0xEC, 0xDD)


def ground(base, size=(240, 300), **rest) -> Image.Image:
    scene = Scene(*size, GROUND, (), Backdrop(base, **rest))
    return backdrop.paint_backdrop(scene, scene.backdrop, SimpleNamespace(masks={})).picture


def given_picture(image: Image.Image, kind: str = "PNG", **options):
    file = BytesIO()
    image.save(file, kind, **options)
    return picture_from_bytes(file.getvalue())


def column(image: Image.Image, x: int = 0) -> list[tuple[int, ...]]:
    return [image.getpixel((x, y)) for y in range(image.height)]


def coded(part: float) -> float:
    return 255 * (part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055)


def test_a_gradient_is_mixed_in_linear_light():
    """Half-way between black and white is 188, not 128."""
    image = ground(Gradient(((0.0, (0, 0, 0)), (1.0, (255, 255, 255)))), (64, 401))
    assert image.getpixel((30, 200))[0] in {187, 188}
    for y in (4, 100, 250, 396):
        assert abs(image.getpixel((9, y))[0] - coded((y + 0.5) / 401)) <= 3


def test_stops_stand_where_they_are_said_to():
    image = ground(DUSK, (64, 1000))
    for at, colour in ((2, DUSK.stops[0][1]), (420, DUSK.stops[1][1]), (998, DUSK.stops[2][1])):
        assert all(abs(a - b) <= 1 for a, b in zip(image.getpixel((20, at)), colour, strict=True))


@pytest.mark.parametrize(
    ("angle", "first", "last"),
    [(180, (0, 0), (0, 99)), (0, (0, 99), (0, 0)), (90, (0, 50), (99, 50)), (135, (0, 0), (99, 99))],
)
def test_an_angle_leads_where_css_says(angle: float, first, last):
    image = ground(Gradient(((0.0, (0, 0, 0)), (1.0, (255, 255, 255))), angle), (100, 100))
    assert image.getpixel(first)[0] < 40
    assert image.getpixel(last)[0] > 250


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_one_stop_is_a_flat_ground(colour):
    assert ground(Gradient(((0.0, colour),)), (20, 20)).getcolors() == [(400, colour)]


def test_a_flat_colour_stays_whole_through_the_mixing():
    same = Gradient(((0.0, (200, 100, 7)), (1.0, (200, 100, 7))), 160)
    assert ground(same, (90, 70)).getcolors() == [(6300, (200, 100, 7))]


def test_a_glow_lights_its_place_and_ends_at_its_radius():
    plain = Gradient(((0.0, (40, 50, 60)),))
    image = ground(plain._replace(glows=(Glow(0.5, 0.5, 0.25, (255, 230, 200), 0.8),)), (200, 200))
    centre = image.getpixel((100, 100))
    expected = coded(linear_from_level(40) + 0.8 * (linear_from_level(255) - linear_from_level(40)))
    assert abs(centre[0] - expected) <= 3
    assert image.getpixel((100, 155)) == image.getpixel((3, 3)) == (40, 50, 60)
    ring = [image.getpixel((100 + r, 100))[0] for r in range(0, 50, 10)]
    assert ring == sorted(ring, reverse=True)


def test_a_slow_gradient_has_no_bands():
    """Eight levels over 400 rows: each row's mean follows the exact level within a tenth."""
    slow = Gradient(((0.0, (100, 100, 100)), (1.0, (108, 108, 108))))
    image = ground(slow, (64, 400))
    means = [ImageStat.Stat(image.crop((0, y, 64, y + 8))).mean[0] for y in range(0, 400, 8)]
    exact = [
        coded(linear_from_level(100) + (linear_from_level(108) - linear_from_level(100)) * (y + 4) / 400)
        for y in range(0, 400, 8)
    ]
    assert max(abs(a - b) for a, b in zip(means, exact, strict=True)) < 0.1
    steps = [b - a for a, b in pairwise(means)]
    assert max(steps) < 0.35
    low, high = image.getextrema()[0]
    assert (low, high) == (100, 108)


def test_dithering_moves_no_level_by_one():
    exact = Image.new("F", (64, 64), 77.3)
    levels = {level: count for count, level in dither.dither_levels([exact]).getcolors()}
    assert set(levels) == {77, 78}
    assert abs(levels[78] / 4096 - 0.3) < 0.02


@pytest.mark.parametrize("size", [(8, 8), (5, 3), (100, 33), (1, 70)])
def test_the_pattern_covers_any_size(size):
    pattern = dither.tiled_pattern(size)
    assert pattern.size == size
    assert pattern.crop((0, 0, 1, 1)).getpixel((0, 0)) == pattern.getpixel((8 * ((size[0] - 1) // 8), 0))


def test_the_pattern_holds_each_value_as_often_as_any_other():
    values = sorted(dither.tiled_pattern((8, 8)).get_flattened_data())
    assert values == [(at // 4 + 0.5) / 16 for at in range(64)]


def test_a_gradient_deflates_well():
    """A vertical one to about 30 KiB, where random noise would make it a megabyte."""
    scene = Scene(1080, 1350, GROUND, (), Backdrop(DUSK))
    assert len(encode_png(paint(scene, SimpleNamespace(masks={})), {})) < 60_000


def test_paper_has_the_proportions_of_the_reference():
    sheet = grain.paper_grain(1080, 1350, 3)
    image = dither.dither_levels([Image.new("F", sheet.size, 200.0)], sheet, 1.0)
    stat = ImageStat.Stat(image)
    assert abs(stat.mean[0] - 200) < 0.6
    assert 1.2 < stat.stddev[0] < 1.9
    low, high = image.getextrema()
    assert 189 <= low < high <= 211


def test_paper_is_the_same_from_the_same_seed_in_any_process():
    def digest(image: Image.Image) -> str:
        return sha256(image.tobytes()).hexdigest()

    one = ground(DUSK, grain=0.5, seed=11)
    assert digest(one) == digest(ground(DUSK, grain=0.5, seed=11))
    assert digest(one) != digest(ground(DUSK, grain=0.5, seed=12))
    code = (
        "from quotecard.paint import grain; from hashlib import sha256;"
        "print(sha256(grain.paper_grain(240, 300, 11).tobytes()).hexdigest())"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": str(Path(__file__).parents[2] / "render")},
    )
    assert run.stdout.strip() == digest(grain.paper_grain(240, 300, 11))


def test_no_grain_is_none_and_half_is_half():
    still, half, full = (ground(Gradient(((0.0, (120, 120, 120)),)), grain=g) for g in (0.0, 0.5, 1.0))
    assert still.getcolors() == [(72_000, (120, 120, 120))]
    spread = [ImageStat.Stat(image).stddev[0] for image in (half, full)]
    assert 0.4 < spread[0] / spread[1] < 0.65


def scrimmed(photo: Photo, size=(80, 400)) -> Image.Image:
    return ground(photo, size)


def test_a_scrim_is_mixed_as_its_ramp_says():
    white = given_picture(Image.new("RGB", (80, 400), (255, 255, 255)))
    image = scrimmed(Photo(white, tint=(10, 20, 30), scrim=((0.25, 0.0), (0.75, 0.8))))
    assert image.getpixel((3, 50)) == (255, 255, 255)
    for y, share in ((200, 0.4), (399, 0.8)):
        means = ImageStat.Stat(image.crop((0, y - 4, 80, min(y + 4, 400)))).mean
        assert all(abs(m - (255 + (t - 255) * share)) < 2 for m, t in zip(means, (10, 20, 30), strict=True))
    rows = [sum(image.getpixel((x, y))[0] for x in range(8)) / 8 for y in range(100, 300)]
    assert max(a - b for a, b in pairwise(rows)) < 3


def test_a_side_scrim_runs_from_left_to_right():
    white = given_picture(Image.new("RGB", (80, 40), (255, 255, 255)))
    image = scrimmed(Photo(white, side=((0.0, 0.0), (1.0, 1.0))), (80, 40))
    assert image.getpixel((0, 20))[0] > 250
    assert image.getpixel((79, 20))[0] < 5
    across = [image.getpixel((x, 9))[0] for x in range(0, 80, 8)]
    assert across == sorted(across, reverse=True)


def test_a_photograph_is_cut_blurred_and_laid_on_its_ground():
    halves = Image.new("RGBA", (200, 100), (0, 0, 0, 0))
    halves.paste((250, 0, 0, 255), (0, 0, 100, 100))
    halves.putpixel((150, 50), (0, 0, 255, 255))
    found = given_picture(halves)
    left, right = (ground(Photo(found, (x, 0.5)), (50, 50)) for x in (0.0, 1.0))
    assert left.getpixel((25, 25)) == (250, 0, 0)
    assert right.getpixel((5, 5)) == GROUND
    sharp, soft = (ground(Photo(found, (0.5, 0.5), blur), (100, 100)) for blur in (0.0, 8.0))
    assert sharp.getpixel((30, 50))[1] < 3 <= soft.getpixel((45, 50))[1]


def test_a_photograph_is_decoded_once_for_all_its_scrims(monkeypatch):
    from quotecard import images

    found, calls = given_picture(Image.new("RGB", (60, 60), (9, 99, 199))), []
    real = images.cut_picture
    monkeypatch.setattr(images, "cut_picture", lambda *args: calls.append(args) or real(*args))
    book = SimpleNamespace(masks={})
    for share in (0.0, 0.2, 0.4, 0.2):
        scene = Scene(60, 60, GROUND, (), Backdrop(Photo(found, scrim=((0.0, share), (1.0, share)))))
        paint(scene, book)
    assert len(calls) == 1


def test_a_photograph_that_is_gone_is_an_error_of_its_quote(tmp_path):
    from quotecard.images import load_picture

    path = tmp_path / "a.png"
    Image.new("RGB", (30, 30)).save(path)
    found = load_picture(path)
    path.unlink()
    with pytest.raises(BadQuote, match=r"the picture a\.png cannot be used"):
        ground(Photo(found))


def test_grounds_are_kept_while_there_is_room():
    drawer = backdrop.BackdropCache(room=3 * 4 * 100)
    made = {n: backdrop.PaintedBackdrop(Image.new("RGB", (10, 10)), busy=False, bands={}) for n in range(5)}
    for n in range(3):
        drawer.put(n, made[n])
    assert drawer.get(0) is made[0]
    drawer.put(3, made[3])
    assert (drawer.get(1), drawer.get(0), drawer.get(3)) == (None, made[0], made[3])
    drawer.put("large", backdrop.PaintedBackdrop(Image.new("RGB", (100, 100)), busy=False, bands={}))
    assert drawer.grounds == {}


def decoded(data: bytes) -> Image.Image:
    with Image.open(BytesIO(data)) as image:
        image.load()
        return image


PHOTOGRAPH = Image.effect_mandelbrot((300, 260), (-2, -1.5, 1, 1.5), 60).convert("RGB")
GROUNDS = {
    "gradient": Backdrop(DUSK),
    "paper": Backdrop(Gradient(((0.0, GROUND),)), 1.0, 5),
    "photograph": Backdrop(Photo(given_picture(PHOTOGRAPH), scrim=((0.0, 0.1), (1.0, 0.7)))),
}


@pytest.mark.parametrize("name", GROUNDS)
@pytest.mark.parametrize("isal", [True, False])
def test_bands_made_ahead_give_the_picture_pixel_for_pixel(book, name: str, isal: bool, monkeypatch):
    if not isal:
        monkeypatch.setitem(sys.modules, "isal", None)
    deflate._isal.cache_clear()
    try:
        for y in (40, 150, 299, -5, 20):
            text = book.line("ming", "我們飽受", 60, 30, y, INK)
            scene = Scene(300, 310, GROUND, (text, Rect(-3, y - 20.5, 40, 3, (200, 0, 0))), GROUNDS[name])
            canvas = paint(scene, book)
            data = encode_png(canvas, {})
            assert ImageChops.difference(decoded(data), canvas.image).getbbox() is None
            fresh = paint(scene, SimpleNamespace(masks={}, face=book.face))
            assert ImageChops.difference(fresh.image, canvas.image).getbbox() is None
    finally:
        deflate._isal.cache_clear()


def test_what_is_drawn_is_the_only_thing_that_changes(book):
    bare = paint(Scene(300, 310, GROUND, (), GROUNDS["photograph"]), book).image
    card = paint(
        Scene(300, 310, GROUND, (book.line("ming", "愚", 60, 100, 200, INK),), GROUNDS["photograph"]), book
    )
    left, top, right, foot = ImageChops.difference(card.image, bare).getbbox()
    assert 100 <= left < right <= 161
    assert 140 <= top < foot <= 210
    assert [(part.top, part.foot) for part in card.parts] == [
        (
            top // band_deflate.BAND_ROWS * band_deflate.BAND_ROWS,
            -(-foot // band_deflate.BAND_ROWS) * band_deflate.BAND_ROWS,
        )
    ]


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_checksums_are_joined(first: bytes, second: bytes):
    assert deflate.join_adler32(zlib.adler32(first), zlib.adler32(second), len(second)) == zlib.adler32(
        first + second
    )


def test_the_filter_is_undone_by_any_reader():
    noise = Image.frombytes("RGB", (37, 9), bytes(range(256)) * 4, "raw", "RGB", 0, 1).crop((0, 0, 37, 9))
    rows = band_deflate.scanlines(noise, band_deflate.FILTER_SUB)
    assert rows[:: 1 + 3 * 37] == b"\1" * 9
    line = list(rows[1 : 1 + 3 * 37])
    for at in range(3, len(line)):
        line[at] = (line[at] + line[at - 3]) % 256
    assert bytes(line) == noise.crop((0, 0, 37, 1)).tobytes()


def test_nothing_of_a_photograph_s_metadata_reaches_the_card(book):
    exif = Image.Exif()
    exif[0x010E], exif[0x8298] = "SECRET-PLACE", "SECRET-NAME"
    found = given_picture(
        PHOTOGRAPH, "JPEG", exif=exif, comment=b"SECRET-WORD", icc_profile=b"SECRET-PROFILE"
    )
    assert b"SECRET" in found.data
    item = page.Image(10, 10, 90, 90, found, round=True)
    canvas = paint(Scene(300, 310, GROUND, (item,), Backdrop(Photo(found))), book)
    data = encode_png(canvas, {"Title": "a"})
    assert b"SECRET" not in data
    kinds, at = [], 8
    while at < len(data):
        kinds.append(data[at + 4 : at + 8])
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    assert kinds == [b"IHDR", b"sRGB", b"iTXt", b"IDAT", b"IEND"]


def test_a_round_picture_is_a_disc(book):
    red = given_picture(Image.new("RGB", (40, 60), (220, 0, 0)))
    image = paint(Scene(100, 100, GROUND, (page.Image(10, 20, 60, 60, red, round=True),)), book).image
    assert image.getpixel((40, 50)) == (220, 0, 0)
    assert image.getpixel((11, 21)) == image.getpixel((68, 78)) == GROUND
    inside = sum(count for count, colour in image.getcolors(10_000) if colour != GROUND)
    assert abs(inside - 3.1416 * 900) < 200
    edge = {colour for _, colour in image.getcolors(10_000)} - {GROUND, (220, 0, 0)}
    assert len(edge) > 15  # smooth


def test_the_disc_s_coverage_is_exact():
    disc = image_stamp.ellipse_coverage(60, 60)
    assert abs(sum(disc.get_flattened_data()) / 255 - 3.14159 * 900) < 15
    assert ImageChops.difference(disc, disc.transpose(Image.Transpose.FLIP_LEFT_RIGHT)).getextrema()[1] <= 4


def test_a_logo_is_shown_whole_in_the_middle_of_its_box(book):
    mark = Image.new("RGBA", (80, 20), (0, 90, 200, 255))
    mark.paste((0, 0, 0, 0), (0, 0, 40, 20))
    item = page.Image(10, 10, 40, 40, given_picture(mark), whole=True)
    image = paint(Scene(60, 60, GROUND, (item,)), book).image
    box = ImageChops.difference(image, Image.new("RGB", image.size, GROUND)).getbbox()
    assert abs(box[0] - 30) <= 4  # resampling rings a little
    assert box[1:] == (25, 50, 35)


def test_a_square_picture_fills_its_box_about_its_focus(book):
    halves = Image.new("RGB", (80, 40), (220, 0, 0))
    halves.paste((0, 0, 220), (40, 0, 80, 40))
    for x, colour in ((0.0, (220, 0, 0)), (1.0, (0, 0, 220))):
        item = page.Image(5, 5, 20, 20, given_picture(halves), focus=(x, 0.5))
        image = paint(Scene(30, 30, GROUND, (item,)), book).image
        assert [image.getpixel(at) for at in ((8, 5), (15, 15), (20, 24))] == [colour] * 3
        assert image.getpixel((25, 25)) == GROUND


def test_a_picture_without_size_draws_nothing(book):
    found = given_picture(Image.new("RGB", (40, 60)))
    empty = paint(Scene(30, 30, GROUND, (page.Image(5, 5, 0, 0, found, round=True),)), book).image
    assert len(empty.getcolors()) <= 2


def test_a_scene_is_told_whole():
    found = given_picture(Image.new("RGB", (40, 60)))
    photo = Backdrop(Photo(found, (0.5, 0.3), 2.0, (10, 15, 18), ((0.0, 0.0), (1.0, 0.7))), 0.5, 9)
    items = (page.Image(5, 6, 70, 70, found, round=True), page.Image(1, 2, 30, 10, found, whole=True))
    told = dump(Scene(100, 100, GROUND, items, photo)).splitlines()
    name = f"{found.sha256[:12]} 40x60"
    assert told[1:] == [
        f"photo {name} focus 0.5,0.3 blur 2px tint #0A0F12 scrim 0.00@0.000 0.70@1.000",
        "grain 0.5 seed 9",
        f"image 5.0,6.0 70.0x70.0 round focus 0.5,0.5 {name}",
        f"image 1.0,2.0 30.0x10.0 whole {name}",
    ]
    lit = Backdrop(DUSK._replace(glows=(Glow(0.8, 1.0, 0.5, (255, 0, 0), 0.4),)))
    assert dump(Scene(100, 100, GROUND, (), lit)).splitlines()[1:] == [
        "gradient 180deg #B9CBDA@0 #E3DDDB@0.42 #F2C3A8@1",
        "glow 0.8,1 radius 0.5 #FF0000 0.4",
    ]
    assert hash(photo) == hash(Backdrop(*photo))


def test_a_mean_stands_for_a_gradient():
    assert gradient.mean_colour(Gradient(((0.0, (0, 10, 20)), (1.0, (100, 30, 20))))) == (50, 20, 20)
    assert gradient.mean_colour(Gradient(((0.5, (7, 8, 9)),))) == (7, 8, 9)
    assert linear_from_srgb(1.0) == 1.0
