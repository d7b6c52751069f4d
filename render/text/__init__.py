"""Text: Job → Blocks, and lines without a card. Knows no colour and no Pillow."""

from render.text.breaks.legal import legal_breaks
from render.text.lines import set_lines
from render.text.typeset import typeset

__all__ = ["legal_breaks", "set_lines", "typeset"]
