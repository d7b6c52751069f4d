"""Style: Quote + theme + size → Job. Knows nothing of text shaping."""

from render.style.resolve import resolve
from render.style.sizes import parse_size, sizes
from render.style.theme import called, file_text, is_path, theme, themes

__all__ = ["called", "file_text", "is_path", "parse_size", "resolve", "sizes", "theme", "themes"]
