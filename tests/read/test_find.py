"""A quote is found by its id or its number, whether it is a good one or not."""

from __future__ import annotations

import pytest

from render.errors import BadQuote, UsageError
from render.read.document import Quotes, read_quotes
from render.read.find import find, numbered

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
    assert find(quotes, key).text == text


@pytest.mark.parametrize(("key", "line"), [("2", 2), ("broken", 4), ("4", 4)])
def test_an_item_that_is_no_quote_says_why(quotes: Quotes, key: str, line: int):
    with pytest.raises(BadQuote, match="colour") as error:
        find(quotes, key)
    assert error.value.where
    assert error.value.where.line == line


@pytest.mark.parametrize("key", ["", "6", "0", "000", "-1", "secon", "SECOND", "9" * 5000, "\u0663", "1.0"])
def test_what_there_is_not_is_a_usage_error(quotes: Quotes, key: str):
    with pytest.raises(UsageError, match="there are 5, numbered from 1"):
        find(quotes, key)


def test_bad_items_have_the_numbers_that_are_left(quotes: Quotes):
    assert {n: bad.quote for n, bad in numbered(quotes).items()} == {2: "2", 4: "broken"}
