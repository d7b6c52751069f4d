"""The album: the one door to image files. What a quotes file names is opened here, judged and measured."""

from render.album.decode import cut
from render.album.judge import picture, picture_in, picture_of_bytes

__all__ = ["cut", "picture", "picture_in", "picture_of_bytes"]
