"""What stands under the texts of a card: marks, a bubble, a disc, a masthead, sheets, a spine."""

from __future__ import annotations

from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING

from quotecard.devices.ruled_sheet import ruling
from quotecard.devices.spine import spine
from quotecard.model import disc_place
from quotecard.page.parts import Box, Placed, glyphs, rule
from quotecard.scene import Outline, Rect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.model import Blocks, Contours, Job
    from quotecard.scene import Item, Point

_CIRCLE = 180
"""chords of a large circle: no corner of it shows at 2,000 px"""
_ARC = 24
"""chords of a quarter circle"""
_CURLY = 0.56
"""of a mark's width: letters' quotation marks drawn large"""
_ROOT = 0.3
"""of a tail's length, from its tip to the near side of its root"""
_LEAST_WIDTH = 0.56
"""of the width between the margins: a bubble, or a pair of marks, about a short text"""
_AFTER = 0.45
"""em of the quote from its last line to a closing mark"""


def devices(job: Job, blocks: Blocks, placed: Placed) -> Iterator[Item]:
    """Yield the theme's devices, in the order they are drawn, under the texts."""
    yield from _disc(job)
    yield from spine(job, blocks)
    yield from _bubble(job, blocks, placed)
    yield from _marks(job, blocks, placed)
    yield from _masthead(job, blocks)
    yield from ruling(job, blocks, placed)


def _disc(job: Job) -> Iterator[Item]:
    if job.theme.disc:
        x, y, radius = disc_place(job, job.theme.disc)
        yield Outline((_circle(radius),), job.theme.palette.tint, "disc", round(x), round(y))


def _circle(radius: float) -> tuple[Point, ...]:
    turns = (2 * pi * step / _CIRCLE for step in range(_CIRCLE))
    return tuple((radius * cos(turn), radius * sin(turn)) for turn in turns)


def _masthead(job: Job, blocks: Blocks) -> Iterator[Item]:
    """Yield the rule at the head, the kicker under it, and the rule over the foot."""
    head = job.theme.masthead
    if not head:
        return
    left, top, right, foot = job.outer.left, job.outer.top, job.outer.right, job.outer.foot
    if head.head:
        yield rule(left, top, right - left, head.head * job.device_unit, job.theme.ink)
    if blocks.kicker:
        yield from glyphs(job, blocks.kicker, left, top + (head.head + head.gap * 0.8) * job.device_unit)
    if head.foot and blocks.place == "foot" and (blocks.name or blocks.role or blocks.source):
        rows = [part for part in (blocks.name, blocks.role, blocks.source) if part]
        y = foot - rows[0].size - head.gap * 0.8 * job.device_unit
        yield rule(left, y, right - left, head.foot * job.unit, job.theme.ink)


def _marks(job: Job, blocks: Blocks, placed: Placed) -> Iterator[Item]:
    """Yield a pair of marks at two corners of the text: corner brackets as bars, or the letters' own."""
    marks = job.theme.quotes
    if not marks:
        return
    box = _marked(job, blocks, placed)
    if blocks.marks:
        yield from _curly(job, blocks, placed, box)
        return
    thick = round(marks.thickness * job.device_unit)
    wide = min(marks.width * job.device_unit, 0.48 * (box.right - box.left))
    high = min(marks.height * job.device_unit, 0.62 * (box.foot - box.top))
    if job.vertical:
        wide, high = min(high, 0.48 * (box.right - box.left)), min(wide, 0.62 * (box.foot - box.top))
    left, top, right, foot = map(round, box)
    start, end = (right - wide, left) if job.vertical else (left, right - wide)
    first, last = (right - thick, left) if job.vertical else (left, right - thick)
    tint = job.theme.palette.tint
    yield Rect(round(start), top, round(wide), thick, tint)
    yield Rect(first, top + thick, thick, round(high) - thick, tint)
    yield Rect(round(end), foot - thick, round(wide), thick, tint)
    yield Rect(last, foot - round(high), thick, round(high) - thick, tint)


def _marked(job: Job, blocks: Blocks, placed: Placed) -> Box:
    """Return the box at whose corners the marks stand: the margins' width, and about the text's height."""
    marks = job.theme.quotes
    assert marks is not None  # asked for by the caller
    pad, head = marks.pad * job.device_unit, marks.head * job.device_unit
    if job.vertical:
        top = max(placed.group.top - pad - marks.thickness * job.device_unit, job.outer.top)
        return Box(job.outer.left, top, job.outer.right, min(placed.group.foot + head, job.outer.foot))
    right = placed.quote.right + pad + marks.thickness * job.device_unit
    least = job.outer.left + _LEAST_WIDTH * (job.outer.right - job.outer.left)
    # The closing mark's arm lies beside the attribution.
    signed = max((part.width for part in (blocks.name, blocks.role, blocks.source) if part), default=0.0)
    least = max(least, placed.quote.left + signed + pad + marks.width * job.device_unit)
    return Box(
        job.outer.left,
        max(placed.group.top - head, job.outer.top),
        min(max(right, least), job.outer.right),
        min(placed.group.foot + pad * 0.15, job.outer.foot + pad / 2),
    )


def _curly(job: Job, blocks: Blocks, placed: Placed, box: Box) -> Iterator[Item]:
    """Yield the opening mark over the text's first line, the closing one under its last."""
    marks = job.theme.quotes
    assert marks is not None  # asked for by the caller
    for contours, at_end in zip(blocks.marks, (False, True), strict=True):
        xs = [x for contour in contours for x, _ in contour]
        ys = [y for contour in contours for _, y in contour]
        width = min(_CURLY * marks.width * job.device_unit, 0.3 * (box.right - box.left))
        em = width / (max(xs) - min(xs))
        x = box.right - width if at_end else box.left
        y = placed.quote.foot + _AFTER * blocks.quote.size if at_end else box.top
        yield Outline(
            _scaled(contours, em, -min(xs), -max(ys)), job.theme.palette.tint, "mark", round(x), round(y)
        )


def _scaled(contours: Contours, em: float, dx: float, dy: float) -> Contours:
    """Return contours in px, y down, moved by dx, dy em."""
    return tuple(tuple(((x + dx) * em, -(y + dy) * em) for x, y in contour) for contour in contours)


def _bubble(job: Job, blocks: Blocks, placed: Placed) -> Iterator[Item]:
    """Yield a rounded box about the quote; a tail with two curves points at the name."""
    own = job.theme.bubble
    if not own:
        return
    unit = job.device_unit
    pad = own.pad * unit
    text = placed.quote
    left, right = job.outer.left, text.right + pad
    right = max(right, left + _LEAST_WIDTH * (job.outer.right - left))
    top, foot = text.top - pad, text.foot + pad
    if job.vertical or job.centred:
        left, right = text.left - pad, text.right + pad
    radius = min(own.radius * unit, (foot - top) / 2.4)
    colour = job.theme.palette.tint
    box = Box(0, 0, round(right - left), round(foot - top))
    corner = (round(left), round(top))
    yield Outline((_rounded(box, radius),), colour, "bubble", *corner)
    if blocks.name or blocks.role or blocks.source:
        # Its root begins where the corner's curve ends.
        at = left + radius - _ROOT * own.tail * unit
        yield Outline((_tail(own.tail * unit),), colour, "tail", round(at), round(foot) - 2)


def _rounded(box: Box, radius: float) -> tuple[Point, ...]:
    """Return a rectangle with round corners, clockwise from its top right."""
    centres = (
        (box.right - radius, box.top + radius, -pi / 2),
        (box.right - radius, box.foot - radius, 0.0),
        (box.left + radius, box.foot - radius, pi / 2),
        (box.left + radius, box.top + radius, pi),
    )
    return tuple(
        (x + radius * cos(turn + pi / 2 * step / _ARC), y + radius * sin(turn + pi / 2 * step / _ARC))
        for x, y, turn in centres
        for step in range(_ARC + 1)
    )


def _tail(length: float) -> tuple[Point, ...]:
    """Return a tail that leaves the bubble wide, bends to the left and ends in a point; its root at 0, 0."""
    wide = 0.78 * length
    root = _ROOT * length
    outer = _quadratic((wide * 1.25, 0.0), (wide * 0.95, length * 0.78), (0.0, length * 0.92))
    inner = _quadratic((0.0, length * 0.92), (wide * 0.48, length * 0.6), (root, 0.0))
    return (*outer, *inner)


def _quadratic(a: Point, b: Point, c: Point) -> tuple[Point, ...]:
    """Return a curve as chords, its end left out."""
    steps = max(int(hypot(c[0] - a[0], c[1] - a[1]) / 3), 8)
    found = []
    for step in range(steps):
        t = step / steps
        p, q, r = (1 - t) ** 2, 2 * t * (1 - t), t * t
        found.append((p * a[0] + q * b[0] + r * c[0], p * a[1] + q * b[1] + r * c[1]))
    return tuple(found)
