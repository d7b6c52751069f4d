"""One size for all cards of a batch, or two or three, so that a series is of a piece."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import accumulate, pairwise
from math import inf, log
from statistics import median
from typing import TYPE_CHECKING

from quotecard.card import render_card
from quotecard.model import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from quotecard.batch.plan import Look, Plan, Task

LEAST = 0.72
"""Of the median of the sizes that quotes take alone: what a common size may fall to. Set smaller than that,
a short quote looks lost on its card."""
MOST = 3
"""Sizes in one series: more look like none."""


def uniform(
    plan: Plan, *, on_missing: str = "error", fonts: str = "", check: Callable[[], None] = lambda: None
) -> Plan:
    """Return the plan with every task limited to a size that it shares with others of its theme and size.

    Every quote is laid out once to learn its own size, and nothing of it is kept but that. One that
    cannot be drawn is left as it is, to fail in its turn. `check` is called after each and may raise.
    """
    own: list[float] = []
    series: dict[Look, list[int]] = {}
    for at, task in enumerate(plan.tasks):
        own.append(_own_size(task, on_missing, fonts))
        if own[-1]:
            series.setdefault((task.theme, task.size), []).append(at)
        check()
    tasks = list(plan.tasks)
    for members in series.values():
        for at, task in _shared([(at, own[at]) for at in members], plan.tasks):
            tasks[at] = task
    return replace(plan, tasks=tuple(tasks))


def _own_size(task: Task, on_missing: str, fonts: str) -> float:
    """Return the px an em that a quote takes alone; 0 where it cannot be set."""
    try:
        card = render_card(
            task.quote, theme=task.theme, size=task.size, tone=task.tone, on_missing=on_missing, fonts=fonts
        )
    except Exception:  # noqa: BLE001  # the drawing says what is wrong, and counts it
        return 0.0
    return card.blocks.quote.size


def _shared(members: Sequence[tuple[int, float]], tasks: Sequence[Task]) -> Iterable[tuple[int, Task]]:
    """Yield each task of one series by its number, with its limit."""
    alone = [size for _, size in members]
    sizes, middle = buckets(alone), median(alone)
    usual = sizes[_bucket(sizes, middle)]
    for at, size in members:
        bucket = _bucket(sizes, size)
        limit = sizes[bucket]
        odd = limit == sizes[-1] and size < LEAST * middle
        notices = (_outlier(tasks[at], size, limit, usual),) if odd else ()
        yield at, replace(tasks[at], at_most=limit, bucket=bucket + 1, notices=notices)


def _outlier(task: Task, alone: float, limit: float, usual: float) -> Notice:
    room = f"in {task.theme} {task.size} it has room for {alone:g} px an em, its series for {usual:g}"
    return Notice("outlier", f"{room}: set at {limit:g}; shorten it, or draw it by itself")


def _bucket(sizes: Sequence[float], size: float) -> int:
    """Return which of `sizes`, the largest first, a quote of `size` px takes: the next below its own."""
    return next(at for at, shared in enumerate(sizes) if shared <= size)


def buckets(alone: Sequence[float]) -> tuple[float, ...]:
    """Return the sizes that a series is set at, the largest first, given what each quote takes alone.

    One, where no quote is then set smaller than `LEAST` of the median; else two, or three where two
    would leave that gap within one of them.
    """
    for many in range(1, MOST + 1):
        groups = partition(sorted(alone), many)
        if all(group[0] >= LEAST * median(group) for group in groups):
            break
    return tuple(group[0] for group in reversed(groups))


def partition(alone: Sequence[float], many: int) -> list[list[float]]:
    """Cut sizes, in order, into at most `many` groups so that the least is lost.

    Each group is set at its smallest size; lost is the sum of the squares of the logarithms by which
    quotes shrink. Exact, by dynamic programming over the different sizes.
    """
    counts = sorted(Counter(alone).items())
    lost = _losses(counts)
    ends = range(len(counts) + 1)
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ()), *((inf, ()) for _ in counts)]
    for _ in range(min(many, len(counts))):
        best = [
            min(
                ((best[cut][0] + lost(cut, end), (*best[cut][1], cut)) for cut in range(end)),
                default=(inf, ()),
            )
            for end in ends
        ]
    cuts = [*best[-1][1], len(counts)]
    return [
        [size for size, count in counts[first:last] for _ in range(count)] for first, last in pairwise(cuts)
    ]


def _losses(counts: Sequence[tuple[float, int]]) -> Callable[[int, int], float]:
    """Return what is lost when the sizes from one to before another are set at the first of them."""
    logs = [log(size) for size, _ in counts]
    zero, one, two = (
        list(accumulate((count * x**power for x, (_, count) in zip(logs, counts, strict=True)), initial=0.0))
        for power in range(3)
    )

    def lost(first: int, end: int) -> float:
        least = logs[first]
        square = two[end] - two[first] - 2 * least * (one[end] - one[first])
        return square + least * least * (zero[end] - zero[first])

    return lost
