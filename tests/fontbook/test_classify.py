"""Which languages a font is for."""

from __future__ import annotations

import pytest
from quotecard.fontbook import default_book
from quotecard.fontbook.classify import _common_characters, classify
from quotecard.fontbook.validate import ValidFont

JIS, BIG5, GBK = 1 << 17, 1 << 20, 1 << 18
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
KANA = "".join(map(chr, (*range(0x3041, 0x3097), *range(0x30A1, 0x30FB))))


def font(characters: object, code_pages: int = 0) -> ValidFont:
    codes = frozenset(ord(char) if isinstance(char, str) else char for char in characters)
    return ValidFont(0, "x", ("x",), False, 400, None, code_pages, False, "", True, codes)  # noqa: FBT003


def table(codec: str, rows: range) -> list[str]:
    cells = (bytes((row, column)).decode(codec, "ignore") for row in rows for column in range(0x40, 0xFF))
    return [char for char in cells if len(char) == 1 and char >= "\u4e00"]


def test_the_common_characters_are_the_standards():
    sizes = {lang: len(chars) for lang, chars in _common_characters().items()}
    assert sizes == {"zh-Hant": 5401, "zh-HK": 5401, "zh-Hans": 3755, "ja": 2965, "ko": 2350}


@pytest.mark.parametrize(
    ("characters", "code_pages", "languages"),
    [
        (table("gb2312", range(0xB0, 0xF8)), 0, ("zh-Hans",)),
        (table("big5", range(0xA4, 0xFA)), 0, ("zh-Hant", "zh-HK")),
        ([*table("euc_jp", range(0xB0, 0xF5)), *KANA], 0, ("ja",)),
        (table("euc_jp", range(0xB0, 0xF5)), 0, ("zh-Hant", "zh-HK")),
        ([*table("euc_jp", range(0xB0, 0xF5)), *KANA], JIS | BIG5, ("zh-Hant", "zh-HK", "ja")),
        (table("gb2312", range(0xB0, 0xF8)), GBK, ("zh-Hans",)),
        ([*table("gb2312", range(0xB0, 0xF8)), *KANA], JIS, ("ja",)),
        (table("euc_kr", range(0xB0, 0xC9)), 0, ("ko",)),
        (KANA, 0, ("ja",)),
        ("\u6211\u5011", BIG5, ()),
        (LETTERS, 0, ()),
    ],
    ids=[
        "gb",
        "big5",
        "jis",
        "jis without kana",
        "two stated",
        "gbk",
        "stated",
        "ks",
        "kana",
        "a logo",
        "latin",
    ],
)
def test_languages(characters: object, code_pages: int, languages: tuple[str, ...]):
    use = classify(font(characters, code_pages))
    assert use.han == languages
    assert use.latin == (characters == LETTERS)


def test_the_bundled_faces_are_what_they_are():
    book = default_book()

    def use(role: str, lang: str = "") -> tuple[str, ...]:
        return classify(font(book.pick(role, lang).font.face.unicodes)).han

    assert use("ming") == use("hei") == ("zh-Hant", "zh-HK", "zh-Hans", "ja", "ko")
    assert "zh-Hant" in use("kai")
    assert use("latin") == ()
