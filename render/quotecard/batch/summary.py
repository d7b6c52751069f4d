"""What a person, or a program, is told of a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecard.batch.report import PLANNED
from quotecard.console import echo, echo_raw, json_text, require_stdout
from quotecard.store import open_store

if TYPE_CHECKING:
    from quotecard.batch.report import Record, Report


class JsonReport:
    """The report as JSON on standard output, one record a card, as they come: of a million none is kept."""

    def __init__(self) -> None:
        require_stdout()
        self._before = '{\n"cards": [\n'

    def done(self, record: Record) -> None:
        """Print one card."""
        echo_raw(self._before + json_text(record.as_dict(), indent=None))
        self._before = ",\n"

    def end(self, report: Report) -> None:
        """Print what there is to say beside the cards."""
        begin = "" if self._before == ",\n" else self._before
        totals = json_text(report.totals(), indent=None)
        echo_raw(f"{begin}\n],\n{totals[1:]}\n")


def print_report(report: Report, *, dry: bool = False) -> None:
    """Say on standard error what a person should know of a batch."""
    for fonts in report.left_out():
        echo(fonts)
    for name, words in report.notices().items():
        echo(f"quote {name}: {'; '.join(words)}")
    for told, files in report.failures().items():
        echo(f"Error: {told} [{', '.join(files)}]" if files else f"Error: {told}")
    if report.untold:
        echo(f"and {report.untold:,} more notices and failures, which --json has")
    if report.broken:
        echo(f"Error: {report.broken}")
    echo(f"{report.counts.get(PLANNED, 0)} would be written" if dry else str(report))


def print_plan(report: Report, *, as_json: bool) -> None:
    """Print what a dry run found: the files that would be written, or the whole report as JSON."""
    if as_json:
        told = JsonReport()
        for record in report.records:
            told.done(record)
        told.end(report)
    else:
        for record in report.records:
            if record.status == PLANNED:
                echo(open_store(report.folder).name_of(record.file), err=False)
    print_report(report, dry=True)
