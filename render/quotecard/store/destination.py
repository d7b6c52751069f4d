"""Find the store that a path or URL names."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from quotecard.store.folder import Folder

if TYPE_CHECKING:
    from quotecard.store.card_store import CardStore
    from quotecard.store.files import IsOwn


def open_store(path: str | os.PathLike[str], is_own: IsOwn) -> CardStore:
    """Return a folder of this machine, or with a URL such as s3://bucket/cards what fsspec finds there.

    `is_own` tells our files from others. Raises UsageError for a URL that cannot be used.
    """
    if "://" not in os.fspath(path):
        return Folder(path, is_own)
    from quotecard.store.bucket import Bucket

    return Bucket(os.fspath(path), is_own)
