"""Text on photographs is read: contrast on painted pixels, over pictures made to be difficult."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from itertools import pairwise, product
from random import Random
from types import SimpleNamespace

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps
from quotecard.images import picture_from_bytes
from quotecard.page import photo_scrim as scrim
from quotecard.page.photo_scrim import ATTRIBUTION, DARK, EASE, PALE, QUOTE, TextBox
from quotecard.paint import backdrop as grounds
from quotecard.paint.backdrop import ramp_opacity
from quotecard.picture import luminance
from quotecard.scene import Backdrop, Glyphs, Photo, Scene, cover

LIGHT, INK = (0xF7, 0xF2, 0xE8), (0x22, 0x24, 0x28)
SIZES = {"portrait": (1080, 1350), "story": (1080, 1920), "wide": (1200, 630), "wechat": (900, 383)}
WIDTH, HEIGHT = 900, 1200


def noise(mode: str = "L", size: tuple[int, int] = (WIDTH, HEIGHT), seed: int = 5) -> Image.Image:
    return Image.frombytes(mode, size, Random(seed).randbytes(size[0] * size[1] * len(mode)))


def clouds(scale: int, seed: int) -> Image.Image:
    return noise("L", (WIDTH // scale, HEIGHT // scale), seed).resize(
        (WIDTH, HEIGHT), Image.Resampling.BICUBIC
    )


def coloured(grey: Image.Image, dark, light) -> Image.Image:
    return ImageOps.colorize(grey, dark, light)


def flat(*colour: int) -> Image.Image:
    return Image.new("RGB", (WIDTH, HEIGHT), colour)


def halves(a, b, *, across: bool = True) -> Image.Image:
    image = flat(*a)
    image.paste(b, (WIDTH // 2, 0, WIDTH, HEIGHT) if across else (0, HEIGHT // 2, WIDTH, HEIGHT))
    return image


def land() -> Image.Image:
    image = coloured(Image.linear_gradient("L").resize((WIDTH, HEIGHT)), (120, 165, 225), (245, 240, 225))
    draw, chance = ImageDraw.Draw(image), Random(4)
    for row in range(5):
        ridge = [(x, 620 + 120 * row + chance.randrange(40)) for x in range(0, WIDTH + 30, 30)]
        draw.polygon(
            [(0, HEIGHT), *ridge, (WIDTH, HEIGHT)], fill=(120 - 22 * row, 135 - 24 * row, 130 - 20 * row)
        )
    return image


def stripes(width: int) -> Image.Image:
    image = flat(250, 250, 250)
    draw = ImageDraw.Draw(image)
    for y in range(0, HEIGHT, 2 * width):
        draw.rectangle((0, y, WIDTH, y + width - 1), fill=(10, 10, 10))
    return image


def lights() -> Image.Image:
    """A street at night."""
    image, chance = flat(8, 10, 20), Random(8)
    draw = ImageDraw.Draw(image)
    for _ in range(300):
        x, y, r = chance.randrange(WIDTH), chance.randrange(HEIGHT), chance.randrange(2, 26)
        draw.ellipse(
            (x - r, y - r, x + r, y + r), fill=chance.choice([(255, 230, 160), (255, 90, 60), (90, 200, 255)])
        )
    return image


def page() -> Image.Image:
    """White paper with small print."""
    image, chance = flat(255, 255, 255), Random(3)
    draw = ImageDraw.Draw(image)
    for y in range(20, HEIGHT, 16):
        for x in range(20, WIDTH - 20, 9):
            draw.rectangle((x, y, x + chance.randrange(2, 8), y + 8), fill=(0, 0, 0))
    return image


PHOTOGRAPHS = {
    "white page": lambda: flat(255, 255, 255),
    "black": lambda: flat(0, 0, 0),
    "grey": lambda: flat(128, 128, 128),
    "red": lambda: flat(255, 0, 0),
    "blue": lambda: flat(0, 0, 255),
    "yellow": lambda: flat(255, 240, 0),
    "halves": lambda: halves((250, 250, 250), (5, 5, 5)),
    "sky over dark land": lambda: halves((225, 238, 250), (20, 26, 18), across=False),
    "red and cyan halves": lambda: halves((255, 0, 0), (0, 255, 255)),
    "hills": land,
    "noise": lambda: noise("RGB"),
    "grey noise": lambda: noise().convert("RGB"),
    "fine bright noise": lambda: noise().point(lambda v: 200 + v // 5).convert("RGB"),
    "clouds": lambda: coloured(clouds(100, 1), (60, 90, 140), (255, 255, 255)),
    "leaves": lambda: coloured(clouds(12, 2), (10, 40, 10), (220, 255, 140)),
    "skin": lambda: coloured(clouds(150, 3), (150, 90, 70), (250, 215, 190)),
    "night lights": lights,
    "stripes": lambda: stripes(40),
    "small print": page,
    "sunset": lambda: coloured(
        ImageChops.add(
            Image.radial_gradient("L").resize((WIDTH, HEIGHT)), clouds(60, 6).point(lambda v: v // 6)
        ),
        (255, 250, 220),
        (60, 10, 50),
    ),
}


@pytest.fixture(scope="module")
def pictures():
    kept = {}

    def get(name: str):
        if name not in kept:
            file = BytesIO()
            PHOTOGRAPHS[name]().save(file, "PNG", compress_level=1)
            kept[name] = picture_from_bytes(file.getvalue())
        return kept[name]

    return get


def texts(size: tuple[int, int], where: str, ink=LIGHT) -> list[TextBox]:
    """Three lines of a quote and a name, where a theme may put them."""
    width, height = size
    em = min(width, height) / 13
    if where == "right":  # columns
        columns = [(width - 0.1 * width - 1.6 * em * n, 0.15 * height) for n in range(3)]
        boxes = [TextBox(x - em, y, x, min(y + 6 * em, 0.95 * height), ink) for x, y in columns]
        return [
            *boxes,
            TextBox(
                boxes[-1].left - 1.5 * em, 0.5 * height, boxes[-1].left - em, 0.8 * height, ink, ATTRIBUTION
            ),
        ]
    top = {"top": 0.12, "middle": 0.38, "low": 0.55}[where] * height
    rows = [
        TextBox(0.1 * width, top + 1.5 * em * n, (0.5 + 0.15 * n) * width, top + (1.5 * n + 1) * em, ink)
        for n in range(3)
    ]
    foot = rows[-1].bottom + em
    return [*rows, TextBox(0.1 * width, foot, 0.25 * width, foot + 0.4 * em, ink, ATTRIBUTION)]


def painted(photo: Photo, size: tuple[int, int]) -> Image.Image:
    scene = Scene(*size, DARK, (), Backdrop(photo))
    return grounds.paint_backdrop(scene, scene.backdrop, SimpleNamespace(masks={})).picture


def contrast(image: Image.Image, box: TextBox) -> float:
    """The contrast that 99 of 100 pixels under a text have, at least."""
    part = image.crop(tuple(map(round, box[:4])))
    # One pixel of nine: still thousands under each line, whatever its neighbours are.
    part = part.resize((part.width // 3, part.height // 3), Image.Resampling.NEAREST)
    counts = Counter(part.get_flattened_data())
    seen = sorted((luminance(colour), count) for colour, count in counts.items())
    ink, left = luminance(box.ink), 0.01 * part.width * part.height
    if ink > luminance((118, 118, 118)):
        seen = seen[::-1]
    for level, count in seen:
        left -= count
        if left < 0:
            dark, bright = sorted((ink, level))
            return (bright + 0.05) / (dark + 0.05)
    raise AssertionError("an empty box")


def short_of_contrast(pictures, case: tuple) -> list[str]:
    name, size, where, (ink, tint) = case
    picture, boxes = pictures(name), texts(SIZES[size], where, ink)
    image = painted(scrim.photo(picture, SIZES[size], boxes, tint=tint), SIZES[size])
    found = [(box, contrast(image, box)) for box in boxes]
    return [
        f"{name} {size} {where}: {seen:.2f} of {box.contrast}" for box, seen in found if seen < box.contrast
    ]


CASES = list(product(PHOTOGRAPHS, SIZES, ("top", "middle", "low", "right"), ((LIGHT, DARK), (INK, PALE))))


def test_twenty_photographs():
    assert len(PHOTOGRAPHS) == 20


@pytest.mark.parametrize("at", [0, *(pytest.param(at, marks=pytest.mark.soak) for at in (1, 2))])
def test_text_is_read_on_any_photograph(pictures, at: int):
    """A sample: each photograph at some sizes, places and pairs of ink and tint; three times as many in `make soak`."""
    cases = [case for n, case in enumerate(CASES) if n % 32 == (n // 32 * 5 + 11 * at) % 32]
    assert len({case[0] for case in cases}) == 20
    assert not [text for case in cases for text in short_of_contrast(pictures, case)]


@pytest.mark.soak
@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_text_is_read_on_every_photograph_size_and_place(pictures, name: str):
    cases = [case for case in CASES if case[0] == name]
    assert not [text for case in cases for text in short_of_contrast(pictures, case)]


@pytest.mark.parametrize("name", ["noise", "hills", "small print"])
def test_text_is_read_on_a_card_three_times_as_large(pictures, name: str):
    size = (2160, 2700)
    boxes = texts(size, "middle")
    image = painted(scrim.photo(pictures(name), size, boxes), size)
    assert [contrast(image, box) >= box.contrast for box in boxes] == [True] * 4


def test_a_picture_that_was_measured_smaller_than_it_is_drawn():
    """Noise of 3240 px is averaged when it is measured, and drawn as it is."""
    file = BytesIO()
    noise("L", (2400, 3000)).save(file, "PNG", compress_level=1)
    picture, size = picture_from_bytes(file.getvalue()), (2160, 2700)
    assert picture.tones.width < 2160
    boxes = texts(size, "middle")
    image = painted(scrim.photo(picture, size, boxes), size)
    assert [contrast(image, box) >= box.contrast for box in boxes] == [True] * 4


@pytest.mark.parametrize("name", ["white page", "hills", "clouds", "skin"])
def test_the_scrim_is_no_stronger_than_it_need_be(pictures, name: str):
    """A seventh less of it would leave some line short."""
    boxes = texts((1080, 1350), "low")
    photo = scrim.photo(pictures(name), (1080, 1350), boxes)
    assert photo.scrim
    weaker = photo._replace(scrim=tuple((at, share * 0.85) for at, share in photo.scrim))
    image = painted(weaker, (1080, 1350))
    assert any(contrast(image, box) < box.contrast for box in boxes)


def test_a_dark_picture_needs_no_scrim(pictures):
    assert scrim.photo(pictures("black"), (1080, 1350), texts((1080, 1350), "low")).scrim == ()
    assert (
        scrim.photo(pictures("white page"), (1080, 1350), texts((1080, 1350), "low", INK), tint=PALE).scrim
        == ()
    )
    assert scrim.photo(pictures("white page"), (1080, 1350), []).scrim == ()


@pytest.mark.parametrize("where", ["top", "middle", "low"])
def test_a_scrim_has_no_edge(pictures, where: str):
    """It comes and goes over a fifth of the height at least, and no step of it is steep."""
    photo = scrim.photo(pictures("white page"), (1080, 1350), texts((1080, 1350), where))
    along = [ramp_opacity(photo.scrim, y / 1350) for y in range(1350)]
    most = max(along)
    assert EASE >= 0.2
    steepest = max(abs(b - a) for a, b in zip(along, along[135:], strict=False))
    assert steepest <= 0.6 * most  # a tenth of the height
    for clear, full in ((0.05, 0.95),):
        rising = [y for y, share in enumerate(along) if clear * most < share < full * most]
        assert not rising or len(rising) >= 0.2 * 1350 * 0.8


def test_it_holds_to_an_edge_that_is_near(pictures):
    low = scrim.photo(pictures("white page"), (1080, 1350), texts((1080, 1350), "low")).scrim
    assert low[0] == (0.0, 0.0)
    assert low[-1][1] == max(share for _, share in low) or low[-1][1] > 0.5
    top = scrim.photo(pictures("white page"), (1080, 1350), texts((1080, 1350), "top")).scrim
    assert top[0][1] == max(share for _, share in top)


def test_a_wide_card_with_text_at_one_side_is_tinted_there(pictures):
    boxes = [TextBox(900, 60 + 80 * n, 1080, 120 + 80 * n, LIGHT) for n in range(6)]
    photo = scrim.photo(pictures("white page"), (1200, 630), boxes)
    assert (photo.scrim, photo.side[0], photo.side[-1][1] > 0.5) == ((), (0.0, 0.0), True)
    image = painted(photo, (1200, 630))
    assert image.getpixel((20, 300)) == (255, 255, 255)
    assert min(contrast(image, box) for box in boxes) >= QUOTE


def test_stops_ascend_and_opacities_are_shares(pictures):
    for name in PHOTOGRAPHS:
        photo = scrim.photo(pictures(name), (1080, 1350), texts((1080, 1350), "middle"))
        for ramp in (photo.scrim, photo.side):
            assert all(a[0] < b[0] for a, b in pairwise(ramp))
            assert all(0 <= share <= 1 for _, share in ramp)


def test_quotes_with_like_needs_share_one_scrim(pictures):
    """A line a little longer asks for the same ground: a batch paints it once."""
    boxes = texts((1080, 1350), "low")
    longer = [box._replace(right=box.right + 6) for box in boxes]
    first, second = (scrim.photo(pictures("hills"), (1080, 1350), each) for each in (boxes, longer))
    assert first == second


@pytest.mark.parametrize(
    ("name", "best"),
    [("sky over dark land", "low"), ("black", "top"), ("white page", "top"), ("hills", "low")],
)
def test_the_quietest_place_is_the_dark_and_even_one(pictures, name: str, best: str):
    places = ["top", "middle", "low"]
    found = scrim.quietest(pictures(name), (1080, 1350), [texts((1080, 1350), where) for where in places])
    assert places[found] == best


def test_the_quietest_place_is_even_where_none_needs_a_scrim(pictures):
    """Under light ink all of a dark picture is read; where its lights are, it is restless."""
    image = flat(10, 10, 14)
    image.paste(noise("L").point(lambda v: v // 4).convert("RGB").crop((0, 0, WIDTH, 500)), (0, 0))
    file = BytesIO()
    image.save(file, "PNG")
    places = [texts((1080, 1350), where) for where in ("top", "low")]
    assert scrim.quietest(picture_from_bytes(file.getvalue()), (1080, 1350), places) == 1


def test_the_pair_of_ink_and_tint_follows_the_picture(pictures):
    pairs, boxes = [(LIGHT, DARK), (INK, PALE)], texts((1080, 1350), "low")
    chosen = {
        name: scrim.pair(pictures(name), (1080, 1350), boxes, pairs) for name in ("black", "white page")
    }
    assert chosen == {"black": 0, "white page": 1}


@pytest.mark.parametrize("focus", [(0.0, 0.5), (0.5, 0.5), (1.0, 0.5)])
def test_the_pixels_judged_are_those_of_the_cut(pictures, focus):
    """Of two halves the cut keeps one: the scrim follows it."""
    size = (600, 1350)
    boxes = [TextBox(100, 300, 500, 400, LIGHT)]
    photo = scrim.photo(pictures("halves"), size, boxes, focus=focus)
    assert bool(photo.scrim or photo.side) is (focus[0] < 1)
    assert contrast(painted(photo, size), boxes[0]) >= QUOTE


def test_a_cut_keeps_its_focus_near_the_middle():
    assert cover(100, 100, (50, 100), (0.5, 0.5)) == (25, 0, 75, 100)
    assert cover(100, 100, (50, 100), (0.0, 0.5)) == (0, 0, 50, 100)
    assert cover(100, 100, (50, 100), (1.0, 0.0)) == (50, 0, 100, 100)
    assert cover(200, 100, (400, 400), (0.3, 0.5)) == (10, 0, 110, 100)


def test_a_box_is_the_em_boxes_of_a_run():
    run = Glyphs("ming", 100, (1, 2), (50.0, 150.0), (300.0, 300.0), LIGHT, "ab")
    assert scrim.text_box(run, 4.5) == (50, 212, 250, 312, LIGHT, 4.5)
    turned = Glyphs("ming", 100, (1, 2), (50.0, 50.0), (300.0, 400.0), LIGHT, "ab", turned=True)
    assert scrim.text_box(turned) == (38, 300, 138, 500, LIGHT, QUOTE)


def test_smoothed_pictures_need_less(pictures):
    """What a blur does to a restless picture is known before it is painted only by measuring it so."""
    file = BytesIO()
    PHOTOGRAPHS["noise"]().filter(ImageFilter.GaussianBlur(12)).save(file, "PNG")
    box = texts((1080, 1350), "middle")[0]
    calm = scrim.opacity(picture_from_bytes(file.getvalue()), (1080, 1350), box)
    assert calm < scrim.opacity(pictures("noise"), (1080, 1350), box)
