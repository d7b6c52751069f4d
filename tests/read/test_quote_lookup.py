"""A quote is found by its id, its number or its words, whether it is a good one or not."""

from __future__ import annotations

import pytest
from quotecard.errors import BadQuote, UsageError
from quotecard.read.document import Quotes, read_quotes
from quotecard.read.quote_lookup import errors_by_number, find_quote, search_quote

FILE = b"""\
- one
- {text: x, colour: red}
- {text: two, id: second}
- {text: x, colour: red, id: broken}
- {text: last}
"""


@pytest.fixture(scope="module")
def quotes() -> Quotes:
    return read_quotes(FILE)


@pytest.mark.parametrize(
    ("key", "text"), [("1", "one"), ("3", "two"), ("003", "two"), ("second", "two"), ("5", "last")]
)
def test_a_quote_is_found(quotes: Quotes, key: str, text: str):
    assert find_quote(quotes, key).text == text


@pytest.mark.parametrize(("key", "line"), [("2", 2), ("broken", 4), ("4", 4)])
def test_an_item_that_is_no_quote_says_why(quotes: Quotes, key: str, line: int):
    with pytest.raises(BadQuote, match="colour") as error:
        find_quote(quotes, key)
    assert error.value.where
    assert error.value.where.line == line


@pytest.mark.parametrize("key", ["", "6", "0", "000", "-1", "secon", "SECOND", "9" * 5000, "\u0663", "1.0"])
def test_what_there_is_not_is_a_usage_error(quotes: Quotes, key: str):
    with pytest.raises(UsageError, match="the file has 5, numbered from 1"):
        find_quote(quotes, key)


def test_bad_items_have_the_numbers_that_are_left(quotes: Quotes):
    assert {n: bad.quote for n, bad in errors_by_number(quotes).items()} == {2: "2", 4: "broken"}


PARTS = "- Cafe\u0301 au lait\n- {text: the quick brown fox, id: fox}\n- the lazy dog of 1984\n- text: a\n  bad: b\n"


@pytest.mark.parametrize(
    ("key", "number"),
    [("CAF\u00c9", 1), ("quickbrown", 2), ("lazy  DOG", 3), ("fox", 2), ("of 1984", 3), ("3", 3)],
)
def test_a_quote_is_found_by_words_of_it(key: str, number: int):
    assert search_quote(read_quotes(PARTS.encode()), key).number == number


@pytest.mark.parametrize(
    ("key", "what"),
    [
        ("the", "2 quotes contain the; choose one of fox, 3"),
        ("1984", "number 1984"),
        ("nosuch", "nosuch"),
        (" ", "no quote"),
    ],
)
def test_words_that_do_not_tell_are_a_usage_error(key: str, what: str):
    with pytest.raises(UsageError, match=what):
        search_quote(read_quotes(PARTS.encode()), key)


def test_batch_takes_no_words():
    with pytest.raises(UsageError):
        find_quote(read_quotes(PARTS.encode()), "lazy")
