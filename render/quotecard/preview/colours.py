"""The colours of the layout overlay, legible on light and dark grounds alike."""

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

_FAIR_FROM = 0.15
"""Least cost of a break drawn as fair: a word boundary inside a clause."""
_DEAR_FROM = 0.8
"""Least cost of a break drawn as dear."""


def cost_colour(cost: float) -> Colour:
    """Return the colour of a break with this cost."""
    return GOOD if cost < _FAIR_FROM else FAIR if cost < _DEAR_FROM else DEAR
