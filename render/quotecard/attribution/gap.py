"""The gap between quote and attribution: set by a device, else by the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecard.devices import devices_of

if TYPE_CHECKING:
    from quotecard.model import Blocks, Job

_LEAST_GAP = 64.0
"""px below lines, at least, on a card 1080 px wide"""
_COLUMN_GAP = 0.5
"""em of the quote from its last column to the first one of the attribution"""
_LEAST_COLUMN_GAP = 48.0
"""px of that gap, at least, on a card 1080 px wide"""


def attribution_gap(job: Job) -> tuple[float, float]:
    """Return the gap between quote and attribution: em of the quote, and px at least."""
    for device in devices_of(job.theme):
        if asked := device.attribution_gap(job):
            return asked
    if job.vertical:
        return _COLUMN_GAP, _LEAST_COLUMN_GAP * job.unit
    return job.proportions.signature_gap, _LEAST_GAP * job.unit


def gap_px(job: Job, blocks: Blocks) -> float:
    """Return the gap from the quote, as set, to its attribution or to the rule between them; px."""
    em, least = attribution_gap(job)
    return max(em * blocks.quote.size, least)
