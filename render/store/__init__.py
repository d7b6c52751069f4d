"""The one door to the output folder: safe names, whole files, nothing of another's overwritten."""

from __future__ import annotations

from render.store.files import write_file
from render.store.folder import Folder, place
from render.store.names import clashes, folded, safe_name, slug

__all__ = ["Folder", "clashes", "folded", "place", "safe_name", "slug", "write_file"]
