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

    from quotecard.batch.plan import Plan
    from quotecard.batch.report import Record, Report
    from quotecard.batch.run import Choices
    from quotecard.batch.stream import StreamPlan


@click.command()
@click.argument("file", default=QUOTES)
@click.option(
    "-o", "--output", default="cards", show_default=True, metavar="DIR", help="Folder of the cards."
)
@click.option("-t", "--theme", "themes", multiple=True, metavar="THEME", help="Theme; may be given again.")
@click.option("-s", "--size", "sizes", multiple=True, metavar="SIZE", help="Size; may be given again.")
@click.option("--only", multiple=True, metavar="ID", help="Id or number of a quote; may be given again.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Quotes with this tag; may be given again.")
@click.option(
    "--name",
    default="{n:03}-{slug}",
    show_default=True,
    metavar="TEMPLATE",
    help="File name, made of {n}, {n:03}, {id}, {slug}, {theme}, {size}.",
)
@click.option(
    "--uniform", is_flag=True, help="One size for the whole series, or two or three; outliers are named."
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
    help="Processes that draw; 0, as without it, is one for each core where the list is long.",
)
@click.option(
    "--executor",
    default="",
    metavar="URL",
    help="Draw on a Dask cluster: dask://HOST:PORT of its scheduler.",
)
@click.option(
    "--shard", default="", metavar="K/N", help="Draw every N-th quote from the K-th: one part of N."
)
@click.option("--optimize", is_flag=True, help="Smaller files, losslessly; they take longer.")
@click.option(
    "--max-bytes",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="No file larger than that: with fewer shades at the edges of letters where it must be.",
)
@click.option("--force", is_flag=True, help="Draw every card anew; overwrite files that are not ours.")
@click.option("--prune", is_flag=True, help="Remove cards of ours that FILE has no quote for any more.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print a report, one record a card.")
@click.pass_context
def batch(ctx: click.Context, /, file: str, output: str, shard: str, **asked: Any) -> None:
    """Draw every quote of FILE (./quotes.yaml; - is standard input) into a folder of PNG cards.

    FILE is YAML, JSON, JSON Lines or CSV. A card that is there already, as it would be drawn, is left alone;
    the folder's list, quotecard.jsonl, says what there is.
    """
    from quotecard.batch.api import check_options, list_work
    from quotecard.batch.plan import Order
    from quotecard.batch.run import Choices, dry_run
    from quotecard.batch.shard import Shard
    from quotecard.batch.summary import print_plan

    collect_rarely()
    if not output:
        raise UsageError("the folder of the cards has no name", hint="leave out -o to write into cards/")
    asked["tone"] = asked["tone"] or ""
    order = Order(shard=Shard.parse(shard), **{name: asked.pop(name) for name in _ORDER})
    choices = Choices(label=order.shard.label, **{name: asked.pop(name) for name in _CHOICES})
    check_options(choices, order)
    if asked["dry_run"] or asked["as_json"]:
        require_stdout()
    work = list_work(file, order, whole=asked["uniform"])
    if asked["dry_run"]:
        report = dry_run(work, output, choices)
        print_plan(report, as_json=asked["as_json"])
    else:
        report = _run(ctx, work, output, choices, **asked)
    ctx.exit(report.return_code)


_ORDER = ("themes", "sizes", "only", "tags", "name", "tone")
_CHOICES = ("on_missing", "force", "optimize", "max_bytes", "prune", "fonts")


def _run(ctx: click.Context, work: Plan | StreamPlan, output: str, choices: Choices, **asked: Any) -> Report:
    """Draw a batch, and tell what becomes of it."""
    from quotecard.batch.api import open_backend
    from quotecard.batch.plan import Plan
    from quotecard.batch.progress import Progress
    from quotecard.batch.run import run_batch
    from quotecard.batch.summary import JsonReport, print_report

    signals = ctx.ensure_object(Signals)
    if asked["uniform"] and isinstance(work, Plan):
        work = _alike(work, signals.check, choices)
    data = JsonReport() if asked["as_json"] else None
    with open_backend(asked["jobs"], asked["executor"]) as crew, Progress(work.total) as bar:

        def done(record: Record) -> None:
            bar.done(record)
            if data:
                data.done(record)

        report = run_batch(
            work, output, choices, crew=crew(work.total), on_done=done, check=signals.check, hold=signals.hold
        )
    if data:
        data.end(report)
    print_report(report)
    return report


def _alike(work: Plan, check: Callable[[], None], choices: Choices) -> Plan:
    """Find the sizes of the series; every quote is laid out for that, which takes time."""
    from quotecard.batch.progress import Progress
    from quotecard.batch.uniform import uniform

    with Progress(work.total) as bar:

        def done() -> None:
            bar.step()
            check()

        return uniform(work, on_missing=choices.on_missing, fonts=choices.fonts, check=done)
