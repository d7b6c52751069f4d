"""Worker processes of our own, which may die, hang or eat memory, and cost the card that made them.

`concurrent.futures` gives up all that is in flight when one worker dies, and cannot end one that hangs. Here each
worker has a pipe of its own, so it is known which cards it had. The few that may have killed it are drawn again
one by one; the one that does so twice is named, and the batch goes on.
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

from quotecard.batch.backends import PATIENCE, WorkFeed
from quotecard.batch.draw import draw, failed
from quotecard.batch.work_queues import WorkQueues
from quotecard.errors import CardError
from quotecard.garbage import collect_rarely

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

    from quotecard.batch.backends import Numbered, Outcome
    from quotecard.batch.draw import Draw, Work

HANGS = 30.0
"""Seconds without a sign from a worker, after which it is ended: the slowest card takes two."""
MEMORY = 2 << 30
"""Bytes of address space that a worker may take beyond what it begins with: the largest card takes 0.5 GB."""
AHEAD = 48
"""Cards that wait at a worker, so that it never does: a thread of it takes them from the pipe as they come."""
TOGETHER = 16
"""Outcomes that a worker sends at once, and so the number of suspects when it dies."""
SOON = 0.1
"""Seconds that an outcome waits for the others."""
WINDOW = 4096
"""Cards between the one that was given out last and the oldest that is not done: a worker that hangs holds up no more."""
LAST_CARD = 0.5
"""Seconds that a worker has for its last card when the batch is stopped."""
FALSE_STARTS = 3
"""Workers that end before any card is done, after which it is the machine's fault."""


def method() -> str:
    """Return how workers are started: fork takes 9 ms and shares what is loaded, spawn 0.3 s; measured on Linux.

    A fork copies the locks of threads but not the threads, so it is for a process that has one; macOS' libraries
    do not take it at all.
    """
    alone = threading.active_count() == 1
    return "fork" if sys.platform == "linux" and alone else "spawn"


class _Worker:
    """A process, its pipe, and the work that it has."""

    def __init__(self, context: Any, how: Draw, others: list[Connection], slot: int) -> None:
        self.slot = slot
        """which pile is its own"""
        self.pipe, theirs = context.Pipe()
        inherited = [*others, self.pipe] if context.get_start_method() == "fork" else []
        self.process = context.Process(target=_work, args=(theirs, how, inherited), daemon=True)
        self.process.start()
        theirs.close()
        self.has: deque[tuple[int, Work]] = deque()
        self.heard = time.monotonic()

    def give(self, chunk: list[tuple[int, Work]]) -> None:
        if not self.has:
            self.heard = time.monotonic()
        self.has.extend(chunk)
        with suppress(OSError):  # it has died, which its silence tells
            self.pipe.send([item for _, item in chunk])

    def take(self) -> list[tuple[int, Outcome]]:
        """Return what it has done since; raise EOFError where it has died."""
        done: list[tuple[int, Outcome]] = []
        try:
            while self.pipe.poll():
                done += [(self.has.popleft()[0], outcome) for outcome in self.pipe.recv()]
        except (OSError, EOFError):
            if not done:
                raise EOFError from None
        self.heard = time.monotonic()
        return done

    def end(self) -> str:
        """End it, and say how it ended."""
        self.pipe.close()
        if self.process.is_alive() and self.process.exitcode is None:
            self.process.join(0.05)
        self.process.kill()
        self.process.join()
        code = self.process.exitcode or 0
        if code >= 0:
            return f"exit code {code}"
        with suppress(ValueError):
            return f"signal {-code}, {signal.Signals(-code).name}"
        return f"signal {-code}"


class Pool:
    """`jobs` processes as a crew."""

    def __init__(self, how: Draw, jobs: int, *, hangs: float = HANGS) -> None:
        self.how = how
        self.check: Callable[[], None] = lambda: None
        self.jobs = jobs
        self.hangs = hangs
        self._context = multiprocessing.get_context(method())
        self._workers: list[_Worker] = []
        self._again: deque[tuple[int, Work]] = deque()
        self._suspects: deque[tuple[int, Work]] = deque()
        self._tried: set[int] = set()
        self._ready: deque[tuple[int, Outcome]] = deque()
        """Outcomes on their way to the account: a stop between two of them loses none."""
        self._false_starts: int | None = 0

    def results(self, items: Iterator[Numbered]) -> Iterator[tuple[int, Outcome]]:
        """Yield what became of each item; raise CardError where no worker can be started."""
        feed = WorkFeed(items)
        piles = WorkQueues(feed, self.jobs)
        while (
            feed.more or piles or self._again or self._suspects or any(worker.has for worker in self._workers)
        ):
            self._hand_out(feed, piles)
            self._ready.extend(feed.through())
            self._ready.extend(self._heard())
            while self._ready:
                yield self._ready.popleft()
        feed.end()

    def _hand_out(self, feed: WorkFeed, piles: WorkQueues) -> None:
        """Give work to those that run short of it, and start those that are missing."""
        within = partial(self._is_within, feed, piles)
        for worker in self._workers:
            if len(worker.has) <= AHEAD // 2 and not self._is_alone(worker):
                count = AHEAD - len(worker.has)
                self._give(worker, self._chunk(piles, worker.slot, count, within, idle=not worker.has))
        while len(self._workers) < self.jobs:
            slot = min(set(range(self.jobs)) - {worker.slot for worker in self._workers})
            if not (chunk := self._chunk(piles, slot, TOGETHER, within, idle=True)):
                break
            others = [worker.pipe for worker in self._workers]
            self._workers.append(_Worker(self._context, self.how, others, slot))
            self._give(self._workers[-1], chunk)

    def _give(self, worker: _Worker, chunk: list[tuple[int, Work]]) -> None:
        if chunk:
            worker.give(chunk)

    def _chunk(
        self, piles: WorkQueues, slot: int, count: int, within: Callable[[], bool], *, idle: bool
    ) -> list[tuple[int, Work]]:
        """Return what a worker is to do next: a suspect alone where it is idle, what another lost, or of its pile."""
        if idle and self._suspects:
            return [self._suspects.popleft()]
        if self._again:
            return [self._again.popleft() for _ in range(min(count, len(self._again)))]
        return piles.take(slot, count, within)

    def _is_alone(self, worker: _Worker) -> bool:
        return bool(worker.has) and worker.has[0][0] in self._tried

    def _is_within(self, feed: WorkFeed, piles: WorkQueues) -> bool:
        under_way = (number for worker in self._workers for number, _ in worker.has)
        return feed.last - min((*under_way, piles.oldest())) < WINDOW

    def _heard(self) -> Iterator[tuple[int, Outcome]]:
        """Yield what workers have done; replace those that died or hang."""
        busy = {worker.pipe: worker for worker in self._workers if worker.has}
        heard = wait(list(busy), PATIENCE) if busy else ()
        self.check()
        for pipe in heard:
            worker = busy[pipe]
            try:
                done = worker.take()
            except EOFError:
                yield from self._lost(worker, f"the process that drew it died ({worker.end()})")
            else:
                self._false_starts = None
                yield from done
        now = time.monotonic()
        for worker in [one for one in self._workers if one.has and now - one.heard > self.hangs]:
            worker.end()
            yield from self._lost(worker, f"drawing it took more than {self.hangs:g} seconds")

    def _lost(self, worker: _Worker, why: str) -> Iterator[tuple[int, Outcome]]:
        """Part a lost worker's cards into those that may be guilty and those that had not begun."""
        self._workers.remove(worker)
        if self._false_starts is not None:
            self._false_starts += 1
            if self._false_starts > max(FALSE_STARTS, self.jobs):
                hint = "-j 1 draws without other processes"
                raise CardError("the worker processes end before they draw a card", why=why, hint=hint)
        if self._is_alone(worker):
            number, item = worker.has.popleft()
            yield number, failed(item.task, CardError(why, hint="please report it, with the quote"))
        else:
            begun = [worker.has.popleft() for _ in range(min(TOGETHER, len(worker.has)))]
            self._tried.update(number for number, _ in begun)
            self._suspects.extend(begun)
        self._again.extendleft(reversed(worker.has))
        worker.has.clear()

    def stop(self) -> Iterator[tuple[int, Outcome]]:
        """Let each worker finish its card, within half a second, and yield what is done."""
        yield from self._ready
        for worker in self._workers:
            with suppress(OSError):
                worker.pipe.send(None)
        until = time.monotonic() + LAST_CARD
        open_pipes = {worker.pipe: worker for worker in self._workers}
        while open_pipes and (left := until - time.monotonic()) > 0:
            for pipe in wait(list(open_pipes), left):
                try:
                    yield from open_pipes[pipe].take()
                except EOFError:
                    del open_pipes[pipe]

    def close(self) -> None:
        """End every process: those that are idle by a word, the others at once."""
        for worker in self._workers:
            with suppress(OSError):
                worker.pipe.send(None)
        while self._workers:
            self._workers.pop().end()


def _work(pipe: Connection, how: Draw, inherited: list[Connection]) -> None:
    """Draw what comes through the pipe until None does, or nobody is at its other end."""
    for other in inherited:
        other.close()
    for number in (signal.SIGINT, signal.SIGTERM):  # the terminal asks all of us; the batch decides
        signal.signal(number, signal.SIG_IGN)
    _limit_memory()
    gc.freeze()  # what is there now, stays: it need not be searched, nor its pages copied
    collect_rarely()
    waiting: SimpleQueue[Work | None] = SimpleQueue()
    stopped = threading.Event()
    threading.Thread(target=_listen, args=(pipe, waiting, stopped), daemon=True).start()
    with suppress(OSError):  # nobody is there any more who would take it
        _draw_on(pipe, how, waiting, stopped)


def _draw_on(
    pipe: Connection, how: Draw, waiting: SimpleQueue[Work | None], stopped: threading.Event
) -> None:
    done: list[Outcome] = []
    sent = time.monotonic()
    while not stopped.is_set() and (item := waiting.get()) is not None:
        done.append(draw(item, how))
        now = time.monotonic()
        if len(done) >= TOGETHER or waiting.empty() or now - sent > SOON:
            pipe.send(done)
            done, sent = [], now
    if done:
        pipe.send(done)


def _listen(pipe: Connection, waiting: SimpleQueue[Work | None], stopped: threading.Event) -> None:
    """Take work from the pipe as it comes, so that the batch never waits to hand it over."""
    try:
        while (chunk := pipe.recv()) is not None:
            for item in chunk:
                waiting.put(item)
    except (OSError, EOFError):
        os._exit(1)  # the batch was killed: nobody wants the rest
    stopped.set()
    waiting.put(None)


def _limit_memory() -> None:
    """Let a card that wants too much fail by itself, before the system ends whatever is largest."""
    try:
        import resource
    except ImportError:  # Windows
        return
    most = _taken(resource.getpagesize()) + MEMORY
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft == resource.RLIM_INFINITY or soft > most:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _taken(page: int) -> int:
    """Return the bytes of address space that the process has: a fork of a large program begins with as many."""
    try:
        with open("/proc/self/statm", "rb") as account:  # noqa: PTH123  # the kernel's account, no file of anybody's
            return int(account.read().split()[0]) * page
    except (OSError, ValueError, IndexError):
        return 0
