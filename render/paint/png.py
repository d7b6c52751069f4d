"""The card's PNG file (W3C PNG, third edition): the chunks it needs, and nothing of time or place."""

from __future__ import annotations

import zlib
from struct import pack
from typing import TYPE_CHECKING

from render.paint import deflate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from render.paint.canvas import Canvas

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def encode(canvas: Canvas, text: Mapping[str, str]) -> bytes:
    """Return the PNG: sRGB, 8 bits a channel or entry, `text` as iTXt by PNG keyword.

    Entries without a value are left out. The same canvas and text give the same bytes.
    """
    colour_type = 3 if canvas.palette else 2
    chunks = [
        _chunk(b"IHDR", pack(">IIBBBBB", canvas.width, canvas.height, 8, colour_type, 0, 0, 0)),
        _chunk(b"sRGB", b"\0"),  # rendering intent: perceptual
        *([_chunk(b"PLTE", canvas.palette)] if canvas.palette else []),
        *(_chunk(b"iTXt", _text(keyword, value)) for keyword, value in text.items() if value),
        _chunk(b"IDAT", _pixels(canvas)),
        _chunk(b"IEND", b""),
    ]
    return SIGNATURE + b"".join(chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(data, zlib.crc32(kind)))


def _text(keyword: str, value: str) -> bytes:
    """Return an iTXt body: not compressed, no language tag, no translated keyword."""
    return keyword.encode("latin-1") + b"\0\0\0\0\0" + value.encode()


def _pixels(canvas: Canvas) -> bytes:
    if canvas.under is None:
        return deflate.whole(canvas.rows)
    from render.paint.bands import deflated

    return deflated(canvas)
