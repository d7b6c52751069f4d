"""Measure a user's face: the size of its em, the position of its Han on the baseline, the size of its Latin.

The bundled faces agree: an ideograph fills an em box from 0.88 em above the baseline to 0.12 em below it, with its
ink centred. A user's face may be drawn differently; it is measured and adjusted to match.
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from quotecard.errors import FontError
from quotecard.model import ASCENT

if TYPE_CHECKING:
    from collections.abc import Sequence

_CENTRE = 0.376
"""Height of the middle of an ideograph's ink above the baseline, in em: mean of Noto Serif CJK, Noto Sans CJK, Huninn."""
_NEAR = 0.04
"""Deviation in em accepted as the designer's intent: LXGW WenKai sits 0.03 lower, as handwriting does."""
_X_HEIGHT = 0.405
"""x-height of EB Garamond in em; other Latin faces beside Han are scaled to it."""
_CAPITALS = 0.653
"""Cap height of EB Garamond in em, likewise."""
_SCALES = (0.6, 1.8)
"""Least and greatest scale of a Latin face; beyond these it is not a text face."""
_SAMPLE = 96
"""Letters measured per face."""
_ALIKE = 0.9
"""Share of the sample that must have the same advance for that to be the em."""
_EMS = (0.5, 2.0)
"""Least and greatest em accepted, in units of the face's own em."""
_INK = (0.05, 3.0)
"""Least and greatest width and height of a letter's ink, in em."""
_OFF_EM = 0.005
"""Difference in em below which two advances are equal."""
_FIX_FONT = "repair the font, or remove it from the folder"


class EmBox(NamedTuple):
    """The measurements by which a face is set."""

    em: float = 1.0
    """Size of one em of the page, in em of the face."""
    baseline_shift: float = 0.0
    """How far its glyphs are raised so that Han is centred in the em box, in em of the page."""
    columns: bool = True
    """Whether its vertical metrics are usable; otherwise each character of a column advances by one em."""
    small: float = 1.0
    """Scale beside Han relative to EB Garamond, from the x-heights."""
    capitals: float = 1.0
    """Scale of words in capitals relative to EB Garamond, from the cap heights."""


def measure_em_box(
    name: str, font: Any, characters: Sequence[str], *, han: bool, square: bool = True, columns: bool = True
) -> EmBox:
    """Measure a face on a sample of its `characters`; `font` is a HarfBuzz font.

    `han` says that the characters fill the em box (otherwise they are Latin); `square` that they are one em wide,
    as Han and kana are but hangul is not; `columns` that the font has vertical metrics of its own (HarfBuzz
    synthesises missing ones). Raises FontError if most letters are blank or their size is implausible.
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
    """The extents of one letter in em; all zero if it is blank."""

    advance: float
    wide: float
    high: float
    middle: float
    """From the baseline up to the middle of its ink."""
    down: float
    """Its advance in a column."""
    top: float
    """From the top of its place in a column down to the middle of its ink."""

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
