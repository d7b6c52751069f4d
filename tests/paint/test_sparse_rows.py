"""Bare rows are deflated ahead: the stream holds the same bytes all the same."""

from __future__ import annotations

import itertools
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quotecard import render_card
from quotecard.paint.deflate import join_adler32
from quotecard.paint.sparse_rows import BAND_GRID, MIN_BLANK_ROWS, deflate_sparse, deflated_zeros, ink_bands

PACKERS = [(zlib, 4)]
try:
    from isal import isal_zlib

    PACKERS.append((isal_zlib, 2))
except ImportError:  # some machines have none
    pass

inked = st.lists(
    st.tuples(st.integers(-50, 700), st.integers(1, 200)).map(lambda it: (it[0], it[0] + it[1])), max_size=6
)


@given(inked, st.integers(1, 600))
def test_every_inked_row_lies_in_a_band(rows: list[tuple[int, int]], height: int):
    found = ink_bands(rows, height)
    held = {row for top, foot in found for row in range(top, foot)}
    assert {row for top, foot in rows for row in range(max(top, 0), min(foot, height))} <= held
    assert held <= set(range(height))
    for (_, foot), (top, _) in itertools.pairwise(found):
        assert top - foot >= MIN_BLANK_ROWS
    assert all(top % BAND_GRID == 0 and (foot % BAND_GRID == 0 or foot == height) for top, foot in found)


@pytest.mark.parametrize("packer", PACKERS, ids=["zlib", "isal"][: len(PACKERS)])
@given(
    rows=inked, height=st.integers(1, 400), stride=st.integers(1, 40), fill=st.binary(min_size=1, max_size=9)
)
def test_the_stream_is_the_rows(packer: tuple, rows: list, height: int, stride: int, fill: bytes):
    found = ink_bands(rows, height)
    data = bytearray(stride * height)
    for top, foot in found:
        size = (foot - top) * stride
        data[top * stride : foot * stride] = (fill * (size // len(fill) + 1))[:size]
    assert zlib.decompress(deflate_sparse(data, stride, found, packer)) == data


@given(st.binary(max_size=99), st.integers(0, 10**6))
def test_the_checksum_of_zeros_is_joined(data: bytes, count: int):
    found = deflated_zeros(count, PACKERS[0])
    assert join_adler32(zlib.adler32(data), found.adler, count) == zlib.adler32(data + bytes(count))


def test_a_picture_is_the_same_when_its_pixels_are_used_again():
    cards = [
        render_card(text)
        for text in ("我們飽受愚蠢之苦", "少即是多", "A longer quote, of two lines or more than that.")
    ]
    first = [card.png() for card in cards]
    assert [card.png() for card in reversed(cards)] == first[::-1], "nothing of one card is left on the next"
    images = [card.image.tobytes() for card in cards]
    assert [card.png() for card in cards] == first
    assert [card.image.tobytes() for card in cards] == images, (
        "a picture that was asked for is not painted over"
    )
