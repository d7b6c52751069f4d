"""Paint a card of up to four inks on one ground with palette entries (`quotecard.paint.ramps`).

If boxes do not overlap, a mask of the ink's palette entries is copied, in a third of the time of blending. That holds
for nearly all characters of Han text; overlapping ones are blended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageChops

from quotecard.paint.canvas import Canvas
from quotecard.paint.mask_cache import MaskCache
from quotecard.paint.ramps import entries, inks, palette, ramps
from quotecard.paint.sparse_rows import ink_bands
from quotecard.paint.stamps import item_stamps, paste_masks
from quotecard.scene import Image as Picture

if TYPE_CHECKING:
    from quotecard.fontbook import FontBook
    from quotecard.paint.ramps import InkRamp
    from quotecard.paint.stamps import Stamp
    from quotecard.scene import Item, Scene
    from quotecard.theme import Colour

    Box = tuple[int, int, int, int]


def paint_palette_card(scene: Scene, book: FontBook) -> Canvas | None:
    """Return a palette card, or None if two inks share a pixel."""
    cache = MaskCache.of(book)
    rows = cache.zeros((1 + scene.width) * scene.height)
    sheet = _image_over(rows, 1 + scene.width, scene.height)
    colours = inks(scene)
    taken: list[Box] = []
    for ink, ramp in zip(colours, ramps(len(colours)), strict=True):
        items = [item for item in scene.items if _is_of_ink(item, ink)]
        drawn = [item_stamps(item, scene, book, ramp) for item in items]
        meeting = _copy_separate(sheet, drawn, taken, all_or_none=ramp.first > 1)
        masks = [stamp for at in meeting for stamp in item_stamps(items[at], scene, book)]
        if ramp.first == 1:
            paste_masks(sheet, ramp.steps, masks, left=-1)
        elif not _add_ink(sheet, ramp, masks):
            return None
    found = ink_bands([(top, foot) for _, top, _, foot in taken], scene.height)
    for top, foot in found:
        sheet.paste(0, (0, top, 1, foot))  # pixels beyond the left edge: filter bytes must be 0
    return Canvas(scene.width, scene.height, palette(scene.ground, colours), rows, bands=found)


def recycle_rows(canvas: Canvas, book: FontBook) -> None:
    """Reuse the rows of a canvas for the next card; the canvas must not be used again."""
    if canvas.bands and isinstance(canvas.rows, bytearray):
        width = len(canvas.rows) // canvas.height
        sheet = _image_over(canvas.rows, width, canvas.height)
        for top, foot in canvas.bands:
            sheet.paste(0, (0, top, width, foot))
        MaskCache.of(book).give_back(canvas.rows)


def _is_of_ink(item: Item, ink: Colour) -> bool:
    return not isinstance(item, Picture) and item.colour == ink


def _image_over(rows: bytearray, width: int, height: int) -> Image.Image:
    """Return a picture that shares the memory of `rows`, so that encoding needs no copy."""
    sheet = Image.frombuffer("L", (width, height), rows, "raw", "L", 0, 1)
    sheet.readonly = 0  # otherwise Pillow would copy at the first change; nothing else uses the rows
    return sheet


def _copy_separate(
    sheet: Image.Image, drawn: list[list[Stamp]], taken: list[Box], *, all_or_none: bool
) -> list[int]:
    """Copy the items whose stamps overlap neither each other nor a taken box; return the indices of the others.

    With `all_or_none` nothing is copied if any overlaps. The boxes of all items are added to `taken`.
    """
    clear: list[int] = []
    meeting: list[int] = []
    for number, found in enumerate(drawn):
        if not found:
            continue
        box, apart = _bounding_box(found)
        (clear if apart and not any(_boxes_overlap(box, other) for other in taken) else meeting).append(
            number
        )
        taken.append(box)
    if all_or_none and meeting:
        return sorted(clear + meeting)
    paste = sheet.im.paste
    for number in clear:
        for image, x, y in drawn[number]:
            core = image.im
            width, height = core.size
            paste(core, (x + 1, y, x + 1 + width, y + height))
    return meeting


def _bounding_box(found: list[Stamp]) -> tuple[Box, bool]:
    """Return the box around stamps, and whether each lies right of or below all those before it."""
    image, left, top = found[0]
    right, foot = left + image.width, top + image.height
    apart = True
    for image, x, y in found[1:]:
        if x < right and y < foot:
            apart = False
        width, height = image.im.size
        left = min(left, x)
        top = min(top, y)
        right = max(right, x + width)
        foot = max(foot, y + height)
    return (left, top, right, foot), apart


def _boxes_overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _add_ink(sheet: Image.Image, ramp: InkRamp, masks: list[Stamp]) -> bool:
    """Draw an ink's masks on a layer of their own, and add it to the sheet.

    Returns False, and draws nothing, if a pixel already has another ink.
    """
    if not masks:
        return True
    left, top, right, foot = _bounding_box(masks)[0]
    left, top, right, foot = max(left, 0), max(top, 0), min(right, sheet.width - 1), min(foot, sheet.height)
    if right <= left or foot <= top:
        return True
    layer = Image.new("L", (right - left, foot - top))
    paste_masks(layer, 255, masks, left, top)
    drawn = layer.point(entries(ramp))
    on_sheet = (left + 1, top, right + 1, foot)
    under = sheet.crop(on_sheet)
    if not under.getbbox():
        sheet.paste(drawn, on_sheet)
        return True
    if ImageChops.darker(under, drawn).getbbox():
        return False
    sheet.paste(ImageChops.add(under, drawn), on_sheet)
    return True
