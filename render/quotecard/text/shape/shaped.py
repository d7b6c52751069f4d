"""A shaped text as values: clusters of glyphs, and the dashes that are drawn in place of glyphs."""

from __future__ import annotations

from typing import NamedTuple


class Dash(NamedTuple):
    """A drawn bar: em along and across the line from the cluster's pen, y up."""

    along: float
    length: float
    middle: float
    """from the baseline, or from a column's axis"""
    thickness: float


class Shaped(NamedTuple):
    """A text as glyph clusters, in parallel lists; lengths in em of the text's size."""

    text: str
    lang: str
    vertical: bool
    starts: list[int]
    """First code point of each cluster, and the text's length at the end."""
    advances: list[float]
    """along the line: to the right, or down"""
    glyphs: list[list[tuple[int, float, float]]]
    """(glyph, x, y) from the cluster's pen, y up; the pen of a column stands on its axis"""
    faces: list[str]
    scales: list[float]
    """px of the run's em for one px of the text's"""
    turned: list[bool]
    """whether the cluster lies on its side in a column"""
    missing: list[str]
    """Characters that no bundled face sets."""
    dashes: dict[int, Dash]
    """cluster → what is drawn there in place of glyphs"""

    def begin(self, start: int, face: str, scale: float, *, turned: bool = False) -> None:
        """Add a cluster without glyphs."""
        self.starts.append(start)
        self.advances.append(0.0)
        self.glyphs.append([])
        self.faces.append(face)
        self.scales.append(scale)
        self.turned.append(turned)
