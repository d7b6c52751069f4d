"""A painted card: its pixels as the PNG will hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PIL import Image

if TYPE_CHECKING:
    from quotecard.paint.backdrop import PaintedBackdrop
    from quotecard.paint.sparse_rows import Bands


class DrawnPart(NamedTuple):
    """Some whole bands of a card with what is drawn on them."""

    top: int
    """px from the card's top"""
    picture: Image.Image
    """RGB"""

    @property
    def foot(self) -> int:
        """The row after the last."""
        return self.top + self.picture.height


class Canvas(NamedTuple):
    """Pixels as PNG scanlines: each row starts with its filter byte, 0 (None)."""

    width: int
    height: int
    palette: bytes
    """Three bytes an entry; empty where the rows hold RGB."""
    rows: bytes | bytearray
    """`height` rows of 1 + `width` entries, or 1 + 3 × `width` bytes of RGB; none on a backdrop."""
    under: PaintedBackdrop | None = None
    """What lies under the parts."""
    parts: tuple[DrawnPart, ...] = ()
    """Those of a card on a backdrop that something is drawn on, from the top down."""
    bands: Bands = ()
    """Where rows may hold anything but zeros (`quotecard.paint.sparse_rows`); empty where nobody knows."""

    @property
    def image(self) -> Image.Image:
        """Return the card as an RGB picture, pixel for pixel what the PNG decodes to."""
        if self.under is not None:
            picture = self.under.picture.copy()
            for part in self.parts:
                picture.paste(part.picture, (0, part.top))
            return picture
        if self.palette:
            return self._indexed().convert("RGB")
        size = (self.width, self.height)
        return Image.frombytes("RGB", size, bytes(self.rows[1:]) + b"\0", "raw", "RGB", 1 + 3 * self.width)

    def _indexed(self) -> Image.Image:
        sheet = Image.frombytes("L", (1 + self.width, self.height), bytes(self.rows))
        picture = sheet.crop((1, 0, 1 + self.width, self.height))
        picture.putpalette(self.palette)
        return picture


def rgb_scanlines(picture: Image.Image) -> bytes:
    """Return RGB pixels row by row, a 0 before each."""
    stride = 1 + 3 * picture.width
    # `Image.tobytes` packs the same in pieces of 64 KiB, and joins them.
    packer = Image.core.raw_encoder("RGB", "RGB", stride, 1)  # type: ignore[attr-defined]
    packer.setimage(picture.im, (0, 0, *picture.size))
    # A stride of one more than a row leaves a 0 after each: moved to the front, they stand before.
    return b"\0" + memoryview(packer.encode(stride * picture.height)[2])[:-1]
