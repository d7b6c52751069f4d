"""The page's static files, read once; no request reads any other static file."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

TYPES = {
    "index.html": "text/html; charset=utf-8",
    "page.css": "text/css; charset=utf-8",
    "page.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}


@lru_cache(maxsize=1)
def assets() -> dict[str, bytes]:
    """Return the contents of the files by name."""
    folder = Path(__file__).parent / "page"
    return {name: (folder / name).read_bytes() for name in TYPES}
