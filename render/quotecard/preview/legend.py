"""The legend below a layout overlay: what its colours mean, and the rules that forbade better breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecard.preview.colours import AXIS, DEAR, FAIR, FORBIDDEN, GOOD, LINE
from quotecard.preview.drawing import Drawing, blend
from quotecard.preview.explain_text import signed_cost
from quotecard.scene import Rect

if TYPE_CHECKING:
    from collections.abc import Callable

    from quotecard.page.account import Account
    from quotecard.theme import Colour

# Lengths in units of the drawing: px on a card 1080 px wide.
_TITLE = 28.0
"""Font size of the title."""
_TEXT = 21.0
"""Font size of the rows."""
_ROW = 38.0
"""Distance from row to row."""
_MARGIN = 40.0
"""Margin to the left and right."""
_SWATCH = 44.0
"""Width of a sample."""
_APART = 26.0
"""Space between a label and the next sample."""


def draw_legend(sheet: Drawing, title: str, layout: Account, size: tuple[float, float], ink: Colour) -> float:
    """Draw the legend below a card of `size` px, as wide as the card; return the legend's height in px."""
    (width, top), unit = size, sheet.unit
    paper = Drawing(blend(ink, sheet.ground, 0.05), unit, sheet.book)
    y = top + 1.3 * _ROW * unit
    paper.write(paper.words(title, _TITLE * unit), _MARGIN * unit, y, ink)
    y = _draw_samples(paper, width, y + 1.2 * _ROW * unit, blend(ink, sheet.ground, 0.8), layout)
    y += 0.25 * _ROW * unit
    for number, place in enumerate(layout.forbidden, 1):
        y += _ROW * unit
        shown = place.as_dict(layout.spaced.shaped.text)
        around = f"{number}: {signed_cost(-place.gain)}  {shown['before']}|{shown['after']}  {place.rule}"
        words = paper.words(around, _TEXT * unit)
        room = width - 2 * _MARGIN * unit
        if words.width > room:
            words = paper.words(around, _TEXT * unit * room / words.width)
        paper.write(words, _MARGIN * unit, y, FORBIDDEN)
    height = round(y + _ROW * unit - top)
    sheet.items += [Rect(0, top, width, height, paper.ground), *paper.items]
    return height


def _draw_samples(sheet: Drawing, width: float, y: float, ink: Colour, layout: Account) -> float:
    """Draw a sample of each sign with its label, in rows; return the y of the last row."""
    unit, x = sheet.unit, _MARGIN * sheet.unit
    for name, draw in _SIGNS.items():
        if name == "forbidden" and not layout.forbidden:
            continue
        words = sheet.words(name, _TEXT * unit)
        taken = (_SWATCH + 10) * unit + words.width
        if x + taken > width - _MARGIN * unit:
            x, y = _MARGIN * unit, y + _ROW * unit
        draw(sheet, x, y)
        sheet.write(words, x + (_SWATCH + 10) * unit, y, ink)
        x += taken + _APART * unit
    return y


def _sample_line(sheet: Drawing, x: float, y: float) -> None:
    unit = sheet.unit
    sheet.fill((x, y - 11 * unit, _SWATCH * unit, 22 * unit), blend(LINE, sheet.ground, 0.13))


def _sample_character(sheet: Drawing, x: float, y: float) -> None:
    for left in (0, 22):
        box = (x + left * sheet.unit, y - 11 * sheet.unit, 22 * sheet.unit, 22 * sheet.unit)
        sheet.frame(box, blend(LINE, sheet.ground, 0.45))


def _sample_baseline(sheet: Drawing, x: float, y: float) -> None:
    sheet.fill((x, y, _SWATCH * sheet.unit, sheet.hair), blend(AXIS, sheet.ground, 0.75))


def _sample_margins(sheet: Drawing, x: float, y: float) -> None:
    box = (x, y - 11 * sheet.unit, _SWATCH * sheet.unit, 22 * sheet.unit)
    sheet.dashed_frame(box, blend((128, 128, 128), sheet.ground, 0.8))


def _sample_cost_bars(sheet: Drawing, x: float, y: float) -> None:
    for left, colour in ((10, GOOD), (24, FAIR), (38, DEAR)):
        sheet.fill((x + left * sheet.unit, y - 11 * sheet.unit, 4 * sheet.unit, 22 * sheet.unit), colour)


def _sample_forbidden(sheet: Drawing, x: float, y: float) -> None:
    middle = x + 0.5 * _SWATCH * sheet.unit
    sheet.arrow(middle, y, FORBIDDEN, left=False)
    sheet.dashes((middle, y), 12 * sheet.unit, FORBIDDEN, down=True)


_SIGNS: dict[str, Callable[[Drawing, float, float], None]] = {
    "line": _sample_line,
    "character": _sample_character,
    "baseline": _sample_baseline,
    "margins": _sample_margins,
    "break: cheap, fair, dear": _sample_cost_bars,
    "forbidden": _sample_forbidden,
}
