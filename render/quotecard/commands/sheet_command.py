"""The command `sheet`: a contact sheet."""

from __future__ import annotations

from typing import Any

import click

from quotecard.commands.options import QUOTES
from quotecard.commands.program import Signals
from quotecard.console import echo
from quotecard.garbage import collect_rarely


@click.command("sheet")
@click.argument("file", default=QUOTES)
@click.option("-t", "--theme", "themes", multiple=True, metavar="THEME", help="Theme, or all; repeatable.")
@click.option("-s", "--size", "sizes", multiple=True, metavar="SIZE", help="Size, or all; repeatable.")
@click.option("--tones", is_flag=True, help="Draw each card on its light and its dark ground.")
@click.option("--only", multiple=True, metavar="ID", help="Id or number of a quote; repeatable.")
@click.option("--text", metavar="TEXT", help="Draw this text instead of the quotes in FILE.")
@click.option(
    "-o", "--output", default="sheet.png", show_default=True, metavar="FILE", help="A .png or .html file."
)
@click.option(
    "--columns", type=click.IntRange(1, 40), default=5, show_default=True, help="Cards per row (PNG)."
)
@click.option(
    "--width", type=click.IntRange(80, 1080), default=320, show_default=True, help="Width of a card in px."
)
@click.pass_context
def sheet_command(ctx: click.Context, /, file: str, text: str | None, output: str, **asked: Any) -> None:
    """Draw a contact sheet of FILE (./quotes.yaml): its quotes side by side, in any themes and sizes.

    \b
    quotecard sheet                               every quote, as a batch would draw it
    quotecard sheet --only 1 -t all               one quote in every theme
    quotecard sheet --only 1 -t xuan -s all       one theme at every size
    quotecard sheet -t all --tones -o all.html    light beside dark, as a page
    """  # noqa: D301  # \b tells click to keep the line breaks
    from quotecard.batch.progress import Progress
    from quotecard.preview.contact import TONES, draw_thumbs, select_quotes, sheet_cards
    from quotecard.preview.contact_page import check_sheet_file, write_sheet
    from quotecard.read.document import load_quotes
    from quotecard.read.item import quote_of

    collect_rarely()
    check_sheet_file(output)
    quotes = [quote_of(text)] if text is not None else select_quotes(load_quotes(file), asked["only"])
    wanted = sheet_cards(quotes, asked["themes"], asked["sizes"], TONES if asked["tones"] else ())
    with Progress(len(wanted)) as bar:

        def done() -> None:
            bar.step()
            ctx.ensure_object(Signals).check()

        found = list(draw_thumbs(wanted, asked["width"], done))
    write_sheet(found, output, asked["width"], asked["columns"])
    echo(output, err=False)
    wrong = [one.wrong for one in found if one.image is None]
    for reason in wrong:
        echo(reason)
    ctx.exit(1 if wrong else 0)
