"""What both directions place: a block's glyphs, the seal, rules, the gap to the attribution."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from quotecard.devices import seal_carving as carved
from quotecard.model import gap_below
from quotecard.scene import Glyphs, Item, Rect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.model import Block, Blocks, Job
    from quotecard.theme import Colour

BEARING = 0.05
"""em that strokes stand above the foot of their em box"""
_SEAL_MOST = 1.1
"""em of the quote"""


class Box(NamedTuple):
    """A rectangle, px from the card's top left corner."""

    left: float
    top: float
    right: float
    foot: float


class Placed(NamedTuple):
    """The texts of a card in their places, for what stands about them."""

    items: list[Item]
    quote: Box
    group: Box
    """the quote with what is tied to it"""


def glyphs(job: Job, block: Block, x: float, y: float) -> Iterator[Item]:
    """Yield the glyphs of a block whose top left corner stands at x, y px."""
    colours = {"ink": job.theme.ink, "quiet": job.theme.quiet, "accent": job.theme.accent}
    for line in block.lines:
        for run in line.runs:
            yield Glyphs(
                run.face,
                run.size,
                run.glyphs,
                tuple(x + at for at in run.x),
                tuple(y + at for at in run.y),
                colours[run.ink],
                run.text,
                run.turned,
            )
        for stroke in line.strokes:
            yield Rect(x + stroke.x, y + stroke.y, stroke.width, stroke.height, colours[stroke.ink])


def gap(job: Job, blocks: Blocks) -> float:
    """Return px from the quote to its attribution, or to the rule between them."""
    em, least = gap_below(job)
    return max(em * blocks.quote.size, least)


def seal_side(job: Job, blocks: Blocks) -> int:
    """Return the seal's side in px: nearly constant, but never larger than the quote's characters."""
    return round(min(job.theme.seal.side * job.unit, _SEAL_MOST * blocks.quote.size)) if job.theme.seal else 0


def seal(job: Job, blocks: Blocks, x: float, y: float, side: float) -> Item:
    """Return the seal, `side` px wide, with its top left corner at x, y px."""
    colour = job.theme.palette.seal
    red = job.theme.seal is not None and job.theme.seal.style == "red"
    seed = crc32(job.seal.encode())
    return carved.seal(blocks.seal, round(side), (round(x), round(y)), colour, seed, red=red)


def rule(x: float, y: float, width: float, thickness: float, colour: Colour) -> Rect:
    """Return a straight rule on whole pixels, at least one thick; a rule that stands is thicker than wide."""
    return Rect(round(x), round(y), max(round(width), 1), max(round(thickness), 1), colour)


def edges(box: Box, thickness: float, colour: Colour) -> Iterator[Item]:
    """Yield the four edges of a box, inside it, each pixel once."""
    thin = max(round(thickness), 1)
    left, top, right, foot = map(round, box)
    yield rule(left, top, right - left, thin, colour)
    yield rule(left, foot - thin, right - left, thin, colour)
    yield rule(left, top + thin, thin, foot - top - 2 * thin, colour)
    yield rule(right - thin, top + thin, thin, foot - top - 2 * thin, colour)


def start(job: Job, length: float, left: float) -> float:
    """Return where something `length` px long begins: on the left edge, or about the text's axis."""
    return (job.frame.left + job.frame.right - length) / 2 if job.centred else left


def longest(block: Block) -> float:
    """Return the px of a block's longest line without the marks that hang at its end."""
    return max((line.body for line in block.lines), default=0.0)
