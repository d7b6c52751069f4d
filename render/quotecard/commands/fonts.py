"""The command that tells of fonts: `fonts`."""

from __future__ import annotations

import click

from quotecard.commands.options import FONTS
from quotecard.console import echo


def say_left_out(fonts: str) -> None:
    """Say which fonts of the folder are not used, and why; a card says it itself."""
    from quotecard.fontbook import font_book

    book = font_book(fonts)
    for notice in book.own.notices if book.own else ():
        echo(notice)


@click.command()
@click.option("--covers", metavar="TEXT", help="Say which families have every character of TEXT.")
@FONTS
def fonts(covers: str | None, fonts: str) -> None:
    """List the bundled fonts, yours before them: family, languages, characters, licence."""
    from quotecard.fontbook import families, font_book, who_covers

    book = font_book(fonts)
    say_left_out(fonts)
    if covers is None:
        for row in families(book):
            weights = f"weight {row.weights}"
            languages = " ".join(row.languages) or "any"
            facts = (row.family, row.role, languages, f"{row.characters} characters", weights, row.licence)
            echo("  ".join(facts), err=False)
        return
    for found in who_covers(book, covers):
        lacks = " ".join(f"U+{ord(char):04X} {char}" for char in found.missing)
        echo(f"{found.family}: {f'lacks {lacks}' if lacks else 'all'}", err=False)
