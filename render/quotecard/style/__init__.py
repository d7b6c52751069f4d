"""Style: Quote + theme + size → Job. Knows nothing of text shaping."""

from quotecard.style.resolve import resolve
from quotecard.style.sizes import parse_size, sizes
from quotecard.style.theme_lookup import is_theme_path, load_theme, theme_id, theme_source, themes

__all__ = [
    "theme_id",
    "theme_source",
    "is_theme_path",
    "parse_size",
    "resolve",
    "sizes",
    "load_theme",
    "themes",
]
