"""A book of four bundled faces, and lines of text without a shaper."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uharfbuzz as hb
from quotecard.scene import Glyphs

FONTS = Path(__file__).parents[2] / "fonts"
INK, GROUND = (0x26, 0x22, 0x1C), (0xF3, 0xEC, 0xDD)

FILES = {
    "ming": ("NotoSerifCJK-Medium.ttc", 3, {}, False),
    "hei": ("NotoSansCJK-VF.ttc", 3, {"wght": 700}, False),
    "italic": ("EBGaramond-Italic-VF.ttf", 0, {"wght": 440}, False),
    "emoji": ("TwemojiMozilla-COLRv0.ttf", 0, {}, True),
}


@dataclass(frozen=True)
class Face:
    key: str
    font: Any
    upem: int
    colour: bool

    def check(self, glyph: int) -> None:
        """A bundled face can be drawn."""


class Book:
    def __init__(self, faces: dict[str, Face]) -> None:
        self.faces = faces
        self.masks: dict[Any, Any] = {}

    def face(self, key: str) -> Face:
        return self.faces[key]

    def line(self, face: str, text: str, size: float, x: float, y: float, colour=INK) -> Glyphs:  # noqa: PLR0917
        """Set text by nominal glyphs and advances, the first pen at x, y."""
        it = self.faces[face]
        glyphs = tuple(it.font.get_nominal_glyph(ord(char)) for char in text)
        assert all(glyphs), text
        pens = []
        for glyph in glyphs:
            pens.append(x)
            x += it.font.get_glyph_h_advance(glyph) * size / it.upem
        return Glyphs(face, size, glyphs, tuple(pens), (y,) * len(glyphs), colour, text)


def open_face(key: str) -> Face:
    name, index, variations, colour = FILES[key]
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(FONTS / name)), index))
    font.set_variations(variations)
    return Face(key, font, font.face.upem, colour)


@pytest.fixture(scope="session")
def faces() -> dict[str, Face]:
    return {key: open_face(key) for key in FILES}


@pytest.fixture
def book(faces) -> Book:
    return Book(faces)
