"""A file of quotes: its shapes, its defaults, its limits, how it is opened."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest
import yaml
from quotecard.errors import QuoteFileError
from quotecard.read.document import MAX_QUOTES, Quotes, load_quotes, read_quotes
from quotecard.read.quote_lookup import errors_by_number, find_quote

from tests.counted_work import count_calls

DATA = Path(__file__).parent.parent / "data"
ARTICLE = DATA / "article-quotes.yaml"


def refusal(data: str) -> QuoteFileError:
    with pytest.raises(QuoteFileError) as caught:
        read_quotes(data.encode(), "q.yaml")
    assert caught.value.where
    return caught.value


def test_the_article_gives_its_quotes_unchanged():
    quotes = load_quotes(ARTICLE)
    pasted = [
        item if isinstance(item, dict) else {"text": item} for item in yaml.safe_load(ARTICLE.read_bytes())
    ]
    assert len(quotes) == 18
    assert quotes.errors == ()
    assert [notice for quote in quotes for notice in quote.notices] == []
    assert [(q.text, q.author, q.source) for q in quotes] == [
        (item["text"], item.get("author", ""), item.get("source", "")) for item in pasted
    ]
    assert [quote.number for quote in quotes] == list(range(1, 19))


def test_quotes_are_a_frozen_sequence():
    quotes = read_quotes(b"- a\n- {txt: b}\n- c\n")
    assert [quote.text for quote in quotes] == ["a", "c"]
    assert [quote.number for quote in quotes] == [1, 3]
    assert (len(quotes), quotes[-1].text, [q.text for q in quotes[:1]]) == (2, "c", ["a"])
    assert [error.quote for error in quotes.errors] == ["2"]
    with pytest.raises(AttributeError):
        quotes.path = "x"  # type: ignore[misc]


def test_defaults_stand_under_each_quote():
    quotes = read_quotes(
        b"defaults: {author: A, lang: zh-TW, tags: [x], marks: none}\n"
        b"quotes:\n- one\n- {text: two, author: B, tags: [], marks: ''}\n- {text: three, author: ''}\n"
    )
    assert [(q.author, q.lang, q.tags, q.marks) for q in quotes] == [
        ("A", "zh-Hant", ("x",), "none"),
        ("B", "zh-Hant", (), "auto"),
        ("", "zh-Hant", ("x",), "none"),
    ]


def test_an_id_belongs_to_the_first_quote_that_has_it():
    quotes = read_quotes(
        b"- {text: a, id: one}\n- b\n- text: c\n  id: one\n- {text: d, id: two}\n- {text: e, id: one}\n"
    )
    assert [quote.text for quote in quotes] == ["a", "b", "d"]
    words = (
        "quote one: the id one is already used (the quote on line 1 has it); give one of the two another id"
    )
    assert [error.quote for error in quotes.errors] == ["one", "one"]
    assert list(map(str, quotes.errors)) == [f"quotes.yaml:4:7: {words}", f"quotes.yaml:6:17: {words}"]
    assert {n: bad.quote for n, bad in errors_by_number(quotes).items()} == {3: "one", 5: "one"}
    assert find_quote(quotes, "one").text == "a"


def test_quotes_of_one_line_are_told_apart_too():
    quotes = read_quotes(b"[{text: a, id: x}, {text: b, id: x}, {text: c, id: X}]")
    assert [quote.text for quote in quotes] == ["a", "c"]


@pytest.mark.parametrize("defaults", ["", "{}", "\n  author: A"])
def test_defaults_may_come_last_or_be_empty(defaults: str):
    assert [quote.text for quote in read_quotes(f"quotes:\n- a\ndefaults: {defaults}\n".encode())] == ["a"]


@pytest.mark.parametrize(
    ("data", "words", "place"),
    [
        ("defaults: {lang: cn}\nquotes: [a]", "defaults: lang 'cn'", (1, 18)),
        ("defaults: {text: a}\nquotes: [a]", "defaults: unknown key 'text'", (1, 12)),
        ("defaults: {id: a}\nquotes: [a]", "defaults: unknown key 'id'", (1, 12)),
        ("defaults:\n  autor: a\nquotes: [a]", "did you mean author", (2, 3)),
        ("defaults: [a]\nquotes: [a]", "defaults must be a mapping", (1, 11)),
        ("defaults: {author: [a]}\nquotes: [a]", "brackets", (1, 20)),
        ("default: {}\nquotes: [a]", "did you mean defaults", (1, 1)),
        ("quotes: a", "must be a list", (1, 9)),
        ("quotes: {text: a}", "must be a list", (1, 9)),
        ("quotes:", "no quotes", (1, 1)),
        ("quote: [a]", "no list of quotes", (1, 1)),
        ("text: a\nauthor: b", "one quote, not a list", (1, 1)),
        ("我們飽受愚蠢之苦", "must be a list", (1, 1)),
        ("[]", "no quotes", (1, 1)),
        ("", "no quotes", (1, 1)),
        ("# only\n---\n", "no quotes", (3, 1)),
    ],
)
def test_a_file_that_holds_no_quotes_says_what_it_needs(data: str, words: str, place: tuple[int, int]):
    error = refusal(data)
    assert words in str(error)
    assert error.where
    assert (error.where.line, error.where.column) == place


CALLS_PER_QUOTE = 300
"""Calls that reading may make for a quote of two keys; it makes 200."""


def test_the_largest_number_of_quotes_is_read_in_linear_work():
    def items(count: int) -> str:
        return "".join(f"- text: 我們真正應該擁有的就是=={n}==。\n  author: 楊立昆\n" for n in range(count))

    read_quotes(items(1).encode())  # imports modules and compiles patterns
    _, few = count_calls(lambda: read_quotes(items(1_000).encode()))
    _, calls = count_calls(lambda: read_quotes(items(4_000).encode()))
    assert calls < CALLS_PER_QUOTE * 4_000
    assert calls < 4 * few * 1.05
    data = items(MAX_QUOTES)
    quotes = read_quotes(data.encode())
    assert len(quotes) == MAX_QUOTES
    assert quotes[-1].origin
    assert quotes[-1].origin.place.line == 2 * MAX_QUOTES - 1
    error = refusal(data + "- one more\n")
    assert error.where
    assert ("more than 20,000" in error.what, error.where.line) == (True, 2 * MAX_QUOTES + 1)


def test_two_thousand_clusters_are_read_and_one_more_is_not():
    quotes = read_quotes(f"- {'字' * 2000}\n- {'字' * 2001}\n".encode())
    assert len(quotes) == 1
    assert "at most 2,000" in str(quotes.errors[0])


def test_what_cannot_be_opened(tmp_path: Path):
    for path, why in [
        (tmp_path / "none.yaml", "No such file"),
        (tmp_path, "directory"),
        ("a\0b", "null"),
        (os.fspath(tmp_path / ("x" * 300)), "too long"),
    ]:
        with pytest.raises(QuoteFileError, match=why) as caught:
            load_quotes(path)
        assert caught.value.where
        assert (caught.value.where.path, caught.value.exit_code) == (os.fspath(path), 3)


def test_a_device_without_end_is_too_large_a_file():
    with pytest.raises(QuoteFileError, match="4 MiB"):
        load_quotes("/dev/zero")


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("- 好\n".encode())))
    quotes = load_quotes("-")
    assert isinstance(quotes, Quotes)
    assert (quotes[0].text, quotes.path) == ("好", "-")


def test_a_closed_standard_input_cannot_be_opened(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(QuoteFileError, match=r"cannot be opened \(standard input is closed\)"):
        load_quotes("-")
