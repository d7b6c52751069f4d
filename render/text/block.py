"""Build a block of set lines from chosen breaks: glyph runs at a size, in px."""

from __future__ import annotations

from typing import NamedTuple, TYPE_CHECKING

from render.model import Block, GlyphRun, SetLine
from render.text.line.strip import last_drawn

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    for at, (first, last) in enumerate(zip(nodes, nodes[1:], strict=False)):
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
    runs: list[GlyphRun] = []
    at = first
    while at <= last:
        end = at + 1
        ink = _ink(shaped.starts[at], setting)
        while end <= last and _continues(spaced, at, end, ink, setting):
            end += 1
        runs.append(_run(spaced, at, end, last, origin, top, ink, setting))
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


def _run(
    spaced: Spaced, at: int, end: int, last: int, origin: float, top: float, ink: str, setting: Setting
) -> GlyphRun:
    shaped, size = spaced.shaped, setting.size
    baseline = top + ASCENT * size
    glyphs: list[int] = []
    xs: list[float] = []
    ys: list[float] = []
    for cluster in range(at, end):
        pen = spaced.pens[cluster] - origin
        if cluster == last:
            pen -= spaced.pull_in[cluster]
        for glyph, x, y in shaped.glyphs[cluster]:
            glyphs.append(glyph)
            xs.append((pen + x) * size)
            ys.append(baseline - y * size)
    text = shaped.text[shaped.starts[at] : shaped.starts[end]]
    return GlyphRun(shaped.faces[at], size * shaped.scales[at], tuple(glyphs), tuple(xs), tuple(ys), text, ink)
