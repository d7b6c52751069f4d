"""Draw every card of a plan that is not there already, and report on each."""

from __future__ import annotations

import signal
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, Protocol

from quotecard.batch.backends import InProcess, never_stop
from quotecard.batch.batch_options import DEFAULT_OPTIONS
from quotecard.batch.draw import DrawContext, StoreFailure, Work, planned, refused
from quotecard.batch.manifest import Entry, Manifest
from quotecard.batch.output_store import open_output
from quotecard.batch.plan import RefusedItem
from quotecard.batch.report import SKIPPED, UNCHANGED, WRITTEN, Record, Report
from quotecard.errors import CardError
from quotecard.fontbook import default_book, font_book
from quotecard.hash_index import HashIndex
from quotecard.style.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from os import PathLike

    from quotecard.batch.backends import Backend, NumberedItem, Outcome, WorkOrRecord
    from quotecard.batch.batch_options import BatchOptions
    from quotecard.batch.plan import Plan, Task
    from quotecard.batch.stream import StreamPlan


class Hold(Protocol):
    """A context manager that holds signals back, or with `held` false lets them through for a while."""

    def __call__(self, *, held: bool) -> AbstractContextManager[None]:
        """Return the context."""


def _no_hold(*, held: bool) -> AbstractContextManager[None]:  # noqa: ARG001
    return nullcontext()


def run_batch(
    plan: Plan | StreamPlan,
    output: str | PathLike[str],
    options: BatchOptions = DEFAULT_OPTIONS,
    *,
    make_backend: Callable[[DrawContext], Backend] = InProcess,
    on_done: Callable[[Record], None] = lambda _: None,
    check: Callable[[], None] = never_stop,
    hold: Hold = _no_hold,
) -> Report:
    """Draw the plan's cards into `output`; call `on_done` with each record, in the order of the quotes.

    A card that the manifest lists with the same key, and whose file is intact, is left as it is. A quote that cannot
    be drawn, a file in a card's way or a worker that dies costs only the cards concerned. An error that makes writing
    impossible ends the batch early, and so does KeyboardInterrupt (its argument is the number of the signal, SIGINT if
    it has none); the report says so, and counts the cards that were not reached as skipped.

    `check` is called between cards and may raise KeyboardInterrupt. `hold` is entered so that signals are raised only
    there, and while quotes are read.

    Raises FontError if a bundled font is not the one listed, or no font of the user's folder can be used; UsageError
    if `output` is a URL that cannot be used.
    """
    own = font_book(options.fonts).own  # checked before anything is written
    context = DrawContext(open_output(output), options)
    report = Report(str(context.store), plan.total, keep=plan.total is not None)
    report.leave_out(own.notices if own else ())
    run = _Run(plan, report, on_done, hold)
    with _recording_end(report):
        context.store.prepare()
        with Manifest(context.store, options.part.label) as manifest:
            default_book().verify()
            with hold(held=True):
                _draw_all(run, manifest, make_backend(context), context, check)
            if options.prune:
                report.pruned = run.prune(manifest)
            if not report.stopped_by and not report.broken:
                manifest.tidy()
    run.skip_the_rest()
    return report


def dry_run(
    plan: Plan | StreamPlan, output: str | PathLike[str], options: BatchOptions = DEFAULT_OPTIONS
) -> Report:
    """Return the report of a batch that draws nothing: every card is planned, unchanged or failed."""
    context = DrawContext(open_output(output), options)
    report = Report(str(context.store), plan.total)
    manifest = Manifest.read(context.store, options.part.label)
    for entry in plan.entries():
        if isinstance(entry, RefusedItem):
            report.add(refused(*entry))
            continue
        known = None if options.force or manifest is None else manifest.find(entry.file)
        report.add(_unchanged(entry, known, context) or planned(entry))
    return report


@contextmanager
def _recording_end(report: Report) -> Iterator[None]:
    """Record in the report what ends the batch early."""
    try:
        yield
    except KeyboardInterrupt as stop:
        report.stopped_by = stop.args[0] if stop.args else signal.SIGINT
    except CardError as error:
        from quotecard.errors import FontError

        if isinstance(error, FontError):
            raise
        report.broken = error


def _draw_all(
    run: _Run, manifest: Manifest, backend: Backend, context: DrawContext, check: Callable[[], None]
) -> None:
    """Have the backend draw, and record every outcome, also those that are ready when it is stopped."""
    backend.check = check
    try:
        try:
            for number, outcome in backend.results(run.items(manifest, context)):
                if isinstance(outcome, Record) and outcome.error:
                    check()  # the error may be a stop that a library swallowed, and not the quote's
                run.record(number, outcome, manifest)
                check()
        except (KeyboardInterrupt, CardError):
            with suppress(KeyboardInterrupt):
                for number, outcome in backend.stop():
                    if isinstance(outcome, Record):
                        run.record(number, outcome, manifest)
            raise
    finally:
        backend.close()


class _Run:
    """The state of a running batch: what is under way and what is done, reported in the order of the quotes."""

    def __init__(
        self, plan: Plan | StreamPlan, report: Report, on_done: Callable[[Record], None], hold: Hold
    ) -> None:
        self.report = report
        self.hold = hold
        self.on_done = on_done
        self.entries = enumerate(plan.entries())
        self.under_way: dict[int, Task] = {}
        self.done: dict[int, Record] = {}
        """Records that wait for those of earlier positions."""
        self.next = 0
        """Position of the next record to report."""
        self.files = HashIndex()
        """The file of every task so far."""
        self.all_read = False
        self.all_valid = True

    def items(self, manifest: Manifest, context: DrawContext) -> Iterator[NumberedItem]:
        """Yield the work, and records instead of it for refused items and cards that are up to date."""
        while True:
            with self.hold(held=False):  # reading the next quotes may take long
                number, entry = next(self.entries, (-1, None))
            if entry is None:
                break
            if isinstance(entry, RefusedItem):
                self.all_valid = False
                yield number, refused(*entry)
                continue
            self.under_way[number] = entry
            self.files.put(entry.file, 1)
            yield number, self._item(entry, manifest, context)
        self.all_read = True

    def _item(self, task: Task, manifest: Manifest, context: DrawContext) -> WorkOrRecord:
        known = manifest.find(task.file)
        unchanged = None if context.options.force else _unchanged(task, known, context)
        if unchanged is None or known is None:
            return Work(task, owned=known is not None)
        if (known.id, known.number) != (unchanged.id, unchanged.number):
            manifest.add(Entry.of(unchanged))  # the quote has moved within its file
        return unchanged

    def record(self, number: int, outcome: Outcome, manifest: Manifest) -> None:
        """Record the outcome of an item; raises the OutputError of a store failure."""
        if isinstance(outcome, StoreFailure):
            raise outcome.error
        if outcome.status == WRITTEN:
            manifest.add(Entry.of(outcome))
        self.under_way.pop(number, None)
        self.done[number] = outcome
        while (record := self.done.pop(self.next, None)) is not None:
            self._report(record)

    def _report(self, record: Record) -> None:
        self.next += 1
        self.report.add(record)
        self.on_done(record)

    def prune(self, manifest: Manifest) -> int:
        """Remove the cards that no quote needs; none if part of the list could not be read."""
        return manifest.prune(self.files) if self.all_read and self.all_valid else 0

    def skip_the_rest(self) -> None:
        """Report the records still waiting, and the cards that were not reached; those of a stream are unknown."""
        for number in range(self.next, max((*self.done, *self.under_way), default=-1) + 1):
            record = self.done.pop(number, None)
            self._report(record or _skipped(self.under_way[number]))
        if self.report.total is not None:
            for _, entry in self.entries:
                self._report(refused(*entry) if isinstance(entry, RefusedItem) else _skipped(entry))


def _skipped(task: Task) -> Record:
    return planned(task)._replace(status=SKIPPED)


def _unchanged(task: Task, known: Entry | None, context: DrawContext) -> Record | None:
    """Return the record of a card that is there and up to date, or None if it must be drawn.

    `known` is its entry in the manifest.
    """
    if known is None:
        return None
    try:
        job = resolve(task.quote, task.theme, task.size, task.at_most, tone=task.tone)
        if context.key(job, task) != known.key:
            return None
    except (CardError, TypeError):
        return None
    if not context.store.has_intact(task.file, known.bytes, known.sha256):
        return None
    return planned(task)._replace(
        width=known.width,
        height=known.height,
        size_px=known.size_px,
        bucket=known.bucket,
        bytes=known.bytes,
        alt=known.alt,
        status=UNCHANGED,
        sha256=known.sha256,
        key=known.key,
    )
