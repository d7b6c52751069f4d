"""Fonts that nobody should trust: no signal, no foreign exception, no long wait, one named error each.

Malformed fonts of others are not shipped: name a folder of them in QUOTECARD_HOSTILE_FONTS for `make soak`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from quotecard.fontbook.listing import bundled_folder

from tests import own_fonts as own
from tests.fontbook import hostile

if TYPE_CHECKING:
    from tests.fontbook.hostile import Outcome

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="each font is tried in a forked child")
CORPUS = os.environ.get("QUOTECARD_HOSTILE_FONTS", "")


def hold(outcomes: list[Outcome]) -> tuple[int, int]:
    """Hold what is promised of any bytes; return how many fonts drew a card, and how many did not."""
    assert [one for one in outcomes if one.fault] == []
    assert [one for one in outcomes if one.seconds > hostile.SECONDS] == []
    for one in outcomes:
        assert one.drawn or one.errors, one
        assert all(error.isprintable() for error in one.errors), one
    drawn = sum(one.drawn > 0 for one in outcomes)
    return drawn, len(outcomes) - drawn


@pytest.mark.parametrize("source", [own.LATIN, own.KAI])
def test_mutations(source: str):
    text = own.ASCII if source == own.LATIN else own.HAN + own.MARKS
    data = own.saved(own.brand("Brand", source, text))
    drawn, refused = hold(hostile.try_all(hostile.mutations(data, 40, 11)))
    assert min(drawn, refused) >= 5


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2))
def test_mutations_in_full(seed: int):
    data = (bundled_folder() / own.LATIN).read_bytes()
    drawn, refused = hold(hostile.try_all(hostile.mutations(data, 400, seed)))
    assert min(drawn, refused) >= 50


@pytest.mark.soak
@pytest.mark.skipif(not CORPUS, reason="QUOTECARD_HOSTILE_FONTS names no folder")
def test_malformed_fonts_of_others():
    files = [path for path in sorted(Path(CORPUS).rglob("*")) if path.is_file()]
    assert files
    hold(hostile.try_all((path.name, path.read_bytes()) for path in files))
