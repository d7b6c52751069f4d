"""The pixels of one glyph, drawn by HarfBuzz from its outline or its colour layers, unhinted."""

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
"""From this size (px per em) pens stand on whole pixels: half a pixel is below 1/160 em there,
less than the spacing of letters differs by, and a batch finds each glyph on the shelf again."""

PEN_POSITIONS = 4
"""Places a pixel in which a smaller glyph's pen may stand."""


def glyph_stamps(
    item: Glyphs, face: Face, shelf: MaskCache, ramp: InkRamp | None = None
) -> list[tuple[Image.Image, int, int]]:
    """Return the image, left and top (px) of each glyph that draws something, in order.

    Baselines are rounded to whole pixels: strokes of one line get one weight. Images are coverage, or the
    entries of a `ramp`.
    """
    parts = 1 if face.colour or item.size >= WHOLE_PIXEL_SIZE else PEN_POSITIONS
    style = GlyphStyle(face.key, item.size, parts, item.turned, item.colour if face.colour else None, ramp)
    first, get = shelf.series(style), shelf.get
    found = []
    # A pen may stand between pixels along its line; across it, strokes keep one weight.
    for glyph, x, y in zip(item.glyphs, item.x, item.y, strict=True):
        if item.turned:
            column, place = floor(x + 0.5), floor(y * parts + 0.5)
            row, part = divmod(place, parts)
        else:
            row, place = floor(y + 0.5), floor(x * parts + 0.5)
            column, part = divmod(place, parts)
        number = first + glyph * PEN_POSITIONS + part
        image, left, top = get(number) or shelf.put(number, _draw_glyph(style, glyph, part, face))
        if image is not None:
            found.append((image, column + left, row + top))
    return found


class GlyphStyle(NamedTuple):
    """What glyphs drawn from one face may have in common."""

    face: str
    size: float
    parts: int
    """places a pixel in which a pen may stand"""
    turned: bool
    ink: Colour | None
    """of colour glyphs"""
    ramp: InkRamp | None
    """whose entries the pixels are; None: coverage"""


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
    """Return a glyph's coverage, 0 to 255, relative to its pen's pixel; or the entries of a `ramp` for it.

    `size` is px per em; `shift` moves the pen on along its line by a part of a pixel: to the right, or
    down where the glyph is `turned` clockwise.
    """
    scale = size / face.upem
    draw = hb.RasterDraw()
    draw.transform = (0, -scale, scale, 0, 0, -shift) if turned else (scale, 0, 0, scale, shift, 0)
    draw.draw_glyph(face.font, glyph)
    return _to_pillow(draw.render(), "L", "L", entries(ramp) if ramp else None)


def colour_glyph(face: Face, glyph: int, size: float, ink: Colour) -> Mask:
    """Return a colour glyph as straight RGBA, relative to its pen's pixel.

    `ink` fills the parts that take the text's colour. A glyph without extents draws nothing.
    """
    scale = size / face.upem
    paint = hb.RasterPaint()
    paint.transform = (scale, 0, 0, scale, 0, 0)
    paint.foreground = hb.Color(*ink, 255)
    extents = face.font.get_glyph_extents(glyph)
    if extents is None or not paint.set_glyph_extents(extents):
        return Mask(None, 0, 0)
    paint.paint_glyph(face.font, glyph)
    # BGRa, not BGRA: HarfBuzz multiplies colours by alpha, Pillow divides them again.
    return _to_pillow(paint.render(), "RGBA", "BGRa")


def _to_pillow(raster: hb.RasterImage | None, mode: str, raw: str, table: bytes | None = None) -> Mask:
    """Return HarfBuzz' picture as Pillow's: its rows come from the bottom up, and y grows upwards.

    A `table` has what stands for each byte.
    """
    if raster is None or not (box := raster.extents).width or not box.height:
        return Mask(None, 0, 0)
    size = (box.width, box.height)
    pixels = raster.buffer.translate(table) if table else raster.buffer
    image = Image.frombuffer(mode, size, pixels, "raw", raw, box.stride, -1)
    return Mask(image, box.x_origin, -(box.y_origin + box.height))
