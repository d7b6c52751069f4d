"""The logo, in the first free corner, else smaller in the bottom margin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecard.devices.shapes import em_box
from quotecard.model import Box
from quotecard.scene import Glyphs, Image, Outline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.model import Job
    from quotecard.scene import Item

_HEIGHT = 64.0
"""px, at most, on a card 1080 px wide"""
_WIDTH = 260.0
"""px, at most, on a card 1080 px wide"""
_CLEAR = 0.35
"""fraction of the logo's height that is kept clear around it"""
_IN_MARGIN = 0.42
"""fraction of the margin: the greatest height of a logo that finds no free corner"""


def logo(job: Job, items: list[Item]) -> Iterator[Item]:
    """Yield the logo if there is one, uncropped and clear of all `items`."""
    picture = job.logo
    if picture is None:
        return
    ratio = picture.width / picture.height
    height = min(_HEIGHT * job.unit, _WIDTH * job.unit / ratio)
    width, outer = height * ratio, job.outer
    right, bottom = outer.right - width, outer.bottom - height
    taken = [_box(item) for item in items]
    for x, y in ((right, outer.top), (right, bottom), (outer.left, outer.top), (outer.left, bottom)):
        clear = _CLEAR * height
        around = Box(x - clear, y - clear, x + width + clear, y + height + clear)
        if not any(_meet(around, other) for other in taken):
            yield Image(round(x), round(y), round(width), round(height), picture, whole=True)
            return
    margin = job.size.height - outer.bottom
    height = min(height, margin * _IN_MARGIN)
    x, y = outer.right - height * ratio, job.size.height - margin / 2 - height / 2
    yield Image(round(x), round(y), round(height * ratio), round(height), picture, whole=True)


def _box(item: Item) -> Box:
    match item:
        case Glyphs():
            return em_box(item) if item.glyphs else Box(0, 0, 0, 0)
        case Outline():
            xs = [item.x + x for contour in item.contours for x, _ in contour]
            ys = [item.y + y for contour in item.contours for _, y in contour]
            return Box(min(xs), min(ys), max(xs), max(ys))
        case _:
            return Box(item.x, item.y, item.x + item.width, item.y + item.height)


def _meet(one: Box, other: Box) -> bool:
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )
