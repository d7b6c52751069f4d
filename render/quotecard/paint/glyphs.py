"""The pixels of glyphs, rasterised unhinted by HarfBuzz from outlines or colour layers."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, NamedTuple

import uharfbuzz as hb
from PIL import Image

from quotecard.paint.mask_cache import Mask
from quotecard.paint.ramps import entries

if TYPE_CHECKING:
    from quotecard.fontbook import Face
    from quotecard.paint.mask_cache import MaskCache
    from quotecard.paint.ramps import InkRamp
    from quotecard.scene import Glyphs
    from quotecard.theme import Colour

WHOLE_PIXEL_SIZE = 80.0
"""Size in px per em from which pens are placed on whole pixels: half a pixel is then at most 1/160 em, less than the
variation of letter spacing, and a batch finds every glyph in the cache."""

PEN_POSITIONS = 4
"""Pen positions per pixel for smaller glyphs."""


def glyph_stamps(
    item: Glyphs, face: Face, cache: MaskCache, ramp: InkRamp | None = None
) -> list[tuple[Image.Image, int, int]]:
    """Return the image, left and top (px) of each glyph that draws something, in order.

    Baselines are rounded to whole pixels, so that the strokes of a line have the same weight. Images are coverage, or
    palette entries of a `ramp`.
    """
    parts = 1 if face.colour or item.size >= WHOLE_PIXEL_SIZE else PEN_POSITIONS
    style = GlyphStyle(face.key, item.size, parts, item.turned, item.colour if face.colour else None, ramp)
    first, get = cache.series(style), cache.get
    found = []
    # Fractions of a pixel only along the line: across it they would vary the weight of strokes.
    for glyph, x, y in zip(item.glyphs, item.x, item.y, strict=True):
        if item.turned:
            column, place = floor(x + 0.5), floor(y * parts + 0.5)
            row, part = divmod(place, parts)
        else:
            row, place = floor(y + 0.5), floor(x * parts + 0.5)
            column, part = divmod(place, parts)
        number = first + glyph * PEN_POSITIONS + part
        image, left, top = get(number) or cache.put(number, _draw_glyph(style, glyph, part, face))
        if image is not None:
            found.append((image, column + left, row + top))
    return found


class GlyphStyle(NamedTuple):
    """What the cached images of a series of glyphs have in common."""

    face: str
    size: float
    parts: int
    """Pen positions per pixel."""
    turned: bool
    ink: Colour | None
    """Text colour, for colour glyphs only."""
    ramp: InkRamp | None
    """The ramp whose entries the pixels are; None for coverage."""


def _draw_glyph(style: GlyphStyle, glyph: int, part: int, face: Face) -> Mask:
    face.check(glyph)
    if style.ink is not None:
        return colour_glyph(face, glyph, style.size, style.ink)
    return glyph_coverage(face, glyph, style.size, part / style.parts, turned=style.turned, ramp=style.ramp)


def glyph_coverage(
    face: Face,
    glyph: int,
    size: float,
    shift: float = 0.0,
    *,
    turned: bool = False,
    ramp: InkRamp | None = None,
) -> Mask:
    """Return a glyph's coverage, 0 to 255, relative to its pen's pixel, or the palette entries of a `ramp` for it.

    `size` is px per em; `shift` moves the pen by a fraction of a pixel along its line: right, or down if the glyph is
    `turned` clockwise.
    """
    scale = size / face.upem
    draw = hb.RasterDraw()
    draw.transform = (0, -scale, scale, 0, 0, -shift) if turned else (scale, 0, 0, scale, shift, 0)
    draw.draw_glyph(face.font, glyph)
    return _to_pillow(draw.render(), "L", "L", entries(ramp) if ramp else None)


def colour_glyph(face: Face, glyph: int, size: float, ink: Colour) -> Mask:
    """Return a colour glyph as straight RGBA, relative to its pen's pixel.

    `ink` fills the layers that use the text colour. A glyph without extents draws nothing.
    """
    scale = size / face.upem
    paint = hb.RasterPaint()
    paint.transform = (scale, 0, 0, scale, 0, 0)
    paint.foreground = hb.Color(*ink, 255)
    extents = face.font.get_glyph_extents(glyph)
    if extents is None or not paint.set_glyph_extents(extents):
        return Mask(None, 0, 0)
    paint.paint_glyph(face.font, glyph)
    # BGRa, not BGRA: HarfBuzz premultiplies colours by alpha, and Pillow undoes that.
    return _to_pillow(paint.render(), "RGBA", "BGRa")


def _to_pillow(raster: hb.RasterImage | None, mode: str, raw: str, table: bytes | None = None) -> Mask:
    """Convert a HarfBuzz image, whose rows run from bottom to top and whose y points up, to a Pillow image.

    A `table` of 256 bytes translates the pixels.
    """
    if raster is None or not (box := raster.extents).width or not box.height:
        return Mask(None, 0, 0)
    size = (box.width, box.height)
    pixels = raster.buffer.translate(table) if table else raster.buffer
    image = Image.frombuffer(mode, size, pixels, "raw", raw, box.stride, -1)
    return Mask(image, box.x_origin, -(box.y_origin + box.height))
