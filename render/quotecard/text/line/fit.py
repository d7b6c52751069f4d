"""Choose size and lines together: the largest size at which the best lines fit the box.

Advances are known in em, so a size is arithmetic: `min(width / longest, height / rows, largest)`.
For each number of lines the optimiser gives the best breaks; the set that is cheapest after its
size is paid for wins. No trial rendering.
"""

from __future__ import annotations

from itertools import pairwise
from math import floor, log, sqrt
from typing import TYPE_CHECKING, NamedTuple

from quotecard.text.breaks.costs import INSIDE_WORD
from quotecard.text.line.optimise import INFINITE, Lines, Solutions, fewest_lines, rows
from quotecard.text.rules import RULES, TypesettingRules

if TYPE_CHECKING:
    from quotecard.text.line.break_map import BreakMap
    from quotecard.text.line.optimise import BreakTable, Shape

# What a line's length costs, tuned with the break costs (bench/breaks.py).
# A line's liked length in em: least, growth with the text's length, most; and what is a mere stub.
_LIKED = {"han": (5.4, 0.025, 11.0, 2.4), "hangul": (7.5, 0.05, 12.0, 3.0), "latin": (6.2, 0.05, 12.0, 4.5)}
_TOO_SHORT, _TOO_LONG = 1.6, 4.2
_EASE, _EASE_GROWTH = 0.8, 0.02
"""em beyond the liked length that cost nothing: least, and growth with the text's length"""
_STUB_COST = 0.4
_STUB = 0.7
"""of the liked length, where that is short"""
_ORPHAN, _RUNT = 10.0, 0.36
_PER_LINE = -0.25
_SIZE_WORTH = 1.2
_SMALL_WORTH = 5.0
"""Below a comfortable size every px is worth more: the card is read in a feed."""
_FEW, _MANY, _MOST, _TOO_MANY = 8, 0.15, 12, 1.0
"""Lines beyond eight cost, beyond twelve much"""
_EVEN = 0.25
_ALONE, _LONG_ALONE, _ALONE_BREADTH = 0.6, 7.6, 1.5
"""A line of more than seven characters that stands alone on a card that is no wide one"""

MOST_LINES = 14
_NOTHING = 1e-6
"""em of a line without anything on it"""
_WIDEST = 14.0
"""em: the most that a line of Han takes where the card leaves the choice."""
_STEP = 1.03
"""Sizes are snapped down to whole px in steps of 3 %: a series looks of a piece, a batch finds its glyphs
in the cache, and Han stands on whole pixels."""
STANZA_LINES = 5
"""Over so many lines a sentence end gets a gap."""


class Space(NamedTuple):
    """What a text is fitted into."""

    width: float
    """px"""
    height: float
    """px"""
    leading: float
    """em from line to line"""
    room: float
    """px for the lines and what hangs below them"""
    below: float
    """px of what hangs below whatever the size"""
    gap: float
    """em from the lines to it"""
    gap_least: float
    """px that the gap takes at least"""
    largest: float
    """px per em"""
    smallest: float
    """px per em"""
    comfort: float
    """px per em below which a quote looks small on the card"""
    letters: str
    """han, hangul or latin: whose lengths of line are liked"""
    breadth: float = 1.0
    """how much longer than a portrait card's its lines may be liked"""
    beside: float = 0.0
    """em that notes take over the first line and under the last, or the attribution's columns on a ruled sheet"""
    worth: float = 1.0
    """what a larger size is worth beside better lines, times the usual"""
    gaps: bool = True
    """whether a sentence end near the middle of many lines gets a gap"""
    rules: TypesettingRules = RULES

    def block_height(self, count: int) -> float:
        """Return the height in em of `count` lines, from the first em box or its notes to the foot of the last."""
        gap = self.rules.stanza_gap * 4 / 3 if self.gaps and count > STANZA_LINES else 0.0
        return (count - 1) * self.leading + 1 + gap + self.beside


class FittedLines(NamedTuple):
    """A set of lines with its size."""

    lines: Lines
    size: float
    """px per em"""
    score: float
    """Lower is better."""
    space: Space
    """What it was fitted into."""


def fit(cut: BreakMap, space: Space, kept: int = 1) -> list[FittedLines]:
    """Return so many settings at most, the best first; none where nothing fits at the smallest size."""
    table = cut.table
    measure = space.width / space.smallest
    wide = (
        measure
        if space.letters == "latin"
        else min(measure, max(_WIDEST * space.breadth, _total(table) / MOST_LINES * 1.25))
    )
    for limit, max_break_cost in ((wide, INSIDE_WORD), (measure, INSIDE_WORD), (measure, INFINITE)):
        if found := _search(table, space, limit, max_break_cost, kept):
            return found
    return []


class _Candidate(NamedTuple):
    """The best setting in so many lines."""

    score: float
    lines: int
    size: float
    found: Solutions


def _search(
    table: BreakTable, space: Space, measure: float, max_break_cost: float, kept: int
) -> list[FittedLines]:
    # Long lines hold several clauses by nature.
    line_table = rows(table, measure, display_shape(table, space), max_break_cost, 1 / space.breadth**2)
    best: dict[int, _Candidate] = {}
    limits = _limits(table, space)
    floors = _floors(table, space, limits, max_break_cost)
    winner, narrower, most = INFINITE, measure, len(limits) - 1
    while most:
        before, hopes = winner, {}
        solutions = Solutions(line_table, narrower, most)
        for count, cost, longest in solutions:
            limit = limits[count]
            size = min(space.width / max(longest, _NOTHING), limit)
            if size >= space.smallest:
                score = cost + _many(count) + _alone(count, longest, space) - _worth(size, space)
                if count not in best or score < best[count].score:
                    best[count] = _Candidate(score, count, size, solutions)
                if score < winner:
                    winner, narrower = score, longest
            if size < limit >= space.smallest:
                hopes[count] = cost + _many(count) - _worth(limit, space)
            if floors[count] > winner and floors[count] > _last_kept(best, kept):
                break
        if winner >= before:
            break
        # Narrower lines cost no less, but may be set larger: where the height allows it, and it may still pay.
        narrower -= 1e-6
        last = _last_kept(best, kept)
        most = max((count for count, hope in hopes.items() if hope < last), default=0)
    ranked = sorted(best.values(), key=lambda one: one[:2])[:kept]
    return [FittedLines(one.found.lines(one.lines), one.size, one.score, space) for one in ranked]


def _last_kept(best: dict[int, _Candidate], kept: int) -> float:
    """Return the score of the last setting that would be kept."""
    return sorted(one.score for one in best.values())[kept - 1] if len(best) >= kept else INFINITE


_SLACK = 0.6
"""em by which a line's own width may exceed its share of the text: blank that a break gives back"""


def _floors(table: BreakTable, space: Space, limits: list[float], max_break_cost: float) -> list[float]:
    """Return for each number of lines what every larger number scores at least: beyond the best few, none is tried.

    The cost of a line's length is convex, so that of lines of the mean length bounds it; breaks cost at least as
    much as the cheapest there are; and no line is set larger than the height allows.
    """
    liked = _liked(table, space)[0]
    total, cheapest = _total(table), 0.0
    costs = sorted([cost for cost in table.cost[1:-1] if cost < max_break_cost])
    floors = [INFINITE] * len(limits)
    for count in range(1, min(len(limits), len(costs) + 2)):
        size = limits[count]
        if size < space.smallest:
            break
        short = 1 - (total / count + _SLACK) / liked
        lines = count * (_PER_LINE + (_TOO_SHORT * short * short if short > 0 else 0.0))
        floors[count - 1] = lines + cheapest + _many(count) - _worth(size, space)
        cheapest += costs[count - 1] if count <= len(costs) else 0.0
    for count in range(len(limits) - 2, -1, -1):
        floors[count] = min(floors[count], floors[count + 1])
    return floors


def _many(count: int) -> float:
    return _MANY * max(count - _FEW, 0) + _TOO_MANY * max(count - _MOST, 0) if count > _FEW else 0.0


def _alone(count: int, longest: float, space: Space) -> float:
    """Return what a long line costs that stands alone, where two halves would make a block."""
    long = space.letters == "han" and longest > _LONG_ALONE and space.breadth <= _ALONE_BREADTH
    return _ALONE if count == 1 and long and space.rules.halves else 0.0


def _worth(size: float, space: Space) -> float:
    return _SIZE_WORTH * space.worth * log(size) + _SMALL_WORTH * min(log(size / space.comfort), 0.0)


def _most(table: BreakTable, space: Space) -> int:
    by_height = floor(space.height / space.smallest / space.leading + 1)
    return max(min(len(table.left) - 1, by_height), 1)


def _total(table: BreakTable) -> float:
    return table.right[-1] - table.left[0]


def _limits(table: BreakTable, space: Space) -> list[float]:
    """Return the largest size in px for each number of lines that the height allows, and for one more."""
    room = space.room - space.below
    limits = [INFINITE]
    for count in range(1, _most(table, space) + 1):
        rows_em = space.block_height(count)
        by_room = min(room / (rows_em + space.gap), (room - space.gap_least) / rows_em)
        limits.append(min(space.height / rows_em, by_room, space.largest))
    return limits


def snap(size: float, scale: int, least: float) -> float:
    """Return `size` px snapped down to the steps that a series of cards shares, at `scale` px a px.

    Never under `least` px, which `size` is not.
    """
    step = floor(log(size / scale) / log(_STEP) + 1e-9)
    return max(float(floor(_STEP**step + 1e-9) * scale), least)


def display_shape(table: BreakTable, space: Space) -> Shape:
    """Return what the length of a line costs in a quote set in `space`."""
    total = _total(table)
    liked, stub = _liked(table, space)
    ease = (_EASE + _EASE_GROWTH * total) * space.breadth
    too_long = _TOO_LONG / space.breadth
    orphan, paragraph_ends = _orphan_cost(table, liked), table.paragraph_ends

    def shape(width: float, start: int, end: int) -> float:
        over = width - liked
        off = (over if over < 0 else max(over - ease, 0.0)) / liked
        cost = (_TOO_SHORT if off < 0 else too_long) * off * off + _PER_LINE
        if width < stub:
            cost += _STUB_COST
        return cost + orphan(width, start, end) if end in paragraph_ends else cost

    return shape


def _liked(table: BreakTable, space: Space) -> tuple[float, float]:
    """Return the em that a line is liked to have, and under which it is a mere stub."""
    least, growth, most, stub = _LIKED[space.letters]
    total = _total(table)
    liked = min(least + growth * total, most) * space.breadth
    if space.worth > 1:
        # As large as it goes: lines as long as those that fill the room.
        liked = min(sqrt(total * space.leading * space.width / space.height), liked)
        stub = min(stub, liked * _STUB)
    return liked, stub


def _orphan_cost(table: BreakTable, liked: float) -> Shape:
    paragraph_ends, characters, paragraph = table.paragraph_ends, table.characters, table.paragraph

    def orphan(width: float, start: int, end: int) -> float:
        """One character on the last line of a paragraph is worse than any break (CLREQ, JLREQ widow adjustment)."""
        if end not in paragraph_ends or start == paragraph[end]:
            return 0.0
        if characters[end] - characters[start] < 2:
            return _ORPHAN
        return _RUNT if width < liked / 3 else 0.0

    return orphan


def fixed_measure(table: BreakTable, measure: float, fewest: int = 0) -> Lines:
    """Return the best lines for a measure in em, with at most one line more than `fewest`.

    More where the measure allows no other; a unit that cannot be cut may stand out.
    """
    least = fewest_lines(table, measure)
    mean = max(_total(table) / least, 1e-6)
    orphan = _orphan_cost(table, mean)

    def shape(width: float, start: int, end: int) -> float:
        off = (width - mean) / mean
        return _EVEN * off * off + orphan(width, start, end)

    most = max((fewest or least) + 1, least)
    for max_break_cost in (INSIDE_WORD, INFINITE):
        solutions = Solutions(rows(table, measure, shape, max_break_cost), measure, most)
        cost, count = min(((cost, count) for count, cost, _ in solutions), default=(INFINITE, 0))
        if cost < INFINITE:
            lines = solutions.lines(count)
            if not _has_orphan(table, lines):
                break
    return lines


def _has_orphan(table: BreakTable, lines: Lines) -> bool:
    """Tell whether a paragraph of several lines ends in one character."""
    return any(
        end in table.paragraph_ends
        and start != table.paragraph[end]
        and table.characters[end] - table.characters[start] < 2
        for start, end in pairwise(lines.nodes)
    )
