"""The file holds exactly the canvas, and nothing of time, path or user."""

from __future__ import annotations

import sys
import zlib
from io import BytesIO
from struct import unpack

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from quotecard.paint import deflate
from quotecard.paint.canvas import Canvas
from quotecard.paint.png import encode_png
from quotecard.paint.raster import paint
from quotecard.scene import Rect, Scene

TEXT = {"Title": "我們飽受愚蠢之苦", "Author": "楊立昆", "Description": "", "Software": "quotecard 1"}


def chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    """Split a PNG; its checksums are held."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    found, at = [], 8
    while at < len(data):
        (size,) = unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        assert unpack(">I", data[at + 8 + size : at + 12 + size]) == (zlib.crc32(kind + body),)
        found.append((kind, body))
        at += 12 + size
    return found


def flat(book) -> Canvas:
    return paint(Scene(200, 120, (243, 236, 221), (book.line("ming", "我們", 70, 20, 90),)), book)


def full(book) -> Canvas:
    return paint(Scene(200, 120, (243, 236, 221), (book.line("emoji", "\U0001f600", 70, 20, 90),)), book)


def test_the_chunks_of_a_palette_card(book):
    found = chunks(encode_png(flat(book), TEXT))
    assert [kind for kind, _ in found] == [
        b"IHDR",
        b"sRGB",
        b"PLTE",
        b"iTXt",
        b"iTXt",
        b"iTXt",
        b"IDAT",
        b"IEND",
    ]
    assert found[0][1] == bytes((0, 0, 0, 200, 0, 0, 0, 120, 8, 3, 0, 0, 0))
    assert found[1][1] == b"\0"
    assert len(found[2][1]) == 768
    assert found[3][1] == b"Title\0\0\0\0\0" + "我們飽受愚蠢之苦".encode()
    assert found[5][1] == b"Software\0\0\0\0\0quotecard 1"


def test_the_chunks_of_an_rgb_card(book):
    found = chunks(encode_png(full(book), {}))
    assert [kind for kind, _ in found] == [b"IHDR", b"sRGB", b"IDAT", b"IEND"]
    assert found[0][1] == bytes((0, 0, 0, 200, 0, 0, 0, 120, 8, 2, 0, 0, 0))


@pytest.mark.parametrize("canvas", [flat, full])
def test_the_file_decodes_to_the_canvas_s_picture(book, canvas):
    card = canvas(book)
    with Image.open(BytesIO(encode_png(card, TEXT))) as image:
        image.load()
        assert image.text == {key: value for key, value in TEXT.items() if value}
        assert image.info["srgb"] == 0
        assert image.convert("RGB").tobytes() == card.image.tobytes()
    with Image.open(BytesIO(encode_png(card, TEXT))) as image:
        image.verify()


def test_a_palette_of_the_ground_alone_is_read(book):
    card = paint(Scene(9, 7, (1, 2, 3), ()), book)
    with Image.open(BytesIO(encode_png(card, {}))) as image:
        assert image.convert("RGB").getcolors() == [(63, (1, 2, 3))]


@given(st.data(), st.integers(1, 40), st.integers(1, 12), st.booleans())
def test_any_canvas_survives(data, width: int, height: int, indexed: bool):
    row = width if indexed else 3 * width
    rows = b"".join(b"\0" + data.draw(st.binary(min_size=row, max_size=row)) for _ in range(height))
    palette = bytes(range(256)) * 3 if indexed else b""
    card = Canvas(width, height, palette, rows)
    with Image.open(BytesIO(encode_png(card, {}))) as image:
        assert image.size == (width, height)
        assert image.convert("RGB").tobytes() == card.image.tobytes()


def test_the_same_canvas_gives_the_same_bytes(book):
    assert encode_png(flat(book), TEXT) == encode_png(flat(book), TEXT)


def test_without_isal_the_standard_library_gives_the_same_pixels(book, monkeypatch):
    card = flat(book)
    usual = encode_png(card, TEXT)
    monkeypatch.setitem(sys.modules, "isal", None)
    deflate._isal.cache_clear()
    try:
        plain = encode_png(card, TEXT)
    finally:
        deflate._isal.cache_clear()
    assert [kind for kind, _ in chunks(plain)] == [kind for kind, _ in chunks(usual)]
    assert zlib.decompress(chunks(plain)[-2][1]) == zlib.decompress(chunks(usual)[-2][1]) == bytes(card.rows)


def test_a_card_of_text_is_small(book):
    """A 256-step card of sixty glyphs at 72 px, about 60 KiB; RGB by Pillow takes 92."""
    lines = [book.line("ming", "我們真正應該擁有的就", 72, 114, 300 + 117 * i) for i in range(6)]
    card = paint(
        Scene(1080, 1350, (243, 236, 221), (*lines, Rect(114, 1000, 72, 2, (0x26, 0x22, 0x1C)))), book
    )
    saved = BytesIO()
    card.image.save(saved, "PNG")
    assert len(encode_png(card, TEXT)) < 0.75 * len(saved.getvalue())
