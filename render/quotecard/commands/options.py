"""Options that several commands share, each declared once."""

from __future__ import annotations

import click

QUOTES = "quotes.yaml"
SUFFIXES = (".yaml", ".yml", ".json", ".jsonl", ".ndjson", ".csv", ".tsv")
"""What a lone word that is a file ends in: those of render/quotecard/read/formats.py."""
"""The file where none is named."""

THEME = click.option("-t", "--theme", default="", metavar="THEME", help="Theme; see `quotecard themes`.")
SIZE = click.option(
    "-s",
    "--size",
    default="",
    metavar="SIZE",
    help="Size of the card, by name or WxH; see `quotecard sizes`.",
)
DARK = click.option("--dark", "tone", flag_value="dark", help="The theme's dark ground.")
LIGHT = click.option("--light", "tone", flag_value="light", help="The theme's light ground.")
ON_MISSING = click.option(
    "--on-missing",
    type=click.Choice(["error", "warn"]),
    default="error",
    show_default=True,
    help="A character no font has: refuse the quote, or draw a box and say so.",
)
FONTS = click.option(
    "--fonts", default="", metavar="DIR", help="Folder of your own fonts, asked before the bundled ones."
)
