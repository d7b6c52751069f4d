"""Sizes: snapped to steps that a series shares, and chosen with the lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quotecard.fontbook import default_book
from quotecard.model import Quote
from quotecard.page.typeset import typeset
from quotecard.style import resolve
from quotecard.text.line.fit import snap

TEXT = "資金顯然不會成為問題\uff0c人才也不會\uff0c缺的是耐心\u3002"


@given(st.floats(24, 400), st.sampled_from([1, 2, 3]))
def test_a_size_is_snapped_down_a_little_to_whole_px(size: float, scale: int):
    snapped = snap(size * scale, scale, 20.0 * scale)
    assert snapped <= size * scale + 1e-6
    assert snapped >= 0.9 * size * scale
    assert snapped % scale == 0
    assert snap(snapped + scale, scale, 0.0) >= snapped


@given(st.floats(24, 400))
def test_a_scale_snaps_to_the_same_step(size: float):
    assert snap(2 * size, 2, 0.0) == 2 * snap(size, 1, 0.0)


@given(st.floats(24, 400))
def test_no_size_is_snapped_under_what_is_legible(size: float):
    assert snap(size, 1, size) == size


def test_sizes_of_a_series_are_few():
    assert len({snap(size / 4, 1, 0.0) for size in range(96, 800)}) < 80


@pytest.mark.parametrize("narrower", [0.9, 0.7, 0.5, 0.4])
def test_in_a_narrower_box_the_text_is_no_larger_and_still_fits(narrower: float):
    job = resolve(Quote(TEXT))
    tight = job._replace(box_width=job.box_width * narrower)
    wide_block, block = (typeset(one, default_book()).quote for one in (job, tight))
    assert block.size <= wide_block.size
    assert block.width <= tight.box_width


@pytest.mark.parametrize("lower", [0.7, 0.5, 0.35])
def test_in_a_lower_box_too(lower: float):
    job = resolve(Quote(TEXT))
    low = job._replace(box_height=job.box_height * lower)
    block = typeset(low, default_book()).quote
    assert block.height <= low.box_height
    assert block.width <= low.box_width
