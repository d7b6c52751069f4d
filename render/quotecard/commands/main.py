"""The program `quotecard`: its commands and its entry point.

Exit codes: 0 success, 1 some cards failed, 2 wrong usage, 3 unusable input file, 4 the output folder, file or
stream cannot be written, 130 interrupted, 143 terminated. Messages go to stderr and data to stdout; any text from
a quote, a path or the command line passes through `quotecard.console`. Commands import their dependencies when
they run, so that a preview does not load what only a batch needs.
"""

from __future__ import annotations

import gc
import io
import sys

import click

from quotecard.commands import list_commands
from quotecard.commands.batch_command import batch
from quotecard.commands.check_command import check
from quotecard.commands.explain_command import explain_command
from quotecard.commands.fonts_command import fonts_command
from quotecard.commands.preview_command import preview_command
from quotecard.commands.program import CommandGroup, Signals
from quotecard.commands.serve_command import serve_command
from quotecard.commands.sheet_command import sheet_command
from quotecard.version import __version__


def main() -> None:
    """Run the program."""
    gc.disable()  # one card ends before collecting garbage pays; long commands turn it on again
    signals = Signals()
    signals.listen()
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot write Chinese shows escapes, not a traceback.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    cli(obj=signals)


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="quotecard")
def cli() -> None:
    """Turn a list of quotes into typeset picture cards.

    \b
    quotecard init                       write a sample quotes.yaml
    quotecard batch                      draw every quote in quotes.yaml into cards/
    quotecard preview 3 --watch          show one quote, redrawn at each save
    quotecard serve                      a local page that redraws the card as you type
    quotecard preview --text 道可道，非常道。
    """  # noqa: D301  # \b tells click to keep the line breaks


for command in (
    *(batch, check, fonts_command, sheet_command),
    *(list_commands.themes, list_commands.sizes, list_commands.init, list_commands.schema),
    *(preview_command, explain_command, serve_command),
):
    cli.add_command(command)
