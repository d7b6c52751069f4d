"""A painted card: its pixels as the PNG will hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PIL import Image

if TYPE_CHECKING:
    from render.paint.bands import Bands


class Canvas(NamedTuple):
    """Pixels as PNG scanlines: each row starts with its filter byte, 0 (None)."""

    width: int
    height: int
    palette: bytes
    """Three bytes an entry; empty where the rows hold RGB."""
    rows: bytes | bytearray
    """`height` rows of 1 + `width` entries, or 1 + 3 × `width` bytes of RGB."""
    bands: Bands = ()
    """Where rows may hold anything but zeros; empty where nobody knows."""

    @property
    def image(self) -> Image.Image:
        """Return the card as an RGB picture, pixel for pixel what the PNG decodes to."""
        if self.palette:
            return self._indexed().convert("RGB")
        size = (self.width, self.height)
        return Image.frombytes("RGB", size, bytes(self.rows[1:]) + b"\0", "raw", "RGB", 1 + 3 * self.width)

    def _indexed(self) -> Image.Image:
        sheet = Image.frombytes("L", (1 + self.width, self.height), bytes(self.rows))
        picture = sheet.crop((1, 0, 1 + self.width, self.height))
        picture.putpalette(self.palette)
        return picture
