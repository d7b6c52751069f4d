"""Place the texts of a card in the columns of a ruled sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecard.attribution.columns import place_column
from quotecard.devices import Placed
from quotecard.devices.ruled_sheet import columns_of, later_columns, sheet
from quotecard.devices.shapes import glyphs
from quotecard.model import Box

if TYPE_CHECKING:
    from quotecard.devices.ruled_sheet import RuledSheet
    from quotecard.model import Blocks, Job
    from quotecard.scene import Item


def on_sheet(job: Job, blocks: Blocks, ruled: RuledSheet) -> Placed:
    """Return the quote in the first columns from the right, then the attribution at the bottom of the next ones."""
    found, quote = sheet(job, blocks, ruled), blocks.quote
    right = round(found.box.right - (found.pitch - quote.size) / 2)
    items: list[Item] = list(glyphs(job, quote, right - quote.width, found.box.top))
    # A translation begins level with the quote; an attribution ends near the bottom.
    translated = (
        {column.lines[0] for column in columns_of(blocks.translation)} if blocks.translation else set()
    )
    axis = right - quote.size / 2 - len(quote.lines) * found.pitch
    for part in later_columns(blocks):
        bottom = found.box.bottom - found.cell
        bottom = found.box.bottom if part.height > bottom - found.box.top else bottom
        if part.lines[0] in translated:
            bottom = found.box.top + part.height
        items += place_column(job, blocks, part, axis, bottom)
        axis -= found.pitch
    box = Box(right - quote.width, found.box.top, right, found.box.top + quote.height)
    return Placed(items, box, found.box)
