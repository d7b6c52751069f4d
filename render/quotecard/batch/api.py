"""The batch as one call: what the command line does, for a program."""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from quotecard.batch.backends import ExecutorBackend, InProcess
from quotecard.batch.file_names import DEFAULT
from quotecard.batch.plan import Order, plan
from quotecard.batch.run import Choices, run_batch
from quotecard.batch.shard import Shard
from quotecard.batch.stream import StreamPlan
from quotecard.errors import BadQuote, UsageError
from quotecard.read.document import Quotes, Stream, open_quotes
from quotecard.read.item import quote_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor
    from os import PathLike

    from quotecard.batch.backends import Backend
    from quotecard.batch.draw import Draw
    from quotecard.batch.plan import Plan
    from quotecard.batch.report import Record, Report
    from quotecard.model import Quote

MakeBackend: TypeAlias = "Callable[[int | None], Callable[[Draw], Backend]]"

NEAR = 16
"""Cards of one task for an executor of this machine: enough that starting a task costs nothing beside them."""
ALONE = 48
"""Cards up to which this process draws them itself where nobody says how many should: starting others takes longer."""


class GivenQuotes:
    """Quotes that a program gives one by one, numbered, each a quote or the error that it is."""

    def __init__(self, values: Iterable[str | Mapping[str, Any] | Quote]) -> None:
        self._values = values

    def items(self) -> Iterator[tuple[int, Quote | BadQuote]]:
        """Yield each with its number, which is its place."""
        for number, value in enumerate(self._values, 1):
            try:
                yield number, quote_of(value, number)._replace(number=number)
            except BadQuote as error:
                yield number, error


def render_batch(
    quotes: str | PathLike[str] | Quotes | Iterable[str | Mapping[str, Any] | Quote],
    output: str | PathLike[str],
    *,
    themes: Sequence[str] = (),
    sizes: Sequence[str] = (),
    only: Sequence[str] = (),
    tags: Sequence[str] = (),
    name: str = DEFAULT,
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
    """Draw quotes into a folder, and return what became of them; the names are those of `quotecard batch`.

    `quotes` is a file, what `load_quotes` gave, or any iterable of texts, mappings and Quotes, which is read once
    as it is needed. `output` is a folder or a URL for fsspec. `jobs` are processes of this machine, 0 one for each
    core; or an `executor` draws, any of `concurrent.futures`, or a Dask scheduler by its address, as
    dask://host:8786. `on_done` is called with each record, in the order of the quotes. Raise UsageError,
    QuoteFileError or FontError; what happens to single cards is in the report, and so is what ended it early.
    """
    order = Order(tuple(themes), tuple(sizes), tuple(only), tuple(tags), name, tone, Shard.parse(shard))
    choices = Choices(on_missing, force, optimize, max_bytes, prune, os.fspath(fonts), order.shard.label)
    check_options(choices, order)
    work = list_work(quotes, order)
    with open_backend(jobs, executor) as crew:
        return run_batch(work, output, choices, crew=crew(work.total), on_done=on_done)


def list_work(
    quotes: str | PathLike[str] | Quotes | Iterable[str | Mapping[str, Any] | Quote],
    order: Order,
    *,
    whole: bool = False,
) -> Plan | StreamPlan:
    """Return what is to be drawn of a file or of values: a plan where all of it is in memory, else a flow.

    `whole` takes a stream into memory too.
    """
    source = open_quotes(quotes) if isinstance(quotes, (str, os.PathLike)) else quotes
    if isinstance(source, Stream) and whole:
        source = source.gather()
    if isinstance(source, Quotes):
        return plan(source, order)
    if not isinstance(source, Stream):
        return StreamPlan(GivenQuotes(source), order)
    try:
        return StreamPlan(source, order)
    except UsageError:
        source.close()
        raise


def check_options(choices: Choices, order: Order) -> None:
    """Raise UsageError for choices that do not go together or make no sense."""
    if choices.max_bytes < 0:
        raise UsageError("--max-bytes is less than nothing", hint="give a number of bytes, as 40000")
    if choices.prune and (order.only or order.tags or order.shard.of > 1):
        raise UsageError(
            "--prune does not go with --only, --tag or --shard",
            why="what they leave out would be taken for what nobody asks for",
        )


@contextmanager
def open_backend(jobs: int = 1, executor: Executor | str | None = None) -> Iterator[MakeBackend]:
    """Yield what makes a crew for a batch of so many cards; a cluster is connected to, and left at the end.

    Raise UsageError for an executor or a number of jobs that there is not.
    """
    if jobs < 0:
        raise UsageError(f"{jobs} jobs are less than none", hint="0 takes every core")
    if isinstance(executor, str) and executor:
        from quotecard.batch.cluster import connect

        with connect(executor) as (hired, workers):
            yield lambda _: partial(ExecutorBackend, hired, workers=workers)
    elif executor:
        workers = getattr(executor, "_max_workers", 0) or cores()
        yield lambda _: partial(ExecutorBackend, executor, workers=workers, chunk=NEAR)
    else:
        yield partial(_own, jobs)


def _own(jobs: int, total: int | None) -> Callable[[Draw], Backend]:
    """Return who draws on this machine."""
    many = jobs or (1 if total is not None and total <= ALONE else cores())
    return partial(_processes, many) if many > 1 else InProcess


def _processes(jobs: int, how: Draw) -> Backend:
    if how.folder.in_memory:  # what another process wrote there would be gone with it
        return InProcess(how)
    from quotecard.batch.pool import Pool

    return Pool(how, jobs)


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
