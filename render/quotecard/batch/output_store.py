"""Where the cards of a batch go: the store, and how it recognises our files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecard.paint.png_reader import is_own_png
from quotecard.store import open_store

if TYPE_CHECKING:
    from os import PathLike
    from typing import BinaryIO

    from quotecard.store import CardStore

OWN_FORMATS = (is_own_png,)
"""One recogniser per format of card, each beside the encoder of its format."""


def is_own_card(file: BinaryIO) -> bool:
    """Return whether an open file is a card that quotecard wrote, in any of its formats."""
    for is_own in OWN_FORMATS:
        file.seek(0)
        if is_own(file):
            return True
    return False


def open_output(path: str | PathLike[str]) -> CardStore:
    """Return the store for a folder or a URL; raises UsageError for a URL that cannot be used."""
    return open_store(path, is_own_card)
