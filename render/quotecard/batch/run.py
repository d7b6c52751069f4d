"""Draw every card of a plan that is not there already, and keep account."""

from __future__ import annotations

import signal
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, NamedTuple, Protocol

from quotecard.batch.backends import InProcess
from quotecard.batch.draw import Broken, Draw, Work, planned, refused
from quotecard.batch.manifest import Entry, Manifest
from quotecard.batch.plan import RefusedItem
from quotecard.batch.report import KEPT, SKIPPED, WRITTEN, Record, Report
from quotecard.errors import CardError
from quotecard.fontbook import default_book, font_book
from quotecard.hash_index import HashIndex
from quotecard.store import open_store
from quotecard.style.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from os import PathLike

    from quotecard.batch.backends import Backend, Item, Numbered, Outcome
    from quotecard.batch.plan import Plan, Task
    from quotecard.batch.stream import StreamPlan
    from quotecard.store import Folder


class Choices(NamedTuple):
    """What a caller may ask for."""

    on_missing: str = "error"
    force: bool = False
    """Draw every card anew, and overwrite files that are not ours."""
    optimize: bool = False
    """Smaller files, which take longer."""
    max_bytes: int = 0
    """What a file may take; 0: any."""
    prune: bool = False
    """Remove cards of ours that no quote asks for any more."""
    fonts: str = ""
    """Folder of the user's fonts."""
    label: str = ""
    """Of the part of a list, where several machines share it."""


PLAIN = Choices()


class Hold(Protocol):
    """Keeps signals back, or with `held` false lets them through, as a context: `quotecard.commands.program.Signals.hold`."""

    def __call__(self, *, held: bool) -> AbstractContextManager[None]:
        """Enter it."""


def _no_hold(*, held: bool) -> AbstractContextManager[None]:  # noqa: ARG001
    return nullcontext()


def run_batch(
    plan: Plan | StreamPlan,
    output: str | PathLike[str],
    choices: Choices = PLAIN,
    *,
    crew: Callable[[Draw], Backend] = InProcess,
    on_done: Callable[[Record], None] = lambda _: None,
    check: Callable[[], None] = lambda: None,
    hold: Hold = _no_hold,
) -> Report:
    """Draw the plan's cards into the folder `output`; call `on_done` with each record, in the order of the quotes.

    A card that the folder's list has, of the same key and with the same bytes on the disk, is left as it is. A
    quote that cannot be drawn costs its own cards only, and so does a file that stands in a card's way, and a
    worker that dies. What makes writing into the folder impossible ends the batch, and so does KeyboardInterrupt
    (with the number of the signal as argument, SIGINT without); the report says so, and counts the cards that were
    not reached as skipped. `check` is called where nothing is half done and may raise it too; `hold` is entered so
    that it is raised nowhere else, but while the next quotes are read. Raise FontError where a bundled font is not
    the one that the list names, or no font of the user's folder can be used.
    """
    own = font_book(choices.fonts).own  # judged before anything is touched
    folder = open_store(output)
    how = _draw_of(choices, folder)
    report = Report(str(folder), plan.total, keep=plan.total is not None)
    report.leave_out(own.notices if own else ())
    account = _Account(plan, report, on_done, hold)
    with _ends(report):
        folder.prepare()
        with Manifest(folder, choices.label) as manifest:
            default_book().verify()
            with hold(held=True):
                _draw_all(account, manifest, crew(how), how, check)
            if choices.prune:
                report.pruned = account.prune(manifest)
            if not report.stopped_by and not report.broken:
                manifest.tidy()
    account.skip_the_rest()
    return report


def dry_run(plan: Plan | StreamPlan, output: str | PathLike[str], choices: Choices = PLAIN) -> Report:
    """Return the report of a batch that draws nothing: every card is planned, or there already."""
    folder = open_store(output)
    how = _draw_of(choices, folder)
    report = Report(str(folder), plan.total)
    known = Manifest.glance(folder, choices.label)
    for entry in plan.entries():
        if isinstance(entry, RefusedItem):
            report.add(refused(*entry))
            continue
        found = None if choices.force or known is None else _kept(entry, known.find(entry.file), how)
        report.add(planned(entry) if found is None else found)
    return report


def _draw_of(choices: Choices, folder: Folder) -> Draw:
    return Draw(folder, choices.on_missing, choices.force, choices.optimize, choices.max_bytes, choices.fonts)


@contextmanager
def _ends(report: Report) -> Iterator[None]:
    """Note in the report what ends a batch early."""
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
    account: _Account, manifest: Manifest, crew: Backend, how: Draw, check: Callable[[], None]
) -> None:
    """Have the crew draw, and write down what it has done: also what it had done when it was stopped."""
    crew.check = check
    try:
        try:
            for number, outcome in crew.results(account.items(manifest, how)):
                if isinstance(outcome, Record) and outcome.error:
                    check()  # a stop that a library swallowed is no fault of the quote
                account.note(number, outcome, manifest)
                check()
        except (KeyboardInterrupt, CardError):
            with suppress(KeyboardInterrupt):
                for number, outcome in crew.stop():
                    if isinstance(outcome, Record):
                        account.note(number, outcome, manifest)
            raise
    finally:
        crew.close()


class _Account:
    """What was asked for, what is under way, and what became of it; told in the order of the quotes."""

    def __init__(
        self, plan: Plan | StreamPlan, report: Report, on_done: Callable[[Record], None], hold: Hold
    ) -> None:
        self.report = report
        self.hold = hold
        self.on_done = on_done
        self.entries = enumerate(plan.entries())
        self.under_way: dict[int, Task] = {}
        self.done: dict[int, Record] = {}
        self.next = 0
        self.names = HashIndex()
        self.all_read = False
        self.all_good = True

    def items(self, manifest: Manifest, how: Draw) -> Iterator[Numbered]:
        """Yield the work, and what is none: items that are no quotes, cards that are there."""
        while True:
            with self.hold(held=False):  # who gives quotes may take their time
                number, entry = next(self.entries, (-1, None))
            if entry is None:
                break
            if isinstance(entry, RefusedItem):
                self.all_good = False
                yield number, refused(*entry)
                continue
            self.under_way[number] = entry
            self.names.put(entry.file, 1)
            yield number, self._item(entry, manifest, how)
        self.all_read = True

    def _item(self, task: Task, manifest: Manifest, how: Draw) -> Item:
        known = manifest.find(task.file)
        found = None if how.force else _kept(task, known, how)
        if found is None or known is None:
            return Work(task, owned=known is not None)
        if (known.id, known.number) != (found.id, found.number):
            manifest.add(Entry.of(found))  # the quote has moved: the list says where to
        return found

    def note(self, number: int, outcome: Outcome, manifest: Manifest) -> None:
        """Write down what became of an item; raise the OutputError that it may be."""
        if isinstance(outcome, Broken):
            raise outcome.error
        if outcome.status == WRITTEN:
            manifest.add(Entry.of(outcome))
        self.under_way.pop(number, None)
        self.done[number] = outcome
        while (record := self.done.pop(self.next, None)) is not None:
            self._tell(record)

    def _tell(self, record: Record) -> None:
        self.next += 1
        self.report.add(record)
        self.on_done(record)

    def prune(self, manifest: Manifest) -> int:
        """Remove what the whole list does not ask for; nothing where part of the list could not be read."""
        return manifest.prune(self.names) if self.all_read and self.all_good else 0

    def skip_the_rest(self) -> None:
        """Tell what was done beyond what was not, and count the cards that were not reached; a stream's are unknown."""
        for number in range(self.next, max((*self.done, *self.under_way), default=-1) + 1):
            record = self.done.pop(number, None)
            self._tell(record or _skipped(self.under_way[number]))
        if self.report.total is not None:
            for _, entry in self.entries:
                self._tell(refused(*entry) if isinstance(entry, RefusedItem) else _skipped(entry))


def _skipped(task: Task) -> Record:
    return planned(task)._replace(status=SKIPPED)


def _kept(task: Task, known: Entry | None, how: Draw) -> Record | None:
    """Return the record of a card that is there as it should be, or None where it is to be drawn."""
    if known is None:
        return None
    try:
        job = resolve(task.quote, task.theme, task.size, task.at_most, tone=task.tone)
        if how.key(job, task) != known.key:
            return None
    except (CardError, TypeError):
        return None
    if not how.folder.holds(task.file, known.bytes, known.sha256):
        return None
    return planned(task)._replace(
        width=known.width,
        height=known.height,
        size_px=known.size_px,
        bucket=known.bucket,
        bytes=known.bytes,
        alt=known.alt,
        status=KEPT,
        sha256=known.sha256,
        key=known.key,
    )
