"""Where a preview goes that nobody gave a path."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotecard.model import Quote


def temporary_path(quote: Quote) -> Path:
    """Return a path for the quote's card in a new folder of its own among the temporary files."""
    from tempfile import mkdtemp

    from quotecard.store import safe_name, slug

    return Path(mkdtemp(prefix="quotecard-")) / safe_name(slug(quote.id or quote.text), ".png")
