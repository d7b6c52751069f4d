"""quotecard: turn a list of quotes into typeset picture cards.

from quotecard import load_quotes, render_card

card = render_card("我們飽受愚蠢之苦", theme="xuan", size="portrait")
card.save("card.png")
card.image, card.texts, card.lines, card.notices

docs/api.md describes every public name. A name's module is imported on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quotecard.version import __version__ as __version__

if TYPE_CHECKING:
    from quotecard.batch.api import render_batch
    from quotecard.batch.report import Failure, Record, Report
    from quotecard.card import Card, render_card
    from quotecard.errors import (
        BadQuote,
        CardError,
        DoesNotFit,
        FileInTheWay,
        FontError,
        MissingGlyphs,
        OutputError,
        QuoteError,
        QuoteFileError,
        ThemeError,
        TooLarge,
        UsageError,
    )
    from quotecard.model import Notice, Origin, Place, Quote, Ruby, Size, Translation
    from quotecard.picture import Picture
    from quotecard.read.document import Quotes, load_quotes
    from quotecard.scene import Scene
    from quotecard.style.sizes import parse_size, sizes
    from quotecard.style.theme_lookup import load_theme, themes
    from quotecard.text.breaks.legal import legal_breaks
    from quotecard.text.line.set_lines import set_lines
    from quotecard.theme import Theme

__all__ = [
    "BadQuote",
    "Card",
    "CardError",
    "DoesNotFit",
    "Failure",
    "FileInTheWay",
    "FontError",
    "MissingGlyphs",
    "Notice",
    "Origin",
    "OutputError",
    "Picture",
    "Place",
    "Quote",
    "QuoteError",
    "QuoteFileError",
    "Quotes",
    "Record",
    "Report",
    "Ruby",
    "Scene",
    "Size",
    "Theme",
    "ThemeError",
    "TooLarge",
    "Translation",
    "UsageError",
    "legal_breaks",
    "load_quotes",
    "load_theme",
    "parse_size",
    "render_batch",
    "render_card",
    "set_lines",
    "sizes",
    "themes",
]

_MODULES = {
    "quotecard.batch.api": ("render_batch",),
    "quotecard.batch.report": ("Failure", "Record", "Report"),
    "quotecard.card": ("Card", "render_card"),
    "quotecard.errors": (
        *("BadQuote", "CardError", "DoesNotFit", "FileInTheWay", "FontError", "MissingGlyphs"),
        *("OutputError", "QuoteError", "QuoteFileError", "ThemeError", "TooLarge", "UsageError"),
    ),
    "quotecard.model": ("Notice", "Origin", "Place", "Quote", "Ruby", "Size", "Translation"),
    "quotecard.picture": ("Picture",),
    "quotecard.read.document": ("Quotes", "load_quotes"),
    "quotecard.scene": ("Scene",),
    "quotecard.style.sizes": ("parse_size", "sizes"),
    "quotecard.style.theme_lookup": ("load_theme", "themes"),
    "quotecard.text.breaks.legal": ("legal_breaks",),
    "quotecard.text.line.set_lines": ("set_lines",),
    "quotecard.theme": ("Theme",),
}
"""Public names by the module that defines them."""

_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    # A preview imports only what its card needs (PEP 562).
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_MODULE_OF[name]), name)


def __dir__() -> list[str]:
    return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})
