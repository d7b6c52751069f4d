"""One size for all cards of a series, or two or three, so that they look alike."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import accumulate, pairwise
from math import inf, log
from statistics import median
from typing import TYPE_CHECKING

from quotecard.batch.batch_options import DEFAULT_OPTIONS
from quotecard.card import render_card
from quotecard.model import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from quotecard.batch.batch_options import BatchOptions
    from quotecard.batch.plan import Plan, Task, ThemeAndSize

MIN_SHARE = 0.72
"""The smallest shared size, as a share of the median of the quotes' own sizes: set smaller, a short quote looks lost
on its card."""
MAX_SIZES = 3
"""Sizes in one series: with more, the cards no longer look alike."""


def make_uniform(
    plan: Plan, options: BatchOptions = DEFAULT_OPTIONS, *, check: Callable[[], None] = lambda: None
) -> Plan:
    """Return the plan with every task limited to a size that it shares with others of its series.

    A series is the cards of one theme and one card size. Every quote is laid out once to find its own size; a quote
    that cannot be drawn is left as it is, and fails when it is drawn. `check` is called after each and may raise.
    """
    own: list[float] = []
    series: dict[ThemeAndSize, list[int]] = {}
    for at, task in enumerate(plan.tasks):
        own.append(_own_size(task, options))
        if own[-1]:
            series.setdefault((task.theme, task.size), []).append(at)
        check()
    tasks = list(plan.tasks)
    for members in series.values():
        for at, task in _shared([(at, own[at]) for at in members], plan.tasks):
            tasks[at] = task
    return replace(plan, tasks=tuple(tasks))


def _own_size(task: Task, options: BatchOptions) -> float:
    """Return the size in px per em that a quote is set at without a limit; 0 if it cannot be set."""
    try:
        card = render_card(
            task.quote,
            theme=task.theme,
            size=task.size,
            tone=task.tone,
            on_missing=options.on_missing,
            fonts=options.fonts,
        )
    except Exception:  # noqa: BLE001  # the same error is reported when the card is drawn
        return 0.0
    return card.blocks.quote.size


def _shared(members: Sequence[tuple[int, float]], tasks: Sequence[Task]) -> Iterable[tuple[int, Task]]:
    """Yield the position of each task of one series with the task, limited to its size.

    `members` are positions in `tasks` with the size in px per em that each takes alone.
    """
    alone = [size for _, size in members]
    sizes, middle = shared_sizes(alone), median(alone)
    usual = sizes[_bucket(sizes, middle)]
    for at, size in members:
        bucket = _bucket(sizes, size)
        limit = sizes[bucket]
        is_outlier = limit == sizes[-1] and size < MIN_SHARE * middle
        notices = (_outlier(tasks[at], size, limit, usual),) if is_outlier else ()
        yield at, replace(tasks[at], at_most=limit, bucket=bucket + 1, notices=notices)


def _outlier(task: Task, alone: float, limit: float, usual: float) -> Notice:
    room = f"in {task.theme} {task.size} it has room for {alone:g} px per em, its series for {usual:g}"
    return Notice("outlier", f"{room}: set at {limit:g}; shorten it, or draw it separately")


def _bucket(sizes: Sequence[float], size: float) -> int:
    """Return the index in `sizes`, the largest first, of the largest that is not above a quote's own `size`."""
    return next(at for at, shared in enumerate(sizes) if shared <= size)


def shared_sizes(alone: Sequence[float]) -> tuple[float, ...]:
    """Return the sizes that a series is set at, the largest first, given the size each quote takes alone.

    As few as possible, at most `MAX_SIZES`: one is enough if it is at least `MIN_SHARE` of the median; with several,
    each must be at least that share of the median of the quotes set at it.
    """
    for count in range(1, MAX_SIZES + 1):
        groups = partition(sorted(alone), count)
        if all(group[0] >= MIN_SHARE * median(group) for group in groups):
            break
    return tuple(group[0] for group in reversed(groups))


def partition(alone: Sequence[float], count: int) -> list[list[float]]:
    """Cut sorted sizes into at most `count` groups with the least total loss.

    Each group is set at its smallest size; the loss is the sum over quotes of the squared logarithm of the ratio by
    which they shrink. Exact, by dynamic programming over the distinct sizes.
    """
    sizes = sorted(Counter(alone).items())
    lost = _losses(sizes)
    ends = range(len(sizes) + 1)
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ()), *((inf, ()) for _ in sizes)]
    for _ in range(min(count, len(sizes))):
        best = [
            min(
                ((best[cut][0] + lost(cut, end), (*best[cut][1], cut)) for cut in range(end)),
                default=(inf, ()),
            )
            for end in ends
        ]
    cuts = [*best[-1][1], len(sizes)]
    return [
        [size for size, times in sizes[first:last] for _ in range(times)] for first, last in pairwise(cuts)
    ]


def _losses(counts: Sequence[tuple[float, int]]) -> Callable[[int, int], float]:
    """Return a function of `first` and `end`: the loss if the sizes [first:end] are all set at the first of them.

    `counts` are the distinct sizes with the number of quotes of each. Sums of the powers of the logarithms up to each
    size make every call O(1).
    """
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
