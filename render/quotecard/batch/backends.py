"""What draws the cards: this process alone, or an executor of the caller's.

All backends, also the one of quotecard.batch.pool, are alike: `results` pulls items as needed and yields (position in the list, outcome) as each is done, in
any order; `stop` yields what is done so far, and `close` leaves nothing running. An item that is a record already
passes through. The number of items in progress is bounded, so memory does not grow with the list.
"""

from __future__ import annotations

import time
from collections import deque
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from typing import TYPE_CHECKING, Protocol, TypeAlias

from quotecard.batch.draw import StoreFailure, Work, draw, failed
from quotecard.batch.report import Record
from quotecard.errors import CardError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor

    from quotecard.batch.draw import DrawContext

Outcome: TypeAlias = Record | StoreFailure
WorkOrRecord: TypeAlias = Work | Record
NumberedItem: TypeAlias = tuple[int, WorkOrRecord]
"""An item with its position in the list, from 0."""
NumberedWork: TypeAlias = tuple[int, Work]
NumberedOutcome: TypeAlias = tuple[int, Outcome]


def never_stop() -> None:
    """Do nothing: the default of `Backend.check`."""


class Backend(Protocol):
    """What draws the cards of a batch."""

    check: Callable[[], None]
    """Called while the backend waits; raises KeyboardInterrupt to stop."""

    def results(self, items: Iterator[NumberedItem]) -> Iterator[NumberedOutcome]:
        """Yield the outcome of each item."""

    def stop(self) -> Iterator[NumberedOutcome]:
        """Start nothing more, and yield the outcomes that `results` has not yielded."""

    def close(self) -> None:
        """End whatever still runs."""


class InProcess:
    """Draws in this process, one card after the other; every other backend must give the same files."""

    def __init__(self, context: DrawContext) -> None:
        self.context = context
        self.check: Callable[[], None] = never_stop

    def results(self, items: Iterator[NumberedItem]) -> Iterator[NumberedOutcome]:
        """Yield the outcome of each item, in order."""
        for number, item in items:
            yield number, draw(item, self.context) if isinstance(item, Work) else item

    def stop(self) -> Iterator[NumberedOutcome]:
        """Yield nothing: every outcome has been yielded at once."""
        return iter(())

    def close(self) -> None:
        """Do nothing."""


class WorkFeed:
    """The items of a list as chunks of work; records on the way are collected in `passed_through`."""

    def __init__(self, items: Iterator[NumberedItem]) -> None:
        self._items = items
        self._records: list[NumberedOutcome] = []
        self.more = True
        self.last = 0
        """Position of the item that was read last."""
        self._error: CardError | None = None

    def take(self, count: int) -> list[NumberedWork]:
        """Return `count` pieces of work, or fewer: at the end, after as many records, or after `POLL_INTERVAL`."""
        chunk: list[NumberedWork] = []
        until = time.monotonic() + POLL_INTERVAL
        while len(chunk) < count and len(self._records) < count and time.monotonic() < until:
            try:
                number, item = next(self._items, (-1, None))
            except CardError as error:  # raised by `end`, once the work before it is done
                self._error, item = error, None
            if item is None:
                self.more = False
                break
            self.last = number
            if isinstance(item, Work):
                chunk.append((number, item))
            else:
                self._records.append((number, item))
        return chunk

    def end(self) -> None:
        """Raise the error that ended the list, if any; called once all work before it is done."""
        if self._error:
            raise self._error

    def passed_through(self) -> list[NumberedOutcome]:
        """Return the records met since the last call."""
        records, self._records = self._records, []
        return records


CLUSTER_CHUNK = 100
"""Cards per task for a cluster: its scheduler needs milliseconds per task, a card needs one or two."""
POLL_INTERVAL = 0.1
"""Seconds that a backend waits for workers, or for a slow list, before it checks whether it is to stop."""
CHUNKS_AHEAD = 3
"""Chunks per worker that are submitted ahead, so that no worker waits for the next."""


class ExecutorBackend:
    """Draws on any `concurrent.futures.Executor`: threads, processes, a cluster. Its owner shuts it down.

    If the worker of a chunk dies, the cards of the chunk are submitted again one by one; a card whose worker dies
    again is reported as failed.
    """

    def __init__(
        self, executor: Executor, context: DrawContext, *, workers: int = 8, chunk: int = CLUSTER_CHUNK
    ) -> None:
        """`workers` is how many cards the executor draws at a time, `chunk` how many make one task."""
        self.executor = executor
        self.context = context
        self.check: Callable[[], None] = never_stop
        self.chunk = chunk
        self._max_submitted = max(workers, 1) * CHUNKS_AHEAD
        self._submitted: dict[Future[list[Outcome]], list[NumberedWork]] = {}
        self._retries: deque[NumberedWork] = deque()
        self._ready: deque[NumberedOutcome] = deque()

    def results(self, items: Iterator[NumberedItem]) -> Iterator[NumberedOutcome]:
        """Yield the outcome of each item, as chunks are finished."""
        feed = WorkFeed(items)
        while feed.more or self._submitted or self._retries:
            while self._retries and len(self._submitted) < self._max_submitted:
                self._submit([self._retries.popleft()])
            while feed.more and len(self._submitted) < self._max_submitted:
                if chunk := feed.take(self.chunk):
                    self._submit(chunk)
                self._ready.extend(feed.passed_through())
            if self._submitted:
                self._ready.extend(self._finished())
            while self._ready:
                yield self._ready.popleft()
        feed.end()

    def _submit(self, chunk: list[NumberedWork]) -> None:
        try:
            future = self.executor.submit(draw_chunk, [item for _, item in chunk], self.context)
        except (BrokenExecutor, RuntimeError) as error:  # RuntimeError: it was shut down
            why = str(error) or type(error).__name__
            raise CardError(
                "the executor accepts no more work", why=why, hint="run again to continue"
            ) from error
        self._submitted[future] = chunk

    def _finished(self, timeout: float | None = POLL_INTERVAL) -> Iterator[NumberedOutcome]:
        """Yield the outcomes of the chunks that are done; wait for one, but keep checking for a stop."""
        done = wait(self._submitted, timeout, FIRST_COMPLETED).done
        self.check()
        for future in done:
            chunk = self._submitted.pop(future)
            try:
                outcomes = future.result()
            except Exception as error:  # noqa: BLE001  # executors raise errors of any kind
                yield from self._lost(chunk, error)
            else:
                yield from zip((number for number, _ in chunk), outcomes, strict=True)

    def _lost(self, chunk: list[NumberedWork], error: Exception) -> Iterator[NumberedOutcome]:
        """Queue the cards of a lost chunk for another try, or report the one card that was lost twice."""
        if len(chunk) > 1 and not isinstance(error, BrokenExecutor):
            self._retries.extend(chunk)
            return
        why = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        for number, item in chunk:
            yield number, failed(item.task, CardError("the worker that drew it died", why=why))

    def stop(self) -> Iterator[NumberedOutcome]:
        """Cancel the chunks that have not begun, and yield the outcomes of those that are done."""
        yield from self._ready
        for future in self._submitted:
            future.cancel()
        for future, chunk in list(self._submitted.items()):
            if future.done() and not future.cancelled() and not future.exception():
                yield from zip((number for number, _ in chunk), future.result(), strict=True)
        self._submitted.clear()

    def close(self) -> None:
        """Cancel the chunks that have not begun."""
        for future in self._submitted:
            future.cancel()


def draw_chunk(chunk: list[Work], context: DrawContext) -> list[Outcome]:
    """Draw the cards of one chunk; after a store failure no further card is tried."""
    outcomes: list[Outcome] = []
    for item in chunk:
        stopped = bool(outcomes) and isinstance(outcomes[-1], StoreFailure)
        outcomes.append(outcomes[-1] if stopped else draw(item, context))
    return outcomes
