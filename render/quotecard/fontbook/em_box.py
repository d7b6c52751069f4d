"""How a user's face stands: its em, where its Han stands on the baseline, how large its Latin looks.

The bundled faces agree: an ideograph takes one em, from 0.88 em above the baseline to 0.12 below, and
its ink is centred there. Another face may be drawn on another body; it is measured and brought to it.
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from quotecard.errors import FontError
from quotecard.model import ASCENT

if TYPE_CHECKING:
    from collections.abc import Sequence

_CENTRE = 0.376
"""em from the baseline to the middle of an ideograph's ink: the mean of Noto Serif and Noto Sans CJK, Huninn"""
_NEAR = 0.04
"""em that a design may stand off it: LXGW WenKai is 0.03 lower, as a hand writes"""
_X_HEIGHT, _CAPITALS = 0.405, 0.653
"""em, of EB Garamond: beside Han other Latin faces are scaled to the same heights"""
_SCALES = (0.6, 1.8)
"""the least and most that a Latin face is scaled: beyond, it is no text face"""
_SAMPLE = 96
_ALIKE = 0.9
"""of the sample that must have one advance to tell the body"""
_EMS = (0.5, 2.0)
_INK = (0.05, 3.0)
"""em that a letter's ink is high and wide, at least and at most"""
_OFF_EM = 0.005
_FIX_FONT = "mend the font, or take it out of the folder"


class EmBox(NamedTuple):
    """What to set a face by, in em of its own."""

    em: float = 1.0
    """of its units per em that one em of the page is"""
    baseline_shift: float = 0.0
    """em of the page that its glyphs are raised, so that Han is centred in the em box"""
    columns: bool = True
    """whether its own vertical metrics are sound; else a column steps by one em"""
    small: float = 1.0
    """scale beside Han, relative to EB Garamond, by the x-height"""
    capitals: float = 1.0
    """likewise, by the height of capitals"""


def measure_em_box(
    name: str, font: Any, characters: Sequence[str], *, han: bool, square: bool = True, columns: bool = True
) -> EmBox:
    """Measure a face on some of its `characters`; `font` is HarfBuzz's. Raise FontError for what cannot stand.

    `han`: they stand in the em square, else they are Latin; `square`: all are to be one em wide, as Han and
    kana are, and hangul is not; `columns`: it has vertical metrics of its own, where HarfBuzz makes up what
    a font lacks.
    """
    step = max(len(characters) // _SAMPLE, 1)
    upem = font.face.upem
    glyphs = [_LetterExtents.of(font, char, upem) for char in characters[::step][:_SAMPLE]]
    inked = [glyph for glyph in glyphs if glyph.high > 0]
    if len(inked) * 2 < len(glyphs):
        raise _unusable(name, "most of its letters are blank")
    low, high = _INK
    for what, value in (
        ("wide", median(glyph.wide for glyph in inked)),
        ("high", median(glyph.high for glyph in inked)),
        ("apart", median(glyph.advance for glyph in inked)),
    ):
        if not low <= value <= high:
            raise _unusable(name, f"its letters are {value:.2f} em {what}")
    return _han_metrics(inked, square=square, columns=columns) if han else _latin_metrics(font, upem)


def _unusable(name: str, why: str) -> FontError:
    return FontError(f"{name}: the font is unusable", why=why, hint=_FIX_FONT)


class _LetterExtents(NamedTuple):
    """One letter, lengths in units per em; zeros where it is blank."""

    advance: float
    wide: float
    high: float
    middle: float
    """from the baseline to the middle of its ink"""
    down: float
    """its step in a column"""
    top: float
    """from the top of its place in a column to the middle of its ink"""

    @classmethod
    def of(cls, font: Any, char: str, upem: int) -> _LetterExtents:
        glyph = font.get_nominal_glyph(ord(char)) or 0
        box = font.get_glyph_extents(glyph)
        if not glyph or box is None or not box.width or not box.height:
            return cls(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
        middle = box.y_bearing + box.height / 2
        lengths = (
            font.get_glyph_h_advance(glyph),
            abs(box.width),
            abs(box.height),
            middle,
            -font.get_glyph_v_advance(glyph),
            font.get_glyph_v_origin(glyph)[1] - middle,
        )
        return cls(*(length / upem for length in lengths))


def _han_metrics(glyphs: Sequence[_LetterExtents], *, square: bool, columns: bool) -> EmBox:
    usual = median(glyph.advance for glyph in glyphs)
    alike = sum(abs(glyph.advance - usual) <= _OFF_EM for glyph in glyphs) >= _ALIKE * len(glyphs)
    odd = alike and abs(usual - 1) > _OFF_EM and _EMS[0] <= usual <= _EMS[1]
    em = usual if square and odd else 1.0
    off = _CENTRE - median(glyph.middle for glyph in glyphs) / em
    down, top = (median(getattr(glyph, way) for glyph in glyphs) / em for way in ("down", "top"))
    sound = columns and abs(down - 1) <= _NEAR and abs(top - (ASCENT - _CENTRE)) <= 2 * _NEAR
    return EmBox(em, off if abs(off) > _NEAR else 0.0, sound)


def _latin_metrics(font: Any, upem: int) -> EmBox:
    def scale(target: float, letters: str) -> float:
        heights = (_LetterExtents.of(font, char, upem) for char in letters)
        height = next((glyph.middle + glyph.high / 2 for glyph in heights if glyph.high), target)
        return min(max(target / height, _SCALES[0]), _SCALES[1]) if height > 0 else 1.0

    small = scale(_X_HEIGHT, "xzvw")
    return EmBox(small=small, capitals=scale(_CAPITALS, "HIEZ"))
