"""Write a card's PNG file (W3C PNG, third edition): only the chunks it needs, without time or place."""

from __future__ import annotations

import zlib
from struct import pack
from typing import TYPE_CHECKING

from quotecard.paint import deflate, sparse_rows
from quotecard.paint.png_reader import SIGNATURE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from quotecard.paint.canvas import Canvas


def encode_png(
    canvas: Canvas,
    text: Mapping[str, str],
    pack_rows: Callable[[bytes | bytearray], bytes] | None = None,
    *,
    bits: int = 8,
) -> bytes:
    """Return the PNG: sRGB, `bits` per channel or palette entry, `text` as iTXt chunks by PNG keyword.

    Texts without a value are omitted. The same canvas and text give the same bytes. `pack_rows` compresses the rows;
    if `bits` is less than 8, they are packed to that depth already.
    """
    colour_type = 3 if canvas.palette else 2
    chunks = [
        _chunk(b"IHDR", pack(">IIBBBBB", canvas.width, canvas.height, bits, colour_type, 0, 0, 0)),
        _chunk(b"sRGB", b"\0"),  # rendering intent: perceptual
        *([_chunk(b"PLTE", canvas.palette)] if canvas.palette else []),
        *(_chunk(b"iTXt", _itxt_body(keyword, value)) for keyword, value in text.items() if value),
        _chunk(b"IDAT", pack_rows(_filtered_rows(canvas)) if pack_rows else _image_data(canvas)),
        _chunk(b"IEND", b""),
    ]
    return SIGNATURE + b"".join(chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(data, zlib.crc32(kind)))


def _itxt_body(keyword: str, value: str) -> bytes:
    """Return an iTXt body, uncompressed, without language tag or translated keyword."""
    return keyword.encode("latin-1") + b"\0\0\0\0\0" + value.encode()


def _filtered_rows(canvas: Canvas) -> bytes | bytearray:
    """Return the rows with PNG filtering applied."""
    if canvas.under is None:
        return canvas.rows
    from quotecard.paint.band_deflate import FILTER_NONE, FILTER_SUB, scanlines

    return scanlines(canvas.image, FILTER_SUB if canvas.under.busy else FILTER_NONE)


def _image_data(canvas: Canvas) -> bytes:
    """Return the rows as a zlib stream; rows known to be blank or shared with other cards were deflated before."""
    if canvas.under is not None:
        from quotecard.paint.band_deflate import deflate_backdrop_card

        return deflate_backdrop_card(canvas)
    if canvas.bands:
        return sparse_rows.deflate_sparse(
            canvas.rows, len(canvas.rows) // canvas.height, canvas.bands, deflate.packer()
        )
    return deflate.deflate_rows(canvas.rows)
