"""A small text of a card, an attribution or a translation: shaped once, set at the size that goes with the quote's."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from quotecard.identity_key import IdentityKey
from quotecard.text.breaks.costs import breaks
from quotecard.text.line.block import BlockStyle, build_block
from quotecard.text.line.break_map import map_breaks
from quotecard.text.line.fit import fixed_measure
from quotecard.text.line.spacing import CELLS, SMALL, space
from quotecard.text.shape.grid_cells import in_cells
from quotecard.text.shape.shape import shape

if TYPE_CHECKING:
    from quotecard.fontbook import FontBook
    from quotecard.model import Block
    from quotecard.text.line.spacing import Spaced
    from quotecard.text.shape.voice import Voice

_SHRINK = 0.88
"""A line a little too long is set smaller before it is wrapped."""


class SmallText(NamedTuple):
    """A shaped text, to be set at any size."""

    spaced: Spaced
    leading: float
    """em"""
    tracking: float
    """em after each character"""
    ink: str = "quiet"

    @property
    def missing(self) -> tuple[str, ...]:
        """Characters that no bundled face sets."""
        return tuple(self.spaced.shaped.missing)

    def at(self, size: float, length: float) -> Block:
        """Return the text at `size` px, or a little smaller, in lines of at most `length` px."""
        return _at(
            IdentityKey(self), size, length
        )._replace()  # a block of its own: page tells parts by identity

    def lines_at(self, size: float, length: float) -> Block:
        """Set the text, as `at` remembers it."""
        shaped = self.spaced.shaped
        line = map_breaks(self.spaced, [])
        natural = (line.table.right[-1] - line.table.left[0] - self.tracking) * size
        if natural * _SHRINK <= length and "\n" not in shaped.text:
            size *= min(1.0, length / natural) if natural else 1.0
            nodes: tuple[int, ...] = (0, 1)
        else:
            # Where a line may end is asked only now: most small texts need one line and no segmenter.
            line = map_breaks(self.spaced, breaks(shaped.text, shaped.lang))
            nodes = fixed_measure(line.table, length / size).nodes
        block = build_block(line, self.spaced, nodes, BlockStyle(size, self.leading, self.ink))
        # The last character's tracking is no width: it would push a seal away, or a centred name aside.
        if shaped.vertical:
            return block._replace(height=block.height - self.tracking * size)
        return block._replace(width=block.width - self.tracking * size)


@lru_cache(maxsize=4096)
def _at(text: IdentityKey[SmallText], size: float, length: float) -> Block:
    return text.value.lines_at(size, length)


@lru_cache(maxsize=2048)
def small_text(
    text: str,
    voice: Voice,
    book: FontBook,
    leading: float,
    *,
    tracking: float = 0.0,
    vertical: bool = False,
    ink: str = "quiet",
    cell: float = 0.0,
) -> SmallText:
    """Shape a small text; remembered, for a batch has few authors.

    In columns with a character in each `cell`, em, where that is given.
    """
    shaped = shape(text, voice, book, vertical=vertical)
    if cell:
        shaped = in_cells(shaped, cell, book)
    if tracking:
        shaped.advances[:] = [advance + tracking for advance in shaped.advances]
    return SmallText(space(shaped, book, CELLS if cell else SMALL), leading, tracking, ink)
