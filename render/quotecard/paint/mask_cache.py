"""The shelf where finished masks stand; it lives in the font book, so paint keeps no state."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Hashable

    from PIL import Image

    from quotecard.fontbook import FontBook

CACHE_BYTES = 64 * 2**20
"""Room for masks in a process: about 6,000 glyphs at 100 px, so that a batch of cards hits."""

ENTRY_BYTES = 1024
"""What a mask costs beside its rows: the key, which is small, the Python objects, Pillow's own (measured)."""

SPARE_BYTES = 16 * 2**20
"""Room for the pixels of cards that are done: the next card is painted where the processor still has them at hand."""

SERIES_LENGTH = 1 << 18
"""Keys in a series: as many as a font has glyphs, in four places of a pixel each."""
MAX_SERIES = 4096

POINTER_BYTES = 8
"""Pillow's row table has one for each row."""


class Mask(NamedTuple):
    """Pixels to stamp: coverage ('L') or a colour glyph ('RGBA'); None where nothing is drawn."""

    image: Image.Image | None
    left: int
    """px from the anchor's pixel to the first column"""
    top: int
    """px from the anchor's pixel to the first row, y down"""


class MaskCache:
    """Finished masks by key; the older half goes when the room is used up."""

    def __init__(self, room: int = CACHE_BYTES) -> None:
        self.room = room
        self.used = 0
        self.masks: dict[Hashable, Mask] = {}
        self.get = self.masks.get
        self._series: dict[Hashable, int] = {}
        self._numbers = count(step=SERIES_LENGTH)
        self.spare: dict[int, list[bytearray]] = {}
        """Pixels of cards that are done, all zeros, by their number."""

    @classmethod
    def of(cls, book: FontBook) -> MaskCache:
        """Return the book's shelf; the first call puts it up."""
        shelf = book.masks.get("paint") or book.masks.setdefault("paint", cls())
        return cast("MaskCache", shelf)

    def put(self, key: Hashable, mask: Mask) -> Mask:
        """Keep a mask and return it; a key is small: it is kept too, and counted as such."""
        self.masks[key] = mask
        self.used += _mask_bytes(mask)
        if self.used > self.room:
            self._clear_older_half()
        return mask

    def series(self, common: Hashable) -> int:
        """Return the first of SERIES numbers, keys of masks that have something in common."""
        found = self._series.get(common)
        if found is None:
            if len(self._series) >= MAX_SERIES:
                self._series.clear()  # a number is never given twice: what they name goes with the older half
            found = self._series.setdefault(common, next(self._numbers))
        return found

    def zeros(self, size: int) -> bytearray:
        """Return so many zeros."""
        try:
            return self.spare[size].pop()  # one step: another thread may ask at the same time
        except (KeyError, IndexError):
            return bytearray(size)

    def give_back(self, zeros: bytearray) -> None:
        """Take pixels that nobody uses any more, and that are zeros again."""
        kept = self.spare.setdefault(len(zeros), [])
        kept.append(zeros)
        if sum(size * len(each) for size, each in list(self.spare.items())) > SPARE_BYTES:
            self.spare.clear()

    def _clear_older_half(self) -> None:
        # list() and pop() are single steps to other threads, which may be painting with this shelf.
        keys = list(self.masks)
        for key in keys[: (len(keys) + 1) // 2]:
            self.masks.pop(key, None)
        self.used = sum(map(_mask_bytes, list(self.masks.values())))


def _mask_bytes(mask: Mask) -> int:
    """Return the bytes that a mask holds."""
    if mask.image is None:
        return ENTRY_BYTES
    width, height = mask.image.size
    row = -(-width * len(mask.image.getbands()) // 4) * 4  # whole words
    return ENTRY_BYTES + height * (row + POINTER_BYTES)
