"""The commands that show a quote: `preview`, `explain` and `serve`.

What they need is imported when they run: a preview starts without what only a page needs.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from quotecard.commands.options import DARK, FONTS, LIGHT, ON_MISSING, QUOTES, SIZE, SUFFIXES, THEME
from quotecard.commands.program import Signals
from quotecard.console import echo, echo_json
from quotecard.errors import UsageError
from quotecard.garbage import collect_rarely

if TYPE_CHECKING:
    from quotecard.model import Quote


def _which(words: tuple[str, ...]) -> tuple[str, str]:
    """Return the file and the quote's name; a lone word is a file if it looks like one."""
    match words:
        case []:
            return QUOTES, ""
        case [word] if word == "-" or word.lower().endswith(SUFFIXES):
            return word, ""
        case [word]:
            return QUOTES, word
        case [file, key]:
            return file, key
    raise UsageError(f"unexpected {words[2]}", hint="give a file and one id or number")


@click.command()
@click.argument("words", metavar="[FILE] [ID|NUMBER|WORDS]", nargs=-1)
@click.option("--text", metavar="TEXT", help="Draw this text instead of a quote of FILE.")
@THEME
@SIZE
@DARK
@LIGHT
@click.option("-o", "--output", default="", metavar="FILE", help="Write the card here; - is standard output.")
@click.option("--open", "show", is_flag=True, help="Open the card in the program for pictures.")
@click.option("--copy", is_flag=True, help="Put the card on the clipboard.")
@click.option("-w", "--watch", is_flag=True, help="Draw it again whenever FILE is saved, until Ctrl-C.")
@click.option(
    "--display",
    type=click.Choice(["kitty", "iterm2", "sixel", "blocks"]),
    help="How the terminal shows the card; asked of the terminal where not given.",
)
@click.option("--no-display", is_flag=True, help="Do not show the card in the terminal.")
@ON_MISSING
@FONTS
@click.pass_context
def preview(
    ctx: click.Context, /, words: tuple[str, ...], text: str | None, output: str, **asked: Any
) -> None:
    """Draw one quote: the first of FILE, or that of an ID, a NUMBER or WORDS of it, or a TEXT.

    Shows it in the terminal and prints the path of the card, a temporary file unless -o names one.
    """
    from quotecard.preview.output import check_output

    shown, no_display = asked.pop("display") or "", asked.pop("no_display")
    launch, copy, watch = (asked.pop(flag) for flag in ("show", "copy", "watch"))
    check_output(output, show=launch, copy=copy, watch=watch)
    if output == "-":
        from quotecard.preview.output import send

        send(_one(words, text), asked)
        return
    from quotecard.preview.view import View, once

    view = View(asked, output, "none" if no_display else shown, click.launch if launch else None, copy)
    if not watch:
        once(_one(words, text), view)
        return
    from quotecard.preview.watch import watch as follow

    collect_rarely()
    file, key = _which(words)
    if text is not None or file == "-":
        raise UsageError("--watch needs a file", why="nothing else can be saved again")
    follow(file, key, view, ctx.ensure_object(Signals).check)


def _one(words: tuple[str, ...], text: str | None) -> Quote:
    if text is not None:
        from quotecard.read.item import quote_of

        if words:
            raise UsageError(f"unexpected {words[0]}", why="--text is the quote")
        return quote_of(text)
    from quotecard.read.document import load_quotes
    from quotecard.read.quote_lookup import search_quote

    file, key = _which(words)
    return search_quote(load_quotes(file), key or "1")


@click.command()
@click.argument("file", default=QUOTES)
@click.option(
    "-a",
    "--addr",
    default="",
    metavar="PORT",
    help="Port, or 127.0.0.1:PORT; the next free one from 4870 on.",
)
@click.option("--open", "show", is_flag=True, help="Open the page in the browser.")
@FONTS
def serve(file: str, addr: str, fonts: str, *, show: bool) -> None:
    """Show FILE (./quotes.yaml) on a page of this machine: each card as it is written, until Ctrl-C."""
    if file == "-":
        raise UsageError("serve needs a file", why="standard input cannot be saved again")
    from quotecard.serve.listen import serve as run

    def ready(address: str) -> None:
        echo(address, err=False)
        sys.stdout.flush()
        if show:
            click.launch(address)

    collect_rarely()
    run(file, addr, ready, fonts=fonts)


@click.command()
@click.argument("words", metavar="[FILE] ID|NUMBER|WORDS", nargs=-1, required=True)
@THEME
@SIZE
@DARK
@LIGHT
@click.option("--json", "as_json", is_flag=True, help="Print the account as JSON.")
@click.option(
    "--overlay", default="", metavar="FILE", help="Draw the layout here: lines, breaks, their costs."
)
@FONTS
def explain(words: tuple[str, ...], overlay: str, *, as_json: bool, **look: Any) -> None:
    """Say why the card of a quote looks as it does: language, size, lines, faces, what was weighed."""
    from quotecard.card import render_card
    from quotecard.preview.explain import describe
    from quotecard.preview.output import write_overlay
    from quotecard.read.document import load_quotes
    from quotecard.read.quote_lookup import search_quote

    file, key = _which(words)
    if not key:
        raise UsageError(f"which quote of {file}?", hint=f"quotecard explain {file} 1")
    quote = search_quote(load_quotes(file), key)
    card = render_card(quote, **look)
    facts = card.explain()
    if overlay:
        write_overlay(card, overlay)
    if as_json:
        echo_json(facts)
    else:
        for line in describe(facts, guessed=card.job.lang_guessed):
            echo(line, err=False)
