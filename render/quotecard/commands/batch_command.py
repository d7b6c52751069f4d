"""The command that draws a whole file: `batch`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from quotecard.commands.options import DARK, FONTS, LIGHT, ON_MISSING, QUOTES
from quotecard.commands.program import Signals
from quotecard.console import require_stdout
from quotecard.errors import UsageError
from quotecard.garbage import collect_rarely

if TYPE_CHECKING:
    from collections.abc import Callable

    from quotecard.batch.batch_options import BatchOptions
    from quotecard.batch.plan import Plan
    from quotecard.batch.report import Record, Report
    from quotecard.batch.stream import StreamPlan


@click.command()
@click.argument("file", default=QUOTES)
@click.option(
    "-o", "--output", default="cards", show_default=True, metavar="DIR", help="Folder for the cards."
)
@click.option("-t", "--theme", "themes", multiple=True, metavar="THEME", help="Theme; may be repeated.")
@click.option("-s", "--size", "sizes", multiple=True, metavar="SIZE", help="Size; may be repeated.")
@click.option("--only", multiple=True, metavar="ID", help="Id or number of a quote; may be repeated.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Quotes with this tag; may be repeated.")
@click.option(
    "--name",
    default="{n:03}-{slug}",
    show_default=True,
    metavar="TEMPLATE",
    help="File name, made of {n}, {n:03}, {id}, {slug}, {theme}, {size}.",
)
@click.option(
    "--uniform",
    is_flag=True,
    help="Set the whole series at one size, or at two or three; outliers are reported.",
)
@DARK
@LIGHT
@ON_MISSING
@FONTS
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Number of processes that draw; 0, the default, uses every core if the list is long.",
)
@click.option(
    "--executor",
    default="",
    metavar="URL",
    help="Draw on a Dask cluster: the address of its scheduler, dask://HOST:PORT.",
)
@click.option(
    "--shard", default="", metavar="K/N", help="Draw one part of N: every N-th quote, starting at the K-th."
)
@click.option("--optimize", is_flag=True, help="Make files smaller, losslessly; takes longer.")
@click.option(
    "--max-bytes",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Limit the size of each file, with fewer shades at the edges of letters if necessary.",
)
@click.option(
    "--force", is_flag=True, help="Draw every card again, and overwrite files not made by quotecard."
)
@click.option(
    "--prune", is_flag=True, help="Remove cards made by quotecard for which FILE has no quote any more."
)
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print a report as JSON, with one record per card.")
@click.pass_context
def batch(
    ctx: click.Context,
    /,
    *,
    file: str,
    output: str,
    jobs: int,
    executor: str,
    dry_run: bool,
    as_json: bool,
    **given: Any,
) -> None:
    """Draw every quote of FILE (./quotes.yaml; - is standard input) into a folder of PNG cards.

    FILE is YAML, JSON, JSON Lines or CSV. A card that is there already and up to date is left alone; the folder's
    manifest, quotecard.jsonl, lists all cards.
    """
    from quotecard.batch import run
    from quotecard.batch.api import plan_quotes
    from quotecard.batch.batch_options import BatchOptions
    from quotecard.batch.summary import print_plan

    collect_rarely()
    if not output:
        raise UsageError("the name of the output folder is empty", hint="leave out -o to write into cards/")
    # An option that was not given is None, and then has the default of the value.
    options = BatchOptions(**{name: value for name, value in given.items() if value is not None})
    if dry_run or as_json:
        require_stdout()
    plan = plan_quotes(file, options)
    if dry_run:
        report = run.dry_run(plan, output, options)
        print_plan(report, as_json=as_json)
    else:
        report = _draw(ctx, plan, output, options, jobs=jobs, executor=executor, as_json=as_json)
    ctx.exit(report.return_code)


def _draw(
    ctx: click.Context,
    plan: Plan | StreamPlan,
    output: str,
    options: BatchOptions,
    *,
    jobs: int,
    executor: str,
    as_json: bool,
) -> Report:
    """Draw a batch, showing its progress, and print its report."""
    from quotecard.batch.api import open_backend
    from quotecard.batch.plan import Plan
    from quotecard.batch.progress import Progress
    from quotecard.batch.run import run_batch
    from quotecard.batch.summary import JsonReport, print_report

    signals = ctx.ensure_object(Signals)
    if options.uniform and isinstance(plan, Plan):
        plan = _make_uniform(plan, options, signals.check)
    data = JsonReport() if as_json else None
    with open_backend(jobs, executor) as backend_for, Progress(plan.total) as progress:

        def done(record: Record) -> None:
            progress.done(record)
            if data:
                data.done(record)

        report = run_batch(
            plan,
            output,
            options,
            make_backend=backend_for(plan.total),
            on_done=done,
            check=signals.check,
            hold=signals.hold,
        )
    if data:
        data.end(report)
    print_report(report)
    return report


def _make_uniform(plan: Plan, options: BatchOptions, check: Callable[[], None]) -> Plan:
    """Find the shared sizes of the series, with a progress bar: every quote is laid out for it, which takes time."""
    from quotecard.batch.progress import Progress
    from quotecard.batch.uniform import make_uniform

    with Progress(plan.total) as progress:

        def done() -> None:
            progress.step()
            check()

        return make_uniform(plan, options, check=done)
