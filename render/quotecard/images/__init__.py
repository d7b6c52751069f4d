"""The one door to image files. What a quotes file names is opened here, judged and measured."""

from quotecard.images.decode import cut
from quotecard.images.load import load_picture, picture_from_bytes, picture_in

__all__ = ["cut", "load_picture", "picture_from_bytes", "picture_in"]
