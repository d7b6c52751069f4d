"""Explain a quote's lines: the cost of each, and the forbidden breaks that would have made better lines.

The costs are the optimiser's own: each line is computed with and without each part of its cost.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, NamedTuple

from quotecard.page.typeset import chosen
from quotecard.text.breaks.costs import CLOSING, INSIDE_WORD, LIST_MARKS, sentence_ends
from quotecard.text.explain.forbidden import Forbidden, forbidden
from quotecard.text.line.fit import display_shape, fit, snap
from quotecard.text.line.optimise import INFINITE, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.fontbook import FontBook
    from quotecard.model import Job
    from quotecard.text.line.break_map import BreakMap
    from quotecard.text.line.fit import Space
    from quotecard.text.line.optimise import BreakTable, Shape
    from quotecard.text.line.spacing import Spaced
    from quotecard.text.shape.voice import Voice

ALTERNATIVES = 4
"""The number of settings listed, including the chosen one."""
_PHRASE = 0.45
"""A break that costs less is between phrases; one between words on which all segmenters agree costs 0.57."""


class LineCost(NamedTuple):
    """A chosen line with the parts of its cost; lower is better."""

    text: str
    width: float
    """em"""
    kind: str
    """What ends the line: sentence, clause, list, phrase, word, inside a word, hard (a line feed) or end."""
    at_end: float
    """cost of ending the line there"""
    crossed: tuple[str, ...]
    """The clause ends inside the line: each the mark and the character before it."""
    crossing: float
    """cost of these clause ends"""
    length: float
    """cost of the line's length"""

    @property
    def cost(self) -> float:
        """The total cost of the line."""
        return self.at_end + self.crossing + self.length

    def as_dict(self) -> dict[str, Any]:
        """Return the line as `explain --json` prints it."""
        return {
            "text": self.text,
            "width_em": round(self.width, 3),
            "break": self.kind,
            "break_cost": round(self.at_end, 3),
            "crossed": list(self.crossed),
            "crossed_cost": round(self.crossing, 3),
            "length_cost": round(self.length, 3),
            "cost": round(self.cost, 3),
        }


class Alternative(NamedTuple):
    """A setting that was considered."""

    lines: tuple[str, ...]
    size_px: float
    cost: float
    """Lower is better."""


class Account(NamedTuple):
    """The explanation of a quote's lines."""

    voice: Voice
    """The voice whose faces set the quote."""
    spaced: Spaced
    whole: BreakMap
    nodes: tuple[int, ...]
    """The nodes at which the lines begin and end."""
    lines: tuple[LineCost, ...]
    forbidden: tuple[Forbidden, ...]
    alternatives: tuple[Alternative, ...]
    """The best settings that were considered, the chosen one first."""


def account(job: Job, book: FontBook) -> Account:
    """Return the explanation of a quote's lines as `typeset` sets them. Raises the errors of `typeset`."""
    laid, fitted = chosen(job, book)
    spaced, whole = laid.spaced, laid.whole
    text, nodes, space = spaced.shaped.text, fitted.lines.nodes, fitted.space
    return Account(
        laid.voice,
        spaced,
        whole,
        nodes,
        lines=tuple(_line_costs(whole, text, nodes, space)),
        forbidden=tuple(forbidden(spaced, whole, nodes, space)),
        alternatives=tuple(_alternatives(whole, text, space, job)),
    )


def _alternatives(whole: BreakMap, text: str, space: Space, job: Job) -> Iterator[Alternative]:
    """Yield the best settings, beginning with the one that `typeset` chooses."""
    for one in fit(whole, space, ALTERNATIVES):
        ends = [whole.offsets[node] for node in one.lines.nodes]
        yield Alternative(
            tuple(text[a:b].strip(" \n") for a, b in itertools.pairwise(ends)),
            snap(one.size, job.size.scale, job.smallest),
            round(one.score, 3),
        )


def _line_costs(whole: BreakMap, text: str, nodes: tuple[int, ...], space: Space) -> Iterator[LineCost]:
    weight = 1 / space.breadth**2
    bare = _prices(whole.table, _any_length, 0.0)
    crossing = _prices(whole.table, _any_length, weight)
    full = _prices(whole.table, display_shape(whole.table, space), weight)
    for span in itertools.pairwise(nodes):
        first, last = (whole.offsets[node] for node in span)
        width, cost = full[span]
        at_end, over = bare[span][1], crossing[span][1]
        yield LineCost(
            text[first:last].strip(),
            width,
            kind(whole, text, span[1]),
            at_end,
            tuple(_crossed(whole, text, span)),
            over - at_end,
            cost - over,
        )


def _any_length(_width: float, _start: int, _end: int) -> float:
    return 0.0


def _prices(table: BreakTable, shape: Shape, crossing: float) -> dict[tuple[int, int], tuple[float, float]]:
    """Return the width and the cost of every possible line, by its nodes."""
    line_table = rows(table, INFINITE, shape, crossing=crossing)
    return {(start, end): (width, cost) for end, row in enumerate(line_table) for start, width, cost in row}


def kind(whole: BreakMap, text: str, node: int) -> str:
    """Return what ends a line at a node, as in `LineCost.kind`."""
    table, at = whole.table, whole.offsets[node]
    if at == len(text):
        return "end"
    if node in table.paragraph_ends:
        return "hard"
    if _ends_clause(table, node):
        last = text[:at].rstrip(" " + "".join(CLOSING))[-1:]
        return "sentence" if sentence_ends(text, [at]) else "list" if last in LIST_MARKS else "clause"
    if table.cost[node] >= INSIDE_WORD:
        return "inside a word"
    return "phrase" if table.cost[node] < _PHRASE else "word"


def _ends_clause(table: BreakTable, node: int) -> bool:
    return table.passed[node + 1] > table.passed[node]


def _crossed(whole: BreakMap, text: str, span: tuple[int, int]) -> Iterator[str]:
    """Yield the clause ends inside a line, two characters each, or those of the two that are on the line."""
    first, last = span
    for node in range(first + 1, last):
        if _ends_clause(whole.table, node):
            at = whole.offsets[node]
            yield text[whole.offsets[first] : at].rstrip()[-2:]
