"""Where a previewed card goes, and what is said of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotecard.console import echo, require_stdout
from quotecard.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quotecard.card import Card
    from quotecard.model import Quote


def check_output(output: str, *, show: bool = False, copy: bool = False, watch: bool = False) -> None:
    """Refuse what does not go together; raise UsageError, or OutputError as `say`."""
    if copy and watch:
        raise UsageError("--copy and --watch do not go together", why="each save would take the clipboard")
    if output == "-":
        for option, given in (("--open", show), ("--copy", copy), ("--watch", watch)):
            if given:
                raise UsageError(f"{option} needs a file", hint="leave out -o -")
        require_stdout()
        if sys.stdout.isatty():
            raise UsageError("a picture is not written to a terminal", hint="redirect it, or use -o card.png")
    if Path(output).suffix.lower() not in ("", ".png"):
        raise UsageError(f"{output} does not end in .png", why="cards are PNG pictures")


def write_stdout(quote: Quote, look: Mapping[str, Any]) -> None:
    """Write the card's bytes to standard output, and what is said of it to standard error."""
    import click

    from quotecard.card import render_card

    card = render_card(quote, **look)
    click.echo(card.png(), nl=False)
    for line in card_summary(card):
        echo(line)


def write_card(card: Card, quote: Quote, output: str) -> str:
    """Write the card to `output`, or to a temporary file; return the path. Raise OutputError."""
    from quotecard.preview.temporary import temporary_path
    from quotecard.store import write_file

    path = Path(output) if output else temporary_path(quote)
    write_file(path, card.png())
    return str(path)


def write_overlay(card: Card, output: str) -> None:
    """Write a picture of the card's layout to a file. Raise UsageError for what is none, OutputError."""
    from quotecard.preview.overlay import layout_png
    from quotecard.store import write_file

    if output == "-":
        raise UsageError("--overlay needs a file", why="standard output is for the account")
    check_output(output)
    write_file(output, layout_png(card))


def card_summary(card: Card) -> Iterator[str]:
    """Yield the lines that tell of a card; not yet safe for a terminal."""
    lines = len(card.lines)
    yield f"{card.scene.width}\u00d7{card.scene.height} px, {lines} {'line' if lines == 1 else 'lines'}"
    yield from map(str, card.notices)
