"""Choose the lines: an exact dynamic programme over the legal breaks, for each number of lines.

The cost of a set of lines is the sum over its lines of what the break costs, what clause ends the
line runs over, and how far its length is from what the eye likes. Balance never outvotes sense.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

INFINITE = float("inf")


@dataclass(slots=True)
class Strip:
    """A text laid out on one endless line, with the places where it may be cut.

    Node 0 is the start, the last node the end; `left` and `right` are where a line that starts or
    ends at the node has its edge, in em, trimmed and hung parts left out.
    """

    left: list[float]
    right: list[float]
    cost: list[float]
    """Cost of ending a line at the node."""
    passed: list[float]
    """Sum of the crossing costs of all nodes before this one."""
    paragraph: list[int]
    """Node that starts the paragraph which ends at or runs through this node: no line reaches before it."""
    lasts: frozenset[int]
    """Nodes that end a paragraph."""
    characters: list[int]
    """Characters but for marks and spaces before the node."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines chosen: node numbers, from the first to the last."""

    nodes: tuple[int, ...]
    cost: float
    longest: float
    """em"""

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.nodes) - 1


Row = list[tuple[int, float, float]]
"""(node where the line starts, its width, its cost) for each line that may end at a node, short first."""

Shape = Callable[[float, int, int], float] if TYPE_CHECKING else object
"""What a line's width costs, given its first and last node."""


def rows(strip: Strip, measure: float, shape: Shape) -> list[Row]:
    """Return for each node the lines that may end there and are no wider than `measure` em.

    A unit that no break divides stands on a line of its own even where it is wider.
    """
    table: list[Row] = [[]]
    for end in range(1, len(strip.left)):
        row: Row = []
        base = strip.cost[end] + strip.passed[end]
        right, left, passed = strip.right[end], strip.left, strip.passed
        for start in range(end - 1, strip.paragraph[end] - 1, -1):
            width = right - left[start]
            if width > measure and row:
                break
            row.append((start, width, base - passed[start + 1] + shape(width, start, end)))
        table.append(row)
    return table


def solve(table: list[Row], measure: float, fewest: int, most: int) -> Iterator[Lines]:
    """Yield the cheapest lines for each count from `fewest` to `most` that the measure allows."""
    nodes = len(table)
    costs = [INFINITE] * nodes
    costs[0] = 0.0
    layers: list[list[int]] = []
    for count in range(1, most + 1):
        costs, origins = _layer(table, costs, measure)
        layers.append(origins)
        if count >= fewest and costs[-1] < INFINITE:
            yield _trace(table, layers, costs[-1])


def _layer(table: list[Row], before: list[float], measure: float) -> tuple[list[float], list[int]]:
    """Extend every set of lines by one line."""
    costs, origins = [INFINITE], [-1]
    for row in table[1:]:
        best, origin = INFINITE, -1
        for start, width, cost in row:
            if width > measure and origin >= 0:
                break
            total = before[start] + cost
            if total < best and (width <= measure or start == row[0][0]):
                best, origin = total, start
        costs.append(best)
        origins.append(origin)
    return costs, origins


def _trace(table: list[Row], layers: list[list[int]], cost: float) -> Lines:
    nodes = [len(table) - 1]
    for origins in reversed(layers):
        nodes.append(origins[nodes[-1]])
    nodes.reverse()
    longest = 0.0
    for start, end in zip(nodes, nodes[1:], strict=False):
        longest = max(longest, next(width for first, width, _ in table[end] if first == start))
    return Lines(tuple(nodes), cost, longest)


def fewest_lines(strip: Strip, measure: float) -> int:
    """Return the least number of lines that fit `measure` em, units that cannot be cut overhanging."""
    count, start, last = 0, 0, len(strip.left) - 1
    while start < last:
        end = start + 1
        limit = next(node for node in sorted(strip.lasts) if node > start)
        while end < limit and strip.right[end + 1] - strip.left[start] <= measure:
            end += 1
        start = end
        count += 1
    return count
