"""quotecard: a list of quotes becomes typeset picture cards.

from quotecard import load_quotes, render_card
card = render_card("我們飽受愚蠢之苦", theme="xuan", size="portrait")
card.image, card.png(), card.scene, card.lines, card.notices
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quotecard.version import __version__ as __version__

if TYPE_CHECKING:
    from quotecard.batch.api import render_batch
    from quotecard.card import Card, render_card
    from quotecard.errors import (
        BadQuote,
        CardError,
        DoesNotFit,
        FontError,
        MissingGlyphs,
        QuoteError,
        QuoteFileError,
        UsageError,
    )
    from quotecard.model import Notice, Quote
    from quotecard.read.document import load_quotes
    from quotecard.style.sizes import sizes
    from quotecard.style.theme_lookup import themes
    from quotecard.text.breaks.legal import legal_breaks
    from quotecard.text.line.set_lines import set_lines

_HOMES = {
    "Card": "quotecard.card",
    "BadQuote": "quotecard.errors",
    "CardError": "quotecard.errors",
    "DoesNotFit": "quotecard.errors",
    "FontError": "quotecard.errors",
    "MissingGlyphs": "quotecard.errors",
    "Notice": "quotecard.model",
    "Quote": "quotecard.model",
    "QuoteError": "quotecard.errors",
    "QuoteFileError": "quotecard.errors",
    "UsageError": "quotecard.errors",
    "legal_breaks": "quotecard.text.breaks.legal",
    "load_quotes": "quotecard.read.document",
    "render_batch": "quotecard.batch.api",
    "render_card": "quotecard.card",
    "set_lines": "quotecard.text.line.set_lines",
    "sizes": "quotecard.style.sizes",
    "themes": "quotecard.style.theme_lookup",
}

__all__ = [
    "BadQuote",
    "Card",
    "CardError",
    "DoesNotFit",
    "FontError",
    "MissingGlyphs",
    "Notice",
    "Quote",
    "QuoteError",
    "QuoteFileError",
    "UsageError",
    "legal_breaks",
    "load_quotes",
    "render_batch",
    "render_card",
    "set_lines",
    "sizes",
    "themes",
]


def __getattr__(name: str) -> Any:
    # A preview imports what its card needs and no more (PEP 562).
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
