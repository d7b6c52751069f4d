"""Smaller files: lossless with patience, fewer shades under a limit, and words where none fits."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageChops
from quotecard import render_card
from quotecard.errors import TooLarge
from quotecard.paint.shrink_png import _ramp_spans, _reduce_palette

QUOTE = {"text": "我們真正應該擁有的就是==更多的智能==。", "author": "楊立昆"}


def opened(data: bytes) -> Image.Image:
    with Image.open(BytesIO(data)) as image:
        image.load()
        return image


@pytest.fixture(scope="module")
def card():
    return render_card(QUOTE)


def test_optimising_changes_no_pixel(card):
    plain, small = card.png(), card.png(optimize=True)
    assert len(small) < 0.95 * len(plain)
    assert ImageChops.difference(opened(plain).convert("RGB"), opened(small).convert("RGB")).getbbox() is None
    assert card.png(optimize=True) == small


def test_a_limit_that_is_no_limit_changes_nothing(card):
    assert card.png(max_bytes=10**6) == card.png()
    assert card.png(optimize=True, max_bytes=10**6) == card.png(optimize=True)


def test_ever_tighter_limits_give_ever_smaller_files_of_the_same_card(card):
    limit = len(card.png())
    seen: list[tuple[int, int, int]] = []
    while True:
        try:
            data = card.png(max_bytes=limit)
        except TooLarge as error:
            found = error
            break
        assert len(data) <= limit
        picture = opened(data)
        off = ImageChops.difference(picture.convert("RGB"), card.image).getextrema()
        seen.append((len(data), max(high for _, high in off), data[24]))
        assert picture.info["Software"].startswith("quotecard")
        limit = len(data) - 1
    assert [bits for _, _, bits in seen] == [8, 8, 8, 8, 8, 4, 2]
    worst = [off for _, off, _ in seen]
    assert worst == sorted(worst)
    assert worst[1] == 0
    assert worst[2] <= 4, "128 shades are not told from 256"
    assert f"with the fewest shades it takes {seen[-1][0]:,}" in str(found)


def test_ink_and_ground_are_the_same_at_every_number_of_shades(card):
    colours = {colour for _, colour in sorted(card.image.getcolors(1 << 24))[-2:]}
    for limit in (20_000, 15_000, 12_000):
        try:
            picture = opened(card.png(max_bytes=limit)).convert("RGB")
        except TooLarge:
            continue
        assert colours <= {colour for _, colour in picture.getcolors(1 << 24)}


def test_a_card_of_many_colours_says_that_it_cannot():
    emoji = render_card({"text": "一\U0001f600二", "author": "x"})
    with pytest.raises(TooLarge, match="its colours are too many for a palette"):
        emoji.png(max_bytes=500)


def test_ramps_are_found_in_a_palette_and_keep_their_ends():
    ground, ink, red = (250, 250, 240), (20, 20, 30), (200, 0, 0)

    def ramp(end: tuple[int, ...], steps: int) -> list[tuple[int, ...]]:
        return [
            tuple(round(g + (e - g) * s / steps) for g, e in zip(ground, end, strict=True))
            for s in range(1, steps + 1)
        ]

    palette = bytes(channel for colour in [ground, *ramp(ink, 127), *ramp(red, 128)] for channel in colour)
    assert _ramp_spans(palette) == [(1, 128), (128, 256)]
    for shades in (128, 64, 32, 16, 4):
        table, few = _reduce_palette(palette, shades)
        assert len(few) <= 3 * shades
        assert max(table) < len(few) // 3
        assert few[:3] == bytes(ground)
        for at, colour in ((127, ink), (255, red)):
            assert few[3 * table[at] : 3 * table[at] + 3] == bytes(colour)
