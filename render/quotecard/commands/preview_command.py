"""The command `preview`: one quote, shown in the terminal.

Everything else is imported when the command runs, to keep its cold start short.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from quotecard.commands.options import DARK, FONTS, LIGHT, ON_MISSING, SIZE, THEME
from quotecard.commands.program import Signals
from quotecard.commands.quote_argument import parse_quote_argument
from quotecard.errors import UsageError
from quotecard.garbage import collect_rarely

if TYPE_CHECKING:
    from quotecard.model import Quote


@click.command("preview")
@click.argument("words", metavar="[FILE] [ID|NUMBER|WORDS]", nargs=-1)
@click.option("--text", metavar="TEXT", help="Draw this text instead of a quote from FILE.")
@THEME
@SIZE
@DARK
@LIGHT
@click.option(
    "-o", "--output", default="", metavar="FILE", help="Write the card to FILE; - is standard output."
)
@click.option("--open", "show", is_flag=True, help="Open the card in the default image viewer.")
@click.option("--copy", is_flag=True, help="Copy the card to the clipboard.")
@click.option("-w", "--watch", is_flag=True, help="Redraw whenever FILE is saved, until Ctrl-C.")
@click.option(
    "--display",
    type=click.Choice(["kitty", "iterm2", "sixel", "blocks"]),
    help="How to show the card in the terminal; detected if not given.",
)
@click.option("--no-display", is_flag=True, help="Do not show the card in the terminal.")
@ON_MISSING
@FONTS
@click.pass_context
def preview_command(
    ctx: click.Context, /, words: tuple[str, ...], text: str | None, output: str, **asked: Any
) -> None:
    """Draw one quote: the first in FILE, or the one with this ID, NUMBER or WORDS, or TEXT.

    Shows it in the terminal and prints the path of the card: a temporary file unless -o names one.
    """
    from quotecard.preview.output import check_output

    shown, no_display = asked.pop("display") or "", asked.pop("no_display")
    launch, copy, watch = (asked.pop(flag) for flag in ("show", "copy", "watch"))
    check_output(output, show=launch, copy=copy, watch=watch)
    if output == "-":
        from quotecard.preview.output import write_stdout

        write_stdout(_load_quote(words, text), asked)
        return
    from quotecard.preview.view import View, show_once

    view = View(asked, output, "none" if no_display else shown, click.launch if launch else None, copy)
    if not watch:
        show_once(_load_quote(words, text), view)
        return
    from quotecard.preview.watch import watch_quote

    collect_rarely()
    file, key = parse_quote_argument(words)
    if text is not None or file == "-":
        raise UsageError("--watch needs a file", why="only a file can be saved again")
    watch_quote(file, key, view, ctx.ensure_object(Signals).check)


def _load_quote(words: tuple[str, ...], text: str | None) -> Quote:
    """Return the quote to draw: `text` if given, else the one that `words` name."""
    if text is not None:
        from quotecard.read.item import quote_of

        if words:
            raise UsageError(f"unexpected argument {words[0]}", why="--text is the quote")
        return quote_of(text)
    from quotecard.read.document import load_quotes
    from quotecard.read.quote_lookup import search_quote

    file, key = parse_quote_argument(words)
    return search_quote(load_quotes(file), key or "1")
