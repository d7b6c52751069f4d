"""Every theme on each ground keeps its contrast, on painted pixels."""

from __future__ import annotations

import pytest
from quotecard import render_card, sizes
from quotecard.style import load_theme

from bench.contrast import looks, quote_for, worst


@pytest.mark.parametrize(("name", "tone"), list(looks()))
def test_texts_stand_out_from_what_is_painted_under_them(name: str, tone: str):
    for size in ("portrait", "wide"):
        assert worst(render_card(quote_for(name), theme=name, size=size, tone=tone)).enough, size


@pytest.mark.soak
@pytest.mark.parametrize(("name", "tone"), list(looks()))
def test_at_every_size(name: str, tone: str):
    for size in sizes():
        assert worst(render_card(quote_for(name), theme=name, size=size, tone=tone)).enough, size


def test_too_little_is_found():
    xuan = load_theme("xuan")
    pale = xuan._replace(palette=xuan.palette._replace(ink=(0x8A, 0x80, 0x70)))
    found = worst(render_card(quote_for("xuan"), theme=pale))
    assert 2.5 < found.quote < 4
    assert not found.enough
