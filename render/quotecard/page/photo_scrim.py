"""Compute the weakest scrim that gives text on a photograph enough contrast.

Nothing is painted on trial. A picture has its tones (`quotecard.picture`): for each cell of a grid, the levels
that few of its pixels exceed. These give the lightest and darkest levels under a line, those the opacity that the
line needs, and the needs of all lines one scrim, which fades over a third of the card so that no edge is visible.
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
"""Least contrast of the quote with the ground (WCAG 2, level AAA)."""
ATTRIBUTION = 4.5
"""Least contrast of the other texts (WCAG 2, level AA)."""
PIXELS = 0.01
"""fraction of the pixels under a line that may have less contrast"""
MARGIN = 1.04
"""factor on the required contrast, for rounding and for resampled edges that overshoot"""

EASE = 0.34
"""fraction of the card over which a scrim fades in or out"""
NEAR = 0.3
"""fraction of the card: a scrim nearer to an edge than this keeps its full opacity up to the edge"""
STEPS = 48
"""steps of a scrim over the whole card; a range of full opacity begins and ends at one of them"""
GRADES = 50
"""steps of opacity from 0 to 1, so that quotes with similar needs share one backdrop"""

DARK: Colour = (10, 15, 18)
"""The tint under light ink; not black, which looks like a hole."""
PALE: Colour = (248, 246, 241)
"""The tint under dark ink."""

_CLEAR = 0.02
"""opacity below which a scrim is invisible and left out"""
_RESTLESS = 0.6
"""weight of the spread of levels under text, relative to the opacity that the text needs"""


class TextBox(NamedTuple):
    """A line or column of text on a card, in px, with the contrast that it needs."""

    left: float
    top: float
    right: float
    bottom: float
    ink: Colour
    contrast: float = QUOTE


class _Levels(NamedTuple):
    """The levels under a box, from 0 to 1 in sRGB."""

    low: float
    high: float
    mean: float


def text_box(item: Glyphs, contrast: float = QUOTE) -> TextBox:
    """Return the box around the em boxes of a run of glyphs, with the contrast that it needs."""
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
    """Return the photograph as a card's ground, with the weakest scrim of `tint` that makes all text legible.

    `size` is the card's, in px; `boxes` are its lines. The scrim runs down the card, or across it if that
    covers less of the picture (as on a wide card with its text at one side). `blur` is in px.
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
    """Return the opacity of `tint` that a line needs over the picture, 0 to 1; 1 even if that is not enough."""
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
    """Return the index of the best place for a text: one with little scrim and an even ground.

    Each place is a list of the text's lines there. The first place is kept unless another is better by at least
    `loyalty`; of equal ones, the first is returned.
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
    """Return the index of the pair of ink and tint that changes the picture least; the first of equal ones."""
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
    """Return the range of levels of the pixels under a box, without the allowed fraction of outliers."""
    part = cover(picture.width, picture.height, size, focus)
    cells = list(_cells(picture, _on_picture(part, size, text)))
    area = sum(share for _, share in cells)
    # The tail of a cell counts in full even if the box covers only part of the cell.
    spare = PIXELS * area - len(cells) * _TAIL
    tones = picture.tones
    finer = _finer(picture, part, size)
    mean = sum(tones.mean[at] * share for at, share in cells) / area
    highs = [(tones.mean[at] + (tones.high[at] - tones.mean[at]) * finer, share) for at, share in cells]
    lows = [(tones.mean[at] + (tones.low[at] - tones.mean[at]) * finer, share) for at, share in cells]
    high, low = _passed(sorted(highs, reverse=True), spare), _passed(sorted(lows), spare)
    return _Levels(max(low, 0.0) / 255, min(high, 255.0) / 255, mean / 255)


_TAIL = 1 / 400
"""fraction of a cell's pixels beyond its low or its high level (`quotecard.images.measure_tones`)"""


def _passed(levels: list[tuple[float, float]], spare: float) -> float:
    """Return the first level after skipping cells with an area of `spare`."""
    for level, share in levels:
        spare -= share
        if spare < 0:
            return level
    return levels[-1][0]


def _finer(picture: Picture, part: Box, size: tuple[int, int]) -> float:
    """Return how much finer the card draws the picture than it was measured; noise grows by this factor."""
    drawn = min(picture.width, size[0] * picture.width / (part[2] - part[0]))
    return max(drawn / picture.tones.width, 1.0)


def _on_picture(part: Box, size: tuple[int, int], text: TextBox) -> Box:
    """Return the box of a text in px of the picture, clipped to the card's edges."""
    across, down = (part[2] - part[0]) / size[0], (part[3] - part[1]) / size[1]
    left, right = (part[0] + min(max(x, 0.0), size[0]) * across for x in (text.left, text.right))
    top, foot = (part[1] + min(max(y, 0.0), size[1]) * down for y in (text.top, text.bottom))
    return left, top, right, foot


def _cells(picture: Picture, area: Box) -> Iterator[tuple[int, float]]:
    """Yield the cells that an area of the picture touches, each with the fraction covered, 0 to 1."""
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
    """Return the greatest luminance of a pixel of a level under tint, which is that of a grey pixel.

    Colours are mixed in sRGB, whose curve is convex, so a saturated pixel of the same luminance ends up darker.
    """
    mixed = (linear_from_srgb(level * (1 - share) + channel / 255 * share) for channel in tint)
    return sum(part * each for part, each in zip(LUMINANCE_WEIGHTS, mixed, strict=True))


def _darkest(level: float, tint: Colour, share: float) -> float:
    """Return the least luminance of a pixel of a level under tint: that of one with channels of only 0 or 1."""
    ends = [
        (linear_from_srgb(channel / 255 * share), linear_from_srgb(1 - share + channel / 255 * share))
        for channel in tint
    ]
    base = sum(part * low for part, (low, _) in zip(LUMINANCE_WEIGHTS, ends, strict=True))
    return base + min(high - low for low, high in ends) * linear_from_srgb(level)


def _ramp(needs: Sequence[tuple[float, float, float]]) -> Ramp:
    """Return the weakest scrim for needs of (start, end, opacity); start and end are fractions of the card."""
    needs = [need for need in needs if need[2] > _CLEAR]
    if not needs:
        return ()
    held = [(*_held(start, end), ceil(need * GRADES) / GRADES) for start, end, need in needs]
    stops = (step / STEPS for step in range(STEPS + 1))
    return _thinned([(at, round(_strength(held, at), 4)) for at in stops])


def _held(start: float, end: float) -> tuple[float, float]:
    """Return the range of full opacity: that of the text, extended to an edge that is near."""
    before, after = floor(start * STEPS) / STEPS, ceil(end * STEPS) / STEPS
    return (0.0 if start < NEAR else before, 1.0 if end > 1 - NEAR else after)


def _strength(held: Sequence[tuple[float, float, float]], at: float) -> float:
    return max(need * _eased(max(start - at, at - end, 0.0) / EASE) for start, end, need in held)


def _eased(way: float) -> float:
    """Return a smooth step from 1 at 0 to 0 at 1."""
    return 1 - way * way * (3 - 2 * way) if way < 1 else 0.0


def _thinned(stops: list[tuple[float, float]]) -> Ramp:
    """Remove stops between two of the same opacity."""
    kept = [
        stop
        for at, stop in enumerate(stops)
        if at in {0, len(stops) - 1} or not stops[at - 1][1] == stop[1] == stops[at + 1][1]
    ]
    return tuple(kept)


def _weight(ramp: Ramp) -> float:
    """Return the mean opacity of a scrim."""
    from itertools import pairwise

    return sum((b - a) * (one + two) / 2 for (a, one), (b, two) in pairwise(ramp))
