"""Lay a spaced text out on one endless line, with its breaks as the nodes of the optimiser."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from quotecard.text.line.optimise import BreakTable

if TYPE_CHECKING:
    from quotecard.text.breaks.costs import Break
    from quotecard.text.line.spacing import Spaced


class BreakMap(NamedTuple):
    """A table with what its nodes are in the text."""

    table: BreakTable
    clusters: list[int]
    """First cluster of the line that starts at each node."""
    offsets: list[int]
    """Code point of each node."""


def map_breaks(spaced: Spaced, breaks: list[Break]) -> BreakMap:
    """Return the table of a spaced text; a break inside a ligature or a joined dash is dropped."""
    shaped = spaced.shaped
    index = {start: at for at, start in enumerate(shaped.starts)}
    kept = [one for one in breaks if one.offset in index]
    offsets = [0, *(one.offset for one in kept), len(shaped.text)]
    clusters = [index[at] for at in offsets]
    mandatory = [False, *(one.mandatory for one in kept), True]
    crossing = [0.0, *(one.crossing for one in kept), 0.0]
    passed, total = [], 0.0
    for cost in crossing:
        passed.append(total)
        total += cost
    passed.append(total)
    counts = _character_counts(shaped.text)
    table = BreakTable(
        left=[_left(spaced, at) for at in clusters],
        right=[_right(spaced, at) for at in clusters],
        cost=[0.0, *(one.cost for one in kept), 0.0],
        passed=passed,
        clause=[True, *(one.crossing > 0 or one.mandatory for one in kept), True],
        paragraph=_paragraph_starts(mandatory),
        paragraph_ends=frozenset(node for node, last in enumerate(mandatory) if last),
        characters=[counts[at] for at in offsets],
    )
    return BreakMap(table, clusters, offsets)


def _left(spaced: Spaced, cluster: int) -> float:
    pen = spaced.pens[cluster]
    if cluster == len(spaced.start_trim):
        return pen
    return pen + spaced.start_trim[cluster] + spaced.start_hang[cluster]


def _right(spaced: Spaced, cluster: int) -> float:
    """Return where a line that ends before `cluster` has its edge."""
    last = last_drawn(spaced, 0, cluster)
    if last < 0:
        return 0.0
    return spaced.pens[last] + spaced.shaped.advances[last] - spaced.end_trim[last]


def last_drawn(spaced: Spaced, first: int, end: int) -> int:
    """Return the last cluster of the range that is not a space or line feed, or `first` - 1 if there is none."""
    text, starts = spaced.shaped.text, spaced.shaped.starts
    last = end - 1
    while last >= first and text[starts[last]] in " \n\u3000":
        last -= 1
    return last


def _paragraph_starts(mandatory: list[bool]) -> list[int]:
    """Return for each node the one that starts the paragraph ending at it or running through it."""
    starts, current = [0], 0
    for node in range(1, len(mandatory)):
        starts.append(current)
        if mandatory[node]:
            current = node
    return starts


def _character_counts(text: str) -> list[int]:
    """Return how many letters and ideographs stand before each code point: marks and spaces do not count."""
    return list(accumulate(map(str.isalnum, text), initial=0))
