"""What a card of each theme costs beside the flat one: `python -m bench.themes`.

CPU ms a card, the same 40 quotes, one core, each theme in its turn with its glyphs and ground cached;
the ratio is to `xuan`. A photo's card carries one photo for all.
"""

from __future__ import annotations

import os
import statistics
import time

from quotecard import render_card, themes
from quotecard.errors import DoesNotFit

from bench.contrast import quote_for
from bench.corpora import cards

COUNT, ROUNDS = 40, 3


def milliseconds(name: str) -> float:
    """Return the CPU ms that a card of a theme takes, PNG included: the median of a few rounds."""
    extra = {key: value for key, value in quote_for(name).items() if key == "background"}
    rounds = []
    for _ in range(ROUNDS + 1):
        start, drawn = time.process_time(), 0
        for quote in cards(COUNT):
            try:
                render_card({**quote, **extra}, theme=name).png()
            except DoesNotFit:
                continue
            drawn += 1
        rounds.append((time.process_time() - start) / drawn * 1000)
    return statistics.median(rounds[1:])


def main() -> None:
    """Print a row for each theme."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    flat = milliseconds("xuan")
    print(f"{'theme':<10} {'ms':>6}  beside xuan")
    for name in themes():
        each = flat if name == "xuan" else milliseconds(name)
        print(f"{name:<10} {each:6.2f}  {each / flat:.1f}\u00d7")


if __name__ == "__main__":
    main()
