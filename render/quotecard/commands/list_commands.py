"""The commands that list what is available: `themes`, `sizes`, `schema`; and `init`, which writes a sample."""

from __future__ import annotations

from pathlib import Path

import click

from quotecard.commands.options import QUOTES
from quotecard.console import echo, echo_json, require_stdout
from quotecard.errors import OutputError


@click.command()
@click.option(
    "--export", default="", metavar="NAME", help="Print the file of a theme, as a start for your own."
)
def themes(export: str) -> None:
    """List the themes, with a card of each if the terminal can show pictures; or print the file of one."""
    from quotecard.style import load_theme, theme_source
    from quotecard.style import themes as names

    if export:
        require_stdout()
        click.echo(theme_source(export), nl=False)
        return
    for row in map(load_theme, names()):
        tones = "light and dark" if row.other else row.tone
        echo(f"{row.id:<12} {row.name}  {row.about} ({tones})", err=False)
    from quotecard.preview.contact import show_themes

    show_themes()


@click.command()
def sizes() -> None:
    """List the card sizes."""
    from quotecard.style import parse_size
    from quotecard.style import sizes as names

    for name in names():
        size = parse_size(name)
        echo(f"{name:<12} {size.width}\u00d7{size.height}", err=False)
    echo("Any other size as WxH in px; @2x or @3x after a name multiplies it")


@click.command()
def init() -> None:
    """Write a commented sample to quotes.yaml."""
    from quotecard.read.schema import sample_yaml
    from quotecard.store import write_file

    path = Path(QUOTES)
    if path.exists() or path.is_symlink():
        raise OutputError(f"{QUOTES} already exists", hint="move it away, or change to another folder")
    write_file(path, sample_yaml().encode())
    echo(f"Wrote {QUOTES}; next: quotecard batch")


@click.command()
def schema() -> None:
    """Print a JSON Schema of the quotes file, for your editor."""
    from quotecard.read.schema import json_schema

    echo_json(json_schema())
