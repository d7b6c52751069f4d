"""Which worker draws which cards: quotes of similar length go to the same one.

A short quote is set large and a long one small, and each worker caches glyphs by size: workers that took cards in
the order of the list would each draw nearly every glyph at every size. The same holds for the grounds of themes.
"""

from __future__ import annotations

from collections import deque
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from quotecard.batch.backends import NumberedWork, WorkFeed

ROUND = 64
"""Cards per worker that are distributed at once."""
CHARS_PER_CARD = 50
"""Characters whose cost equals that of a card without text: drawing takes 1 + characters / 50 units of time."""


class WorkQueues:
    """One queue of work per worker, filled from a feed round by round."""

    def __init__(self, feed: WorkFeed, count: int) -> None:
        self._feed = feed
        self._queues: list[deque[NumberedWork]] = [deque() for _ in range(count)]

    def __bool__(self) -> bool:
        return any(self._queues)

    def oldest(self) -> int:
        """Return the lowest position in the queues; if they are empty, that of the item read last."""
        return min((number for queue in self._queues for number, _ in queue), default=self._feed.last)

    def take(self, worker: int, count: int, may_read: Callable[[], bool]) -> list[NumberedWork]:
        """Return up to `count` pieces of work for a worker: from its own queue, else half of the longest.

        If a worker's queue is empty, the next round is distributed first, provided that `may_read` allows reading on
        and no other worker is more than a round behind.
        """
        if not self._queues[worker] and self._feed.more and self._is_even() and may_read():
            self._distribute()
        own = self._queues[worker]
        if own:
            return [own.popleft() for _ in range(min(count, len(own)))]
        largest = max(range(len(self._queues)), key=lambda at: len(self._queues[at]))
        queue = self._queues[largest]
        # Take from the end whose quotes are nearest in length to the worker's own.
        take_one = queue.popleft if worker < largest else queue.pop
        return [take_one() for _ in range(min(count, -(-len(queue) // 2)))]

    def _is_even(self) -> bool:
        return max(map(len, self._queues)) <= ROUND

    def _distribute(self) -> None:
        work = sorted(self._feed.take(ROUND * len(self._queues)), key=_similarity)
        total = sum(map(_cost, work))
        for item, done in zip(work, accumulate(map(_cost, work)), strict=True):
            at = int((done - _cost(item) / 2) / total * len(self._queues))
            self._queues[at].append(item)


def _similarity(item: NumberedWork) -> tuple[str, str, int, int]:
    """Return a sorting key that brings together cards which share grounds and glyphs."""
    number, work = item
    return work.task.theme, work.task.size, len(work.task.quote.text), number


def _cost(item: NumberedWork) -> float:
    """Return the time that a card takes, in units of a card without text."""
    return 1 + len(item[1].task.quote.text) / CHARS_PER_CARD
