"""Time to lay out one quote, over the thousand: `python -m bench.layout`.

Wall ms of the text stage alone, on the default card, each quote's best of three after a first round
that loads faces and segmenters. The same file measures another checkout from within it.
"""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

from quotecard.errors import DoesNotFit
from quotecard.fontbook import default_book
from quotecard.model import Quote
from quotecard.page.typeset import typeset
from quotecard.style.resolve import resolve

from bench.corpora import quotes

if TYPE_CHECKING:
    from quotecard.model import Job

ROUNDS = 3


def jobs(direction: str) -> list[Job]:
    """Return the jobs of the quotes that fit the default card in one direction."""
    found = []
    for one in quotes():
        job = resolve(Quote(one["text"], author=one["author"], lang=one["lang"], direction=direction))
        try:
            typeset(job, default_book())
        except DoesNotFit:
            continue
        found.append(job)
    return found


def milliseconds(job: Job) -> float:
    """Return the least wall time of a few settings of one quote."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        typeset(job, default_book())
        best = min(best, time.perf_counter() - start)
    return best * 1000


def main() -> None:
    """Print the median, the ninth decile and the most, in both directions."""
    for direction in ("horizontal", "vertical"):
        times = [milliseconds(job) for job in jobs(direction)]
        ninth = statistics.quantiles(times, n=10)[-1]
        print(
            f"{direction:<10} {len(times)} quotes, ms a quote: median {statistics.median(times):.2f}, "
            f"nine of ten under {ninth:.2f}, most {max(times):.1f}"
        )


if __name__ == "__main__":
    main()
