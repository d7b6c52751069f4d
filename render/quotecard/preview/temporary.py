"""The path of a preview without -o."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotecard.model import Quote


def temporary_path(quote: Quote) -> Path:
    """Create a temporary folder and return a path in it for the quote's card."""
    from tempfile import mkdtemp

    from quotecard.store import safe_name, slug

    return Path(mkdtemp(prefix="quotecard-")) / safe_name(slug(quote.id or quote.text), ".png")
