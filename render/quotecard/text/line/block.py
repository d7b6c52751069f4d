"""Build a block of set lines from chosen breaks: glyph runs at a size, in px."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from quotecard.languages.known import language
from quotecard.model import ASCENT, Block, GlyphRun, SetLine, Stroke
from quotecard.text.chars import CLOSING
from quotecard.text.line.break_map import last_drawn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quotecard.text.line.break_map import BreakMap
    from quotecard.text.line.spacing import Spaced

_HUNG_MOST = 0.75
"""em"""


class BlockStyle(NamedTuple):
    """How a block's lines are drawn."""

    size: float
    """px per em"""
    leading: float
    """em"""
    ink: str = "ink"
    accents: tuple[tuple[int, int], ...] = ()
    gaps: tuple[float, ...] = ()
    """em put before each line, on top of the leading; none where empty"""
    centred: bool = False
    before: float = 0.0
    """em put before the first line where notes stand beside it"""
    stagger: tuple[float, ...] = ()
    """em by which each line begins later than its edge; none where empty"""

    def lead(self, at: int) -> float:
        """Return the em from the line before to line `at`."""
        return (self.leading if at else 0.0) + (self.gaps[at] if self.gaps else 0.0)


def build_block(whole: BreakMap, spaced: Spaced, nodes: Sequence[int], setting: BlockStyle) -> Block:
    """Return the lines between `nodes` as glyph runs; columns stand from right to left."""
    before = setting.before if setting.before and _noted(spaced, whole.clusters[nodes[1]]) else 0.0
    leads = [before + lead for lead in itertools.accumulate(map(setting.lead, range(len(nodes) - 1)))]
    across = ((leads[-1] if leads else 0.0) + 1) * setting.size
    vertical = spaced.shaped.vertical
    lines = []
    for lead, (first, last) in zip(leads, itertools.pairwise(nodes), strict=True):
        span = (whole.clusters[first], whole.clusters[last])
        width = max((whole.table.right[last] - whole.table.left[first]) * setting.size, 0.0)
        top = lead * setting.size
        base = across - top - setting.size / 2 if vertical else top + ASCENT * setting.size
        lines.append(_line(spaced, span, SetLine("", (), width, top), base, setting))
    if setting.centred:
        lines = _centred(lines, vertical=vertical)
    elif setting.stagger:
        lines = [
            _later(line, late * setting.size, vertical=vertical)
            for line, late in zip(lines, setting.stagger, strict=True)
        ]
    along = max((line.width for line in lines), default=0.0)
    size = (across, along) if vertical else (along, across)
    return Block(tuple(lines), setting.size, *size, vertical)


def _noted(spaced: Spaced, end: int) -> bool:
    """Tell whether notes stand beside the first line, which ends before a cluster."""
    return any(note.cluster < end for note in spaced.notes.notes)


def _centred(lines: list[SetLine], *, vertical: bool) -> list[SetLine]:
    """Centre lines on their bodies, not on their commas: marks at a line's end hang outside."""
    longest = max((line.body for line in lines), default=0.0)
    return [_moved(line, (longest - line.body) / 2, vertical=vertical) for line in lines]


def _later(line: SetLine, by: float, *, vertical: bool) -> SetLine:
    """Return a line that begins `by` px later, and ends so much further from its edge."""
    moved = _moved(line, by, vertical=vertical)
    return moved._replace(width=line.width + by, body=line.body + by)


def _moved(line: SetLine, by: float, *, vertical: bool) -> SetLine:
    x, y = (0.0, by) if vertical else (by, 0.0)
    runs = tuple(
        run._replace(x=tuple(at + x for at in run.x), y=tuple(at + y for at in run.y)) for run in line.runs
    )
    strokes = tuple(stroke._replace(x=stroke.x + x, y=stroke.y + y) for stroke in line.strokes)
    return line._replace(runs=runs, strokes=strokes)


def _line(spaced: Spaced, span: tuple[int, int], empty: SetLine, base: float, setting: BlockStyle) -> SetLine:
    """Fill an empty line; `base` is px from the block's top to a baseline, or from its left to a column's axis."""
    first = span[0]
    last = last_drawn(spaced, *span)
    shaped = spaced.shaped
    if last < first:
        return empty._replace(width=0.0)
    text = shaped.text[shaped.starts[first] : shaped.starts[last + 1]]
    origin = spaced.pens[first] + spaced.start_trim[first] + spaced.start_hang[first]
    # Under a reading wider than its base, the base keeps to the line's edge.
    stands = first + (spaced.start_hang[first] > 0)
    pens = _Pens(origin, base, last, *spaced.notes.leads.get(stands, (first, 0.0)))
    runs: list[GlyphRun] = []
    at = first
    while at <= last:
        end = at + 1
        ink = _ink(shaped.starts[at], setting)
        while end <= last and _continues(spaced, at, end, ink, setting):
            end += 1
        runs.append(_run(spaced, (at, end), pens, ink, setting.size))
        at = end
    runs += _notes(spaced, (first, last), pens, setting)
    body = _body(spaced, first, last, origin) * setting.size
    if setting.centred:
        # Of several marks at its end a centred line lets no more than this hang outside.
        body = max(body, empty.width - _HUNG_MOST * setting.size)
    return empty._replace(
        text=text.strip(),
        runs=tuple(run for run in runs if run.glyphs),
        body=body,
        strokes=tuple(_strokes(spaced, (first, last), pens, setting)),
    )


def _body(spaced: Spaced, first: int, last: int, origin: float) -> float:
    """Return em from a line's edge to the end of its last character that is no trailing mark."""
    shaped = spaced.shaped
    stops = language(shaped.lang).hanging_stops
    while last > first and ((char := shaped.text[shaped.starts[last]]) in stops or char in CLOSING):
        last -= 1
    return spaced.pens[last] + shaped.advances[last] - origin


def _continues(spaced: Spaced, at: int, end: int, ink: str, setting: BlockStyle) -> bool:
    shaped = spaced.shaped
    return (
        shaped.faces[end] == shaped.faces[at]
        and shaped.scales[end] == shaped.scales[at]
        and shaped.turned[end] == shaped.turned[at]
        and (not setting.accents or _ink(shaped.starts[end], setting) == ink)
    )


def _ink(offset: int, setting: BlockStyle) -> str:
    if setting.accents and any(start <= offset < end for start, end in setting.accents):
        return "accent"
    return setting.ink


def _strokes(spaced: Spaced, span: tuple[int, int], pens: _Pens, setting: BlockStyle) -> Iterator[Stroke]:
    """Yield the drawn dashes of a line."""
    shaped, size = spaced.shaped, setting.size
    for at, stroke in shaped.dashes.items():
        if span[0] <= at <= span[1]:
            along = (spaced.pens[at] - pens.origin + stroke.along) * size
            length, thick = stroke.length * size, stroke.thickness * size
            across = pens.base - stroke.middle * size - thick / 2
            ink = _ink(shaped.starts[at], setting)
            yield (
                Stroke(across, along, thick, length, ink)
                if shaped.vertical
                else Stroke(along, across, length, thick, ink)
            )


def _notes(spaced: Spaced, span: tuple[int, int], pens: _Pens, setting: BlockStyle) -> Iterator[GlyphRun]:
    """Yield what stands beside the clusters of a line."""
    shaped, size = spaced.shaped, setting.size
    for note in spaced.notes.notes:
        if span[0] <= note.cluster <= span[1]:
            pen = spaced.pens[note.cluster] - pens.origin
            if note.follows and note.cluster < pens.flush:
                pen -= pens.lead
            along, across = (0.0, pen) if shaped.vertical else (pen, 0.0)
            yield GlyphRun(
                note.face,
                size * note.scale,
                tuple(glyph for glyph, _, _ in note.glyphs),
                tuple(
                    (pens.base if shaped.vertical else 0.0) + (along + x) * size for _, x, _ in note.glyphs
                ),
                tuple(
                    (0.0 if shaped.vertical else pens.base) + (across - y) * size for _, _, y in note.glyphs
                ),
                "",
                _ink(shaped.starts[note.cluster], setting),
                note.turned,
            )


class _Pens(NamedTuple):
    """Where the pens of a line stand."""

    origin: float
    """em on the text's endless line that is the block's edge"""
    base: float
    """px from the block's top to the baseline, or from its left to the column's axis"""
    last: int
    """cluster that ends the line, and is pulled in"""
    flush: int
    """end of the base that starts the line and"""
    lead: float
    """is moved so far to its edge, em"""


def _run(spaced: Spaced, span: tuple[int, int], pens: _Pens, ink: str, size: float) -> GlyphRun:
    shaped = spaced.shaped
    at, end = span
    glyphs: list[int] = []
    xs: list[float] = []
    ys: list[float] = []
    for cluster in range(at, end):
        pen = spaced.pens[cluster] - pens.origin
        if cluster == pens.last:
            pen -= spaced.pull_in[cluster]
        if cluster < pens.flush:
            pen -= pens.lead
        for glyph, x, y in shaped.glyphs[cluster]:
            glyphs.append(glyph)
            xs.append(pens.base + x * size if shaped.vertical else (pen + x) * size)
            ys.append((pen - y) * size if shaped.vertical else pens.base - y * size)
    text = shaped.text[shaped.starts[at] : shaped.starts[end]]
    return GlyphRun(
        shaped.faces[at],
        size * shaped.scales[at],
        tuple(glyphs),
        tuple(xs),
        tuple(ys),
        text,
        ink,
        shaped.turned[at],
    )
