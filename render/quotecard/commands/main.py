"""The program `quotecard`: its commands, and its entry point.

Exit codes: 0 all written, 1 some cards failed, 2 usage, 3 input file, 4 the output folder, file or stream,
130 interrupted, 143 terminated. Messages go to stderr and data to stdout; whatever comes from a quote, a path or
the command line passes through `quotecard.console`. Commands import what they need when they run: a preview starts
without what only a batch needs.
"""

from __future__ import annotations

import gc
import io
import sys

import click

from quotecard.commands import batch, check, fonts, lists, quote, sheet
from quotecard.commands.program import Program, Signals
from quotecard.version import __version__


def main() -> None:
    """Run the program."""
    gc.disable()  # a single card ends before garbage is worth collecting; `batch` turns it on again
    signals = Signals()
    signals.listen()
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot write Chinese shows escapes, not a traceback.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    cli(obj=signals)


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="quotecard")
def cli() -> None:
    """Turn a list of quotes into typeset picture cards.

    \b
    quotecard init                       write a sample quotes.yaml
    quotecard batch                      draw every quote of quotes.yaml into cards/
    quotecard preview 3 --watch          look at one, and again at each save
    quotecard serve                      a page that sets it while you type
    quotecard preview --text 道可道，非常道。
    """  # noqa: D301  # \b is click's mark for lines kept as they are


for command in (
    *(batch.batch, check.check, fonts.fonts, sheet.sheet),
    *(lists.themes, lists.sizes, lists.init, lists.schema),
    *(quote.preview, quote.explain, quote.serve),
):
    cli.add_command(command)
