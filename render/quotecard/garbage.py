"""How often a process that draws many cards runs Python's cycle collector."""

from __future__ import annotations

import gc

RARE_THRESHOLDS = (50_000, 20, 20)
"""Thresholds of the three generations, for `gc.set_threshold`.

A card makes thousands of objects and hardly a cycle: at CPython's default of 700 the collector took a third of the
time.
"""


def collect_rarely() -> None:
    """Run the cycle collector, but rarely: turn it on with high thresholds."""
    gc.set_threshold(*RARE_THRESHOLDS)
    gc.enable()
