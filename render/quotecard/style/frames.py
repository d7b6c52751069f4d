"""The boxes of a card: inside its margins, and what devices and the attribution leave of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecard.attribution import PLACEMENTS
from quotecard.devices import devices_of
from quotecard.model import Box

if TYPE_CHECKING:
    from quotecard.model import Job, Size
    from quotecard.theme import Proportions

_NEAR_EDGE = 0.66
"""fraction of the margin at top and bottom: on a full card the text comes nearer to these edges"""


def outer(card: Size, shape: Proportions) -> Box:
    """Return the box inside the margins, and on a story card inside the app's own controls; px."""
    return _box(card, shape, 1.0)


def inner(job: Job) -> Box:
    """Return the box for the quote and all that moves with it; px."""
    box = _box(job.size, job.proportions, _NEAR_EDGE)
    for device in devices_of(job.theme):
        box = device.reserve(job, box)
    return PLACEMENTS[job.proportions.signature].reserve(job, box)


def longest_height(job: Job, box: Box) -> float:
    """Return the height in px that the longest text may take in a box."""
    top = box.top
    for device in devices_of(job.theme):
        top = device.first_top(job, top)
    return box.bottom - top


def _box(card: Size, shape: Proportions, vertical_margin: float) -> Box:
    margin = shape.margin * min(card.width, card.height)
    near = vertical_margin * margin
    top, bottom = max(near, shape.top * card.height), max(near, shape.bottom * card.height)
    return Box(margin, top, card.width - margin, card.height - bottom)
