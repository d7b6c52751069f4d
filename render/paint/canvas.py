"""A painted card: its pixels as the PNG will hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PIL import Image

if TYPE_CHECKING:
    from render.paint.backdrop import Ground
    from render.paint.bare import Bands


class Canvas(NamedTuple):
    """Pixels as PNG scanlines: each row starts with its filter byte, 0 (None)."""

    width: int
    height: int
    palette: bytes
    """Three bytes an entry; empty where the rows hold RGB."""
    rows: bytes | bytearray
    """`height` rows of 1 + `width` entries, or 1 + 3 × `width` bytes of RGB; none where there is a picture."""
    picture: Image.Image | None = None
    """The pixels of a card on a backdrop, in RGB."""
    under: Ground | None = None
    """That backdrop."""
    touched: frozenset[int] = frozenset()
    """Its bands that something is drawn on (`render.paint.bands`)."""
    bands: Bands = ()
    """Where rows may hold anything but zeros (`render.paint.bare`); empty where nobody knows."""

    @property
    def image(self) -> Image.Image:
        """Return the card as an RGB picture, pixel for pixel what the PNG decodes to."""
        if self.picture is not None:
            return self.picture
        if self.palette:
            return self._indexed().convert("RGB")
        size = (self.width, self.height)
        return Image.frombytes("RGB", size, bytes(self.rows[1:]) + b"\0", "raw", "RGB", 1 + 3 * self.width)

    def _indexed(self) -> Image.Image:
        sheet = Image.frombytes("L", (1 + self.width, self.height), bytes(self.rows))
        picture = sheet.crop((1, 0, 1 + self.width, self.height))
        picture.putpalette(self.palette)
        return picture
