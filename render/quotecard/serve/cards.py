"""Cards as pictures, each kept under everything that decides how it looks."""

from __future__ import annotations

import os
from collections import OrderedDict
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from threading import Lock
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from quotecard.card import render_card
from quotecard.errors import UsageError
from quotecard.fontbook import default_book
from quotecard.style import theme, themes
from quotecard.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from quotecard.card import Card
    from quotecard.model import Quote
    from quotecard.serve.request import RequestedLook

CACHE_BYTES = 64 << 20
"""Bytes of pictures that are kept; the one asked for longest ago goes first."""
THUMB_SIDE = 168
"""px of a thumbnail's longer side: 84 on the page, for screens with two pixels to one"""
_LIBRARIES = ("pillow", "uharfbuzz", "icu4py", "isal", "budoux", "opencc", "rjieba")


class CardPicture(NamedTuple):
    """A PNG."""

    png: bytes
    key: str
    """The same for the same bytes"""
    ms: float
    """What it took this time"""
    kept: bool = False
    """Whether it was drawn before"""


class Cards:
    """Draws cards and keeps them; several threads may ask."""

    def __init__(self, fonts: str = "", kept: int = CACHE_BYTES) -> None:
        self._fonts = fonts
        self._kept = kept
        self._lock = Lock()
        self._pictures: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0

    def card(self, quote: Quote, look: RequestedLook) -> CardPicture:
        """Return the card as `batch` writes it, byte for byte. Raise CardError."""
        return self._picture("card", quote, look, lambda card: card.png())

    def thumb(self, quote: Quote, look: RequestedLook) -> CardPicture:
        """Return the card as small as a list shows it. Raise CardError."""
        return self._picture("thumb", quote, look, _thumbnail)

    def overlay(self, quote: Quote, look: RequestedLook) -> CardPicture:
        """Return the card with its layout drawn over it. Raise CardError."""
        from quotecard.preview.overlay import layout_png

        return self._picture("overlay", quote, look, layout_png)

    def _picture(
        self, kind: str, quote: Quote, look: RequestedLook, make: Callable[[Card], bytes]
    ) -> CardPicture:
        start = perf_counter()
        key = picture_key(kind, quote, look, self._fonts)
        with self._lock:
            kept = self._pictures.get(key)
            if kept is not None:
                self._pictures.move_to_end(key)
        png = make(draw_card(quote, look, self._fonts)) if kept is None else kept
        if kept is None:
            self._keep(key, png)
        return CardPicture(png, key, (perf_counter() - start) * 1000, kept is not None)

    def _keep(self, key: str, png: bytes) -> None:
        with self._lock:
            self._size += len(png) - len(self._pictures.pop(key, b""))
            self._pictures[key] = png
            while self._size > self._kept and len(self._pictures) > 1:
                _, old = self._pictures.popitem(last=False)
                self._size -= len(old)


def draw_card(quote: Quote, look: RequestedLook, fonts: str = "") -> Card:
    """Return the card of a quote in a look. Raise CardError."""
    return render_card(look.quote(quote), **look.arguments(), fonts=fonts)


def picture_key(kind: str, quote: Quote, look: RequestedLook, fonts: str = "") -> str:
    """Return a name for everything that decides a picture: words, look, pictures, theme, fonts, code."""
    # No pixel and no byte of a card depends on these.
    said = look.quote(quote)._replace(origin=None, notices=(), number=0, tags=())
    chosen = None
    with suppress(UsageError):  # an unknown theme of the file's has no card, and so nothing to be kept
        chosen = theme(look.theme or quote.theme or themes()[0])
    own = _folder_state(fonts or (chosen.fonts if chosen else ""))
    return sha256(repr((kind, said, look, chosen, own, _renderer_versions())).encode()).hexdigest()[:32]


def _folder_state(fonts: str) -> tuple[object, ...]:
    """Return what tells one state of a folder of fonts from another; nothing for none."""
    if not fonts:
        return ()
    with suppress(OSError):
        files = [(entry.path, entry.stat()) for entry in os.scandir(fonts)]
        return (fonts, *sorted((path, found.st_size, found.st_mtime_ns) for path, found in files))
    return (fonts,)


@lru_cache(maxsize=1)
def _renderer_versions() -> tuple[object, ...]:
    """Return what draws: our version, the libraries', and the fonts by their hashes."""
    found = []
    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            found.append((name, version(name)))
    return __version__, tuple(found), tuple(font.sha256 for font in default_book().files)


def _thumbnail(card: Card) -> bytes:
    from PIL import Image

    image = card.image
    zoom = THUMB_SIDE / max(image.size)
    size = max(round(image.width * zoom), 1), max(round(image.height * zoom), 1)
    file = BytesIO()
    # To twice the size by plain means first: what is left for the good filter is little.
    image = image.reduce(max(int(0.5 / zoom), 1)).resize(size, Image.Resampling.LANCZOS)
    image.save(file, "PNG", compress_level=1)
    return file.getvalue()
