"""The commands that print what there is: `themes`, `sizes`, `schema`; and `init`, which writes a sample."""

from __future__ import annotations

from pathlib import Path

import click

from quotecard.commands.options import QUOTES
from quotecard.console import echo, echo_json, require_stdout
from quotecard.errors import OutputError


@click.command()
@click.option(
    "--export", default="", metavar="NAME", help="Print the file of a theme, to start one of your own from."
)
def themes(export: str) -> None:
    """List the themes, with a card of each where the terminal shows pictures; or print the file of one."""
    from quotecard.style import file_text, theme
    from quotecard.style import themes as names

    if export:
        require_stdout()
        click.echo(file_text(export), nl=False)
        return
    for row in map(theme, names()):
        tones = "light and dark" if row.other else row.tone
        echo(f"{row.id:<12} {row.name}  {row.about} ({tones})", err=False)
    from quotecard.preview.contact import show_themes

    show_themes()


@click.command()
def sizes() -> None:
    """List the sizes of cards."""
    from quotecard.style import parse_size
    from quotecard.style import sizes as names

    for name in names():
        size = parse_size(name)
        echo(f"{name:<12} {size.width}\u00d7{size.height}", err=False)
    echo("Any other as WxH in px; @2x and @3x behind a name multiply it")


@click.command()
def init() -> None:
    """Write a commented sample to quotes.yaml."""
    from quotecard.read.schema import sample
    from quotecard.store import write_file

    path = Path(QUOTES)
    if path.exists() or path.is_symlink():
        raise OutputError(f"{QUOTES} is there already", hint="move it away, or go to another folder")
    write_file(path, sample().encode())
    echo(f"{QUOTES} is written; now: quotecard batch")


@click.command()
def schema() -> None:
    """Print a JSON Schema of the quotes file, for an editor."""
    from quotecard.read.schema import json_schema

    echo_json(json_schema())
