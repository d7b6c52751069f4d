"""The command `explain`: why a card looks as it does."""

from __future__ import annotations

from typing import Any

import click

from quotecard.commands.options import DARK, FONTS, LIGHT, SIZE, THEME
from quotecard.commands.quote_argument import parse_quote_argument
from quotecard.console import echo, echo_json
from quotecard.errors import UsageError


@click.command("explain")
@click.argument("words", metavar="[FILE] ID|NUMBER|WORDS", nargs=-1, required=True)
@THEME
@SIZE
@DARK
@LIGHT
@click.option("--json", "as_json", is_flag=True, help="Print the explanation as JSON.")
@click.option(
    "--overlay",
    default="",
    metavar="FILE",
    help="Draw the layout to FILE: lines, breaks and what they cost.",
)
@FONTS
def explain_command(words: tuple[str, ...], overlay: str, *, as_json: bool, **look: Any) -> None:
    """Explain why the card of a quote looks as it does: language, size, lines, faces, alternatives."""
    from quotecard.card import render_card
    from quotecard.preview.explain_text import explain_lines
    from quotecard.preview.output import write_overlay
    from quotecard.read.document import load_quotes
    from quotecard.read.quote_lookup import search_quote

    file, key = parse_quote_argument(words)
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
        for line in explain_lines(facts, guessed=card.job.lang_guessed):
            echo(line, err=False)
