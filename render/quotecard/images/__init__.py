"""Open, check and measure the image files that a quotes file names: the only code that decodes images."""

from quotecard.images.decode_image import cut_picture
from quotecard.images.load_image import load_picture, picture_from_bytes, picture_in

__all__ = ["cut_picture", "load_picture", "picture_from_bytes", "picture_in"]
