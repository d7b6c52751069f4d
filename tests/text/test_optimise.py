"""The programme that chooses lines, against trying every set of lines there is."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quotecard.fontbook import default_book
from quotecard.text.breaks.costs import Break
from quotecard.text.line.break_map import map_breaks
from quotecard.text.line.fit import fixed_measure
from quotecard.text.line.optimise import INFINITE, BreakTable, Solutions, fewest_lines, rows
from quotecard.text.line.spacing import space
from quotecard.text.shape.shape import shape
from quotecard.text.shape.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.text.line.optimise import Row

COSTS = st.sampled_from([0.0, 0.25, 0.5, 1.0, 3.0, 6.0])
UNIT = st.sampled_from(
    [
        "水",
        "水木",
        "「水",
        "木」",
        "木\uff0c",
        "火\u3002",
        "AI ",
        "水\u2014\u2014",
        "水木火土金",
        "水\n",
        "\n",
    ]
)


class Probe(NamedTuple):
    """A text in units, with a cost for the break after each."""

    units: list[tuple[str, float, float]]

    @property
    def table(self) -> BreakTable:
        breaks, at = [], 0
        for unit, cost, crossing in self.units[:-1]:
            at += len(unit)
            mandatory = unit.endswith("\n")
            breaks.append(Break(at, 0.0 if mandatory else cost, 0.0 if mandatory else crossing, mandatory))
        text = "".join(unit for unit, _, _ in self.units)
        book = default_book()
        return map_breaks(space(shape(text, Voice("ming", "zh-Hant"), book), book), breaks).table


probes = st.builds(Probe, st.lists(st.tuples(UNIT, COSTS, COSTS), min_size=1, max_size=7))
measures = st.sampled_from([0.5, 1.0, 2.0, 3.5, 5.0, 8.0, 40.0])


def evenness(width: float, start: int, end: int) -> float:
    """A cost that depends on the width and on where the line stands."""
    return (width - 3) ** 2 + 0.01 * start * end


def settings_of(count: int) -> Iterator[tuple[int, ...]]:
    """Every way to cut at some of the nodes between the first and the last."""
    inner = range(1, count - 1)
    for size in range(count - 1):
        for chosen in combinations(inner, size):
            yield (0, *chosen, count - 1)


def total(table: list[Row], nodes: tuple[int, ...]) -> float:
    """What a set of lines costs; infinite where one of them may not be."""
    found = [
        {start: cost for start, _, cost in table[end]}.get(start, INFINITE) for start, end in pairwise(nodes)
    ]
    return sum(found)


@settings(deadline=None, max_examples=250)
@given(probes, measures)
def test_for_each_number_of_lines_the_cheapest_set_is_found(probe: Probe, measure: float):
    strip = probe.table
    table = rows(strip, measure, evenness)
    count = len(strip.left)
    best: dict[int, float] = {}
    for nodes in settings_of(count):
        cost = total(table, nodes)
        if cost < best.get(len(nodes) - 1, INFINITE):
            best[len(nodes) - 1] = cost
    solutions = Solutions(table, measure, count)
    assert {lines: cost for lines, cost, _ in solutions} == pytest.approx(best)
    for lines, cost, longest in solutions:
        chosen = solutions.lines(lines)
        assert chosen.rows == lines
        assert total(table, chosen.nodes) == pytest.approx(cost)
        widths = [strip.right[end] - strip.left[start] for start, end in pairwise(chosen.nodes)]
        assert chosen.longest == longest == pytest.approx(max([0.0, *widths]))


@settings(deadline=None, max_examples=250)
@given(probes, measures)
def test_the_table_holds_the_lines_that_the_measure_and_the_paragraphs_allow(probe: Probe, measure: float):
    strip = probe.table
    table = rows(strip, measure, evenness)
    units = [unit for unit, _, _ in probe.units]
    for end in range(1, len(table)):
        allowed = set()
        for start in range(end):
            one_paragraph = not any(unit.endswith("\n") for unit in units[start : end - 1])
            fits = strip.right[end] - strip.left[start] <= measure
            if one_paragraph and (fits or start == end - 1):
                allowed.add(start)
        assert {start for start, _, _ in table[end]} == allowed


@settings(deadline=None, max_examples=250)
@given(probes, measures)
def test_a_line_costs_its_break_what_it_runs_over_and_its_width(probe: Probe, measure: float):
    """The break at its end, and at least the crossing cost of each clause end that it runs over."""
    strip = probe.table
    for end, row in enumerate(rows(strip, measure, evenness)):
        for start, width, cost in row:
            crossed = sum(
                0.0 if unit.endswith("\n") else crossing for unit, _, crossing in probe.units[start : end - 1]
            )
            least = strip.cost[end] + crossed + evenness(width, start, end)
            assert cost >= least - 1e-9
            if not crossed:
                assert cost == pytest.approx(least)


@settings(deadline=None, max_examples=250)
@given(probes, measures, COSTS)
def test_dear_breaks_are_left_out(probe: Probe, measure: float, dearest: float):
    strip = probe.table
    table = rows(strip, measure, evenness, dearest)
    used = {node for end, row in enumerate(table) if row for node in (end, *(start for start, _, _ in row))}
    assert all(strip.cost[node] < dearest for node in used)


@settings(deadline=None, max_examples=250)
@given(probes, measures)
def test_the_fewest_lines(probe: Probe, measure: float):
    strip = probe.table
    table = rows(strip, measure, lambda *_: 0.0)
    allowed = [len(nodes) - 1 for nodes in settings_of(len(strip.left)) if total(table, nodes) < INFINITE]
    assert fewest_lines(strip, measure) == min(allowed)


@settings(deadline=None, max_examples=250)
@given(probes, measures)
def test_a_fixed_measure_is_kept_with_at_most_one_line_more_than_the_fewest(probe: Probe, measure: float):
    strip = probe.table
    chosen = fixed_measure(strip, measure)
    assert chosen.nodes[0] == 0
    assert chosen.nodes[-1] == len(strip.left) - 1
    assert chosen.rows <= fewest_lines(strip, measure) + 1
    for start, end in pairwise(chosen.nodes):
        assert strip.right[end] - strip.left[start] <= measure or start == end - 1


def test_nothing_is_found_where_the_lines_are_too_few():
    strip = Probe([("水木火", 0.0, 0.0), ("土金", 0.0, 0.0)]).table
    solutions = Solutions(rows(strip, 3.0, evenness), 3.0, 1)
    assert list(solutions) == []
