"""The command that checks a file against the rules: `check`."""

from __future__ import annotations

import click

from quotecard.commands.fonts_command import report_unused_fonts
from quotecard.commands.options import FONTS, QUOTES
from quotecard.commands.program import Signals
from quotecard.console import echo, echo_json
from quotecard.garbage import collect_rarely


@click.command()
@click.argument("file", default=QUOTES)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@FONTS
@click.pass_context
def check(ctx: click.Context, /, file: str, fonts: str, *, as_json: bool) -> None:
    """Report what to correct in FILE (./quotes.yaml; - is standard input), with line and column; draw nothing.

    Exit code 0 without findings, 1 with findings.
    """
    from quotecard.batch.progress import Progress
    from quotecard.check.apply_rules import check_quotes
    from quotecard.read.document import load_quotes

    collect_rarely()
    quotes, signals = load_quotes(file), ctx.ensure_object(Signals)
    report_unused_fonts(fonts)
    with Progress(len(quotes)) as bar:

        def done() -> None:
            bar.step()
            signals.check()

        report = check_quotes(quotes, done, fonts=fonts)
    if as_json:
        echo_json(report.as_dict())
    else:
        for finding in report.findings:
            echo(finding, err=False)
    echo(report)
    ctx.exit(report.return_code)
