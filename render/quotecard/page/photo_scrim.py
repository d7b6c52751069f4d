"""What lets text be read on a photograph: the least scrim under which its contrast holds.

Nothing is painted on trial. A picture brings its tones (`quotecard.picture`): for each cell the levels
that few of its pixels pass. From them follows how light or dark the pixels under a line may be, from
that the opacity the line needs, and from the lines' needs one scrim that eases over a third of the
card, so that its edge is nowhere seen as a horizon.
"""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

from quotecard.devices.shapes import em_box
from quotecard.picture import LUMINANCE_WEIGHTS, linear_from_srgb, luminance
from quotecard.scene import Photo, cover

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quotecard.picture import Picture
    from quotecard.scene import Box, Glyphs, Point, Ramp
    from quotecard.theme import Colour

QUOTE = 7.0
ATTRIBUTION = 4.5
"""Contrast of text with what is under it, at least (WCAG 2)."""
PIXELS = 0.01
"""part of the pixels under a line that may fall short of it"""
MARGIN = 1.04
"""times the contrast asked for: rounding, and a resampled edge that overshoots"""

EASE = 0.34
"""part of the card over which a scrim comes and goes"""
NEAR = 0.3
"""part of the card: a scrim nearer to the edge than this keeps its strength as far as there"""
STEPS = 48
"""stops of a scrim, over the whole card; a stretch of full strength begins and ends on one"""
GRADES = 50
"""needs from 0 to 1: quotes with like needs share one ground"""

DARK: Colour = (10, 15, 18)
"""The tint under light ink: never black, which looks like a hole."""
PALE: Colour = (248, 246, 241)
"""The tint under dark ink."""

_CLEAR = 0.02
"""an opacity that nobody sees"""
_RESTLESS = 0.6
"""what the spread of levels under text counts, beside the scrim it needs"""


class TextBox(NamedTuple):
    """A line or column of text on a card, px, and what it asks of the ground."""

    left: float
    top: float
    right: float
    bottom: float
    ink: Colour
    contrast: float = QUOTE


class _Levels(NamedTuple):
    """What is under a box: levels from 0 to 1, coded as sRGB."""

    low: float
    high: float
    mean: float


def text_box(item: Glyphs, contrast: float = QUOTE) -> TextBox:
    """Return the em boxes that a run of glyphs takes, as one box, with the contrast it asks for."""
    return TextBox(*em_box(item), item.colour, contrast)


def photo(
    picture: Picture,
    size: tuple[int, int],
    boxes: Sequence[TextBox],
    *,
    focus: Point = (0.5, 0.5),
    blur: float = 0.0,
    tint: Colour = DARK,
) -> Photo:
    """Return the photograph as a card's ground, with the least scrim of `tint` under which all text is read.

    `size` is the card's, px; `boxes` are its lines. The scrim runs down the card, or across it where
    that covers less of the picture (a wide card with its text at one side).
    """
    needs = [(each, opacity(picture, size, each, focus=focus, tint=tint)) for each in boxes]
    down = _ramp([(each.top / size[1], each.bottom / size[1], need) for each, need in needs])
    across = _ramp([(each.left / size[0], each.right / size[0], need) for each, need in needs])
    bare = Photo(picture, focus, blur, tint)
    return bare._replace(side=across) if _weight(across) < _weight(down) else bare._replace(scrim=down)


def opacity(
    picture: Picture,
    size: tuple[int, int],
    text: TextBox,
    *,
    focus: Point = (0.5, 0.5),
    tint: Colour = DARK,
) -> float:
    """Return how much `tint` a line needs over the picture, 0 to 1; 1 also where no opacity is enough."""
    under = _levels(picture, size, text, focus)
    ink, least = luminance(text.ink), text.contrast * MARGIN
    dark = luminance(tint) < ink

    def readable(share: float) -> bool:
        if dark:
            return (ink + 0.05) / (_lightest(under.high, tint, share) + 0.05) >= least
        return (_darkest(under.low, tint, share) + 0.05) / (ink + 0.05) >= least

    if readable(0.0):
        return 0.0
    short, enough = 0.0, 1.0
    for _ in range(12):
        middle = (short + enough) / 2
        short, enough = (short, middle) if readable(middle) else (middle, enough)
    return enough


def quietest(
    picture: Picture,
    size: tuple[int, int],
    places: Sequence[Sequence[TextBox]],
    *,
    focus: Point = (0.5, 0.5),
    tint: Colour = DARK,
    loyalty: float = 0.0,
) -> int:
    """Return which of the places for a text is best: little scrim, and an even ground; the first of equals.

    Each place is the text's lines, where they would stand. The first gives way only to one that is better
    by `loyalty` or more.
    """
    costs = [_cost(picture, size, place, focus, tint) for place in places]
    best = min(costs)
    return 0 if costs[0] - best < loyalty else costs.index(best)


def pair(
    picture: Picture,
    size: tuple[int, int],
    boxes: Sequence[TextBox],
    pairs: Sequence[tuple[Colour, Colour]],
    *,
    focus: Point = (0.5, 0.5),
) -> int:
    """Return which pair of ink and tint changes the picture least; the first of equals."""
    costs = []
    for ink, tint in pairs:
        inked = [each._replace(ink=ink) for each in boxes]
        costs.append(max((opacity(picture, size, each, focus=focus, tint=tint) for each in inked), default=0))
    return costs.index(min(costs))


def _cost(
    picture: Picture, size: tuple[int, int], place: Sequence[TextBox], focus: Point, tint: Colour
) -> float:
    need = max((opacity(picture, size, each, focus=focus, tint=tint) for each in place), default=0.0)
    under = [_levels(picture, size, each, focus) for each in place]
    lines = [level.mean for level in under]
    spread = max((level.high - level.low for level in under), default=0.0)
    drift = max(lines, default=0.0) - min(lines, default=0.0)
    return round(need + _RESTLESS * (spread + drift) / 2, 3)


def _levels(picture: Picture, size: tuple[int, int], text: TextBox, focus: Point) -> _Levels:
    """Return the levels that all but the allowed part of the pixels under a box keep between."""
    part = cover(picture.width, picture.height, size, focus)
    cells = list(_cells(picture, _on_picture(part, size, text)))
    area = sum(share for _, share in cells)
    # A cell's own tail counts whole, even where the box takes only some of the cell.
    spare = PIXELS * area - len(cells) * _TAIL
    tones = picture.tones
    finer = _finer(picture, part, size)
    mean = sum(tones.mean[at] * share for at, share in cells) / area
    highs = [(tones.mean[at] + (tones.high[at] - tones.mean[at]) * finer, share) for at, share in cells]
    lows = [(tones.mean[at] + (tones.low[at] - tones.mean[at]) * finer, share) for at, share in cells]
    high, low = _passed(sorted(highs, reverse=True), spare), _passed(sorted(lows), spare)
    return _Levels(max(low, 0.0) / 255, min(high, 255.0) / 255, mean / 255)


_TAIL = 1 / 400
"""of a cell, beyond its low or its high level (`quotecard.images.measure_tones`)"""


def _passed(levels: list[tuple[float, float]], spare: float) -> float:
    """Return the first level once cells of so much area are passed over."""
    for level, share in levels:
        spare -= share
        if spare < 0:
            return level
    return levels[-1][0]


def _finer(picture: Picture, part: Box, size: tuple[int, int]) -> float:
    """Return how much finer a card draws the picture than it was measured; noise grows by as much."""
    drawn = min(picture.width, size[0] * picture.width / (part[2] - part[0]))
    return max(drawn / picture.tones.width, 1.0)


def _on_picture(part: Box, size: tuple[int, int], text: TextBox) -> Box:
    """Return the box of a text as parts of the picture's width and height, cut to the card's edges."""
    across, down = (part[2] - part[0]) / size[0], (part[3] - part[1]) / size[1]
    left, right = (part[0] + min(max(x, 0.0), size[0]) * across for x in (text.left, text.right))
    top, foot = (part[1] + min(max(y, 0.0), size[1]) * down for y in (text.top, text.bottom))
    return left, top, right, foot


def _cells(picture: Picture, area: Box) -> Iterator[tuple[int, float]]:
    """Yield the cells that an area of the picture touches, and how much of each, 0 to 1."""
    tones = picture.tones
    x, y = tones.columns / picture.width, tones.rows / picture.height
    for row, down in _shares(area[1] * y, area[3] * y, tones.rows):
        for column, across in _shares(area[0] * x, area[2] * x, tones.columns):
            yield row * tones.columns + column, down * across


def _shares(start: float, end: float, count: int) -> Iterator[tuple[int, float]]:
    first = min(max(floor(start), 0), count - 1)
    for at in range(first, max(min(ceil(end), count), first + 1)):
        yield at, max(min(end, at + 1) - max(start, at), 1e-3)


def _lightest(level: float, tint: Colour, share: float) -> float:
    """Return the luminance of a pixel under tint, at most: of all colours of one luminance, grey stays lightest.

    Mixing is in the coding of sRGB, which bends upwards: what a saturated pixel has in one channel it
    loses in the others.
    """
    mixed = (linear_from_srgb(level * (1 - share) + channel / 255 * share) for channel in tint)
    return sum(part * each for part, each in zip(LUMINANCE_WEIGHTS, mixed, strict=True))


def _darkest(level: float, tint: Colour, share: float) -> float:
    """Return the luminance of a pixel under tint, at least: that of a pixel whose channels are all or nothing."""
    ends = [
        (linear_from_srgb(channel / 255 * share), linear_from_srgb(1 - share + channel / 255 * share))
        for channel in tint
    ]
    base = sum(part * low for part, (low, _) in zip(LUMINANCE_WEIGHTS, ends, strict=True))
    return base + min(high - low for low, high in ends) * linear_from_srgb(level)


def _ramp(needs: Sequence[tuple[float, float, float]]) -> Ramp:
    """Return the least scrim over needs: (from, to, opacity), the places as parts of the card."""
    needs = [need for need in needs if need[2] > _CLEAR]
    if not needs:
        return ()
    held = [(*_held(start, end), ceil(need * GRADES) / GRADES) for start, end, need in needs]
    stops = (step / STEPS for step in range(STEPS + 1))
    return _thinned([(at, round(_strength(held, at), 4)) for at in stops])


def _held(start: float, end: float) -> tuple[float, float]:
    """Return the stretch that keeps its strength: the text's, and on to an edge that is near."""
    before, after = floor(start * STEPS) / STEPS, ceil(end * STEPS) / STEPS
    return (0.0 if start < NEAR else before, 1.0 if end > 1 - NEAR else after)


def _strength(held: Sequence[tuple[float, float, float]], at: float) -> float:
    return max(need * _eased(max(start - at, at - end, 0.0) / EASE) for start, end, need in held)


def _eased(way: float) -> float:
    """Return 1 at the start of a way and 0 at its end, level at both."""
    return 1 - way * way * (3 - 2 * way) if way < 1 else 0.0


def _thinned(stops: list[tuple[float, float]]) -> Ramp:
    """Leave out stops between two of their own opacity."""
    kept = [
        stop
        for at, stop in enumerate(stops)
        if at in {0, len(stops) - 1} or not stops[at - 1][1] == stop[1] == stops[at + 1][1]
    ]
    return tuple(kept)


def _weight(ramp: Ramp) -> float:
    """Return a scrim's mean opacity."""
    from itertools import pairwise

    return sum((b - a) * (one + two) / 2 for (a, one), (b, two) in pairwise(ramp))
