"""Choose the lines: an exact dynamic programme over the legal breaks, for each number of lines.

The cost of a set of lines is the sum over its lines of what the break costs, what clause ends the
line runs over, and how far its length is from what the eye likes. Balance never outvotes sense.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

INFINITE = float("inf")
STRADDLE = 0.5
"""A line that runs over a clause end should at least begin and end with a clause."""
_CROSSES = 0.4
"""What running over a clause end costs at least; a list item is less."""


class BreakTable(NamedTuple):
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
    clause: list[bool]
    """Whether the node ends a clause, or the text begins or ends there."""
    paragraph: list[int]
    """Node that starts the paragraph which ends at or runs through this node: no line reaches before it."""
    paragraph_ends: frozenset[int]
    """Nodes that end a paragraph."""
    characters: list[int]
    """Characters but for marks and spaces before the node."""


class Lines(NamedTuple):
    """Lines chosen: node numbers, from the first to the last."""

    nodes: tuple[int, ...]
    cost: float
    longest: float
    """em"""

    @property
    def rows(self) -> int:
        """How many lines there are."""
        return len(self.nodes) - 1


Row = list[tuple[int, float, float]]
"""(node where the line starts, its width, its cost) for each line that may end at a node, short first."""

Shape: TypeAlias = "Callable[[float, int, int], float]"
"""What a line's width costs, given its first and last node."""


def rows(
    table: BreakTable, measure: float, shape: Shape, max_break_cost: float = INFINITE, crossing: float = 1.0
) -> list[Row]:
    """Return for each node the lines that may end there and are no wider than `measure` em.

    A unit that no break divides stands on a line of its own even where it is wider. Breaks that
    cost `max_break_cost` or more are left out; what clause ends cost that a line runs over is weighed by
    `crossing`.
    """
    line_table: list[Row] = [[]]
    left, right, cost, passed, clause = table.left, table.right, table.cost, table.passed, table.clause
    for end in range(1, len(left)):
        row: Row = []
        line_table.append(row)
        if cost[end] >= max_break_cost:
            continue
        edge, before = right[end], passed[end]
        for start in range(end - 1, table.paragraph[end] - 1, -1):
            if cost[start] >= max_break_cost:
                continue
            width = edge - left[start]
            if width > measure and start < end - 1:
                break
            crossed = before - passed[start + 1]
            if crossed > _CROSSES and not (clause[start] and clause[end]):
                crossed += STRADDLE
            row.append((start, width, cost[end] + crossing * crossed + shape(width, start, end)))
    return line_table


class _Layer(NamedTuple):
    """The best ways to reach each node with one more line than the layer before."""

    costs: list[float]
    origins: list[int]
    longests: list[float]
    reach: int
    """the last node that is reached"""


class Solutions:
    """The cheapest lines for each number of lines; a layer is made when it is asked for, nodes are traced likewise."""

    def __init__(self, line_table: list[Row], measure: float, most: int) -> None:
        self._most = most
        self._ways = _within(line_table, measure)
        nodes = len(line_table)
        self._layers = [_Layer([0.0] + [INFINITE] * (nodes - 1), [], [0.0] * nodes, 0)]

    def __iter__(self) -> Iterator[tuple[int, float, float]]:
        """Yield (lines, cost, longest in em) for each number of lines that the measure allows."""
        for count in range(1, self._most + 1):
            if count == len(self._layers):
                self._layers.append(_extend(self._ways, self._layers[-1]))
            layer = self._layers[count]
            if layer.costs[-1] < INFINITE:
                yield count, layer.costs[-1], layer.longests[-1]

    def lines(self, count: int) -> Lines:
        """Return the cheapest set of `count` lines, a number that was yielded."""
        layer = self._layers[count]
        nodes = [len(layer.costs) - 1]
        for before in self._layers[count:0:-1]:
            nodes.append(before.origins[nodes[-1]])
        return Lines(tuple(reversed(nodes)), layer.costs[-1], layer.longests[-1])


def _within(line_table: list[Row], measure: float) -> list[tuple[int, Row]]:
    """Return the nodes where a line may end, with the lines that are no wider than the measure."""
    ways = []
    for end, row in enumerate(line_table):
        for at, (start, width, _) in enumerate(row):
            if width > measure and start < end - 1:
                row = row[:at]  # noqa: PLW2901  # what follows is longer still
                break
        if row:
            ways.append((end, row))
    return ways


def _extend(ways: list[tuple[int, Row]], before: _Layer) -> _Layer:
    reached, lengths, reach = before.costs, before.longests, before.reach
    nodes = len(reached)
    costs, origins, longests = [INFINITE] * nodes, [-1] * nodes, [0.0] * nodes
    last = 0
    for end, row in ways:
        if row[-1][0] > reach:
            continue  # even the longest line that ends here begins beyond
        best, origin, longest = INFINITE, -1, 0.0
        for start, width, cost in row:
            total = reached[start] + cost
            if total < best:
                best, origin, longest = total, start, width
        if origin >= 0:
            costs[end], origins[end], last = best, origin, end
            longer = lengths[origin]
            longests[end] = max(longer, longest)
    return _Layer(costs, origins, longests, last)


def fewest_lines(table: BreakTable, measure: float) -> int:
    """Return the least number of lines that fit `measure` em, units that cannot be cut overhanging."""
    count, start, last = 0, 0, len(table.left) - 1
    while start < last:
        end = start + 1
        while end not in table.paragraph_ends and table.right[end + 1] - table.left[start] <= measure:
            end += 1
        start = end
        count += 1
    return count
