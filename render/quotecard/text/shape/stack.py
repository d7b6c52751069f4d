"""Set a short text as one upright column: the vertical signature of a card.

Han, kana, hangul and the marks of their text only (UAX #50 U, Tu, Tr); HarfBuzz gives the vertical
forms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import uharfbuzz as hb

from quotecard.languages.known import language
from quotecard.model import Block, GlyphRun, SetLine
from quotecard.text.chars import CLOSING, OPENING, is_hangul, is_ideograph

if TYPE_CHECKING:
    from quotecard.fontbook import FontBook
    from quotecard.text.shape.voice import Voice

_UPRIGHT_MARKS = (OPENING | CLOSING | frozenset("\u00b7\u30fb\uff0c\u3001\u3002")) - frozenset(
    "\u201c\u201d\u2018\u2019"
)
_TRIM = 0.47
"""em of a bracket's blank that a display column does without"""


def stackable(text: str) -> bool:
    """Tell whether every character of `text` stands upright in a column."""
    return bool(text) and all(
        is_ideograph(char) or is_hangul(char) or char in _UPRIGHT_MARKS for char in text
    )


def stack(text: str, voice: Voice, size: float, tracking: float, book: FontBook) -> Block | None:
    """Return `text` as a column `size` px wide, from the top of its first body to the foot of its last.

    None where it is not `stackable` or one face does not set all of it. `tracking` is in em.
    """
    face = book.pick(voice.role, voice.lang, voice.weight)
    if not stackable(text) or not face.sets(text):
        return None
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction = "ttb"
    buffer.script = "Hang" if is_hangul(text[0]) else "Hani"
    buffer.language = language(voice.lang).harfbuzz
    hb.shape(face.font, buffer)
    glyphs, xs, ys, pen = [], [], [], 0.0
    last = len(buffer.glyph_infos) - 1
    for at, (info, position) in enumerate(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)):
        char = text[info.cluster]
        if char in OPENING:
            pen -= _TRIM
        glyphs.append(info.codepoint)
        xs.append((0.5 + position.x_offset / face.upem) * size)
        height, step = face.column(position, 1 / face.upem)
        ys.append((pen - height) * size)
        pen -= step
        if char in CLOSING:
            pen -= _TRIM
        elif at < last:
            pen += tracking
    run = GlyphRun(face.key, size, tuple(glyphs), tuple(xs), tuple(ys), text, "quiet")
    return Block((SetLine(text, (run,), size, 0.0),), size, size, pen * size)
