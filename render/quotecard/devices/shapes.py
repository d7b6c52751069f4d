"""Shapes for drawing devices and texts: rules, frames, boxes, and the glyphs of a block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecard.model import ASCENT, Box
from quotecard.scene import Glyphs, Item, Rect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.model import Block, Job
    from quotecard.theme import Colour


def glyphs(job: Job, block: Block, x: float, y: float) -> Iterator[Item]:
    """Yield the glyphs of a block with its top left corner at x, y px."""
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


def rule(x: float, y: float, width: float, thickness: float, colour: Colour) -> Rect:
    """Return a straight rule on whole pixels, at least 1 px in each direction.

    `width` runs to the right and `thickness` down, so that a vertical rule is thicker than wide.
    """
    return Rect(round(x), round(y), max(round(width), 1), max(round(thickness), 1), colour)


def edges(box: Box, thickness: float, colour: Colour) -> Iterator[Item]:
    """Yield the four edges of a box, inside it, without overlaps."""
    thin = max(round(thickness), 1)
    left, top, right, bottom = map(round, box)
    yield rule(left, top, right - left, thin, colour)
    yield rule(left, bottom - thin, right - left, thin, colour)
    yield rule(left, top + thin, thin, bottom - top - 2 * thin, colour)
    yield rule(right - thin, top + thin, thin, bottom - top - 2 * thin, colour)


def inset(box: Box, x: float, y: float) -> Box:
    """Return a box with its sides moved in by x px, its top and bottom by y px."""
    return Box(box.left + x, box.top + y, box.right - x, box.bottom - y)


def within(box: Box, other: Box) -> Box:
    """Return the intersection of two boxes."""
    return Box(
        max(box.left, other.left),
        max(box.top, other.top),
        min(box.right, other.right),
        min(box.bottom, other.bottom),
    )


def em_box(item: Glyphs) -> Box:
    """Return the box around the em boxes of a run of glyphs; px."""
    em = item.size
    up, down = ASCENT * em, (1 - ASCENT) * em
    left, right, top, bottom = min(item.x), max(item.x), min(item.y), max(item.y)
    if item.turned:
        return Box(left - down, top, right + up, bottom + em)
    return Box(left, top - up, right + em, bottom + down)
