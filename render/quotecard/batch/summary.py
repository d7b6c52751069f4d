"""Print the report of a batch: for a person on standard error, for a program as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecard.batch.output_store import open_output
from quotecard.batch.report import PLANNED
from quotecard.console import echo, echo_raw, json_text, require_stdout

if TYPE_CHECKING:
    from quotecard.batch.report import Record, Report


class JsonReport:
    """Print a report as JSON on standard output, record by record, so that none is kept in memory."""

    def __init__(self) -> None:
        """Check that standard output is open; raises OutputError if not."""
        require_stdout()
        self._before = '{\n"cards": [\n'

    def done(self, record: Record) -> None:
        """Print the record of one card."""
        echo_raw(self._before + json_text(record.as_dict(), indent=None))
        self._before = ",\n"

    def end(self, report: Report) -> None:
        """Print the totals, and end the JSON text."""
        begin = "" if self._before == ",\n" else self._before
        totals = json_text(report.totals(), indent=None)
        echo_raw(f"{begin}\n],\n{totals[1:]}\n")


def print_report(report: Report, *, dry: bool = False) -> None:
    """Print notices, failures and counts on standard error."""
    for notice in report.left_out():
        echo(notice)
    for name, notices in report.notices().items():
        echo(f"quote {name}: {'; '.join(notices)}")
    for error, files in report.failures().items():
        echo(f"Error: {error} [{', '.join(files)}]" if files else f"Error: {error}")
    if report.unlisted:
        echo(f"and {report.unlisted:,} more notices and failures; --json lists them all")
    if report.broken:
        echo(f"Error: {report.broken}")
    echo(f"{report.counts.get(PLANNED, 0)} would be written" if dry else str(report))


def print_plan(report: Report, *, as_json: bool) -> None:
    """Print the result of a dry run: the files that would be written, or the whole report as JSON."""
    if as_json:
        data = JsonReport()
        for record in report.records:
            data.done(record)
        data.end(report)
    else:
        store = open_output(report.folder)
        for record in report.records:
            if record.status == PLANNED:
                echo(store.name_of(record.file), err=False)
    print_report(report, dry=True)
