"""Choose size and lines together: the largest size at which the best lines fit the box.

Advances are known in em, so a size is arithmetic: `min(width / longest, height / rows, largest)`.
For each number of lines the optimiser gives the best breaks; the set that is cheapest after its
size is paid for wins. No trial rendering.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log
from typing import TYPE_CHECKING

from render.text.line.optimise import Lines, fewest_lines, rows, solve

if TYPE_CHECKING:
    from render.text.line.optimise import Row, Shape, Strip
    from render.text.line.strip import Cut

# What a line's length costs, tuned with the break costs (bench/breaks.py).
_LIKED, _LIKED_GROWTH, _LIKED_MOST = 5.4, 0.05, 11.0
_LIKED_LATIN, _LIKED_LATIN_GROWTH, _LIKED_LATIN_MOST = 8.0, 0.045, 15.0
_TOO_SHORT, _TOO_LONG = 1.6, 6.0
_STUB, _STUB_COST = 2.6, 0.42
_ORPHAN, _RUNT = 10.0, 0.36
_PER_LINE = -0.25
_SIZE_WORTH = 1.2
_EVEN = 0.25

MOST_LINES = 14
_WIDEST = 14.0
"""em: the most that a line of Han takes where the card leaves the choice."""
_STEP = 1.02
"""Sizes are snapped down to steps of 2 %, so that a batch finds its glyphs in the cache."""
STANZA_LINES = 5
"""Over so many lines a sentence end gets a gap."""
STANZA_GAP = 0.4
"""em"""


@dataclass(frozen=True, slots=True)
class Space:
    """What a text is fitted into."""

    width: float
    """px"""
    height: float
    """px"""
    leading: float
    """em from line to line"""
    largest: float
    """px an em"""
    smallest: float
    """px an em"""
    latin: bool


@dataclass(frozen=True, slots=True)
class Fitted:
    """A set of lines with its size."""

    lines: Lines
    size: float
    """px an em"""
    score: float
    """Lower is better."""


def fit(cut: Cut, space: Space, gaps: bool = True) -> list[Fitted]:
    """Return the settings weighed, the best first; empty where nothing fits at the smallest size."""
    strip = cut.strip
    measure = space.width / space.smallest
    wide = min(measure, max(_WIDEST, _total(strip) / MOST_LINES * 1.25)) if not space.latin else measure
    found = _search(strip, space, wide, gaps)
    return found or _search(strip, space, measure, gaps)


def _search(strip: Strip, space: Space, measure: float, gaps: bool) -> list[Fitted]:
    table = rows(strip, measure, _display_shape(strip, space.latin))
    best: dict[int, Fitted] = {}
    winner: Fitted | None = None
    while True:
        before = winner
        for lines in solve(table, measure, 1, _most(strip, space)):
            size = _size(lines, space, gaps)
            if size < space.smallest:
                continue
            fitted = Fitted(lines, size, lines.cost - _SIZE_WORTH * log(size))
            if lines.count not in best or fitted.score < best[lines.count].score:
                best[lines.count] = fitted
            if winner is None or fitted.score < winner.score:
                winner = fitted
        if winner is None or winner is before:
            break
        # Narrower lines may be set larger; the search ends when that no longer pays.
        measure = winner.lines.longest - 1e-6
    return sorted(best.values(), key=lambda one: one.score)


def _most(strip: Strip, space: Space) -> int:
    by_height = floor(space.height / space.smallest / space.leading + 1)
    return max(min(len(strip.left) - 1, by_height, max(MOST_LINES, len(strip.lasts) + 6)), 1)


def _total(strip: Strip) -> float:
    return strip.right[-1] - strip.left[0]


def block_height(count: int, leading: float, gaps: bool) -> float:
    """Return the height in em of `count` lines from the first em box to the foot of the last."""
    gap = STANZA_GAP if gaps and count > STANZA_LINES else 0.0
    return (count - 1) * leading + 1 + gap


def _size(lines: Lines, space: Space, gaps: bool) -> float:
    height = space.height / block_height(lines.count, space.leading, gaps)
    return min(space.width / max(lines.longest, 1e-6), height, space.largest)


def snap(size: float, scale: int) -> float:
    """Return `size` px snapped down to the steps that a series of cards shares."""
    base = size / scale
    step = floor(log(base) / log(_STEP) + 1e-9)
    snapped: float = round(_STEP**step, 2) * scale
    return min(snapped, size)


def _display_shape(strip: Strip, latin: bool) -> Shape:
    total = _total(strip)
    if latin:
        liked = min(_LIKED_LATIN + _LIKED_LATIN_GROWTH * total, _LIKED_LATIN_MOST)
    else:
        liked = min(_LIKED + _LIKED_GROWTH * total, _LIKED_MOST)
    orphan = _orphan_cost(strip, liked)

    def shape(width: float, start: int, end: int) -> float:
        off = (width - liked) / liked
        cost = (_TOO_SHORT if off < 0 else _TOO_LONG) * off * off + _PER_LINE
        if width < _STUB:
            cost += _STUB_COST
        return cost + orphan(width, start, end)

    return shape


def _orphan_cost(strip: Strip, liked: float) -> Shape:
    lasts, characters, paragraph = strip.lasts, strip.characters, strip.paragraph

    def orphan(width: float, start: int, end: int) -> float:
        """One character on the last line of a paragraph is worse than any break (CLREQ, JLREQ widow adjustment)."""
        if end not in lasts or start == paragraph[end]:
            return 0.0
        if characters[end] - characters[start] < 2:
            return _ORPHAN
        return _RUNT if width < liked / 3 else 0.0

    return orphan


def fixed_measure(strip: Strip, measure: float) -> Lines:
    """Return the best lines for a measure in em, with at most one line more than the fewest.

    A unit that cannot be cut may stand out.
    """
    fewest = fewest_lines(strip, measure)
    mean = _total(strip) / fewest
    orphan = _orphan_cost(strip, mean)

    def shape(width: float, start: int, end: int) -> float:
        off = (width - mean) / mean
        return _EVEN * off * off + orphan(width, start, end)

    table: list[Row] = rows(strip, measure, shape)
    return min(solve(table, measure, fewest, fewest + 1), key=lambda lines: lines.cost)
