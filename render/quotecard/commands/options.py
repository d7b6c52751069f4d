"""Options and defaults that several commands share, each declared once."""

from __future__ import annotations

import click

QUOTES = "quotes.yaml"
"""The quotes file if none is given."""
SUFFIXES = (".yaml", ".yml", ".json", ".jsonl", ".ndjson", ".csv", ".tsv")
"""A single argument with one of these endings is a file; the formats of quotecard/read/formats.py."""

THEME = click.option("-t", "--theme", default="", metavar="THEME", help="Theme; see `quotecard themes`.")
SIZE = click.option(
    "-s",
    "--size",
    default="",
    metavar="SIZE",
    help="Size of the card, by name or WxH; see `quotecard sizes`.",
)
DARK = click.option("--dark", "tone", flag_value="dark", help="Use the theme's dark ground.")
LIGHT = click.option("--light", "tone", flag_value="light", help="Use the theme's light ground.")
ON_MISSING = click.option(
    "--on-missing",
    type=click.Choice(["error", "warn"]),
    default="error",
    show_default=True,
    help="If no font has a character: refuse the quote, or draw a box and warn.",
)
FONTS = click.option(
    "--fonts", default="", metavar="DIR", help="Folder of your own fonts, used before the bundled ones."
)
