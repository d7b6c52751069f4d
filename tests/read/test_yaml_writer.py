"""A quote that is written and read again is the same quote."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quotecard.errors import CardError
from quotecard.model import Quote, Translation
from quotecard.read.document import load_quotes, read_quotes
from quotecard.read.item import quote_of
from quotecard.read.yaml_writer import quote_to_yaml, text_with_markup

ROOT = Path(__file__).parent.parent.parent
FILES = [
    ROOT / "quotes.yaml",
    ROOT / "tests" / "data" / "article-quotes.yaml",
    ROOT / "render" / "quotecard" / "read" / "sample.yaml",
]


def bare(quote: Quote) -> Quote:
    return quote._replace(origin=None, notices=(), number=1)


def back(quote: Quote) -> Quote:
    (read,) = read_quotes(quote_to_yaml(quote).encode())
    return read


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_quote_of_a_file_comes_back(path: Path):
    quotes = load_quotes(path)
    assert len(quotes) > 3
    for quote in quotes:
        assert bare(back(quote)) == bare(quote)


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "==accent==",
        "a ==b== c ==d==",
        r"\==not\==",
        "=====",
        "a = b == c",
        "==a=b==",
        r"==\=edge\===",
        "x=",
        r"=\==a==",
        "{\u6f22\u5b57|\u304b\u3093\u3058}",
        "=={\u96fb\u5b50|\u3067\u3093|\u3057}==",
        r"{a\|b|c\}}",
        r"\{a|b}",
        "\\\\",
        r"back\slash \\ end",
        "two\nlines",
        "==two\nlines==",
        "- dash: colon # hash",
        "no",
        "12:30",
        "'quoted'",
        '"',
        "&anchor *alias !tag",
        "\u3000ideographic\u3000",
        "emoji \U0001f600",
        "trailing \nspace",
        "%percent @at `tick",
    ],
)
def test_markup_comes_back(text: str):
    quote = quote_of({"text": text})
    assert bare(quote_of({"text": text_with_markup(quote)})) == bare(quote)
    assert bare(back(quote)) == bare(quote)


@given(st.text(alphabet="a\u6f22=\\{}| \n", min_size=1, max_size=24))
def test_any_markup_comes_back(text: str):
    try:
        quote = quote_of({"text": text})
    except CardError:
        return
    assert bare(back(quote)) == bare(quote)


@given(st.text(max_size=40), st.text(max_size=20))
def test_any_words_come_back(text: str, author: str):
    try:
        quote = quote_of({"text": text, "author": author})
    except CardError:
        return
    assert bare(back(quote)) == bare(quote)


def test_every_field_comes_back_in_the_order_of_the_keys():
    quote = quote_of(
        {
            "id": "all",
            "tags": ["a", "b"],
            "size": "wide",
            "theme": "ink",
            "direction": "vertical",
            "digits": 3,
            "lang": "ja",
            "translation": {"text": "Words", "lang": "en"},
            "date": 1921,
            "source": "S",
            "role": "R",
            "author": "A",
            "text": "T",
        }
    )
    assert bare(back(quote)) == bare(quote)
    assert [line.split(":")[0].strip("- ") for line in quote_to_yaml(quote).splitlines() if ":" in line][
        :5
    ] == [
        "text",
        "author",
        "role",
        "source",
        "date",
    ]


def test_what_is_the_default_is_left_out():
    assert quote_to_yaml(Quote("\u6211\u5011")) == "- \u6211\u5011\n"
    assert quote_to_yaml(Quote("a", author="b")) == "- text: a\n  author: b\n"
    assert quote_to_yaml(Quote("a", translation=Translation("t"))) == "- text: a\n  translation: t\n"
    assert quote_to_yaml(Quote("a\nb")) == "- |-\n  a\n  b\n"
