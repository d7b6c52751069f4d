"""Shape a text once with HarfBuzz, in em: every size and every set of lines is arithmetic after that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from quotecard.model import ASCENT
from quotecard.text.shape.dashes import draw_dashes
from quotecard.text.shape.harfbuzz import shape_run
from quotecard.text.shape.itemise import itemise
from quotecard.text.shape.orientation import CELL, PAIR, TURNED, UPRIGHT, oriented_runs
from quotecard.text.shape.shaped import Shaped
from quotecard.text.shape.voice import NO_STRONG_PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.fontbook import FontBook
    from quotecard.text.rules import TypesettingRules
    from quotecard.text.shape.itemise import FaceRun
    from quotecard.text.shape.voice import StrongParts, Voice

# Beside Ming and Kai, EB Garamond is set larger so that its x-height meets the Han body; words all
# in capitals less so, and tracked, or they shout. A user's face is brought to the same heights.
_LATIN_SCALE, _CAPITALS_SCALE, _CAPITALS_TRACKING = 1.12, 1.04, 0.02

# In a column: where the middle of a run lies above its baseline, em. Words are centred a little low,
# on their small letters; Han on its em box, whose top is 0.88 em above the baseline.
_WORD_CENTRE, _HAN_CENTRE = 0.30, 0.38


def shape(
    text: str, voice: Voice, book: FontBook, *, vertical: bool = False, strong: StrongParts = NO_STRONG_PARTS
) -> Shaped:
    """Return `text` as clusters in the faces of `voice`; line feeds become clusters without a glyph."""
    items, missing = itemise(text, voice, book, strong)
    shaped = Shaped(text, voice.lang, vertical, [], [], [], [], [], [], missing, {})
    for item in items:
        scale, tracking = _optical(text, item)
        if not vertical:
            _horizontal(shaped, item, scale, tracking)
            continue
        for piece in oriented_runs(text, item, voice.columns, voice.rules):
            _VERTICAL[piece.way](
                shaped,
                item._replace(start=piece.start, end=piece.end),
                _Setting(scale, tracking, voice.rules),
            )
    shaped.starts.append(len(text))
    if any(item.face.own for item in items):
        from quotecard.text.shape.check_shaping import check_shaping

        check_shaping(shaped, book)
    draw_dashes(shaped, book)
    return shaped


def _horizontal(shaped: Shaped, item: FaceRun, scale: float, tracking: float) -> None:
    to_em = scale / item.face.upem
    baseline_shift = item.face.baseline_shift * scale
    last = -1
    for info, position in shape_run(shaped.text, item, shaped.lang):
        cluster = info.cluster
        if cluster != last:
            shaped.begin(cluster, item.face.key, scale)
            shaped.advances[-1] = tracking
            last = cluster
        pen = shaped.advances[-1] - tracking
        x, y = position.x_offset, position.y_offset
        if shaped.text[cluster] != "\n":
            shaped.glyphs[-1].append(
                (info.codepoint, pen + x * to_em if x else pen, y * to_em + baseline_shift)
            )
            shaped.advances[-1] += position.x_advance * to_em


class _Setting(NamedTuple):
    """How a run is set in a column."""

    scale: float
    tracking: float
    rules: TypesettingRules


class _Position(NamedTuple):
    x_offset: float
    y_offset: float
    y_advance: float


def _shape_down(text: str, item: FaceRun, lang: str) -> Iterator[tuple[Any, Any]]:
    return shape_run(text, item, lang, "ttb")


def _shape_line_forms(text: str, item: FaceRun, lang: str) -> Iterator[tuple[Any, Any]]:
    """Yield the forms of a line, placed in a column."""
    for info, position in shape_run(text, item, lang):
        width = position.x_advance
        yield info, _Position(-width / 2, -ASCENT * item.face.upem, -width)


def _upright(shaped: Shaped, item: FaceRun, setting: _Setting) -> None:
    """Shape top to bottom: HarfBuzz takes the vertical forms, and the pen stands over each body."""
    scale, _, rules = setting
    to_em = scale / item.face.upem
    shape_down = _shape_down if rules.vertical_forms else _shape_line_forms
    last = -1
    for info, position in shape_down(shaped.text, item, shaped.lang):
        if info.cluster != last:
            last = info.cluster
            shaped.begin(last, item.face.key, scale)
        if shaped.text[last] != "\n":
            pen = shaped.advances[-1]
            height, step = item.face.column(position, to_em)
            shaped.glyphs[-1].append((info.codepoint, position.x_offset * to_em, height - pen))
            width = item.face.font.get_glyph_h_advance(info.codepoint)
            # A word space is as wide as in a line; faces give it a whole em in a column.
            narrow = shaped.text[last] == " " and rules.column_word_spaces
            shaped.advances[-1] += width * to_em if narrow else -step


def _turned(shaped: Shaped, item: FaceRun, setting: _Setting) -> None:
    """Shape left to right and lay the run on its side, its baseline left of the axis (UAX #50, R)."""
    first = len(shaped.advances)
    scale, tracking, rules = setting
    _horizontal(shaped, item, scale, tracking)
    baseline = -_middle(shaped.text, item, scale, rules)
    if item.script == "Latn":  # words stand on the axis wherever the Han of their face stands
        baseline -= item.face.baseline_shift * scale
    for at in range(first, len(shaped.advances)):
        shaped.turned[at] = True
        shaped.glyphs[at] = [(glyph, baseline + y, -x) for glyph, x, y in shaped.glyphs[at]]


def _cell(shaped: Shaped, item: FaceRun, setting: _Setting) -> None:
    """Set a short run across the column in one em: tate-chu-yoko (JLREQ #handling_of_tcy), an emoji, a capital."""
    glyphs, pen = [], 0.0
    for info, position in shape_run(shaped.text, item, shaped.lang):
        glyphs.append((info.codepoint, pen + position.x_offset, position.y_offset))
        pen += position.x_advance
    to_em = setting.scale / item.face.upem
    fitted = to_em * min(1.0, 1 / max(pen * to_em, 1e-6))
    shaped.begin(item.start, item.face.key, fitted * item.face.upem)
    baseline = 0.5 + _middle(shaped.text, item, fitted * item.face.upem, setting.rules)
    shaped.glyphs[-1] += [(glyph, (x - pen / 2) * fitted, y * fitted - baseline) for glyph, x, y in glyphs]
    shaped.advances[-1] = 1.0


def _pair(shaped: Shaped, item: FaceRun, setting: _Setting) -> None:
    """Set two marks side by side in one em: the face's own glyph of the pair, else its two narrow marks."""
    marks = shaped.text[item.start : item.end].translate(_NARROW)
    face = item.face
    glyphs = [face.glyph(char) for char in (_PAIRS[marks] if face.covers(_PAIRS[marks]) else marks)]
    widths = [face.font.get_glyph_h_advance(glyph) / face.upem for glyph in glyphs]
    fitted = min(1.0, 1 / sum(widths))
    shaped.begin(item.start, face.key, setting.scale * fitted)
    pen = -sum(widths) * fitted / 2
    for glyph, width in zip(glyphs, widths, strict=True):
        shaped.glyphs[-1].append((glyph, pen, -0.5 - (_HAN_CENTRE - face.baseline_shift) * fitted))
        pen += width * fitted
    shaped.advances[-1] = 1.0


_NARROW = str.maketrans("\uff01\uff1f", "!?")
_PAIRS = {"!!": "\u203c", "??": "\u2047", "?!": "\u2048", "!?": "\u2049"}


def _middle(text: str, item: FaceRun, scale: float, rules: TypesettingRules) -> float:
    """Return em from the baseline of a run to what stands on the column's axis, or in the middle of its cell."""
    if not rules.centred_on_axis:
        return 0.0
    word = text[item.start : item.end]
    if item.script != "Latn":
        return _HAN_CENTRE
    if any(map(str.islower, word)):
        return _WORD_CENTRE
    _, bottom, _, top = item.face.bounds(item.face.glyph("0" if any(map(str.isdecimal, word)) else "H"))
    return (bottom + top) / 2 * scale


_VERTICAL = {UPRIGHT: _upright, TURNED: _turned, CELL: _cell, PAIR: _pair}


def _optical(text: str, item: FaceRun) -> tuple[float, float]:
    """Return the scale and tracking of a Latin run beside Han."""
    optical = item.face.optical
    if not item.latin or optical is None:
        return 1.0, 0.0
    small, capitals = optical
    letters = [char for char in text[item.start : item.end] if char.isalpha()]
    if len(letters) > 1 and all(char.isupper() for char in letters):
        return _CAPITALS_SCALE * capitals, _CAPITALS_TRACKING
    return _LATIN_SCALE * small, 0.0
