"""Draw every card of a plan, one after the other, and keep account."""

from __future__ import annotations

import signal
from dataclasses import replace
from itertools import starmap
from typing import TYPE_CHECKING

from render.batch.report import FAILED, SKIPPED, WRITTEN, Failure, Record, Report
from render.card import render_card
from render.errors import CardError, FileInTheWay, OutputError
from render.fontbook import default_book, font_book
from render.store import Folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from render.batch.plan import Plan, Task
    from render.errors import BadQuote


def run(
    plan: Plan,
    output: Path,
    *,
    on_missing: str = "error",
    force: bool = False,
    fonts: str = "",
    on_done: Callable[[Record], None] = lambda _: None,
    check: Callable[[], None] = lambda: None,
) -> Report:
    """Draw the plan's cards into the folder `output`; call `on_done` after each.

    A quote that cannot be drawn costs its own cards only, and so does a file that stands in a card's
    way. What makes writing into the folder impossible ends the batch, and so does KeyboardInterrupt
    (with the number of the signal as argument, SIGINT without); the report says so, and counts the
    cards that were not reached as skipped. `check` is called between cards and may raise it too.
    `fonts` is a folder of the user's. Raise FontError where a bundled font is not the one that the list
    names, or no font of that folder can be used.
    """
    report = Report(output, plan.total)
    report.records += starmap(_refused, plan.refused.items())
    try:
        for record in report.records:
            on_done(record)
        for record in _drawn(plan, Folder(output), on_missing=on_missing, force=force, fonts=fonts):
            check()
            report.records.append(record)
            on_done(record)
    except OutputError as error:
        report.broken = error
    except KeyboardInterrupt as stop:
        report.stopped_by = stop.args[0] if stop.args else signal.SIGINT
    rest = plan.tasks[len(report.records) - len(plan.refused) :]
    report.records += (replace(_planned(task), status=SKIPPED) for task in rest)
    return report


def dry_run(plan: Plan, output: Path) -> Report:
    """Return the report of a batch that draws nothing: every card is planned."""
    report = Report(output, plan.total)
    report.records += starmap(_refused, plan.refused.items())
    report.records += map(_planned, plan.tasks)
    return report


def _drawn(plan: Plan, folder: Folder, *, on_missing: str, force: bool, fonts: str) -> Iterator[Record]:
    folder.prepare()
    default_book().verify()
    font_book(fonts)  # judged before the first card
    for task in plan.tasks:
        yield _draw(task, folder, on_missing=on_missing, force=force, fonts=fonts)


def _draw(task: Task, folder: Folder, *, on_missing: str, force: bool, fonts: str) -> Record:
    try:
        card = render_card(
            task.quote,
            theme=task.theme,
            size=task.size,
            on_missing=on_missing,
            at_most=task.at_most,
            fonts=fonts,
        )
        data = card.png()
    except CardError as error:
        return _failed(task, error)
    except Exception as error:  # noqa: BLE001  # whatever it is, it costs this quote, not the batch
        return _failed(task, _fault(error))
    try:
        folder.write(task.file, data, force=force)
    except FileInTheWay as error:
        return _failed(task, error)
    return replace(
        _planned(task),
        width=card.scene.width,
        height=card.scene.height,
        size_px=card.blocks.quote.size,
        bucket=task.bucket,
        bytes=len(data),
        alt=card.alt,
        status=WRITTEN,
        notices=card.notices + task.notices,
    )


def _planned(task: Task) -> Record:
    quote = task.quote
    return Record(quote.id, quote.number, task.file, task.theme, task.size, notices=quote.notices)


def _failed(task: Task, error: CardError) -> Record:
    origin = task.quote.origin
    failure = Failure.of(error, origin.place if origin else None)
    return replace(_planned(task), status=FAILED, error=failure)


def _fault(error: Exception) -> CardError:
    """Name an error that nobody foresaw."""
    return CardError(
        f"unexpected {type(error).__name__}: {error}", hint="please report it, with the quote that shows it"
    )


def _refused(number: int, bad: BadQuote) -> Record:
    name = "" if bad.quote == str(number) else bad.quote
    return Record(name, number, status=FAILED, error=Failure.of(bad))
