"""The batch as one call: what the command line does, for a program."""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from render.batch.crew import Alone, Hired
from render.batch.flow import Flow
from render.batch.names import DEFAULT
from render.batch.plan import Order, plan
from render.batch.run import Choices, run
from render.batch.select import Shard
from render.errors import BadQuote, UsageError
from render.read.document import Quotes, Stream, open_quotes
from render.read.item import quote_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor
    from os import PathLike

    from render.batch.crew import Crew
    from render.batch.draw import Draw
    from render.batch.plan import Plan
    from render.batch.report import Record, Report
    from render.model import Quote

MakeCrew: TypeAlias = "Callable[[int | None], Callable[[Draw], Crew]]"

NEAR = 16
"""Cards of one task for an executor of this machine: enough that starting a task costs nothing beside them."""
ALONE = 48
"""Cards up to which this process draws them itself where nobody says how many should: starting others takes longer."""


class Given:
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
    check_choices(choices, order)
    work = listed(quotes, order)
    with hands(jobs, executor) as crew:
        return run(work, output, choices, crew=crew(work.total), on_done=on_done)


def listed(
    quotes: str | PathLike[str] | Quotes | Iterable[str | Mapping[str, Any] | Quote],
    order: Order,
    *,
    whole: bool = False,
) -> Plan | Flow:
    """Return what is to be drawn of a file or of values: a plan where all of it is in memory, else a flow.

    `whole` takes a stream into memory too.
    """
    source = open_quotes(quotes) if isinstance(quotes, (str, os.PathLike)) else quotes
    if isinstance(source, Stream) and whole:
        source = source.gather()
    if isinstance(source, Quotes):
        return plan(source, order)
    if not isinstance(source, Stream):
        return Flow(Given(source), order)
    try:
        return Flow(source, order)
    except UsageError:
        source.close()
        raise


def check_choices(choices: Choices, order: Order) -> None:
    """Raise UsageError for choices that do not go together or make no sense."""
    if choices.max_bytes < 0:
        raise UsageError("--max-bytes is less than nothing", hint="give a number of bytes, as 40000")
    if choices.prune and (order.only or order.tags or order.shard.of > 1):
        raise UsageError(
            "--prune does not go with --only, --tag or --shard",
            why="what they leave out would be taken for what nobody asks for",
        )


@contextmanager
def hands(jobs: int = 1, executor: Executor | str | None = None) -> Iterator[MakeCrew]:
    """Yield what makes a crew for a batch of so many cards; a cluster is connected to, and left at the end.

    Raise UsageError for an executor or a number of jobs that there is not.
    """
    if jobs < 0:
        raise UsageError(f"{jobs} jobs are less than none", hint="0 takes every core")
    if isinstance(executor, str) and executor:
        from render.batch.cluster import connect

        with connect(executor) as (hired, workers):
            yield lambda _: partial(Hired, hired, workers=workers)
    elif executor:
        workers = getattr(executor, "_max_workers", 0) or cores()
        yield lambda _: partial(Hired, executor, workers=workers, chunk=NEAR)
    else:
        yield partial(_own, jobs)


def _own(jobs: int, total: int | None) -> Callable[[Draw], Crew]:
    """Return who draws on this machine."""
    many = jobs or (1 if total is not None and total <= ALONE else cores())
    return partial(_processes, many) if many > 1 else Alone


def _processes(jobs: int, how: Draw) -> Crew:
    if how.folder.in_memory:  # what another process wrote there would be gone with it
        return Alone(how)
    from render.batch.pool import Pool

    return Pool(how, jobs)


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
