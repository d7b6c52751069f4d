"""Which worker gets what: quotes of like lengths go to the same one.

A short quote is set large and a long one small, and glyphs are kept at their size: workers that take whatever
comes next would each draw nearly all of them. The same holds for the grounds of several themes.
"""

from __future__ import annotations

from collections import deque
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from quotecard.batch.backends import WorkFeed
    from quotecard.batch.draw import Work

    Numbered = tuple[int, Work]

ROUND = 64
"""Cards a worker that are laid out at once."""
LONG = 50
"""Characters that cost as much again as a card costs without any."""


class WorkQueues:
    """Work for so many workers, a pile each, filled from a feed round by round."""

    def __init__(self, feed: WorkFeed, count: int) -> None:
        self._feed = feed
        self._piles: list[deque[Numbered]] = [deque() for _ in range(count)]

    def __bool__(self) -> bool:
        return any(self._piles)

    def oldest(self) -> int:
        """Return the least number in the piles; that of the item taken last where they are empty."""
        return min((number for pile in self._piles for number, _ in pile), default=self._feed.last)

    def take(self, worker: int, count: int, may_read: Callable[[], bool]) -> list[Numbered]:
        """Return so much work for a worker, or less: of its own pile, else half of the largest.

        A worker whose pile is empty has the next round laid out, if it `may_read` on and no other lags behind.
        """
        if not self._piles[worker] and self._feed.more and self._even() and may_read():
            self._lay_out()
        own = self._piles[worker]
        if own:
            return [own.popleft() for _ in range(min(count, len(own)))]
        largest = max(range(len(self._piles)), key=lambda at: len(self._piles[at]))
        pile = self._piles[largest]
        # What is nearest to a worker's own lengths stands at that end.
        one = pile.popleft if worker < largest else pile.pop
        return [one() for _ in range(min(count, -(-len(pile) // 2)))]

    def _even(self) -> bool:
        return max(map(len, self._piles)) <= ROUND

    def _lay_out(self) -> None:
        work = sorted(self._feed.take(ROUND * len(self._piles)), key=_likeness)
        total = sum(map(_weight, work))
        for item, done in zip(work, accumulate(map(_weight, work)), strict=True):
            at = int((done - _weight(item) / 2) / total * len(self._piles))
            self._piles[at].append(item)


def _likeness(item: Numbered) -> tuple[str, str, int, int]:
    number, work = item
    return work.task.theme, work.task.size, len(work.task.quote.text), number


def _weight(item: Numbered) -> float:
    return 1 + len(item[1].task.quote.text) / LONG
