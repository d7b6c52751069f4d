"""The program `quotecard`: what each command takes, what it prints, and its exit code.

Exit codes: 0 all written, 1 some cards failed, 2 usage, 3 input file, 4 the output folder, file or
stream, 130 interrupted, 143 terminated. Messages go to stderr and data to stdout; whatever comes from a quote, a path or the
command line passes through `render.say`. Commands import what they need when they run: a preview
starts without what only a batch needs.
"""

from __future__ import annotations

import gc
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from render import __version__
from render.commands import quote
from render.commands.options import DARK, FONTS, LIGHT, ON_MISSING, QUOTES
from render.errors import OutputError, UsageError
from render.garbage import collect_seldom
from render.program import Program, Signals
from render.say import require_stdout, say, say_data

if TYPE_CHECKING:
    from collections.abc import Callable

    from render.batch.flow import Flow
    from render.batch.plan import Plan
    from render.batch.report import Record, Report
    from render.batch.run import Choices


def main() -> None:
    """Run the program."""
    gc.disable()  # a single card ends before garbage is worth collecting; `batch` turns it on again
    signals = Signals()
    signals.listen()
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot write Chinese shows escapes, not a traceback.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    cli(obj=signals)


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="quotecard")
def cli() -> None:
    """Turn a list of quotes into typeset picture cards.

    \b
    quotecard init                       write a sample quotes.yaml
    quotecard batch                      draw every quote of quotes.yaml into cards/
    quotecard preview 3 --watch          look at one, and again at each save
    quotecard serve                      a page that sets it while you type
    quotecard preview --text 道可道，非常道。
    """  # noqa: D301  # \b is click's mark for lines kept as they are


@cli.command()
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
    from render.batch.api import check_choices, listed
    from render.batch.plan import Order
    from render.batch.run import Choices, dry_run
    from render.batch.select import Shard
    from render.batch.tell import tell_plan

    collect_seldom()
    if not output:
        raise UsageError("the folder of the cards has no name", hint="leave out -o to write into cards/")
    asked["tone"] = asked["tone"] or ""
    order = Order(shard=Shard.parse(shard), **{name: asked.pop(name) for name in _ORDER})
    choices = Choices(label=order.shard.label, **{name: asked.pop(name) for name in _CHOICES})
    check_choices(choices, order)
    if asked["dry_run"] or asked["as_json"]:
        require_stdout()
    work = listed(file, order, whole=asked["uniform"])
    if asked["dry_run"]:
        report = dry_run(work, output, choices)
        tell_plan(report, as_json=asked["as_json"])
    else:
        report = _run(ctx, work, output, choices, **asked)
    ctx.exit(report.return_code)


_ORDER = ("themes", "sizes", "only", "tags", "name", "tone")
_CHOICES = ("on_missing", "force", "optimize", "max_bytes", "prune", "fonts")


def _run(ctx: click.Context, work: Plan | Flow, output: str, choices: Choices, **asked: Any) -> Report:
    """Draw a batch, and tell what becomes of it."""
    from render.batch.api import hands
    from render.batch.plan import Plan
    from render.batch.progress import Progress
    from render.batch.run import run
    from render.batch.tell import Told, tell

    signals = ctx.ensure_object(Signals)
    if asked["uniform"] and isinstance(work, Plan):
        work = _alike(work, signals.check, choices)
    data = Told() if asked["as_json"] else None
    with hands(asked["jobs"], asked["executor"]) as crew, Progress(work.total) as bar:

        def done(record: Record) -> None:
            bar.done(record)
            if data:
                data.done(record)

        report = run(
            work, output, choices, crew=crew(work.total), on_done=done, check=signals.check, hold=signals.hold
        )
    if data:
        data.end(report)
    tell(report)
    return report


def _alike(work: Plan, check: Callable[[], None], choices: Choices) -> Plan:
    """Find the sizes of the series; every quote is laid out for that, which takes time."""
    from render.batch.progress import Progress
    from render.batch.uniform import uniform

    with Progress(work.total) as bar:

        def done() -> None:
            bar.step()
            check()

        return uniform(work, on_missing=choices.on_missing, fonts=choices.fonts, check=done)


@cli.command()
@click.argument("file", default=QUOTES)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@FONTS
@click.pass_context
def check(ctx: click.Context, /, file: str, fonts: str, *, as_json: bool) -> None:
    """Say what to mend in FILE (./quotes.yaml; - is standard input), with line and column; draw nothing.

    Exit code 0 where there is nothing, 1 where there is.
    """
    from render.batch.progress import Progress
    from render.check.run import check as look_over
    from render.read.document import load_quotes

    collect_seldom()
    quotes, signals = load_quotes(file), ctx.ensure_object(Signals)
    _say_left_out(fonts)
    with Progress(len(quotes)) as bar:

        def done() -> None:
            bar.step()
            signals.check()

        report = look_over(quotes, done, fonts=fonts)
    if as_json:
        say_data(report.as_dict())
    else:
        for finding in report.findings:
            say(finding, err=False)
    say(report)
    ctx.exit(report.return_code)


def _say_left_out(fonts: str) -> None:
    """Say which fonts of the folder are not used, and why; a card says it itself."""
    from render.fontbook import font_book

    book = font_book(fonts)
    for notice in book.own.notices if book.own else ():
        say(notice)


@cli.command()
@click.option("--covers", metavar="TEXT", help="Say which families have every character of TEXT.")
@FONTS
def fonts(covers: str | None, fonts: str) -> None:
    """List the bundled fonts, yours before them: family, languages, characters, licence."""
    from render.fontbook import families, font_book, who_covers

    book = font_book(fonts)
    _say_left_out(fonts)
    if covers is None:
        for row in families(book):
            weights = f"weight {row.weights}"
            languages = " ".join(row.languages) or "any"
            facts = (row.family, row.role, languages, f"{row.characters} characters", weights, row.licence)
            say("  ".join(facts), err=False)
        return
    for found in who_covers(book, covers):
        lacks = " ".join(f"U+{ord(char):04X} {char}" for char in found.missing)
        say(f"{found.family}: {f'lacks {lacks}' if lacks else 'all'}", err=False)


@cli.command()
@click.argument("file", default=QUOTES)
@click.option(
    "-t", "--theme", "themes", multiple=True, metavar="THEME", help="Theme, or all; may be given again."
)
@click.option(
    "-s", "--size", "sizes", multiple=True, metavar="SIZE", help="Size, or all; may be given again."
)
@click.option("--tones", is_flag=True, help="Each card on its light and on its dark ground.")
@click.option("--only", multiple=True, metavar="ID", help="Id or number of a quote; may be given again.")
@click.option("--text", metavar="TEXT", help="Draw this text instead of the quotes of FILE.")
@click.option(
    "-o", "--output", default="sheet.png", show_default=True, metavar="FILE", help="A .png or .html file."
)
@click.option(
    "--columns", type=click.IntRange(1, 40), default=5, show_default=True, help="Cards in a row (PNG)."
)
@click.option("--width", type=click.IntRange(80, 1080), default=320, show_default=True, help="px of a card.")
@click.pass_context
def sheet(ctx: click.Context, /, file: str, text: str | None, output: str, **asked: Any) -> None:
    """Draw a contact sheet of FILE (./quotes.yaml): its quotes in any themes and sizes, side by side.

    \b
    quotecard sheet                               every quote, as a batch would draw it
    quotecard sheet --only 1 -t all               one quote in every theme
    quotecard sheet --only 1 -t xuan -s all       one theme at every size
    quotecard sheet -t all --tones -o all.html    light beside dark, as a page
    """  # noqa: D301  # \b is click's mark for lines kept as they are
    from render.batch.progress import Progress
    from render.preview.contact import TONES, asks, chosen, thumbs
    from render.preview.contact_page import check_file, written
    from render.read.document import load_quotes
    from render.read.item import quote_of

    collect_seldom()
    check_file(output)
    quotes = [quote_of(text)] if text is not None else chosen(load_quotes(file), asked["only"])
    wanted = asks(quotes, asked["themes"], asked["sizes"], TONES if asked["tones"] else ())
    with Progress(len(wanted)) as bar:

        def done() -> None:
            bar.step()
            ctx.ensure_object(Signals).check()

        found = list(thumbs(wanted, asked["width"], done))
    written(found, output, asked["width"], asked["columns"])
    say(output, err=False)
    wrong = [one.wrong for one in found if one.image is None]
    for reason in wrong:
        say(reason)
    ctx.exit(1 if wrong else 0)


@cli.command()
@click.option(
    "--export", default="", metavar="NAME", help="Print the file of a theme, to start one of your own from."
)
def themes(export: str) -> None:
    """List the themes, with a card of each where the terminal shows pictures; or print the file of one."""
    from render.style import file_text, theme
    from render.style import themes as names

    if export:
        require_stdout()
        click.echo(file_text(export), nl=False)
        return
    for row in map(theme, names()):
        tones = "light and dark" if row.other else row.tone
        say(f"{row.id:<12} {row.name}  {row.about} ({tones})", err=False)
    from render.preview.contact import show_themes

    show_themes()


@cli.command()
def sizes() -> None:
    """List the sizes of cards."""
    from render.style import parse_size
    from render.style import sizes as names

    for name in names():
        size = parse_size(name)
        say(f"{name:<12} {size.width}\u00d7{size.height}", err=False)
    say("Any other as WxH in px; @2x and @3x behind a name multiply it")


@cli.command()
def init() -> None:
    """Write a commented sample to quotes.yaml."""
    from render.read.schema import sample
    from render.store import write_file

    path = Path(QUOTES)
    if path.exists() or path.is_symlink():
        raise OutputError(f"{QUOTES} is there already", hint="move it away, or go to another folder")
    write_file(path, sample().encode())
    say(f"{QUOTES} is written; now: quotecard batch")


@cli.command()
def schema() -> None:
    """Print a JSON Schema of the quotes file, for an editor."""
    from render.read.schema import json_schema

    say_data(json_schema())


for command in (quote.preview, quote.explain, quote.serve):
    cli.add_command(command)


if __name__ == "__main__":
    main()
