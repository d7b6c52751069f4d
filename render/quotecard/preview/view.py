"""Show one quote: write its card, show it in the terminal, open it, copy it, and print its summary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from quotecard.console import echo
from quotecard.preview.output import card_summary, write_card

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from quotecard.model import Quote
    from quotecard.preview.terminal.capabilities import Terminal


class View(NamedTuple):
    """What to do with a card."""

    look: Mapping[str, Any]
    """Arguments of render_card."""
    output: str = ""
    """A path; empty for a temporary file."""
    display: str = ""
    """How the terminal shows it: empty to detect that, `none` not to show it."""
    launch: Callable[[str], object] | None = None
    """Opens the file in the default image viewer."""
    copy: bool = False


def show_once(quote: Quote, view: View) -> None:
    """Draw a quote and show it once. Raises CardError."""
    show_card(quote, view, view_terminal(view))


def view_terminal(view: View) -> Terminal | None:
    """Return the terminal, or None if nothing is to be shown on it."""
    import sys

    if view.display == "none" or sys.stdout is None or not sys.stdout.isatty():
        return None
    from quotecard.preview.terminal.capabilities import detect_terminal

    return detect_terminal(view.display)


def show_card(quote: Quote, view: View, terminal: Terminal | None, *, clear: bool = False) -> str:
    """Draw a quote, show its card and return the card's path. Raises CardError."""
    from quotecard.card import render_card

    card = render_card(quote, **view.look)
    path = write_card(card, quote, view.output)
    if terminal:
        from quotecard.preview.terminal import show as pictures

        if clear:
            pictures.clear_screen(terminal)
        pictures.show_image(card.image, terminal)
    echo(path, err=False)
    for line in card_summary(card):
        echo(line)
    if view.launch:
        view.launch(path)
    if view.copy:
        from quotecard.preview.clipboard import copy_card

        copy_card(path, card.png())
        echo("copied")
    return path
