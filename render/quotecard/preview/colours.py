"""The colours of a picture of a layout: they read on a light and on a dark ground."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotecard.theme import Colour

LINE: Colour = (52, 124, 200)
AXIS: Colour = (24, 150, 124)
FORBIDDEN: Colour = (184, 64, 164)
GOOD: Colour = (46, 150, 88)
FAIR: Colour = (206, 134, 24)
DEAR: Colour = (212, 62, 50)

_FAIR_FROM, _DEAR_FROM = 0.15, 0.8


def cost_colour(cost: float) -> Colour:
    """Return the colour of a break that costs so much: a word boundary inside a clause is fair."""
    return GOOD if cost < _FAIR_FROM else FAIR if cost < _DEAR_FROM else DEAR
