"""What a person, or a program, is told of a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from render.batch.report import PLANNED
from render.say import json_text, require_stdout, say, write_data
from render.store import place

if TYPE_CHECKING:
    from render.batch.report import Record, Report


class Told:
    """The report as JSON on standard output, one record a card, as they come: of a million none is kept."""

    def __init__(self) -> None:
        require_stdout()
        self._before = '{\n"cards": [\n'

    def done(self, record: Record) -> None:
        """Print one card."""
        write_data(self._before + json_text(record.as_dict(), indent=None))
        self._before = ",\n"

    def end(self, report: Report) -> None:
        """Print what there is to say beside the cards."""
        begin = "" if self._before == ",\n" else self._before
        totals = json_text(report.totals(), indent=None)
        write_data(f"{begin}\n],\n{totals[1:]}\n")


def tell(report: Report, *, dry: bool = False) -> None:
    """Say on standard error what a person should know of a batch."""
    for fonts in report.left_out():
        say(fonts)
    for name, words in report.notices().items():
        say(f"quote {name}: {'; '.join(words)}")
    for told, files in report.failures().items():
        say(f"Error: {told} [{', '.join(files)}]" if files else f"Error: {told}")
    if report.untold:
        say(f"and {report.untold:,} more notices and failures, which --json has")
    if report.broken:
        say(f"Error: {report.broken}")
    say(f"{report.counts.get(PLANNED, 0)} would be written" if dry else str(report))


def tell_plan(report: Report, *, as_json: bool) -> None:
    """Print what a dry run found: the files that would be written, or the whole report as JSON."""
    if as_json:
        told = Told()
        for record in report.records:
            told.done(record)
        told.end(report)
    else:
        for record in report.records:
            if record.status == PLANNED:
                say(place(report.folder).name_of(record.file), err=False)
    tell(report, dry=True)
