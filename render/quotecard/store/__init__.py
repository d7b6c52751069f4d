"""The one door to the output folder: safe names, whole files, nothing of another's overwritten."""

from __future__ import annotations

from quotecard.store.files import write_file
from quotecard.store.folder import Folder, open_store
from quotecard.store.safe_names import clashes, folded, safe_name, slug

__all__ = ["Folder", "clashes", "folded", "open_store", "safe_name", "slug", "write_file"]
