"""One item: its keys, its values from YAML and from Python, its errors."""

from __future__ import annotations

import datetime as dt
import pickle
from io import BytesIO

import pytest
from PIL import Image
from quotecard.errors import BadQuote
from quotecard.images import picture_from_bytes
from quotecard.model import Quote, Translation
from quotecard.read.document import read_quotes
from quotecard.read.item import quote_of
from quotecard.read.keys import KEYS


def tiny() -> bytes:
    file = BytesIO()
    Image.new("RGB", (3, 2), (200, 30, 30)).save(file, "PNG")
    return file.getvalue()


TINY = tiny()
FULL = {
    "text": "==甲==乙",
    "author": "作者",
    "role": "職",
    "source": "書",
    "date": 2026,
    "lang": "zh-TW",
    "direction": "vertical",
    "trim": "all",
    "align": "centre",
    "emphasis": "dots",
    "digits": 3,
    "tone": "dark",
    "capitals": "upright",
    "translation": {"text": "A and B", "lang": "en"},
    "marks": "none",
    "punctuation": "keep",
    "background": TINY,
    "focus": [0.25, 0.5],
    "portrait": TINY,
    "logo": TINY,
    "grain": 0.5,
    "theme": "ink",
    "size": "story",
    "id": "one",
    "tags": ["a", "b", "a"],
}


def test_every_key_reaches_the_quote():
    assert set(FULL) == set(KEYS)
    assert quote_of(FULL, 3) == Quote(
        text="甲乙",
        accents=((0, 1),),
        author="作者",
        role="職",
        source="書",
        date="2026",
        lang="zh-Hant",
        direction="vertical",
        trim="all",
        align="centre",
        emphasis="dots",
        digits="3",
        tone="dark",
        capitals="upright",
        translation=Translation("A and B", "en"),
        marks="none",
        punctuation="keep",
        background=picture_from_bytes(TINY),
        focus=(0.25, 0.5),
        portrait=picture_from_bytes(TINY),
        logo=picture_from_bytes(TINY),
        grain=0.5,
        theme="ink",
        size="story",
        id="one",
        tags=("a", "b"),
        number=3,
    )


def test_a_mapping_from_python_reads_as_the_file_does():
    written = {key: value for key, value in FULL.items() if value is not TINY}
    lines = "\n  ".join(f"{key}: {value}" for key, value in written.items())
    [quote] = read_quotes(f"- {lines}".encode())
    assert quote.origin is not None
    same = {name: getattr(quote, name) for name in Quote.__annotations__ if name != "origin"}
    assert Quote(**same) == quote_of(written)


def test_a_quote_and_a_text_are_quotes():
    quote = Quote("好", number=7)
    assert quote_of(quote) is quote
    assert quote_of("==好==") == Quote("好", accents=((0, 1),))


@pytest.mark.parametrize(
    ("value", "date"), [(2026, "2026"), (dt.date(2026, 1, 2), "2026-01-02"), ("宋", "宋"), (None, "")]
)
def test_dates_from_python(value: object, date: str):
    assert quote_of({"text": "x", "date": value}).date == date


@pytest.mark.parametrize(
    "value",
    [
        *(
            {},
            {"text": None},
            {"text": ""},
            {"text": " \n"},
            {"text": ["a"]},
            {"text": {"a": "b"}},
            {"text": b"a"},
        ),
        *(
            {"text": 1.5},
            {"text": True},
            {"text": "a", "tags": {}},
            {"text": "a", "autor": "b"},
            {"text": "a", 1: "b"},
        ),
        *(
            {"text": "a", "tags": [["b"]]},
            {"text": "a", "tags": [[["b"]]]},
            "",
            "\u200b",
            ["a"],
            1.5,
            None,
            b"a",
        ),
    ],
)
def test_what_is_no_quote_is_refused(value: object):
    with pytest.raises(BadQuote):
        quote_of(value)  # type: ignore[arg-type]


def test_an_error_crosses_processes_whole():
    with pytest.raises(BadQuote) as caught:
        quote_of({"text": "a", "autor": "b", "id": "x"}, 4)
    copy = pickle.loads(pickle.dumps(caught.value))
    assert str(copy) == str(caught.value) == "quote x: unknown key 'autor'; did you mean author?"


@pytest.mark.parametrize(
    "key", ["autor", "Author", "authors", "txt", "langs", "ids", "tag", "sizes", "punctation"]
)
def test_an_unknown_key_names_the_nearest(key: str):
    with pytest.raises(BadQuote, match=r"did you mean (author|text|lang|id|tags|size|punctuation)\?"):
        quote_of({"text": "a", key: "b"})


@pytest.mark.parametrize("key", ["font", "colour", "<<", ""])
def test_a_key_that_does_nothing_is_refused(key: str):
    with pytest.raises(BadQuote, match="unknown key"):
        quote_of({"text": "a", key: "b"})


@pytest.mark.parametrize(
    ("tag", "lang"),
    [
        ("zh", ""),
        ("", ""),
        ("zh-TW", "zh-Hant"),
        ("zh_tw", "zh-Hant"),
        ("ZH-HANT", "zh-Hant"),
        ("zh-Hant-HK", "zh-HK"),
        ("zh-MO", "zh-HK"),
        ("zh-HK", "zh-HK"),
        ("zh-CN", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("lzh", "lzh"),
        ("ja", "ja"),
        ("ja-JP", "ja"),
        ("ko", "ko"),
        ("en", "en"),
        ("en-us", "en-US"),
        ("vi", "vi"),
        ("pt-BR", "pt-BR"),
    ],
)
def test_languages(tag: str, lang: str):
    assert quote_of({"text": "a", "lang": tag}).lang == lang


@pytest.mark.parametrize("tag", ["中文", "chinese", "e", "en-", "en US", "zh-", "jp", "cn", "zh-Hant-", "12"])
def test_what_is_no_language_is_refused(tag: str):
    with pytest.raises(BadQuote, match="not a language tag"):
        quote_of({"text": "a", "lang": tag})


@pytest.mark.parametrize(
    ("key", "good", "bad"),
    [("marks", ["auto", "none", "keep"], "strip"), ("punctuation", ["repair", "keep"], "fix")],
)
def test_choices(key: str, good: list[str], bad: str):
    assert [getattr(quote_of({"text": "a", key: word}), key) for word in [*good, ""]] == [*good, good[0]]
    with pytest.raises(BadQuote, match=f"unknown value of {key} '{bad}'.*{', '.join(good)}"):
        quote_of({"text": "a", key: bad})


@pytest.mark.parametrize("word", ["", " ", "7", "007", "\uff11\uff12"])
def test_an_id_is_a_name(word: str):
    with pytest.raises(BadQuote, match=r"quote 2: the id (is empty|\w+ is a number)"):
        quote_of({"text": "a", "id": word}, 2)


@pytest.mark.parametrize(
    ("given", "tags"), [("ai", ("ai",)), (["ai", "b c"], ("ai", "b c")), ([], ()), ("", ()), ([1], ("1",))]
)
def test_tags(given: object, tags: tuple[str, ...]):
    assert quote_of({"text": "a", "tags": given}).tags == tags


@pytest.mark.parametrize(
    ("data", "char", "place"),
    [
        ("- 一\n- 甲乙丙", "乙", (2, 4)),
        ("- 一\n- '甲''乙丙'", "乙", (2, 7)),
        ("- 一\n- |\n  甲\n  乙丙\n\n- 乙", "丙", (4, 4)),
        ("- 一\n- >\n  甲\n  乙丙\n", "乙", (4, 3)),
        ("- 一\n- 甲\n    乙丙", "丙", (3, 6)),
        ("- 一\n- text: 甲\n  author: 乙丙\n", "丙", (3, 12)),
        ("- 一\n- text: |-\n    甲\n    乙丙\n  author: 丁\n# 戊\n", "丁", (5, 11)),
        ('- 一\n- "\\u4e59"', "乙", (2, 3)),
        ("\ufeff- 一\n- 🙂乙", "乙", (2, 4)),
        ("- 一\r\n- |\r\n  甲\r\n  乙", "乙", (4, 3)),
        ("- 一\n- text: 甲\n# 戊\n- 己", "戊", (2, 3)),
    ],
)
def test_the_origin_finds_a_character(data: str, char: str, place: tuple[int, int]):
    quote = read_quotes(data.encode())[1]
    assert quote.origin
    found = quote.origin.find(char)
    assert (found.line, found.column) == place


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ("- a\u202eb", (1, 4)),
        ('- "a\\u202eb"', (1, 3)),
        ("- |\n  一\n  二\u202e", (3, 4)),
        ("- text: 一\n  author: 二\u202e\n  id: x", (2, 12)),
        ("- text: 一\n  autor: 二", (2, 3)),
        ("- text: 一\n  marks: no", (2, 10)),
        ("- text: 一\n  tags: [a, {b: c}]", (2, 9)),
        ("- author: 一", (1, 3)),
        ("- text: {字|じ|}", (1, 9)),
        ('- "{字|}"', (1, 3)),
        ('- "a\n\n  {字|か|ん}"', (1, 3)),
    ],
)
def test_a_bad_item_says_where(data: str, place: tuple[int, int]):
    [error] = read_quotes(data.encode()).errors
    assert error.where
    assert (error.where.line, error.where.column) == place


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("Hello.", Translation("Hello.")),
        ({"text": "Hello."}, Translation("Hello.")),
        ({"text": "\u4f60\u597d", "lang": "zh-TW"}, Translation("\u4f60\u597d", "zh-Hant")),
    ],
)
def test_a_translation_is_a_text_or_a_mapping(value: object, read: Translation):
    assert quote_of({"text": "\u597d", "translation": value}).translation == read


@pytest.mark.parametrize("value", [{"lang": "en"}, {"text": ""}, {"text": "a", "author": "b"}, ["a"], ""])
def test_a_translation_without_a_text_costs_the_quote(value: object):
    with pytest.raises(BadQuote):
        quote_of({"text": "\u597d", "translation": value})


def test_a_translation_in_a_file_may_be_either():
    quotes = read_quotes(b"- text: a\n  translation: {text: b, lang: en}\n- text: c\n  translation: d\n")
    assert [quote.translation for quote in quotes] == [Translation("b", "en"), Translation("d")]
