"""Set zhuyin at the right of its character, in lines and in columns (CLREQ #positioning_of_zhuyin)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotecard.text.annotate.notes import Note, Setter

WIDTH = 0.5
"""em that a line gives the symbols and their tone after each character"""
REACH = 0.47
"""em that they stand out from a column"""

# The standard's symbol is 3/10 em and fills its box, as in types cast for annotation. The faces here
# leave a quarter of the box empty: what is measured is the ink of their widest symbol.
_WIDEST, _INK = "\u3124", 0.285
_STEP = 0.325
"""em from symbol to symbol: three take one character's height"""
_OFF = 0.16
"""em from the character's em box to the middle of the symbols"""
_BESIDE, _BELOW = 0.01, 0.03
"""em between the symbols and their tone, and from the last symbol's cell to the middle of the tone"""
_LIGHT, _LIGHT_STEP = "\u02d9", 0.13
_TONES = frozenset("\u02c9\u02ca\u02c7\u02cb") | {_LIGHT}


def is_zhuyin(reading: str) -> bool:
    """Tell whether a reading is one syllable of zhuyin: symbols, and a tone behind or before them."""
    symbols = reading.strip("".join(_TONES))
    return bool(symbols) and len(reading) <= len(symbols) + 1 and all(map(_is_symbol, symbols))


def _is_symbol(char: str) -> bool:
    return "\u3105" <= char <= "\u312f" or "\u31a0" <= char <= "\u31bf"


def zhuyin(reading: str, setter: Setter, beside: tuple[float, float], cluster: int) -> list[Note]:
    """Return the symbols of one syllable; `beside` is the middle of the right side of its cluster's em box.

    The symbols stand in a column of their own, centred on the character; the tone at the upper
    right of the last, half above its top; the light tone over the first.
    """
    rules = setter.voice.rules
    tones = _TONES if rules.zhuyin_tones else frozenset()
    symbols = [char for char in reading if char not in tones]
    tone = next((char for char in reading if char in tones), "")
    light = _LIGHT_STEP if tone == _LIGHT and rules.light_tone_first else 0.0
    step = min(_STEP, (1.0 - light) / len(symbols))
    scale = min(_INK, step) / _width(_WIDEST, setter)
    across = beside[0] + _OFF
    top = beside[1] + (len(symbols) * step - light) / 2
    notes = [
        setter.centred(char, scale, (across, top - (at + 0.5) * step), cluster)
        for at, char in enumerate(symbols)
    ]
    if light:
        notes.append(setter.centred(tone, scale, (across, top + _LIGHT_STEP / 2), cluster))
    elif tone:
        # It stands between the last two symbols in height and clears the ink of both.
        right = max(_width(char, setter) for char in symbols[-2:]) + _width(tone, setter)
        upper = top - (len(symbols) - 1) * step - _BELOW
        notes.append(setter.centred(tone, scale, (across + right * scale / 2 + _BESIDE, upper), cluster))
    return notes


def _width(char: str, setter: Setter) -> float:
    """Return the em that the ink of a character is wide at full size."""
    face = setter.face(char)
    left, _, right, _ = face.bounds(face.glyph(char))
    return right - left
