"""Who draws: this process alone, or an executor that somebody else runs. Each takes work and gives records.

All crews are alike: `results` pulls the work as it is needed and yields (place in the list, outcome) as each is
done, in any order; `stop` gives what is done by now, and `close` leaves nothing running. What is no work but
already a record passes through. At most `window` pieces are between the two, so memory does not grow with the list.
"""

from __future__ import annotations

import time
from collections import deque
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from typing import TYPE_CHECKING, Protocol, TypeAlias

from quotecard.batch.draw import Broken, Work, draw, failed
from quotecard.batch.report import Record
from quotecard.errors import CardError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor

    from quotecard.batch.draw import Draw

Outcome: TypeAlias = Record | Broken
Item: TypeAlias = Work | Record
Numbered: TypeAlias = tuple[int, Item]


def _unasked() -> None:
    """Do nothing: nobody wants to stop."""


class Backend(Protocol):
    """Who draws."""

    check: Callable[[], None]
    """Called while a crew waits; raises KeyboardInterrupt to stop."""

    def results(self, items: Iterator[Numbered]) -> Iterator[tuple[int, Outcome]]:
        """Yield what became of each item."""

    def stop(self) -> Iterator[tuple[int, Outcome]]:
        """Start nothing more, and yield what was done already."""

    def close(self) -> None:
        """End whatever still runs."""


class InProcess:
    """This process, one card after the other: what the others are measured by."""

    def __init__(self, how: Draw) -> None:
        self.how = how
        self.check: Callable[[], None] = _unasked

    def results(self, items: Iterator[Numbered]) -> Iterator[tuple[int, Outcome]]:
        """Yield what became of each item, in order."""
        for number, item in items:
            yield number, draw(item, self.how) if isinstance(item, Work) else item

    def stop(self) -> Iterator[tuple[int, Outcome]]:
        """Yield nothing: what was done was given at once."""
        return iter(())

    def close(self) -> None:
        """Do nothing."""


class WorkFeed:
    """The items of a list as chunks of work; what passes through is given back between two chunks."""

    def __init__(self, items: Iterator[Numbered]) -> None:
        self._items = items
        self._through: list[tuple[int, Outcome]] = []
        self.more = True
        self.last = 0
        """Number of the item that was taken last."""
        self._error: CardError | None = None

    def take(self, count: int) -> list[tuple[int, Work]]:
        """Return so much work, or less: where so much passed through on the way, where it comes slowly, or at the end."""
        chunk: list[tuple[int, Work]] = []
        until = time.monotonic() + PATIENCE
        while len(chunk) < count and len(self._through) < count and time.monotonic() < until:
            try:
                number, item = next(self._items, (-1, None))
            except CardError as error:  # what was asked for before it is drawn first
                self._error, item = error, None
            if item is None:
                self.more = False
                break
            self.last = number
            if isinstance(item, Work):
                chunk.append((number, item))
            else:
                self._through.append((number, item))
        return chunk

    def end(self) -> None:
        """Raise what the list ended with, once all before it is done."""
        if self._error:
            raise self._error

    def through(self) -> list[tuple[int, Outcome]]:
        """Return what passed through since it was last asked."""
        passed, self._through = self._through, []
        return passed


CHUNK = 100
"""Cards of one task for an executor: a scheduler takes milliseconds a task, a card one or two."""
PATIENCE = 0.1
"""Seconds that a crew waits for its workers before it asks whether it is to stop, and for a list that comes slowly."""
AHEAD = 3
"""Chunks a worker that are submitted at once, so that none waits for the next."""


class ExecutorBackend:
    """Any `concurrent.futures.Executor`: threads, processes, a cluster. It is not shut down here: its owner does that.

    A chunk whose worker dies is given out again card by card; the card that fails so again is named.
    """

    def __init__(self, executor: Executor, how: Draw, *, workers: int = 8, chunk: int = CHUNK) -> None:
        self.executor = executor
        self.how = how
        self.check: Callable[[], None] = _unasked
        self.chunk = chunk
        self.most = max(workers, 1) * AHEAD
        self._out: dict[Future[list[Outcome]], list[tuple[int, Work]]] = {}
        self._again: deque[tuple[int, Work]] = deque()
        self._ready: deque[tuple[int, Outcome]] = deque()

    def results(self, items: Iterator[Numbered]) -> Iterator[tuple[int, Outcome]]:
        """Yield what became of each item, as the chunks come back."""
        feed = WorkFeed(items)
        while feed.more or self._out or self._again:
            while self._again and len(self._out) < self.most:
                self._submit([self._again.popleft()])
            while feed.more and len(self._out) < self.most:
                if chunk := feed.take(self.chunk):
                    self._submit(chunk)
                self._ready.extend(feed.through())
            if self._out:
                self._ready.extend(self._finished())
            while self._ready:
                yield self._ready.popleft()
        feed.end()

    def _submit(self, chunk: list[tuple[int, Work]]) -> None:
        try:
            future = self.executor.submit(draw_chunk, [item for _, item in chunk], self.how)
        except (BrokenExecutor, RuntimeError) as error:  # RuntimeError: it was shut down
            why = str(error) or type(error).__name__
            raise CardError("the executor takes no more work", why=why, hint="run again to go on") from error
        self._out[future] = chunk

    def _finished(self, timeout: float | None = PATIENCE) -> Iterator[tuple[int, Outcome]]:
        """Yield the outcomes of the chunks that are done; wait for one, but not so long that no signal gets through."""
        done = wait(self._out, timeout, FIRST_COMPLETED).done
        self.check()
        for future in done:
            chunk = self._out.pop(future)
            try:
                outcomes = future.result()
            except Exception as error:  # noqa: BLE001  # of what kind, only the executor knows
                yield from self._suspect(chunk, error)
            else:
                yield from zip((number for number, _ in chunk), outcomes, strict=True)

    def _suspect(self, chunk: list[tuple[int, Work]], error: Exception) -> Iterator[tuple[int, Outcome]]:
        if len(chunk) > 1 and not isinstance(error, BrokenExecutor):
            self._again.extend(chunk)
            return
        why = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        for number, item in chunk:
            yield number, failed(item.task, CardError("the worker that drew it died", why=why))

    def stop(self) -> Iterator[tuple[int, Outcome]]:
        """Cancel what has not begun, and yield what is done."""
        yield from self._ready
        for future in self._out:
            future.cancel()
        for future, chunk in list(self._out.items()):
            if future.done() and not future.cancelled() and not future.exception():
                yield from zip((number for number, _ in chunk), future.result(), strict=True)
        self._out.clear()

    def close(self) -> None:
        """Cancel what has not begun."""
        for future in self._out:
            future.cancel()


def draw_chunk(chunk: list[Work], how: Draw) -> list[Outcome]:
    """Draw the cards of one chunk; after one that cannot be written, no other can."""
    outcomes: list[Outcome] = []
    for item in chunk:
        broken = bool(outcomes) and isinstance(outcomes[-1], Broken)
        outcomes.append(outcomes[-1] if broken else draw(item, how))
    return outcomes
