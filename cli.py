"""The program `quotecard`: what each command takes, what it prints, and its exit code.

Exit codes: 0 all written, 1 some quotes failed, 2 usage, 3 input file, 4 output, 130 interrupted,
143 terminated. Messages go to stderr and data to stdout; whatever comes from a quote, a path or the
command line passes through `render.say`. Commands import what they need when they run: a preview
starts without what only a batch needs.
"""

from __future__ import annotations

import gc
import io
import signal
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from render import __version__
from render.errors import CardError, OutputError, UsageError
from render.say import safe, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from render.batch.report import Report
    from render.card import Card
    from render.model import Quote

QUOTES = "quotes.yaml"


class Signals:
    """SIGINT and SIGTERM as KeyboardInterrupt with the signal's number.

    The number is kept: a library that is being imported may swallow the exception (opencc does).
    """

    number = 0

    def listen(self) -> None:
        """Take both signals over, unless the program was started to ignore them, as by nohup."""
        for number in (signal.SIGINT, signal.SIGTERM):
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._stop)

    def _stop(self, number: int, _frame: FrameType | None) -> NoReturn:
        self.number = number
        raise KeyboardInterrupt(number)

    def check(self) -> None:
        """Raise again what was swallowed."""
        if self.number:
            raise KeyboardInterrupt(self.number)


class Program(click.Group):
    """The commands, with every error told in one way: a line on stderr and the exit code."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read the options before the command."""
        with _told(Signals()):
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with _told(ctx.ensure_object(Signals)):
            return super().invoke(ctx)


@contextmanager
def _told(signals: Signals) -> Iterator[None]:
    """Turn errors into messages and exit codes."""
    try:
        yield
    except click.UsageError as error:
        message = error.format_message()
        shown = safe(message, keep_newlines=True)
        if shown != message:
            raise click.UsageError(shown, error.ctx) from error
        raise
    except (click.ClickException, click.Abort, click.exceptions.Exit):
        raise
    except CardError as error:
        _fail(str(error), error.exit_code)
    except KeyboardInterrupt:
        _fail("stopped", 128 + (signals.number or signal.SIGINT))
    except BrokenPipeError:
        raise  # click ends quietly: the reader has seen enough
    except OSError as error:  # render/ names its own, so this is stdout
        _fail(str(error), OutputError.exit_code)
    except Exception:  # noqa: BLE001  # a traceback may hold a quote's words: it is made safe too
        if signals.number:
            _fail("stopped", 128 + signals.number)
        import traceback

        say(traceback.format_exc(), keep_newlines=True)
        _fail("this is a fault of quotecard; please report it with the lines above", 1)


def _fail(message: str, code: int) -> NoReturn:
    say(f"Error: {message}")
    raise click.exceptions.Exit(code)


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
    quotecard preview 3 --open           look at one
    quotecard preview --text 道可道，非常道。
    """  # noqa: D301  # \b is click's mark for lines kept as they are


_theme = click.option("-t", "--theme", default="", metavar="THEME", help="Theme; see `quotecard themes`.")
_size = click.option(
    "-s",
    "--size",
    default="",
    metavar="SIZE",
    help="Size of the card, by name or WxH; see `quotecard sizes`.",
)
_on_missing = click.option(
    "--on-missing",
    type=click.Choice(["error", "warn"]),
    default="error",
    show_default=True,
    help="A character no font has: refuse the quote, or draw a box and say so.",
)


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
@_on_missing
@click.option("--force", is_flag=True, help="Overwrite files that are not cards of ours.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print a report, one record a card.")
@click.pass_context
def batch(ctx: click.Context, /, file: str, output: str, on_missing: str, **asked: Any) -> None:
    """Draw every quote of FILE (./quotes.yaml; - is standard input) into a folder of PNG cards."""
    from render.batch.plan import Order, plan
    from render.batch.progress import Progress
    from render.batch.run import dry_run, run
    from render.read.document import load_quotes

    gc.enable()
    force, dry, as_json = (asked.pop(flag) for flag in ("force", "dry_run", "as_json"))
    work, folder = plan(load_quotes(file), Order(**asked)), Path(output)
    if dry:
        report = dry_run(work, folder)
    else:
        check = ctx.ensure_object(Signals).check
        with Progress(work.total) as bar:
            report = run(work, folder, on_missing=on_missing, force=force, on_done=bar.done, check=check)
    _tell(report, as_json=as_json, dry=dry)
    ctx.exit(report.return_code)


def _tell(report: Report, *, as_json: bool, dry: bool) -> None:
    """Print what became of a batch: data to stdout, the rest to stderr."""
    if as_json:
        _data(report.as_dict())
    elif dry:
        for record in report.records:
            if not record.error:
                say(str(report.folder / record.file), err=False)
    for name, words in report.notices().items():
        say(f"quote {name}: {'; '.join(words)}")
    for told, files in report.failures().items():
        say(f"Error: {told} [{', '.join(files)}]" if files else f"Error: {told}")
    if report.broken:
        say(f"Error: {report.broken}")
    say(f"{len(report.records) - report.failed} would be written" if dry else str(report))


def _data(value: object) -> None:
    """Print `value` as JSON that is safe on a terminal and in any encoding of stdout."""
    import json

    plain = (sys.stdout.encoding or "").lower().startswith("utf")
    text = json.dumps(value, ensure_ascii=not plain, indent=2)
    risky = {char for char in set(text) - {"\n"} if safe(char) != char}
    click.echo(text.translate({ord(char): json.dumps(char)[1:-1] for char in risky}))


def _which(words: tuple[str, ...]) -> tuple[str, str]:
    """Return the file and the quote's name; a lone word is a file if it looks like one."""
    match words:
        case []:
            return QUOTES, ""
        case [word] if word == "-" or word.lower().endswith((".yaml", ".yml", ".json")):
            return word, ""
        case [word]:
            return QUOTES, word
        case [file, key]:
            return file, key
    raise UsageError(f"unexpected {words[2]}", hint="give a file and one id or number")


@cli.command()
@click.argument("words", metavar="[FILE] [ID|NUMBER]", nargs=-1)
@click.option("--text", metavar="TEXT", help="Draw this text instead of a quote of FILE.")
@_theme
@_size
@click.option("-o", "--output", default="", metavar="FILE", help="Write the card here; - is standard output.")
@click.option("--open", "show", is_flag=True, help="Open the card in the program for pictures.")
@_on_missing
def preview(words: tuple[str, ...], text: str | None, output: str, *, show: bool, **look: Any) -> None:
    """Draw one quote: the first of FILE, or that of an ID or NUMBER, or a TEXT.

    Prints the path of the card, a temporary file unless -o names one.
    """
    from render.card import render_card

    _check_output(output, show=show)
    quote = _one(words, text)
    card = render_card(quote, **look)
    if output == "-":
        click.echo(card.png(), nl=False)
    else:
        path = _write(card, quote, output)
        say(path, err=False)
        if show:
            click.launch(path)
    _about(card)


def _check_output(output: str, *, show: bool) -> None:
    if output == "-" and show:
        raise UsageError("--open needs a file", hint="leave out -o -")
    if output == "-" and sys.stdout.isatty():
        raise UsageError("a picture is not written to a terminal", hint="redirect it, or use -o card.png")
    if Path(output).suffix.lower() not in ("", ".png"):
        raise UsageError(f"{output} does not end in .png", why="cards are PNG pictures")


def _one(words: tuple[str, ...], text: str | None) -> Quote:
    if text is not None:
        from render.read.item import quote_of

        if words:
            raise UsageError(f"unexpected {words[0]}", why="--text is the quote")
        return quote_of(text)
    from render.read.document import load_quotes
    from render.read.find import find

    file, key = _which(words)
    return find(load_quotes(file), key or "1")


def _write(card: Card, quote: Quote, output: str) -> str:
    """Write the card; return the path."""
    from render.preview.temporary import temporary
    from render.store import write_file

    path = Path(output) if output else temporary(quote)
    write_file(path, card.png())
    return str(path)


def _about(card: Card) -> None:
    lines = len(card.lines)
    say(f"{card.scene.width}\u00d7{card.scene.height} px, {lines} {'line' if lines == 1 else 'lines'}")
    for notice in card.notices:
        say(str(notice))


@cli.command()
@click.argument("words", metavar="[FILE] ID|NUMBER", nargs=-1, required=True)
@_theme
@_size
@click.option("--json", "as_json", is_flag=True, help="Print the account as JSON.")
def explain(words: tuple[str, ...], theme: str, size: str, *, as_json: bool) -> None:
    """Say why the card of a quote looks as it does: language, size, lines, faces, what was weighed."""
    from render.card import render_card
    from render.preview.explain import describe
    from render.read.document import load_quotes
    from render.read.find import find

    file, key = _which(words)
    if not key:
        raise UsageError(f"which quote of {file}?", hint=f"quotecard explain {file} 1")
    quote = find(load_quotes(file), key)
    facts = render_card(quote, theme=theme, size=size).explain()
    if as_json:
        _data(facts)
    else:
        for line in describe(facts, guessed=not quote.lang):
            say(line, err=False)


@cli.command()
@click.option("--covers", metavar="TEXT", help="Say which families have every character of TEXT.")
def fonts(covers: str | None) -> None:
    """List the bundled fonts: family, languages, characters, licence."""
    from render.fontbook import default_book, families, who_covers

    if covers is None:
        for row in families(default_book()):
            weights = f"weight {row.weights}"
            languages = " ".join(row.languages) or "any"
            facts = (row.family, row.role, languages, f"{row.characters} characters", weights, row.licence)
            say("  ".join(facts), err=False)
        return
    for found in who_covers(default_book(), covers):
        lacks = " ".join(f"U+{ord(char):04X} {char}" for char in found.missing)
        say(f"{found.family}: {f'lacks {lacks}' if lacks else 'all'}", err=False)


@cli.command()
def themes() -> None:
    """List the themes."""
    from render.style import theme
    from render.style import themes as names

    for row in map(theme, names()):
        say(f"{row.id:<12} {row.name}  {row.about}", err=False)


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

    _data(json_schema())


if __name__ == "__main__":
    main()
