"""How seldom a process of ours looks for cycles among its values."""

from __future__ import annotations

import gc

RARELY = (50_000, 20, 20)
"""A card makes some thousands of values and hardly a cycle: at the usual 700 looking for them took a third of the time."""


def collect_rarely() -> None:
    """Collect from now on, but seldom."""
    gc.set_threshold(*RARELY)
    gc.enable()
