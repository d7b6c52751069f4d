"""The command `serve`: the quotes file on a local page."""

from __future__ import annotations

import sys

import click

from quotecard.commands.options import FONTS, QUOTES
from quotecard.console import echo
from quotecard.errors import UsageError
from quotecard.garbage import collect_rarely


@click.command("serve")
@click.argument("file", default=QUOTES)
@click.option(
    "-a",
    "--addr",
    default="",
    metavar="PORT",
    help="Port, or 127.0.0.1:PORT; by default the first free one from 4870.",
)
@click.option("--open", "show", is_flag=True, help="Open the page in the browser.")
@FONTS
def serve_command(file: str, addr: str, fonts: str, *, show: bool) -> None:
    """Show FILE (./quotes.yaml) on a local page that redraws each card as you type, until Ctrl-C."""
    if file == "-":
        raise UsageError("serve needs a file", why="standard input cannot be saved again")
    from quotecard.serve.listen import serve_file

    def ready(address: str) -> None:
        echo(address, err=False)
        sys.stdout.flush()
        if show:
            click.launch(address)

    collect_rarely()
    serve_file(file, addr, ready, fonts=fonts)
