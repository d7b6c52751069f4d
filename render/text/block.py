"""Build a block of set lines from chosen breaks: glyph runs at a size, in px."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from render.model import Block, GlyphRun, SetLine
from render.text.line.strip import last_drawn

if TYPE_CHECKING:
    from render.text.line.spacing import Spaced
    from render.text.line.strip import Cut

ASCENT = 0.88
"""em from the top of a CJK em box to its baseline (the typographic box of the CJK faces)."""

Ranges = Sequence[tuple[int, int]] if TYPE_CHECKING else object


class Setting(NamedTuple):
    """How a block's lines are drawn."""

    size: float
    """px per em"""
    leading: float
    """em"""
    ink: str = "ink"
    accents: tuple[tuple[int, int], ...] = ()
    gaps: tuple[float, ...] = ()
    """em put before each line, on top of the leading; none where empty"""


def build(whole: Cut, spaced: Spaced, nodes: Sequence[int], setting: Setting) -> Block:
    """Return the lines between `nodes` as glyph runs."""
    lines, top = [], 0.0
    for at, (first, last) in enumerate(itertools.pairwise(nodes)):
        if at:
            top += setting.leading
        if setting.gaps:
            top += setting.gaps[at]
        span = (whole.clusters[first], whole.clusters[last])
        width = (whole.strip.right[last] - whole.strip.left[first]) * setting.size
        lines.append(_line(spaced, span, top * setting.size, max(width, 0.0), setting))
    return Block(
        tuple(lines),
        setting.size,
        max((line.width for line in lines), default=0.0),
        (top + 1) * setting.size,
    )


def _line(spaced: Spaced, span: tuple[int, int], top: float, width: float, setting: Setting) -> SetLine:
    first = span[0]
    last = last_drawn(spaced, *span)
    shaped = spaced.shaped
    if last < first:
        return SetLine("", (), 0.0, top)
    text = shaped.text[shaped.starts[first] : shaped.starts[last + 1]]
    origin = spaced.pens[first] + spaced.start_trim[first] + spaced.start_hang[first]
    pens = _Pens(origin, top + ASCENT * setting.size, last)
    runs: list[GlyphRun] = []
    at = first
    while at <= last:
        end = at + 1
        ink = _ink(shaped.starts[at], setting)
        while end <= last and _continues(spaced, at, end, ink, setting):
            end += 1
        runs.append(_run(spaced, (at, end), pens, ink, setting.size))
        at = end
    return SetLine(text.strip(), tuple(run for run in runs if run.glyphs), width, top)


def _continues(spaced: Spaced, at: int, end: int, ink: str, setting: Setting) -> bool:
    shaped = spaced.shaped
    return (
        shaped.faces[end] == shaped.faces[at]
        and shaped.scales[end] == shaped.scales[at]
        and _ink(shaped.starts[end], setting) == ink
    )


def _ink(offset: int, setting: Setting) -> str:
    return "accent" if any(start <= offset < end for start, end in setting.accents) else setting.ink


class _Pens(NamedTuple):
    """Where the pens of a line stand."""

    origin: float
    """em on the text's endless line that is the block's edge"""
    baseline: float
    """px from the block's top"""
    last: int
    """cluster that ends the line, and is pulled in"""


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
        for glyph, x, y in shaped.glyphs[cluster]:
            glyphs.append(glyph)
            xs.append((pen + x) * size)
            ys.append(pens.baseline - y * size)
    text = shaped.text[shaped.starts[at] : shaped.starts[end]]
    return GlyphRun(
        shaped.faces[at], size * shaped.scales[at], tuple(glyphs), tuple(xs), tuple(ys), text, ink
    )
