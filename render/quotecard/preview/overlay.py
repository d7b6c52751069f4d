"""Draw a card's layout over it: line and character boxes, baselines, and the cost of each break."""

from __future__ import annotations

from bisect import bisect_right
from math import ceil, inf
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from quotecard.model import ASCENT
from quotecard.page.account import account
from quotecard.paint.png import encode_png
from quotecard.paint.raster import paint
from quotecard.preview.colours import AXIS, FORBIDDEN, LINE, cost_colour
from quotecard.preview.drawing import Drawing, blend
from quotecard.preview.explain_text import signed_cost
from quotecard.preview.legend import draw_legend
from quotecard.scene import Glyphs, Image, Outline, Rect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quotecard.card import Card
    from quotecard.model import Block, SetLine
    from quotecard.page.account import Account, LineCost
    from quotecard.preview.drawing import Box
    from quotecard.scene import Item, Scene
    from quotecard.text.explain.forbidden import Forbidden
    from quotecard.theme import Colour

Row: TypeAlias = "tuple[str, Colour]"
"""A label and its colour."""

_DIM = 0.5
"""Opacity at which the card's own items are drawn."""
_LEAST_UNIT = 0.8
"""A card with a smaller unit is enlarged by a whole factor, so that its labels can be read."""
_TINT = 0.13
"""Opacity of a filled box."""
_THIN = 0.45
"""Opacity of a hairline."""
_TEXT = 21.0
"""Font size of a label, in units of the drawing."""
_SMALL = 17.0
"""Font size of a label where there is little room, in units of the drawing."""


class _PlacedBlock(NamedTuple):
    """A text block with its place on the overlay, in px of the overlay; `zoom` is overlay px per card px."""

    block: Block
    left: float
    top: float
    zoom: int
    centred: bool

    def box(self, line: SetLine, start: float, end: float) -> Box:
        """Return the part of a line's em box between `start` and `end`, px of the card along the line."""
        size, first = self.block.size, line.top
        if self.centred:
            shift = (max(other.body for other in self.block.lines) - line.body) / 2
            start, end = start + shift, end + shift
        if self.block.vertical:
            box = (self.block.width - first - size, start, size, end - start)
        else:
            box = (start, first, end - start, size)
        left, top, width, height = (part * self.zoom for part in box)
        return self.left + left, self.top + top, width, height


def layout_png(card: Card) -> bytes:
    """Return a PNG of the card with its layout drawn over it and a legend below."""
    return encode_png(paint(overlay_scene(card), card.book), {"Title": "layout of a card"})


def overlay_scene(card: Card) -> Scene:
    """Return the scene of the card with its layout drawn over it."""
    job, scene, book = card.job, card.scene, card.book
    zoom = max(ceil(_LEAST_UNIT / job.unit), 1)
    layout = account(job, book)
    sheet = Drawing(scene.ground, job.unit * zoom, book)
    grids = list(_placed_blocks(card, zoom))
    for grid in grids:
        _draw_lines(sheet, grid)
    sheet.items += [_dim_item(item, scene.ground, zoom) for item in scene.items]
    _draw_margins(sheet, card, zoom)
    width, height = scene.width * zoom, scene.height * zoom
    _QuoteOverlay(sheet, grids[0], layout, _label_limits(card, grids, width)).draw()
    return sheet.scene(
        width,
        height + round(draw_legend(sheet, _overlay_title(card), layout, (width, height), job.theme.ink)),
    )


def _overlay_title(card: Card) -> str:
    job, cost = card.job, signed_cost(card.blocks.cost)
    size = f"{card.blocks.quote.size:g} px per em"
    return f"{job.quote.name}  {job.theme.id} {job.size.name}  {job.lang}  {size}  cost {cost}"


def _label_limits(card: Card, grids: Sequence[_PlacedBlock], width: float) -> tuple[float, float, float]:
    """Return the x where labels must end: the card's edge, or beside an upright name, from its y downward, its x.

    The result is the edge, the y, and the limit below that y; all in px.
    """
    upright = (grid for grid in grids if card.blocks.place == "side" and grid.block is card.blocks.name)
    return next(((width, grid.top, grid.left) for grid in upright), (width, inf, width))


def _placed_blocks(card: Card, zoom: int) -> Iterator[_PlacedBlock]:
    """Yield each block with its place, found by its first glyph run among the scene's items."""
    blocks, items = card.blocks, list(card.scene.items)
    for block in (blocks.quote, blocks.translation, blocks.name, blocks.role, blocks.source):
        run = next((run for line in block.lines for run in line.runs), None) if block else None
        for item in items:
            if block and run and isinstance(item, Glyphs) and (item.face, item.size, item.glyphs) == run[:3]:
                items.remove(item)
                left, top = (item.x[0] - run.x[0]) * zoom, (item.y[0] - run.y[0]) * zoom
                yield _PlacedBlock(block, left, top, zoom, card.job.centred)
                break


def _dim_item(item: Item, ground: Colour, zoom: int) -> Item:
    if isinstance(item, Image):
        return item._replace(
            x=item.x * zoom, y=item.y * zoom, width=item.width * zoom, height=item.height * zoom
        )
    colour = blend(item.colour, ground, _DIM)
    match item:
        case Glyphs():
            xs, ys = tuple(x * zoom for x in item.x), tuple(y * zoom for y in item.y)
            return item._replace(size=item.size * zoom, x=xs, y=ys, colour=colour)
        case Rect():
            left, top, width, height = (part * zoom for part in item[:4])
            return Rect(left, top, width, height, colour)
        case Outline():
            contours = tuple(tuple((x * zoom, y * zoom) for x, y in points) for points in item.contours)
            return Outline(contours, colour, item.label, item.x * zoom, item.y * zoom)


def _draw_lines(sheet: Drawing, grid: _PlacedBlock) -> None:
    """Draw the box of each line, and its baseline or, for a column, its centre line."""
    block, tint = grid.block, blend(LINE, sheet.ground, _TINT)
    if block.height > block.width and not block.vertical and len(block.lines) == 1:
        # An upright name is one line whose characters are stacked.
        sheet.fill((grid.left, grid.top, block.width * grid.zoom, block.height * grid.zoom), tint)
        return
    for line in block.lines:
        left, top, width, height = grid.box(line, 0.0, line.width)
        sheet.fill((left, top, width, height), tint)
        base = blend(AXIS, sheet.ground, 0.75)
        if block.vertical:
            sheet.fill((left + width / 2, top, sheet.hair, height), base)
        else:
            sheet.fill((left, top + ASCENT * height, width, sheet.hair), base)


def _draw_margins(sheet: Drawing, card: Card, zoom: int) -> None:
    frame = card.job.frame
    left, top, right, foot = (part * zoom for part in (frame.left, frame.top, frame.right, frame.bottom))
    sheet.dashed_frame((left, top, right - left, foot - top), blend(card.job.theme.ink, sheet.ground, 0.35))


class _QuoteOverlay:
    """Draws the quote's lines: character boxes, line ends, and forbidden breaks that would have been better."""

    def __init__(
        self, sheet: Drawing, grid: _PlacedBlock, layout: Account, edges: tuple[float, float, float]
    ) -> None:
        self.sheet, self.grid, self.layout, self.edges = sheet, grid, layout, edges
        self.vertical = grid.block.vertical
        self.body_end = 0.0
        """End of the current line's last character including its blank, px of the card along the line."""

    def draw(self) -> None:
        """Draw every line and every forbidden break."""
        for at, (line, cost) in enumerate(zip(self.grid.block.lines, self.layout.lines, strict=True)):
            self._characters(line, at)
            self._end(line, cost)
        for number, place in enumerate(self.layout.forbidden, 1):
            self._forbidden(place, number)

    def _along(self, line: int, cluster: int) -> float:
        """Return the pen position of a cluster along a line, in px of the card."""
        spaced, first = self.layout.spaced, self.layout.whole.clusters[self.layout.nodes[line]]
        origin = spaced.pens[first] + spaced.start_trim[first] + spaced.start_hang[first]
        return (spaced.pens[cluster] - origin) * self.grid.block.size

    def _characters(self, line: SetLine, at: int) -> None:
        first, last = (self.layout.whole.clusters[node] for node in self.layout.nodes[at : at + 2])
        text, starts = self.layout.spaced.shaped.text, self.layout.spaced.shaped.starts
        self.body_end = 0.0
        for cluster in range(first, last):
            if text[starts[cluster]] in " \n\u3000":
                continue
            start = self._along(at, cluster)
            end = start + self.layout.spaced.shaped.advances[cluster] * self.grid.block.size
            self.sheet.frame(self.grid.box(line, start, end), blend(LINE, self.sheet.ground, _THIN))
            self.body_end = end

    def _end(self, line: SetLine, cost: LineCost) -> None:
        """Draw a bar at the line's end, labelled with the cost of the break."""
        left, top, width, height = self.grid.box(line, 0.0, line.width)
        colour, thick = cost_colour(cost.at_end), 4 * self.sheet.unit
        rows: list[Row] = [
            (f"{cost.kind} {signed_cost(cost.at_end)}", colour),
            (f"length {signed_cost(cost.length)}", LINE),
        ]
        if cost.crossed:
            rows.append(
                (f"over {''.join(cost.crossed)} {signed_cost(cost.crossing)}", cost_colour(cost.crossing))
            )
        whole = self.grid.box(line, 0.0, max(line.width, self.body_end))
        if self.vertical:
            self.sheet.fill((left, top + height - thick / 2, width, thick), colour)
            self._below(rows, (left + width / 2, whole[1] + whole[3]))
        else:
            self.sheet.fill((left + width - thick / 2, top, thick, height), colour)
            self._beside(rows, whole)

    def _beside(self, rows: Sequence[Row], box: Box) -> None:
        """Write labels after a line, or below it if there is no room before the card's edge."""
        sheet, (left, top, width, height) = self.sheet, box
        size = min(_TEXT * sheet.unit, 1.2 * height / len(rows))
        blocks = [(sheet.words(text, size), colour) for text, colour in rows]
        x = left + width + 0.5 * size
        edge, low, nearer = self.edges
        room = (nearer if top + height > low else edge) - 8 * sheet.unit
        if x + max(block.width for block, _ in blocks) < room:
            for at, (block, colour) in enumerate(blocks):
                middle = top + height / 2 + (at - (len(rows) - 1) / 2) * 1.15 * size
                sheet.write(block, x, middle, colour)
            return
        x = left + width - sum(block.width + size for block, _ in blocks) + size
        for block, colour in blocks:
            sheet.write(block, x, top + height + 0.75 * size, colour)
            x += block.width + size

    def _below(self, rows: Sequence[Row], foot: tuple[float, float]) -> None:
        """Write labels below a column, one word per row, no wider than the distance between columns."""
        sheet, (middle, top) = self.sheet, foot
        lines = self.grid.block.lines
        pitch = (lines[1].top - lines[0].top) * self.grid.zoom if len(lines) > 1 else self.edges[0]
        words = [(word, colour) for text, colour in rows for word in text.rsplit(" ", 1)]
        size = _SMALL * sheet.unit
        widest = max(sheet.words(word, size).width for word, _ in words)
        size *= min(1.0, 0.92 * pitch / widest)
        for at, (word, colour) in enumerate(words):
            block = sheet.words(word, size)
            sheet.write(block, middle - block.width / 2, top + (at + 1) * 1.15 * size, colour)

    def _forbidden(self, place: Forbidden, number: int) -> None:
        """Mark a forbidden break with its number and the cost it would have saved."""
        whole, sheet = self.layout.whole, self.sheet
        at = bisect_right([whole.offsets[node] for node in self.layout.nodes], place.offset) - 1
        along = self._along(at, self.layout.spaced.shaped.starts.index(place.offset))
        left, top, width, height = self.grid.box(self.grid.block.lines[at], along, along)
        thick = 2 * sheet.unit
        # Between columns there is room only for the number; the legend has the rest.
        name = f"{number}" if self.vertical else f"{number}: {signed_cost(-place.gain)}"
        words = sheet.words(name, _SMALL * sheet.unit)
        if self.vertical:
            sheet.dashes((left, top), width, FORBIDDEN, down=False, thick=thick)
            sheet.arrow(left + width, top, FORBIDDEN, left=True)
            sheet.write(words, left + width + 14 * sheet.unit, top, FORBIDDEN)
        else:
            sheet.dashes((left, top), height, FORBIDDEN, down=True, thick=thick)
            sheet.arrow(left, top, FORBIDDEN, left=False)
            sheet.write(words, left + 11 * sheet.unit, top - 13 * sheet.unit, FORBIDDEN)
