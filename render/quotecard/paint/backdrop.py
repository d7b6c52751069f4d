"""Paint the backdrop below a card's items, once for all cards that share it, and cache it.

A photograph is decoded, cropped and blurred once. A scrim depends on each quote's lines, so it is laid over a copy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from PIL import Image, ImageFilter

from quotecard.paint import dither, gradient, grain
from quotecard.scene import Photo, cover

if TYPE_CHECKING:
    from collections.abc import Hashable

    from quotecard.fontbook import FontBook
    from quotecard.paint.deflate import DeflatedPiece
    from quotecard.scene import Backdrop, Ramp, Scene

CACHE_BYTES = 48 * 2**20
"""Bytes cached per process: five photographs, each with and without a scrim, at 1080 x 1350 px."""
PIXEL_BYTES = 4
"""Bytes per pixel of an RGB image in Pillow."""


class PaintedBackdrop(NamedTuple):
    """A painted backdrop; must not be drawn on."""

    picture: Image.Image
    """RGB"""
    busy: bool
    """Whether neighbouring pixels differ slightly everywhere, as in a photograph."""
    bands: dict[int, DeflatedPiece]
    """Bands already deflated because a card drew nothing on them, by first row."""


class BackdropCache:
    """Finished backdrops by what they were made from; the least recently used are dropped when room is short."""

    def __init__(self, room: int = CACHE_BYTES) -> None:
        self.room = room
        self.grounds: dict[Hashable, PaintedBackdrop] = {}

    @classmethod
    def of(cls, book: FontBook) -> BackdropCache:
        """Return the book's cache, created by the first call."""
        drawer = book.masks.get("backdrops") or book.masks.setdefault("backdrops", cls())
        return cast("BackdropCache", drawer)

    def get(self, key: Hashable) -> PaintedBackdrop | None:
        """Return a cached backdrop or None, and mark it as recently used."""
        if (found := self.grounds.pop(key, None)) is not None:
            self.grounds[key] = found
        return found

    def put(self, key: Hashable, ground: PaintedBackdrop) -> PaintedBackdrop:
        """Cache a backdrop and return it; one larger than the whole cache is not kept."""
        self.grounds[key] = ground
        # list() and pop() are atomic for other threads, which may use this cache at the same time.
        kept = list(self.grounds.items())
        used = sum(_kept_bytes(each) for _, each in kept)
        for old, each in kept:
            if used <= self.room:
                break
            self.grounds.pop(old, None)
            used -= _kept_bytes(each)
        return ground


def _kept_bytes(ground: PaintedBackdrop) -> int:
    width, height = ground.picture.size
    return PIXEL_BYTES * width * height + sum(len(band.data) for band in list(ground.bands.values()))


def paint_backdrop(scene: Scene, backdrop: Backdrop, book: FontBook) -> PaintedBackdrop:
    """Return the backdrop of a scene as pixels. Raises BadQuote if its photograph cannot be read."""
    drawer, key = BackdropCache.of(book), (backdrop, scene.ground, scene.width, scene.height)
    return drawer.get(key) or drawer.put(key, _paint_new(scene, backdrop, drawer))


def _paint_new(scene: Scene, backdrop: Backdrop, drawer: BackdropCache) -> PaintedBackdrop:
    size = (scene.width, scene.height)
    if isinstance(backdrop.base, Photo):
        bare = _photograph(scene, backdrop, backdrop.base, drawer)
        return PaintedBackdrop(_with_scrim(bare, backdrop.base), busy=True, bands={})
    paper = grain.paper_grain(*size, backdrop.seed) if backdrop.grain else None
    levels = gradient.gradient_levels(backdrop.base, *size)
    return PaintedBackdrop(dither.dither_levels(levels, paper, backdrop.grain), busy=False, bands={})


def _photograph(scene: Scene, backdrop: Backdrop, photo: Photo, drawer: BackdropCache) -> Image.Image:
    """Return a photograph without its scrim, which is the same for every quote on it."""
    sheet = (backdrop.grain, backdrop.seed) if backdrop.grain else ()
    key = (photo.picture.sha256, photo.focus, photo.blur, scene.ground, scene.width, scene.height, sheet)
    if (kept := drawer.get(key)) is not None:
        return kept.picture
    picture = _cropped_photo(photo, scene)
    if photo.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(photo.blur))
    if backdrop.grain:
        channels = [band.convert("F") for band in picture.split()]
        picture = dither.dither_levels(
            channels, grain.paper_grain(*picture.size, backdrop.seed), backdrop.grain
        )
    return drawer.put(key, PaintedBackdrop(picture, busy=True, bands={})).picture


def _cropped_photo(photo: Photo, scene: Scene) -> Image.Image:
    from quotecard import images

    size = (scene.width, scene.height)
    box = cover(photo.picture.width, photo.picture.height, size, photo.focus)
    picture = images.cut_picture(photo.picture, box, size)
    if picture.mode != "RGBA":
        return picture
    ground = Image.new("RGB", size, scene.ground)
    ground.paste(picture, (0, 0), picture)
    return ground


def _with_scrim(bare: Image.Image, photo: Photo) -> Image.Image:
    """Return a copy of a photograph with its scrim, in the tint colour."""
    picture = bare.copy()
    width, height = picture.size
    if photo.scrim:
        mask = _opacity_strip(photo.scrim, height, (dither.PATTERN_SIDE, height))
        picture.paste(photo.tint, (0, 0, width, height), _repeat_strip(mask, width))
    if photo.side:
        mask = _opacity_strip(photo.side, width, (dither.PATTERN_SIDE, width)).transpose(
            Image.Transpose.TRANSPOSE
        )
        picture.paste(photo.tint, (0, 0, width, height), _repeat_strip(mask, height, down=True))
    return picture


def _opacity_strip(ramp: Ramp, length: int, size: tuple[int, int]) -> Image.Image:
    """Return a strip of opacities, `length` px long, dithered: undithered levels would show as steps."""
    from array import array

    levels = array("f", (255 * ramp_opacity(ramp, (y + 0.5) / length) for y in range(length)))
    exact = Image.frombytes("F", (1, length), levels.tobytes()).resize(size, Image.Resampling.NEAREST)
    return dither.dither_levels([exact])


def ramp_opacity(ramp: Ramp, at: float) -> float:
    """Return a ramp's opacity at the fraction `at` (0 to 1) of its length."""
    before = (0.0, ramp[0][1])
    for stop in ramp:
        if at < stop[0]:
            share = (at - before[0]) / (stop[0] - before[0])
            return before[1] + (stop[1] - before[1]) * share
        before = stop
    return before[1]


def _repeat_strip(strip: Image.Image, length: int, *, down: bool = False) -> Image.Image:
    """Repeat a strip to the right, or down, to a length of `length` px."""
    width, height = strip.size
    whole = Image.new(strip.mode, (width, length) if down else (length, height))
    step = height if down else width
    for at in range(0, length, step):
        whole.paste(strip, (0, at) if down else (at, 0))
    return whole
