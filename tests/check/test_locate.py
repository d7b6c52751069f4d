"""A character of a quote is found in the file, however the file spells the quote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quotecard.check.locate import is_written, locate
from quotecard.read.document import read_quotes

# The character X of the text stands where the source has X, unless the source spells it in another way.
SOURCES = [
    "- 一二X四",
    "- '一二X四'",
    "- '一''二''X四'",
    '- "一\\"二X四"',
    "- text: 一二X四",
    "- {id: aX, text: 一二X四}",
    "- {author: 王X, text: 一二X四}",
    '- {"author": "王X", "text": "一二X四"}',
    "- |\n  一二\n  三X四",
    "- |-\n    一二\n\n    三X四",
    "- >\n  一二\n  三X四",
    "- text: >-\n    一二\n    三X四",
    "- 一二\n  三X四",
    "- ==一二==三X四",
    "- ==一X==四",
    "- '{一|X}二{三|X}X四'",
    "- '{一二|X|X}X四'",
    "- '\\{一二X四'",
    "- 一\u200b二X四",
    "- {translation: {text: aXb, lang: en}, text: 一二X四}",
]


@pytest.mark.parametrize("source", SOURCES)
def test_a_character_is_found(source: str):
    quote = read_quotes(source.encode(), "q.yaml")[0]
    found = locate(quote.origin, "text", quote.text, quote.text.index("X"))
    lines = source.splitlines()
    assert lines[found.line - 1][found.column - 1] == "X"
    assert (found.line, found.column) == last(lines)


def last(lines: list[str]) -> tuple[int, int]:
    line = max(n for n, words in enumerate(lines) if "X" in words)
    return line + 1, lines[line].rindex("X") + 1


@pytest.mark.parametrize(
    ("source", "field", "column"),
    [
        ("- {text: 王, author: 李王}", "author", 22),
        ("- {author: 李王, text: 王}", "author", 13),
        ("- {text: te, translation: text te}", "translation", 27),
        ("- {text: 王, translation: {lang: en, text: te}}", "translation", 43),
        ("- {translation: {text: te}, text: te}", "translation", 24),
        ("- {text: 王, theme: ink}", "theme", 20),
    ],
)
def test_each_field_has_its_own_place(source: str, field: str, column: int):
    quote = read_quotes(source.encode(), "q.yaml")[0]
    value = quote.translation.text if field == "translation" else getattr(quote, field)
    at = value.index("王") if "王" in value else 0
    assert locate(quote.origin, field, value, at).column == column


def test_an_escape_costs_the_place_no_more_than_the_item():
    quote = read_quotes(b'- "\\u6211\\u5011\\u5011X"', "q.yaml")[0]
    assert locate(quote.origin, "text", quote.text, 1) == quote.origin.place
    assert locate(quote.origin, "text", quote.text, 3).column == 22


def test_a_value_of_the_defaults_stands_at_the_item():
    quote = read_quotes("defaults: {author: 王}\nquotes:\n- 好王\n".encode(), "q.yaml")[0]
    assert not is_written(quote.origin, "author")
    assert locate(quote.origin, "author", "王", 0) == quote.origin.place


@given(st.text("好王,X {}=\\|'\"\u0301\n", min_size=1, max_size=30), st.integers(0, 29))
def test_any_text_has_a_place_inside_its_item(text: str, at: int):
    source = "- text: |\n" + "".join(f"    {line}\n" for line in f"X{text}X".split("\n"))
    quotes = read_quotes(source.encode(), "q.yaml")
    for quote in quotes:
        found = locate(quote.origin, "text", quote.text, min(at, len(quote.text) - 1))
        assert 1 <= found.line <= source.count("\n")
        assert found.column >= 1
