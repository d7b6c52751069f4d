"""What a person is told of a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from render.say import say, say_data

if TYPE_CHECKING:
    from render.batch.report import Report


def tell(report: Report, *, as_json: bool, dry: bool) -> None:
    """Print what became of a batch: data to stdout, the rest to stderr."""
    if as_json:
        say_data(report.as_dict())
    elif dry:
        for record in report.records:
            if not record.error:
                say(str(report.folder / record.file), err=False)
    for fonts in report.left_out():
        say(fonts)
    for name, words in report.notices().items():
        say(f"quote {name}: {'; '.join(words)}")
    for told, files in report.failures().items():
        say(f"Error: {told} [{', '.join(files)}]" if files else f"Error: {told}")
    if report.broken:
        say(f"Error: {report.broken}")
    say(f"{len(report.records) - report.failed} would be written" if dry else str(report))
