"""A mistake at the start of a line is named, with its place and the correction."""

from __future__ import annotations

import pytest
import yaml as pyyaml
from quotecard.errors import QuoteFileError
from quotecard.read.document import read_quotes

HAN = "\u4f60\u597d"
WIDE, NBSP, IDEOGRAPHIC, WIDE_DASH = "\uff1a", "\u00a0", "\u3000", "\uff0d"
COLUMN = "author: is {} too far to the {}"


@pytest.fixture(params=["libyaml", "python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "python":
        monkeypatch.delattr(pyyaml, "CBaseLoader")
    return request.param


def refusal(data: str) -> QuoteFileError:
    with pytest.raises(QuoteFileError) as caught:
        read_quotes(data.encode())
    assert caught.value.where
    return caught.value


@pytest.mark.parametrize(
    ("data", "what", "hint", "place"),
    [
        (
            f"- text: {HAN}\n   author: A\n",
            COLUMN.format("one column", "right"),
            "column 3, under text:",
            (2, 4),
        ),
        (
            f"- text: {HAN}\n      author:\n",
            COLUMN.format("4 columns", "right"),
            "column 3, under text:",
            (2, 7),
        ),
        (f"- text: '{HAN}'\n   author: A\n", COLUMN.format("one column", "right"), "column 3", (2, 4)),
        (
            f"- text: {HAN}\n    {HAN}\n\n    author: A\n",
            COLUMN.format("2 columns", "right"),
            "column 3",
            (4, 5),
        ),
        (f"- role: B\n  text: {HAN}\n   author: A\n", COLUMN.format("one column", "right"), "text:", (3, 4)),
        (
            f"quotes:\n  - text: {HAN}\n     author: A\n",
            COLUMN.format("one column", "right"),
            "column 5",
            (3, 6),
        ),
        (
            f"- text: {HAN}\n author: A\n",
            COLUMN.format("one column", "left"),
            "column 3, under text:",
            (2, 2),
        ),
        (
            "defaults:\n  lang: ja\n   author: A\nquotes: [a]\n",
            COLUMN.format("one column", "right"),
            "lang:",
            (3, 4),
        ),
        (
            "- text: a\n  translation:\n    text: b\n   lang: en\n",
            "lang: is one column too far to the left",
            "5",
            (4, 4),
        ),
        (
            f"- {HAN}\n  author: A\n",
            "author: follows a quote that has no keys",
            f"write - text: {HAN} on",
            (2, 3),
        ),
        (
            f"- text: {HAN}\n  author:A\n",
            "a space is missing after author:",
            "write author: and a space",
            (2, 3),
        ),
        (
            f"- text:{HAN}\n  author: A\n",
            "a space is missing after text:",
            "write text: and a space",
            (1, 3),
        ),
        (
            f"- text:{IDEOGRAPHIC}{HAN}\n  author: A\n",
            "the space after text: is U+3000",
            "ASCII space",
            (1, 8),
        ),
        (f"quotes{WIDE}\n- a\n- b\n", "the colon after quotes is full-width", "write quotes:", (1, 1)),
        (f"quotes{WIDE}\n  - a\n", "the colon after quotes is full-width", "write quotes:", (1, 1)),
        (
            f"defaults{WIDE}\n  lang: ja\nquotes: [a]\n",
            "after defaults is full-width",
            "write defaults:",
            (1, 1),
        ),
        (
            f"defaults:\n  lang: ja\nquotes{WIDE}\n- a\n",
            "after quotes is full-width",
            "write quotes:",
            (3, 1),
        ),
        (f"- a\n-{HAN}\n", "a space is missing after the dash", f"write - {HAN}", (2, 1)),
        (f"-{HAN}\n- a\n", "a space is missing after the dash", f"write - {HAN}", (1, 1)),
        (f"quotes:\n  - a\n  -{HAN}\n", "a space is missing after the dash", f"write - {HAN}", (3, 3)),
        (f"quotes:\n  -{HAN}\n", "a space is missing after the dash", f"write - {HAN}", (2, 3)),
        (f"-text: {HAN}\n author: A\n", "a space is missing after the dash", f"write - text: {HAN}", (1, 1)),
        (f"- a\n-{NBSP}{HAN}\n", "the space after the dash is U+00A0 NO-BREAK SPACE", "ASCII space", (2, 2)),
        (
            f"-{IDEOGRAPHIC}{HAN}\n- a\n",
            "the space after the dash is U+3000 IDEOGRAPHIC SPACE",
            "ASCII",
            (1, 2),
        ),
        (f"-{IDEOGRAPHIC}text: {HAN}\n  author: A\n", "the space after the dash is U+3000", "ASCII", (1, 2)),
        (
            f"{WIDE_DASH} {HAN}\n{WIDE_DASH} a\n",
            "the dash is U+FF0D FULLWIDTH HYPHEN-MINUS",
            "type - and",
            (1, 1),
        ),
        (f"- a\n{WIDE_DASH}{HAN}\n", "the dash is U+FF0D", "type - and a space", (2, 1)),
        (f"\u2022 {HAN}\n\u2022 a\n", "the dash is U+2022 BULLET", "type - and a space", (1, 1)),
        (f"- text: {HAN}\n{IDEOGRAPHIC}author: A\n", "the indentation is U+3000", "ASCII spaces", (2, 1)),
        (f"- text: {HAN}\n {NBSP}author: A\n", "the indentation is U+00A0", "ASCII spaces", (2, 2)),
    ],
)
def test_a_mistake_is_named_at_its_place(
    parser: str, data: str, what: str, hint: str, place: tuple[int, int]
):
    error = refusal(f"# \u8a3b\n{data}")
    assert what in error.what
    assert hint in error.hint
    assert error.where
    assert (error.where.line - 1, error.where.column) == place


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        ("- text: \u4ed6\u8aaa: \u597d\n", "text: '\u4ed6\u8aaa: \u597d'"),
        ("- text: a\n  author: A: b\n", "author: 'A: b'"),
        ("- text: a\n  translation:\n    text: b: c\n", "text: 'b: c'"),
        ("- text: a\n  translation:\n    text: b\n  author: A: b\n", "author: 'A: b'"),
        ("defaults:\n  lang: ja: x\nquotes: [a]\n", "lang: 'ja: x'"),
        ("quotes:\n  - text: a\ndefaults: x: y\n", "defaults: 'x: y'"),
    ],
)
def test_a_second_colon_on_a_line_in_its_column_is_no_line_start_mistake(parser: str, data: str, hint: str):
    assert hint in refusal(data).hint


@pytest.mark.parametrize(
    ("item", "name"),
    [
        (f"text:{HAN}", "text"),
        (f"text:{IDEOGRAPHIC}{HAN}", "text"),
        (f"text: {HAN}\n   author:A", "author"),
        (f"text: {HAN}\n  author: A\n    source:B", "source"),
    ],
)
def test_a_key_that_became_text_is_never_drawn(parser: str, item: str, name: str):
    quotes = read_quotes(f"- good\n- {item}\n- also good\n".encode())
    assert [quote.text for quote in quotes] == ["good", "also good"]
    [error] = quotes.errors
    assert f"a space is missing after {name}:" in error.what


@pytest.mark.parametrize(
    "text", ["-5 \u5ea6", "'text:a'", "\u2014\u2014\u597d", "a text:b", "|\n  text:a", "Source:x"]
)
def test_what_a_quote_may_say_is_left(parser: str, text: str):
    assert len(read_quotes(f"- {text}\n".encode())) == 1


def test_tags_and_sources_may_look_like_keys(parser: str):
    [quote] = read_quotes(b"- text: a\n  tags: [lang:ja, id:x]\n  source: date:3\n")
    assert (quote.tags, quote.source) == (("lang:ja", "id:x"), "date:3")
