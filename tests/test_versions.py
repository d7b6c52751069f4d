"""The floor of SECURITY.md, read from what is really loaded."""

from __future__ import annotations

import re

import h11
import PIL
import pytest
import starlette
import uharfbuzz
import yaml
from PIL import features


def numbers(version: str | None) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\d+", version or "")[:3])


@pytest.mark.parametrize(
    ("library", "loaded", "floor"),
    [
        ("Pillow", PIL.__version__, (12, 3)),
        ("FreeType inside Pillow", features.version("freetype2"), (2, 14, 2)),
        ("HarfBuzz inside uharfbuzz", uharfbuzz.version_string(), (7, 1)),
        ("Starlette", starlette.__version__, (0, 50)),
        ("h11 below uvicorn", h11.__version__, (0, 16)),
        ("PyYAML", yaml.__version__, (6, 0)),
    ],
)
def test_no_library_is_below_the_floor(library: str, loaded: str | None, floor: tuple[int, ...]):
    assert numbers(loaded) >= floor, f"{library} {loaded} has known holes: SECURITY.md"


def test_yaml_has_its_fast_loader():
    assert yaml.__with_libyaml__
