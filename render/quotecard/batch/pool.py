"""Worker processes that may die, hang or exhaust memory at the cost of only the card that caused it.

When one worker of `concurrent.futures` dies, all work in progress is lost, and a worker that hangs cannot be ended.
Here each worker has a pipe of its own, so its cards are known. The few that may have killed it are drawn again one by
one; a card that does so twice is reported as failed, and the batch goes on.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from functools import partial
from multiprocessing.connection import wait
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from quotecard.batch.backends import POLL_INTERVAL, WorkFeed, never_stop
from quotecard.batch.draw import draw, failed
from quotecard.batch.work_queues import WorkQueues
from quotecard.errors import CardError
from quotecard.garbage import collect_rarely

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

    from quotecard.batch.backends import NumberedItem, NumberedOutcome, NumberedWork, Outcome
    from quotecard.batch.draw import DrawContext, Work

MAX_SILENCE = 30.0
"""Seconds without an outcome from a busy worker after which it is ended: the slowest card takes two."""
MEMORY_LIMIT = 2 << 30
"""Bytes of address space that a worker may take beyond what it starts with: the largest card takes 0.5 GB."""
CARDS_AHEAD = 48
"""Cards queued at a worker so that it never waits; a thread of it reads them from the pipe as they come."""
OUTCOMES_PER_MESSAGE = 16
"""Outcomes that a worker sends at once, and so the number of suspects when it dies."""
MAX_DELAY = 0.1
"""Seconds that an outcome may wait to be sent with others."""
WINDOW = 4096
"""Items between the one read last and the oldest that is not done: the most that one hanging card holds up."""
STOP_TIMEOUT = 0.5
"""Seconds that workers have to finish their current cards when the batch is stopped."""
EXIT_TIMEOUT = 0.05
"""Seconds that an idle worker has to exit by itself before it is killed."""
MAX_FALSE_STARTS = 3
"""Workers that may end before any card is done; after more, the fault is the machine's and not a card's."""


def start_method() -> str:
    """Return how workers are started: fork takes 9 ms and shares loaded pages, spawn 0.3 s (measured on Linux).

    A fork copies the locks of other threads but not the threads, so it is only safe in a process with one thread;
    the system libraries of macOS do not support it at all.
    """
    alone = threading.active_count() == 1
    return "fork" if sys.platform == "linux" and alone else "spawn"


class _Worker:
    """A worker process, its pipe, and the work that it has been given."""

    def __init__(self, pool: Pool, slot: int, others: list[Connection]) -> None:
        """`others` are the pipes of the other workers, which a fork inherits and must close."""
        self.slot = slot
        """The number of its queue in `WorkQueues`."""
        self._clock = pool.clock
        self.pipe, theirs = pool.processes.Pipe()
        inherited = [*others, self.pipe] if pool.processes.get_start_method() == "fork" else []
        self.process = pool.processes.Process(
            target=_run_worker, args=(theirs, pool.context, inherited), daemon=True
        )
        self.process.start()
        theirs.close()
        self.has: deque[NumberedWork] = deque()
        """Work that it was given and has returned no outcome for, in the order it draws."""
        self.heard = self._clock()
        """When it last returned an outcome, or was given work while idle."""

    def give(self, chunk: list[NumberedWork]) -> None:
        if not self.has:
            self.heard = self._clock()
        self.has.extend(chunk)
        with suppress(OSError):  # it has died, which `receive` will find
            self.pipe.send([item for _, item in chunk])

    def receive(self) -> list[NumberedOutcome]:
        """Return the outcomes sent since the last call; raises EOFError if the worker has died."""
        done: list[NumberedOutcome] = []
        try:
            while self.pipe.poll():
                done += [(self.has.popleft()[0], outcome) for outcome in self.pipe.recv()]
        except (OSError, EOFError):
            if not done:
                raise EOFError from None
        self.heard = self._clock()
        return done

    def end(self) -> str:
        """End the process and return how it ended, in words."""
        self.pipe.close()
        if self.process.is_alive() and self.process.exitcode is None:
            self.process.join(EXIT_TIMEOUT)
        self.process.kill()
        self.process.join()
        code = self.process.exitcode or 0
        if code >= 0:
            return f"exit code {code}"
        with suppress(ValueError):
            return f"signal {-code}, {signal.Signals(-code).name}"
        return f"signal {-code}"


class Pool:
    """A backend of `jobs` worker processes."""

    def __init__(
        self,
        context: DrawContext,
        jobs: int,
        *,
        max_silence: float = MAX_SILENCE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`max_silence` is measured in seconds of `clock`."""
        self.context = context
        self.check: Callable[[], None] = never_stop
        self.jobs = jobs
        self.max_silence = max_silence
        self.clock = clock
        self.processes: Any = multiprocessing.get_context(start_method())
        self._workers: list[_Worker] = []
        self._retries: deque[NumberedWork] = deque()
        """Work of a dead worker that it cannot have begun."""
        self._suspects: deque[NumberedWork] = deque()
        """Work of a dead worker that may have killed it, to be drawn one by one."""
        self._suspected: set[int] = set()
        """Positions of all work that was ever a suspect."""
        self._ready: deque[NumberedOutcome] = deque()
        """Outcomes not yet yielded, kept here so that a stop between two of them loses none."""
        self._false_starts: int | None = 0
        """Workers that died while no card was done; None once one is."""

    def results(self, items: Iterator[NumberedItem]) -> Iterator[NumberedOutcome]:
        """Yield the outcome of each item; raises CardError if workers keep dying before they draw a card."""
        feed = WorkFeed(items)
        queues = WorkQueues(feed, self.jobs)
        while (
            feed.more
            or queues
            or self._retries
            or self._suspects
            or any(worker.has for worker in self._workers)
        ):
            self._hand_out(feed, queues)
            self._ready.extend(feed.passed_through())
            self._ready.extend(self._received())
            while self._ready:
                yield self._ready.popleft()
        feed.end()

    def _hand_out(self, feed: WorkFeed, queues: WorkQueues) -> None:
        """Give work to workers that are running short of it, and start workers that are missing."""
        within = partial(self._is_within, feed, queues)
        for worker in self._workers:
            if len(worker.has) <= CARDS_AHEAD // 2 and not self._has_suspect(worker):
                count = CARDS_AHEAD - len(worker.has)
                self._give(worker, self._chunk(queues, worker.slot, count, within, idle=not worker.has))
        while len(self._workers) < self.jobs:
            slot = min(set(range(self.jobs)) - {worker.slot for worker in self._workers})
            if not (chunk := self._chunk(queues, slot, OUTCOMES_PER_MESSAGE, within, idle=True)):
                break
            others = [worker.pipe for worker in self._workers]
            self._workers.append(_Worker(self, slot, others))
            self._give(self._workers[-1], chunk)

    def _give(self, worker: _Worker, chunk: list[NumberedWork]) -> None:
        if chunk:
            worker.give(chunk)

    def _chunk(
        self, queues: WorkQueues, slot: int, count: int, within: Callable[[], bool], *, idle: bool
    ) -> list[NumberedWork]:
        """Return a worker's next work: one suspect alone if it is idle, else retries, else from its queue."""
        if idle and self._suspects:
            return [self._suspects.popleft()]
        if self._retries:
            return [self._retries.popleft() for _ in range(min(count, len(self._retries)))]
        return queues.take(slot, count, within)

    def _has_suspect(self, worker: _Worker) -> bool:
        return bool(worker.has) and worker.has[0][0] in self._suspected

    def _is_within(self, feed: WorkFeed, queues: WorkQueues) -> bool:
        under_way = (number for worker in self._workers for number, _ in worker.has)
        return feed.last - min((*under_way, queues.oldest())) < WINDOW

    def _received(self) -> Iterator[NumberedOutcome]:
        """Yield the outcomes that workers have sent; end and drop those that died or hang."""
        busy = {worker.pipe: worker for worker in self._workers if worker.has}
        ready = wait(list(busy), POLL_INTERVAL) if busy else ()
        self.check()
        for pipe in ready:
            worker = busy[pipe]
            try:
                done = worker.receive()
            except EOFError:
                yield from self._lost(worker, f"the process that drew it died ({worker.end()})")
            else:
                self._false_starts = None
                yield from done
        now = self.clock()
        for worker in [one for one in self._workers if one.has and now - one.heard > self.max_silence]:
            worker.end()
            yield from self._lost(worker, f"drawing it took more than {self.max_silence:g} seconds")

    def _lost(self, worker: _Worker, why: str) -> Iterator[NumberedOutcome]:
        """Drop a dead worker, and queue its cards as suspects or, if it cannot have begun them, as retries.

        Yields the failure of a card that was drawn alone, and so is the cause.
        """
        self._workers.remove(worker)
        if self._false_starts is not None:
            self._false_starts += 1
            if self._false_starts > max(MAX_FALSE_STARTS, self.jobs):
                hint = "-j 1 draws without worker processes"
                raise CardError("the worker processes end before they draw a card", why=why, hint=hint)
        if self._has_suspect(worker):
            number, item = worker.has.popleft()
            yield number, failed(item.task, CardError(why, hint="please report this, with the quote"))
        else:
            begun = [worker.has.popleft() for _ in range(min(OUTCOMES_PER_MESSAGE, len(worker.has)))]
            self._suspected.update(number for number, _ in begun)
            self._suspects.extend(begun)
        self._retries.extendleft(reversed(worker.has))
        worker.has.clear()

    def stop(self) -> Iterator[NumberedOutcome]:
        """Let each worker finish its current card, within `STOP_TIMEOUT`, and yield the outcomes."""
        yield from self._ready
        for worker in self._workers:
            with suppress(OSError):
                worker.pipe.send(None)
        until = time.monotonic() + STOP_TIMEOUT
        open_pipes = {worker.pipe: worker for worker in self._workers}
        while open_pipes and (left := until - time.monotonic()) > 0:
            for pipe in wait(list(open_pipes), left):
                try:
                    yield from open_pipes[pipe].receive()
                except EOFError:
                    del open_pipes[pipe]

    def close(self) -> None:
        """End every process: idle ones by a message, the others by a kill."""
        for worker in self._workers:
            with suppress(OSError):
                worker.pipe.send(None)
        while self._workers:
            self._workers.pop().end()


def _run_worker(pipe: Connection, context: DrawContext, inherited: list[Connection]) -> None:
    """Draw the work that comes through the pipe until None comes, or its other end is closed."""
    for other in inherited:
        other.close()
    for number in (
        signal.SIGINT,
        signal.SIGTERM,
    ):  # a terminal sends them to all processes; the batch decides
        signal.signal(number, signal.SIG_IGN)
    _limit_memory()
    gc.freeze()  # what is loaded now stays: it need not be traversed, and its pages stay shared
    collect_rarely()
    waiting: SimpleQueue[Work | None] = SimpleQueue()
    stopped = threading.Event()
    threading.Thread(target=_listen, args=(pipe, waiting, stopped), daemon=True).start()
    with suppress(OSError):  # the batch has ended, and the outcome is not needed
        _draw_waiting(pipe, context, waiting, stopped)


def _draw_waiting(
    pipe: Connection, context: DrawContext, waiting: SimpleQueue[Work | None], stopped: threading.Event
) -> None:
    """Draw until None comes or `stopped` is set, and send the outcomes, several at a time."""
    done: list[Outcome] = []
    sent = time.monotonic()
    while not stopped.is_set() and (item := waiting.get()) is not None:
        done.append(draw(item, context))
        now = time.monotonic()
        if len(done) >= OUTCOMES_PER_MESSAGE or waiting.empty() or now - sent > MAX_DELAY:
            pipe.send(done)
            done, sent = [], now
    if done:
        pipe.send(done)


def _listen(pipe: Connection, waiting: SimpleQueue[Work | None], stopped: threading.Event) -> None:
    """Read work from the pipe as it comes, so that the batch never waits to send it; runs in a thread."""
    try:
        while (chunk := pipe.recv()) is not None:
            for item in chunk:
                waiting.put(item)
    except (OSError, EOFError):
        os._exit(1)  # the batch was killed, and the outcomes are not needed
    stopped.set()
    waiting.put(None)


def _limit_memory() -> None:
    """Make a card that wants too much memory fail, before the system kills the largest process."""
    try:
        import resource
    except ImportError:  # Windows
        return
    limit = _address_space(resource.getpagesize()) + MEMORY_LIMIT
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft == resource.RLIM_INFINITY or soft > limit:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _address_space(page: int) -> int:
    """Return the bytes of address space that the process has, which a fork inherits; 0 if unknown.

    `page` is the size of a page in bytes.
    """
    try:
        with open("/proc/self/statm", "rb") as account:  # noqa: PTH123  # a file of the kernel's, not of a user
            return int(account.read().split()[0]) * page
    except (OSError, ValueError, IndexError):
        return 0
