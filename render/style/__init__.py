"""Style: Quote + theme + size → Job. Knows nothing of text shaping."""

from render.style.resolve import resolve
from render.style.sizes import parse_size, sizes
from render.style.theme import file_text, theme, themes

__all__ = ["file_text", "parse_size", "resolve", "sizes", "theme", "themes"]
