"""The style stage: Quote + theme + size → Job. It does not shape text."""

from quotecard.style.resolve import resolve
from quotecard.style.sizes import parse_size, sizes
from quotecard.style.theme_lookup import is_theme_path, load_theme, theme_id, theme_source, themes

__all__ = [
    "is_theme_path",
    "load_theme",
    "parse_size",
    "resolve",
    "sizes",
    "theme_id",
    "theme_source",
    "themes",
]
