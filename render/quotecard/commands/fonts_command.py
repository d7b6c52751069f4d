"""The command `fonts`: the available fonts, and what they cover."""

from __future__ import annotations

import click

from quotecard.commands.options import FONTS
from quotecard.console import echo


def report_unused_fonts(fonts: str) -> None:
    """Print which fonts of the folder `fonts` are not used, and why, on standard error.

    For commands that draw no card; a card carries these notices itself.
    """
    from quotecard.fontbook import font_book

    book = font_book(fonts)
    for notice in book.own.notices if book.own else ():
        echo(notice)


@click.command("fonts")
@click.option("--covers", metavar="TEXT", help="Report which families have every character of TEXT.")
@FONTS
def fonts_command(covers: str | None, fonts: str) -> None:
    """List your own fonts, then the bundled ones: family, languages, characters, licence."""
    from quotecard.fontbook import coverage_by_family, family_reports, font_book

    book = font_book(fonts)
    report_unused_fonts(fonts)
    if covers is None:
        for row in family_reports(book):
            weights = f"weight {row.weights}"
            languages = " ".join(row.languages) or "any"
            facts = (row.family, row.role, languages, f"{row.characters} characters", weights, row.licence)
            echo("  ".join(facts), err=False)
        return
    for found in coverage_by_family(book, covers):
        lacks = " ".join(f"U+{ord(char):04X} {char}" for char in found.missing)
        echo(f"{found.family}: {f'lacks {lacks}' if lacks else 'all'}", err=False)
