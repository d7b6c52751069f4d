"""A painted card: its pixels as the PNG will hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PIL import Image

if TYPE_CHECKING:
    from quotecard.paint.backdrop import PaintedBackdrop
    from quotecard.paint.sparse_rows import Bands


class DrawnPart(NamedTuple):
    """Adjacent bands of a card, with the items drawn on them."""

    top: int
    """First row, px from the card's top."""
    picture: Image.Image
    """RGB"""

    @property
    def foot(self) -> int:
        """The row after the last."""
        return self.top + self.picture.height


class Canvas(NamedTuple):
    """A card's pixels as PNG scanlines: each row starts with filter byte 0 (None)."""

    width: int
    height: int
    palette: bytes
    """Three bytes per entry; empty if the rows contain RGB."""
    rows: bytes | bytearray
    """`height` rows of 1 + `width` palette entries or 1 + 3 `width` bytes of RGB; empty on a backdrop."""
    under: PaintedBackdrop | None = None
    """The backdrop below the parts, if any."""
    parts: tuple[DrawnPart, ...] = ()
    """The parts of a card on a backdrop that items are drawn on, from top to bottom."""
    bands: Bands = ()
    """Bands of rows that may be non-zero (`quotecard.paint.sparse_rows`); empty if unknown."""

    @property
    def image(self) -> Image.Image:
        """The card as an RGB picture, with exactly the pixels that the PNG decodes to."""
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
    """Return the rows of an RGB picture, each preceded by filter byte 0."""
    stride = 1 + 3 * picture.width
    # The encoder is called directly: `Image.tobytes` would pack the same bytes in chunks of 64 KiB and join them.
    packer = Image.core.raw_encoder("RGB", "RGB", stride, 1)  # type: ignore[attr-defined]
    packer.setimage(picture.im, (0, 0, *picture.size))
    # A stride one byte longer than a row leaves a 0 after each row; shifted by one byte, it precedes the next.
    return b"\0" + memoryview(packer.encode(stride * picture.height)[2])[:-1]
