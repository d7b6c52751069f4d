"""A scene becomes pixels: palette entries where a palette can hold them, else RGB.

Only the boxes of glyphs and shapes are touched. Where shapes of one ink overlap, coverage adds up
as it would for two layers of paint, so a glyph's box never erases its neighbour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageChops

from render.page import scene as page
from render.page.scene import Glyphs, Outline, Rect
from render.paint import glyphs, outline
from render.paint.bare import bands
from render.paint.canvas import Canvas
from render.paint.ramps import STEPS, entries, inks, palette, ramps
from render.paint.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from render.fontbook import FontBook
    from render.look import Colour
    from render.page.scene import Backdrop, Item, Scene
    from render.paint.ramps import Ramp

Stamp = tuple[Image.Image, int, int]
"""A mask or colour glyph, its left and its top in px."""


def paint(scene: Scene, book: FontBook) -> Canvas:
    """Paint a scene with the book's faces.

    Up to four inks on the ground give a palette card (`render.paint.ramps`). Pictures, colour glyphs,
    more inks, or a pixel that two inks share give RGB, and so does a backdrop.
    """
    if scene.backdrop:
        return _paint_over(scene, scene.backdrop, book)
    flat = None if _needs_rgb(scene, book) else _paint_flat(scene, book)
    return flat or _paint_rgb(scene, book)


def _needs_rgb(scene: Scene, book: FontBook) -> bool:
    if any(isinstance(item, page.Image) for item in scene.items):
        return True
    faces = {item.face for item in scene.items if isinstance(item, Glyphs)}
    return len(inks(scene)) >= len(STEPS) or any(book.face(key).colour for key in faces)


def _stamps(item: Item, scene: Scene, book: FontBook) -> Iterator[Stamp]:
    """Yield the masks of an item, in order."""
    shelf = Shelf.of(book)
    match item:
        case Glyphs():
            yield from glyphs.stamps(item, book.face(item.face), shelf)
        case Rect() | Outline():
            contours, at = _placed(item)
            image, left, top = outline.mask(contours, (scene.width, scene.height), shelf, at)
            if image is not None:
                yield image, left, top
        case page.Image():
            from render.paint import images

            image, left, top = images.stamp(item, shelf)
            if image is not None:
                yield image, left, top


def _placed(item: Rect | Outline) -> tuple[outline.Contours, tuple[int, int]]:
    """Return the contours of a shape, and the pixel from which they count."""
    if isinstance(item, Outline):
        return item.contours, (item.x, item.y)
    return outline.box(item.x, item.y, item.width, item.height)


def _paint_flat(scene: Scene, book: FontBook) -> Canvas | None:
    """Return a palette card, or None where two inks share a pixel."""
    rows = Shelf.of(book).zeros((1 + scene.width) * scene.height)
    sheet = _sheet(rows, 1 + scene.width, scene.height)
    colours = inks(scene)
    inked: list[tuple[int, int]] = []
    for ink, ramp in zip(colours, ramps(len(colours)), strict=True):
        drawn = [list(_stamps(item, scene, book)) for item in scene.items if _has(item, ink)]
        inked += (_rows_of(stamps) for stamps in drawn if stamps)
        if ramp.first == 1:
            for stamps in drawn:
                _stamp(sheet, ramp.steps, stamps, left=-1)
        elif not _add_ink(sheet, ramp, [stamp for stamps in drawn for stamp in stamps]):
            return None
    found = bands(inked, scene.height)
    for top, foot in found:
        sheet.paste(0, (0, top, 1, foot))  # what hung over the left edge; filter bytes are 0
    return Canvas(scene.width, scene.height, palette(scene.ground, colours), rows, bands=found)


def recycle(canvas: Canvas, book: FontBook) -> None:
    """Let the next card be painted where this one was, which nobody may look at again."""
    if canvas.bands and isinstance(canvas.rows, bytearray):
        width = len(canvas.rows) // canvas.height
        sheet = _sheet(canvas.rows, width, canvas.height)
        for top, foot in canvas.bands:
            sheet.paste(0, (0, top, width, foot))
        Shelf.of(book).give_back(canvas.rows)


def _rows_of(stamps: list[Stamp]) -> tuple[int, int]:
    """Return the first row that stamps touch, and the one after the last."""
    return min(top for _, _, top in stamps), max(top + image.height for image, _, top in stamps)


def _has(item: Item, ink: Colour) -> bool:
    return not isinstance(item, page.Image) and item.colour == ink


def _sheet(rows: bytearray, width: int, height: int) -> Image.Image:
    """Return a picture whose pixels are `rows`: what is drawn there needs no copy to be encoded."""
    sheet = Image.frombuffer("L", (width, height), rows, "raw", "L", 0, 1)
    sheet.readonly = 0  # Pillow would copy on the first stroke; the rows are ours alone
    return sheet


def _stamp(
    target: Image.Image, ink: int | Colour, stamps: Iterable[Stamp], left: int = 0, top: int = 0
) -> None:
    """Lay `ink` through each mask on a target whose corner stands at left, top."""
    # `Image.paste` spends five times what its core does on finding out what we know.
    paste = target.im.paste
    for image, x, y in stamps:
        core = image.im
        width, height = core.size
        column, row = x - left, y - top
        paste(ink, (column, row, column + width, row + height), core)


def _add_ink(sheet: Image.Image, ramp: Ramp, stamps: list[Stamp]) -> bool:
    """Draw a second ink on a layer as large as what it draws, and add it where the sheet is bare.

    Return False, drawing nothing, where a pixel holds another ink already.
    """
    left, top, right, foot = _box(stamps, sheet.width - 1, sheet.height)
    if right <= left or foot <= top:
        return True
    layer = Image.new("L", (right - left, foot - top))
    _stamp(layer, 255, stamps, left, top)
    steps = layer.point(entries(ramp))
    on_sheet = (left + 1, top, right + 1, foot)
    under = sheet.crop(on_sheet)
    if not under.getbbox():
        sheet.paste(steps, on_sheet)
        return True
    if ImageChops.darker(under, steps).getbbox():
        return False
    sheet.paste(ImageChops.add(under, steps), on_sheet)
    return True


def _box(stamps: list[Stamp], width: int, height: int) -> tuple[int, int, int, int]:
    """Return the box around all stamps, within the card."""
    return (
        max(min((x for _, x, _ in stamps), default=0), 0),
        max(min((y for _, _, y in stamps), default=0), 0),
        min(max((x + image.width for image, x, _ in stamps), default=0), width),
        min(max((y + image.height for image, _, y in stamps), default=0), height),
    )


def _paint_rgb(scene: Scene, book: FontBook) -> Canvas:
    """Return an RGB card: the items in order, each over what is there."""
    picture = Image.new("RGB", (scene.width, scene.height), scene.ground)
    _draw(picture, scene, book)
    # A stride of one more than a row leaves a 0 after each: moved to the front, the filter bytes.
    packed = picture.tobytes("raw", "RGB", 1 + 3 * scene.width, 1)
    return Canvas(scene.width, scene.height, b"", b"\0" + memoryview(packed)[:-1])


def _draw(picture: Image.Image, scene: Scene, book: FontBook) -> list[tuple[int, int]]:
    """Draw the items in order; return the rows that each mask took: the first, and the one after the last."""
    rows = []
    for item in scene.items:
        for stamp in _stamps(item, scene, book):
            if stamp[0].mode == "RGBA":
                picture.paste(stamp[0], stamp[1:], stamp[0])
            else:
                assert not isinstance(item, page.Image)  # a picture's stamp has colours of its own
                _stamp(picture, item.colour, [stamp])
            rows.append((stamp[2], min(stamp[2] + stamp[0].height, scene.height)))
    return rows


def _paint_over(scene: Scene, backdrop: Backdrop, book: FontBook) -> Canvas:
    """Return a card on its backdrop: what is drawn on it is all that is painted and encoded anew."""
    from render.paint import backdrop as grounds
    from render.paint.bands import touched

    ground = grounds.paint(scene, backdrop, book)
    picture = ground.picture.copy()
    rows = _draw(picture, scene, book)
    return Canvas(scene.width, scene.height, b"", b"", picture, ground, touched(rows))
