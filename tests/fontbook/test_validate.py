"""What a font must have before it is used, and what is said of one that has not."""

from __future__ import annotations

import struct
from typing import Any

import pytest
from quotecard.errors import FontError
from quotecard.fontbook.listing import bundled_folder
from quotecard.fontbook.validate import validate_font

from tests import own_fonts as own


def small() -> Any:
    return own.brand("Brand Serif", weight=400)


def table(tag: str, offset: int, form: str, value: int) -> bytes:
    """Return a font whose table holds another number, written past fontTools' own checks."""
    data = bytearray(own.saved(small()))
    for at in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16):
        if data[at : at + 4] == tag.encode():
            struct.pack_into(form, data, struct.unpack_from(">I", data, at + 8)[0] + offset, value)
            return bytes(data)
    raise AssertionError(tag)


def test_what_a_font_says_of_itself():
    [font] = validate_font("x.ttf", own.saved(own.brand("Brand Serif")), "x")
    assert (font.family, font.axis, font.weight, font.italic) == ("Brand Serif", (400, 800), 400, False)
    assert font.characters == frozenset(range(32, 127))
    assert not font.restricted
    assert not font.columns
    [kai] = validate_font("x.ttf", own.saved(own.brand("K", own.KAI, own.HAN)), "x")
    assert kai.columns
    assert kai.code_pages == 0x100001


def test_a_collection_gives_each_face():
    data = (bundled_folder() / own.CJK).read_bytes()
    faces = validate_font("x.ttc", data, "x")
    assert [face.number for face in faces] == list(range(5))
    assert [face.family for face in faces] == [
        f"Noto Sans CJK {region}" for region in ("JP", "KR", "SC", "TC", "HK")
    ]
    assert {face.axis for face in faces} == {(100, 900)}


@pytest.mark.parametrize(
    ("tags", "why"),
    [
        (["cmap"], "it has no table cmap"),
        (["head", "hhea"], "it has no table head, hhea"),
        (["glyf", "loca"], "it has no outlines; bitmap fonts are not supported"),
    ],
)
def test_a_table_that_is_not_there(tags: list[str], why: str):
    data = own.saved(small())
    for tag in tags:
        data = renamed(data, tag)
    with pytest.raises(FontError, match=r"x\.ttf: the font is unusable") as caught:
        validate_font("x.ttf", data, "x")
    assert caught.value.why == why


def renamed(data: bytes, tag: str) -> bytes:
    """Give a table another tag in the directory."""
    count = struct.unpack_from(">H", data, 4)[0]
    head = data[: 12 + 16 * count].replace(tag.encode(), b"zzzz")
    return head + data[len(head) :]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "malformed"),
        (b"\0\1\0\0", "malformed"),
        (b"ttcf\0\1\0\0\xff\xff\xff\xff", "malformed"),
        (b"ttcf\0\1\0\0\0\0\1\0" + b"\0" * 2000, "malformed|limit"),
        (b"wOFF" + b"\0" * 40, "WOFF, a compressed web font"),
        (b"wOF2" + b"\0" * 40, "WOFF2, a compressed web font"),
        (b"%!PS-AdobeFont", "malformed"),
        (table("head", 18, ">H", 8), "8 units per em; 16 to 16384 are allowed"),
        (table("head", 18, ">H", 20_000), "20000 units per em"),
        (table("maxp", 4, ">H", 0), "malformed|no glyphs|advance"),
        (table("maxp", 4, ">H", 60_000), "malformed|advance|outlines"),
        (table("cmap", 2, ">H", 0), "no Unicode character map"),
    ],
)
def test_bytes_that_are_no_font(data: bytes, why: str):
    with pytest.raises(FontError, match=why) as caught:
        validate_font("x.ttf", data, "x")
    assert str(caught.value).startswith("x.ttf: the font is ")
    assert caught.value.hint
    assert str(caught.value).isprintable()


def test_a_name_is_printable_and_short():
    font = small()
    font["name"].setName("\x1b[2J\u202eevil\n" + "x" * 500, 16, 3, 1, 0x409)
    [judged] = validate_font("x.ttf", own.saved(font), "x")
    assert judged.family.isprintable()
    assert len(judged.family) <= 80


def test_a_font_without_a_name_takes_the_file_s():
    font = small()
    font["name"].names = []
    assert validate_font("x.ttf", own.saved(font), "stem")[0].family == "stem"


@pytest.mark.parametrize(
    "error", [KeyError("\x1b[2J"), RecursionError(), MemoryError(), AssertionError(), struct.error("x")]
)
def test_whatever_the_library_raises_is_a_font_error(monkeypatch: pytest.MonkeyPatch, error: Exception):
    def fail(*_args: object) -> None:
        raise error

    data = own.saved(small())
    monkeypatch.setattr("fontTools.ttLib.TTFont.getBestCmap", fail)
    with pytest.raises(FontError, match=type(error).__name__) as caught:
        validate_font("x.ttf", data, "x")
    assert str(caught.value).isprintable()
