"""The cache of finished masks; it is stored in the font book, so that paint has no global state."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Hashable

    from PIL import Image

    from quotecard.fontbook import FontBook

CACHE_BYTES = 64 * 2**20
"""Bytes of masks per process: about 6,000 glyphs at 100 px, enough for a batch to reuse them."""

ENTRY_BYTES = 1024
"""Bytes that a mask takes besides its rows: its small key, Python objects and Pillow's own (measured)."""

SPARE_BYTES = 16 * 2**20
"""Bytes of finished cards' rows kept for reuse: they are still in the processor's cache for the next card."""

SERIES_LENGTH = 1 << 18
"""Keys in a series: the most glyphs of a font (65,536) times four pen positions per pixel."""
MAX_SERIES = 4096

POINTER_BYTES = 8
"""Bytes of a pointer; Pillow's row table has one per row."""


class Mask(NamedTuple):
    """Pixels to stamp: coverage ('L') or a colour glyph ('RGBA'); None if nothing is drawn."""

    image: Image.Image | None
    left: int
    """px from the anchor's pixel to the first column."""
    top: int
    """px from the anchor's pixel to the first row, y down."""


class MaskCache:
    """Finished masks by key; the older half is dropped when the cache is full."""

    def __init__(self, room: int = CACHE_BYTES) -> None:
        self.room = room
        self.used = 0
        self.masks: dict[Hashable, Mask] = {}
        self.get = self.masks.get
        self._series: dict[Hashable, int] = {}
        self._numbers = count(step=SERIES_LENGTH)
        self.spare: dict[int, list[bytearray]] = {}
        """Zeroed rows of finished cards, by length."""

    @classmethod
    def of(cls, book: FontBook) -> MaskCache:
        """Return the book's cache, created by the first call."""
        cache = book.masks.get("paint") or book.masks.setdefault("paint", cls())
        return cast("MaskCache", cache)

    def put(self, key: Hashable, mask: Mask) -> Mask:
        """Cache a mask and return it. Keys must be small: their size is counted as a constant."""
        self.masks[key] = mask
        self.used += _mask_bytes(mask)
        if self.used > self.room:
            self._clear_older_half()
        return mask

    def series(self, common: Hashable) -> int:
        """Return the first of SERIES_LENGTH numbers used as keys of masks that have `common` in common."""
        found = self._series.get(common)
        if found is None:
            if len(self._series) >= MAX_SERIES:
                self._series.clear()  # numbers are never reused; their masks go with the older half
            found = self._series.setdefault(common, next(self._numbers))
        return found

    def zeros(self, size: int) -> bytearray:
        """Return `size` zero bytes, reused if possible."""
        try:
            return self.spare[size].pop()  # atomic: another thread may do the same
        except (KeyError, IndexError):
            return bytearray(size)

    def give_back(self, zeros: bytearray) -> None:
        """Keep zeroed bytes that are no longer in use for the next card."""
        kept = self.spare.setdefault(len(zeros), [])
        kept.append(zeros)
        if sum(size * len(each) for size, each in list(self.spare.items())) > SPARE_BYTES:
            self.spare.clear()

    def _clear_older_half(self) -> None:
        # list() and pop() are atomic for other threads, which may use this cache at the same time.
        keys = list(self.masks)
        for key in keys[: (len(keys) + 1) // 2]:
            self.masks.pop(key, None)
        self.used = sum(map(_mask_bytes, list(self.masks.values())))


def _mask_bytes(mask: Mask) -> int:
    """Return the bytes of memory that a mask takes."""
    if mask.image is None:
        return ENTRY_BYTES
    width, height = mask.image.size
    row = -(-width * len(mask.image.getbands()) // 4) * 4  # whole words
    return ENTRY_BYTES + height * (row + POINTER_BYTES)
