"""JSON, JSON Lines and CSV are read by the rules of YAML, with the same errors at the right line."""

from __future__ import annotations

import csv
import io
import json
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quotecard.errors import QuoteFileError
from quotecard.model import Quote, Translation
from quotecard.read import csv_rows, document
from quotecard.read.document import Quotes, Stream, load_quotes, open_quotes
from quotecard.read.formats import CSV, JSON, JSON_LINES, MAX_RECORD_BYTES, YAML, open_file

from tests.counted_work import count_calls

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def read(folder: Path, name: str, data: str | bytes) -> Quotes:
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return load_quotes(folder / name)


def errors(folder: Path, name: str, data: str | bytes) -> list[str]:
    """The errors of a file without the folder's name: of its items, or its own."""
    try:
        found = [str(error) for error in read(folder, name, data).errors]
    except QuoteFileError as error:
        found = [str(error)]
    return [words.replace(f"{folder}/", "") for words in found]


ITEMS = [
    {"text": "one", "author": "A", "tags": ["x", "y"], "id": "first"},
    {"text": "two\nlines", "translation": {"text": "zwei", "lang": "de"}, "date": "2026"},
    {"text": '==quoted== "words", with commas; and more', "translation": "x", "lang": "zh-TW"},
    {"text": "{漢字|かんじ}", "lang": "ja", "source": "  spaced  "},
]


def as_csv(items: list[dict], separator: str = ",") -> str:
    columns = ["text", "author", "tags", "id", "translation", "translation.lang", "date", "lang", "source"]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, delimiter=separator, lineterminator="\r\n")
    writer.writeheader()
    for item in items:
        translation = item.get("translation")
        parts = (
            {"translation": translation["text"], "translation.lang": translation["lang"]}
            if isinstance(translation, dict)
            else {}
        )
        writer.writerow(item | {"tags": ", ".join(item.get("tags", ()))} | parts)
    return out.getvalue()


WAYS = {
    "q.json": json.dumps(ITEMS),
    "q2.json": json.dumps({"quotes": ITEMS}, indent=2, ensure_ascii=False),
    "q.jsonl": "\n".join(map(json.dumps, ITEMS)) + "\n\n",
    "q.ndjson": "\r\n".join(json.dumps(item, ensure_ascii=False) for item in ITEMS),
    "q.csv": as_csv(ITEMS),
    "bom.csv": "\ufeff" + as_csv(ITEMS),
    "q2.csv": as_csv(ITEMS, ";"),
    "q.tsv": as_csv(ITEMS, "\t"),
    "json.txt": json.dumps(ITEMS),
    "lines.txt": "\n".join(map(json.dumps, ITEMS)),
    "csv.txt": as_csv(ITEMS),
}


@pytest.mark.parametrize("name", WAYS)
def test_one_list_in_every_format_is_one_list(tmp_path: Path, name: str):
    expected = read(tmp_path, "q.yaml", json.dumps(ITEMS))
    found = read(tmp_path, name, WAYS[name])
    assert found.errors == ()
    bare = [quote._replace(origin=None) for quote in found]
    assert bare == [quote._replace(origin=None) for quote in expected]
    assert bare[1].translation == Translation("zwei", "de")
    assert all(quote.origin and quote.origin.place.line for quote in found)


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"- a\n", YAML),
        (b"text\n", CSV),
        (b"text, of a kind\n", YAML),
        (b"text,author\n", CSV),
        (b"{text: a}\n", YAML),
        (b'{"text": "a"}\n', JSON_LINES),
        (b'\xef\xbb\xbf{"text": "a"}\n{"text": "b"}', JSON_LINES),
        (b'{\n"quotes": ["a"]}', JSON),
        (b'{"quotes": ["a"]}', JSON),
        (b'\n\n[\n\n"a"]', JSON),
        (b"[a, b]", YAML),
        (b"[{text: a}]", YAML),
        (b"", YAML),
        (b"[" * 100_000, YAML),
    ],
)
def test_what_has_no_name_is_told_by_how_it_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, form: str
):
    (tmp_path / "q").write_bytes(data)
    opened = open_file(str(tmp_path / "q"))
    assert opened.format == form
    assert opened.read(1 << 20) == data
    opened.close()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    opened = open_file("-")
    assert (opened.format, b"".join(opened.lines())) == (form, data)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ('["a",]', 'q.json:1:5: this line is not valid JSON: ["a",] (there is a comma before ]); remove it'),
        ('["a"] "b"', "q.json:1:7: this line is not valid JSON"),
        ('["a\nb"]', "write a line break as \\n"),
        ('["a\\x"]', "write a backslash as \\\\"),
        ('["a', "close it with a double quote"),
        ("['a']", 'write text in double quotes: "…"'),
        ('[{text: "a"}]', 'write keys in double quotes: "text"'),
        ('[{"text" "a"}]', "q.json:1:10: "),
        ('[{"text": "a", "text": "b"}]', "the key 'text' appears twice in one mapping"),
        ('[\n{"text": NaN}]', "q.json:2:10: "),
        ("[" * 9 + "]" * 9, "more than 8 levels of nesting"),
        ("[" * 100_000, "more than 8 levels of nesting"),
        ("[]", 'the file contains no quotes; write [{"text": "…"}, …]'),
        ("", "the file contains no quotes"),
        ('{"text": "a"}', "this is one quote, not a list of quotes"),
        ('{"quotes": ["a"], "default": {}}', "did you mean defaults?"),
        ('{"quotes": ["a"], "defaults": ["x"]}', 'defaults must be a mapping; write {"lang": "zh-Hant"}'),
        (b'["\xff"]', "q.json:1:3: the file is not UTF-8 (byte 0xff); save as UTF-8"),
        ('["a"]'.encode("utf-16"), "the file is UTF-16"),
        (b'["' + b"a" * (4 << 20) + b'"]', "larger than 4 MiB"),
        ("[" + "1," * 500_000 + "1]", "too many values"),
    ],
)
def test_what_is_no_json_is_shown_with_its_place(tmp_path: Path, data: str | bytes, says: str):
    (found,), calls = count_calls(lambda: errors(tmp_path, "q.json", data))
    assert says in found
    assert calls < 50_000 + 10 * len(data)  # the first may import modules and compile patterns


def test_values_of_json_are_the_text_that_stands_there(tmp_path: Path):
    quotes = read(
        tmp_path,
        "q.json",
        '[{"text": 1e3, "author": 007.5}]'.replace("007.5", "7.50")[:-1]
        + ', {"text": true, "date": 2026, "author": null, "tags": [1, null]}, "\\ud83d\\ude00", 5]',
    )
    assert [quote.text for quote in quotes] == ["1e3", "true", "\U0001f600", "5"]
    assert [quote.author for quote in quotes] == ["7.50", "", "", ""]
    assert (quotes[1].date, quotes[1].tags) == ("2026", ("1",))


def test_items_of_json_are_bad_one_by_one(tmp_path: Path):
    data = '[{"text": "a", "colour": "red"},\n "b",\n {"text": "\\ud83d", "id": "half"}, null, ["c"], {"author": "x"}]'
    found = errors(tmp_path, "q.json", data)
    assert [words.split(": ")[0] for words in found] == [
        "q.json:1:16",
        "q.json:3:11",
        "q.json:3:36",
        "q.json:3:42",
        "q.json:3:49",
    ]
    assert "half of a surrogate pair" in found[1]
    assert len(load_quotes(tmp_path / "q.json")) == 1


LINES = """\
{"defaults": {"author": "A"}}
{"text": "one", "id": "q"}

not JSON
{"text": "two", "id": "q"}
"plain"
{"text": "three", "colour": 1}
[1]
"""


def test_a_bad_line_costs_itself(tmp_path: Path):
    quotes = read(tmp_path, "q.jsonl", LINES.encode() + b'"\xff"\n{"defaults": {}}\n{"text": "last"}')
    assert [(quote.number, quote.text, quote.author) for quote in quotes] == [
        (1, "one", "A"),
        (4, "plain", "A"),
        (9, "last", "A"),
    ]
    places = [(error.where.line, error.where.column, error.quote) for error in quotes.errors if error.where]
    assert places == [(4, 1, "2"), (5, 23, "q"), (7, 19, "5"), (8, 1, "6"), (9, 2, "7"), (10, 2, "8")]
    assert "the id q is already used (the quote on line 2 has it)" in str(quotes.errors[1])


def test_a_long_line_costs_itself_and_is_not_kept(tmp_path: Path):
    path = tmp_path / "q.jsonl"
    with path.open("wb") as file:
        file.write(b'"first"\n"')
        for _ in range(64):
            file.write(b"a" * (1 << 20))
        file.write(b'"\n"last"\n')
    quotes = load_quotes(path)
    assert [(quote.number, quote.text) for quote in quotes] == [(1, "first"), (3, "last")]
    assert "quote 2: the record is longer than 1 MiB" in str(quotes.errors[0])


def test_a_line_may_be_as_long_as_a_record(tmp_path: Path):
    exact = b'"a"' + b" " * (MAX_RECORD_BYTES - 4) + b"\n"
    assert [q.text for q in read(tmp_path, "q.jsonl", exact * 2 + b"  " + exact)] == ["a", "a"]


@pytest.mark.parametrize("name", ["q.jsonl", "q.csv"])
def test_an_empty_stream_has_no_quotes(tmp_path: Path, name: str):
    assert (
        "the file contains no quotes" in errors(tmp_path, name, "\n\n" if name == "q.jsonl" else "text\n")[0]
    )
    assert "the file contains no quotes" in errors(tmp_path, name, "")[0]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("texts,author\na,b\n", "q.csv:1:1: unknown column 'texts'; did you mean text?"),
        ("author,role\na,b\n", "q.csv:1:1: the first row names no column text; the columns are: text, "),
        ("text,text\na,b\n", "the column text appears twice"),
        ("文字,author\n".encode("gbk"), "q.csv:1:1: the file is not UTF-8"),
        ("text,author\n".encode("utf-16"), "the file is UTF-16"),
        ("text\na,b\n", "q.csv:2:1: quote 1: the row has 2 cells, but the first row only 1"),
        ('text,author\nx,y\n"a" b,c\n', "q.csv:3:1: quote 2: there is text after the closing quote: b,c"),
        ('text,author\n"a\nb" c,d\n', "(the row ends on line 3)"),
        ('text,lang\na,"zh-Hant\n', "q.csv:2:1: quote 1: the double quote that opens a cell is never closed"),
        ("text,lang\n\na,xx-unknown-yy\n", "q.csv:3:3: quote 1: "),
        ("text,id\na,7\n", "the id 7 is a number"),
        ("text,author\n,b\n", "q.csv:2:1: quote 1: the quote has no text"),
    ],
)
def test_what_is_wrong_with_a_table_is_shown_with_its_place(tmp_path: Path, data: str | bytes, says: str):
    (found,) = errors(tmp_path, "q.csv", data)
    assert says in found


def test_a_quote_that_is_never_closed_costs_its_line(tmp_path: Path):
    quotes = read(tmp_path, "q.csv", 'text,author\none,A\n"two,B\nthree,C\n,,\nfour,E\n')
    assert [(quote.number, quote.text) for quote in quotes] == [(1, "one"), (3, "three"), (4, "four")]
    assert [error.where.line for error in quotes.errors if error.where] == [3]


def test_cells_that_are_never_closed_are_not_read_over_and_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Each line is looked at a few times, however many rows before it seem to reach it."""
    scanned: list[int] = []
    for name in ("split_cells", "ends_in_open_cell", "stays_in_open_cell"):
        plain = getattr(csv_rows, name)

        def counted(text: str, separator: str, plain: Callable[[str, str], object] = plain) -> object:
            scanned.append(len(text))
            return plain(text, separator)

        monkeypatch.setattr(csv_rows, name, counted)
    data = "text\n" + '"a\n' * 20_000
    quotes = read(tmp_path, "q.csv", data)
    assert (len(quotes), len(quotes.errors)) == (0, 10_000)
    assert sum(scanned) < 5 * len(data)
    scanned.clear()
    lines = MAX_RECORD_BYTES // 32 + 2_000  # more characters than a row may have
    data = "text\n" + '"a,\n' + "b234567\n" * lines
    quotes = read(tmp_path, "q.csv", data)
    assert (len(quotes), len(quotes.errors)) == (lines, 1)
    assert sum(scanned) < 5 * len(data)


def test_a_stream_is_read_as_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    read_items: list[int] = []
    plain = document.read_item

    def counted(*args: object) -> Quote:
        read_items.append(1)
        return plain(*args)

    monkeypatch.setattr(document, "read_item", counted)
    path = tmp_path / "q.jsonl"
    path.write_text('"a"\n' * 50_000)
    stream = open_quotes(path)
    assert isinstance(stream, Stream)
    items = stream.items()
    assert [next(items)[0] for _ in range(3)] == [1, 2, 3]
    assert len(read_items) == 3
    stream.close()


@given(st.binary(max_size=200), st.sampled_from(["q.json", "q.jsonl", "q.csv", "q"]))
def test_any_bytes_end_in_quotes_or_in_words(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str
):
    folder = tmp_path_factory.getbasetemp()
    for prefix in (b"", b"text,author\n", b'[{"text": "', b'{"text": "a"}\n'):
        assert all(": " in words for words in errors(folder, name, prefix + data))


@given(st.lists(st.lists(st.text(alphabet='a",;\n\t ', max_size=6), min_size=2, max_size=2), max_size=6))
def test_cells_are_those_that_python_writes(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([["text", "author"], *rows])
    path = tmp_path_factory.getbasetemp() / "cells.csv"
    path.write_bytes(out.getvalue().encode())
    from quotecard.read.csv_rows import split_cells
    from quotecard.read.records import _csv_body_records, _decoded_lines

    opened = open_file(str(path))
    lines = _decoded_lines(opened)
    next(lines)
    found = list(_csv_body_records(lines, "q.csv", ",", ["text", "author"]))
    opened.close()
    expected = [row for row in rows if any(cell.strip() for cell in row)]
    assert len(found) == len(expected)
    for record, row in zip(found, expected, strict=True):
        assert [cell.value for cell in split_cells(record.source.text, ",")] == row
