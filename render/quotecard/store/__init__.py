"""Everything that is written goes through here: safe names, whole files, and never over a file that is not ours."""

from __future__ import annotations

from quotecard.store.card_store import CardStore
from quotecard.store.destination import open_store
from quotecard.store.files import write_file
from quotecard.store.folder import Folder
from quotecard.store.safe_names import clashes, folded, safe_name, slug

__all__ = ["CardStore", "Folder", "clashes", "folded", "open_store", "safe_name", "slug", "write_file"]
