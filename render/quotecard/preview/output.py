"""Where a previewed card is written, and the summary printed with it."""

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
    """Check the options that say where a card goes.

    Raises UsageError if they contradict each other, and OutputError if standard output is asked for but closed.
    """
    if copy and watch:
        raise UsageError(
            "--copy and --watch cannot be combined", why="each save would overwrite the clipboard"
        )
    if output == "-":
        for option, given in (("--open", show), ("--copy", copy), ("--watch", watch)):
            if given:
                raise UsageError(f"{option} needs a file", hint="leave out -o -")
        require_stdout()
        if sys.stdout.isatty():
            raise UsageError(
                "a picture cannot be written to a terminal", hint="redirect it, or use -o card.png"
            )
    if Path(output).suffix.lower() not in ("", ".png"):
        raise UsageError(f"{output} does not end in .png", why="cards are PNG pictures")


def write_stdout(quote: Quote, look: Mapping[str, Any]) -> None:
    """Write the card's PNG to standard output, and its summary to standard error."""
    import click

    from quotecard.card import render_card

    card = render_card(quote, **look)
    click.echo(card.png(), nl=False)
    for line in card_summary(card):
        echo(line)


def write_card(card: Card, quote: Quote, output: str) -> str:
    """Write the card to `output`, or to a temporary file if that is empty; return the path. Raises OutputError."""
    from quotecard.preview.temporary import temporary_path
    from quotecard.store import write_file

    path = Path(output) if output else temporary_path(quote)
    write_file(path, card.png())
    return str(path)


def write_overlay(card: Card, output: str) -> None:
    """Write a picture of the card's layout to a .png file.

    Raises UsageError if `output` is not such a file, OutputError if it cannot be written.
    """
    from quotecard.preview.overlay import layout_png
    from quotecard.store import write_file

    if output == "-":
        raise UsageError("--overlay needs a file", why="standard output carries the explanation")
    check_output(output)
    write_file(output, layout_png(card))


def card_summary(card: Card) -> Iterator[str]:
    """Yield the card's size, its number of lines and its notices; not escaped for a terminal yet."""
    lines = len(card.lines)
    yield f"{card.scene.width}\u00d7{card.scene.height} px, {lines} {'line' if lines == 1 else 'lines'}"
    yield from map(str, card.notices)
