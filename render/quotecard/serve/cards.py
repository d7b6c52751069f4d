"""Draw cards and cache them under a key of everything that decides how they look."""

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
from quotecard.style import load_theme, themes
from quotecard.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from quotecard.card import Card
    from quotecard.model import Quote
    from quotecard.serve.request import RequestedLook

CACHE_BYTES = 64 << 20
"""Bytes of PNG kept; the least recently used picture is dropped first."""
THUMB_SIDE = 168
"""px of a thumbnail's longer side: 84 CSS px on a screen with a pixel ratio of 2."""
_LIBRARIES = ("pillow", "uharfbuzz", "icu4py", "isal", "budoux", "opencc", "rjieba")


class CardPicture(NamedTuple):
    """A picture of a card as PNG."""

    png: bytes
    key: str
    """The cache key; equal keys mean equal bytes."""
    ms: float
    """Time that this request took, in ms."""
    kept: bool = False
    """Whether it came from the cache."""


class Cards:
    """Draws cards and caches them; thread-safe."""

    def __init__(self, fonts: str = "", kept: int = CACHE_BYTES) -> None:
        self._fonts = fonts
        self._kept = kept
        self._lock = Lock()
        self._pictures: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0

    def card(self, quote: Quote, look: RequestedLook) -> CardPicture:
        """Return the card, byte for byte as `batch` writes it. Raises CardError."""
        return self._picture("card", quote, look, lambda card: card.png())

    def thumb(self, quote: Quote, look: RequestedLook) -> CardPicture:
        """Return the card's thumbnail for the list. Raises CardError."""
        return self._picture("thumb", quote, look, _thumbnail)

    def overlay(self, quote: Quote, look: RequestedLook) -> CardPicture:
        """Return the card with its layout drawn over it. Raises CardError."""
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
    """Return the card of a quote with the requested look. Raises CardError."""
    return render_card(look.quote(quote), **look.arguments(), fonts=fonts)


def picture_key(kind: str, quote: Quote, look: RequestedLook, fonts: str = "") -> str:
    """Return a digest of everything that decides a picture: text, look, pictures, theme, fonts and versions."""
    # No byte of a card depends on these fields.
    shown = look.quote(quote)._replace(origin=None, notices=(), number=0, tags=())
    chosen = None
    with suppress(UsageError):  # with an unknown theme there is no card to cache
        chosen = load_theme(look.theme or quote.theme or themes()[0])
    own = _folder_state(fonts or (chosen.fonts if chosen else ""))
    return sha256(repr((kind, shown, look, chosen, own, _renderer_versions())).encode()).hexdigest()[:32]


def _folder_state(fonts: str) -> tuple[object, ...]:
    """Return the name, size and time of each file in a folder of fonts; empty if `fonts` is."""
    if not fonts:
        return ()
    with suppress(OSError):
        files = [(entry.path, entry.stat()) for entry in os.scandir(fonts)]
        return (fonts, *sorted((path, found.st_size, found.st_mtime_ns) for path, found in files))
    return (fonts,)


@lru_cache(maxsize=1)
def _renderer_versions() -> tuple[object, ...]:
    """Return what cards are drawn with: the versions of quotecard and its libraries, and the fonts' hashes."""
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
    # A box filter first, down to twice the size: the slower Lanczos filter then has few pixels left.
    image = image.reduce(max(int(0.5 / zoom), 1)).resize(size, Image.Resampling.LANCZOS)
    image.save(file, "PNG", compress_level=1)
    return file.getvalue()
