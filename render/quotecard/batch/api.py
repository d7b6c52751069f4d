"""`render_batch`: a whole batch as one call."""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from quotecard.batch.backends import ExecutorBackend, InProcess
from quotecard.batch.batch_options import BatchOptions
from quotecard.batch.file_names import DEFAULT_TEMPLATE
from quotecard.batch.given_quotes import GivenQuotes
from quotecard.batch.plan import make_plan
from quotecard.batch.run import run_batch
from quotecard.batch.stream import StreamPlan
from quotecard.errors import UsageError
from quotecard.read.document import Quotes, Stream, open_quotes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor
    from os import PathLike

    from quotecard.batch.backends import Backend
    from quotecard.batch.draw import DrawContext
    from quotecard.batch.plan import Plan
    from quotecard.batch.report import Record, Report
    from quotecard.model import Quote

BackendFor: TypeAlias = "Callable[[int | None], Callable[[DrawContext], Backend]]"
"""Returns, for a number of cards (None: unknown), what makes the backend that draws them."""

LOCAL_CHUNK = 16
"""Cards per task for an executor of this machine: enough to make the cost of starting a task negligible."""
MAX_IN_PROCESS = 48
"""Cards up to which this process draws alone if `jobs` is 0: starting workers would take longer."""


def render_batch(
    quotes: str | PathLike[str] | Quotes | Iterable[str | Mapping[str, Any] | Quote],
    output: str | PathLike[str],
    *,
    themes: Sequence[str] = (),
    sizes: Sequence[str] = (),
    only: Sequence[str] = (),
    tags: Sequence[str] = (),
    name: str = DEFAULT_TEMPLATE,
    tone: str = "",
    fonts: str | PathLike[str] = "",
    shard: str = "",
    on_missing: str = "error",
    force: bool = False,
    optimize: bool = False,
    max_bytes: int = 0,
    prune: bool = False,
    jobs: int = 1,
    executor: Executor | str | None = None,
    on_done: Callable[[Record], None] = lambda _: None,
) -> Report:
    """Draw quotes into a folder and return a report; the keywords are the options of `quotecard batch`.

    `quotes` is the path of a file, the result of `load_quotes`, or any iterable of texts, mappings and Quotes, which
    is read once, as needed. `output` is a folder or a URL for fsspec. `jobs` is the number of processes on this
    machine, 0 for one per core. With `executor`, that draws instead: any executor of `concurrent.futures`, or a Dask
    scheduler by its address, such as dask://host:8786. `on_done` is called with each record, in the order of the
    quotes.

    Raises UsageError, QuoteFileError or FontError. The report holds the failures of single cards, and the error that
    ended the batch early.
    """
    options = BatchOptions(
        themes=tuple(themes),
        sizes=tuple(sizes),
        only=tuple(only),
        tags=tuple(tags),
        name=name,
        tone=tone,
        fonts=os.fspath(fonts),
        shard=shard,
        on_missing=on_missing,
        force=force,
        optimize=optimize,
        max_bytes=max_bytes,
        prune=prune,
    )
    plan = plan_quotes(quotes, options)
    with open_backend(jobs, executor) as backend_for:
        return run_batch(plan, output, options, make_backend=backend_for(plan.total), on_done=on_done)


def plan_quotes(
    quotes: str | PathLike[str] | Quotes | Iterable[str | Mapping[str, Any] | Quote], options: BatchOptions
) -> Plan | StreamPlan:
    """Return the plan of a file or of values: a Plan if all of it is in memory, else a StreamPlan.

    A uniform batch must know all quotes before it draws the first, so a stream is read into memory for it. Raises
    UsageError as `make_plan`, and QuoteFileError.
    """
    source = open_quotes(quotes) if isinstance(quotes, (str, os.PathLike)) else quotes
    if isinstance(source, Stream) and options.uniform:
        source = source.gather()
    if isinstance(source, Quotes):
        return make_plan(source, options)
    if not isinstance(source, Stream):
        return StreamPlan(GivenQuotes(source), options)
    try:
        return StreamPlan(source, options)
    except UsageError:
        source.close()
        raise


@contextmanager
def open_backend(jobs: int = 1, executor: Executor | str | None = None) -> Iterator[BackendFor]:
    """Yield what makes the backend of a batch; a connection to a cluster is closed at the end.

    Raises UsageError for a negative number of jobs or an executor that cannot be used.
    """
    if jobs < 0:
        raise UsageError(f"the number of jobs must not be negative, but is {jobs}", hint="0 uses every core")
    if isinstance(executor, str) and executor:
        from quotecard.batch.cluster import connect

        with connect(executor) as (cluster, workers):
            yield lambda _: partial(ExecutorBackend, cluster, workers=workers)
    elif executor:
        workers = getattr(executor, "_max_workers", 0) or available_cores()
        yield lambda _: partial(ExecutorBackend, executor, workers=workers, chunk=LOCAL_CHUNK)
    else:
        yield partial(_local, jobs)


def _local(jobs: int, total: int | None) -> Callable[[DrawContext], Backend]:
    """Return what makes the backend for this machine."""
    count = jobs or (1 if total is not None and total <= MAX_IN_PROCESS else available_cores())
    return partial(_processes, count) if count > 1 else InProcess


def _processes(jobs: int, context: DrawContext) -> Backend:
    if context.store.in_memory:  # what another process wrote there would be lost with it
        return InProcess(context)
    from quotecard.batch.pool import Pool

    return Pool(context, jobs)


def available_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
