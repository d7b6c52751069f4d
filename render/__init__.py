"""quotecard: a list of quotes becomes typeset picture cards.

from render import load_quotes, render_card
card = render_card("我們飽受愚蠢之苦", theme="xuan", size="portrait")
card.image, card.png(), card.scene, card.lines, card.notices
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from render.batch.api import render_batch
    from render.card import Card, render_card
    from render.errors import (
        BadQuote,
        CardError,
        DoesNotFit,
        FontError,
        MissingGlyphs,
        QuoteError,
        QuoteFileError,
        UsageError,
    )
    from render.model import Notice, Quote
    from render.read.document import load_quotes
    from render.style.sizes import sizes
    from render.style.theme import themes
    from render.text.breaks.legal import legal_breaks
    from render.text.lines import set_lines

_HOMES = {
    "Card": "render.card",
    "BadQuote": "render.errors",
    "CardError": "render.errors",
    "DoesNotFit": "render.errors",
    "FontError": "render.errors",
    "MissingGlyphs": "render.errors",
    "Notice": "render.model",
    "Quote": "render.model",
    "QuoteError": "render.errors",
    "QuoteFileError": "render.errors",
    "UsageError": "render.errors",
    "legal_breaks": "render.text.breaks.legal",
    "load_quotes": "render.read.document",
    "render_batch": "render.batch.api",
    "render_card": "render.card",
    "set_lines": "render.text.lines",
    "sizes": "render.style.sizes",
    "themes": "render.style.theme",
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
