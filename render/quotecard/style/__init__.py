"""Style: Quote + theme + size → Job. Knows nothing of text shaping."""

from quotecard.style.resolve import resolve
from quotecard.style.sizes import parse_size, sizes
from quotecard.style.theme_lookup import called, file_text, is_path, theme, themes

__all__ = ["called", "file_text", "is_path", "parse_size", "resolve", "sizes", "theme", "themes"]
