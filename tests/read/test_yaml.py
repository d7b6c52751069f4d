"""The event guard: what it keeps as typed, what it refuses, where it stops."""

from __future__ import annotations

import pytest
import yaml as pyyaml
from quotecard.errors import QuoteFileError
from quotecard.read.decode_utf8 import MAX_FILE_BYTES
from quotecard.read.nodes import List, Map, Text
from quotecard.read.yaml_nodes import MAX_DEPTH, MAX_EVENTS, parse_yaml

from tests.counted_work import count_calls

SCALARS = [
    *[
        "no",
        "yes",
        "on",
        "off",
        "true",
        "False",
        "NULL",
        "null",
        "~",
        "12",
        "-1",
        "+1",
        "0o17",
        "017",
        "0x1F",
        "1_000",
        "1e3",
        ".5",
        ".inf",
        ".nan",
    ],
    *["12:30", "12:30:45", "2024-01-01", "2024-99-99", "2024-01-01T12:00:00", "=", "<<", "y", "0b11"],
    "9" * 5000,
]


@pytest.fixture(params=["libyaml", "python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both parsers keep the same promises; the second stands in where libyaml is missing."""
    if request.param == "python":
        monkeypatch.delattr(pyyaml, "CBaseLoader")
    return request.param


def refusal(data: bytes | str) -> QuoteFileError:
    with pytest.raises(QuoteFileError) as caught:
        parse_yaml(data.encode() if isinstance(data, str) else data, "q.yaml")
    assert caught.value.where
    assert caught.value.where.path == "q.yaml"
    return caught.value


def at(error: QuoteFileError) -> tuple[int, int]:
    assert error.where
    return error.where.line, error.where.column


def test_thirty_scalars_stay_what_the_user_sees(parser: str):
    assert len(SCALARS) == 30
    data = "".join(f"- {scalar}\n- k: {scalar}\n" for scalar in SCALARS)
    root, _ = parse_yaml(data.encode(), "q.yaml")
    assert isinstance(root, List)
    plain = [node.value for node in root.items if isinstance(node, Text)]
    valued = [node.get("k") for node in root.items if isinstance(node, Map)]
    assert plain == SCALARS == [node.value for node in valued if isinstance(node, Text)]


@pytest.mark.parametrize(
    ("data", "what", "place"),
    [
        ("- a\n- &x b", "anchors", (2, 3)),
        ("- a\n- [*x]", "aliases", (2, 4)),
        ("&a [*a]", "anchors", (1, 1)),
        ("- !!str a", "tags", (1, 3)),
        ("- a: !x b", "tags", (1, 6)),
        ("- !!python/object/apply:os.system [x]", "tags", (1, 3)),
        ("- a\n---\n- b", "second document", (2, 1)),
        ("- a\n- text: b\n  author: c\n  text: d", "'text' appears twice", (4, 3)),
        ("a: {b: 1, b: 2}", "'b' appears twice", (1, 11)),
        ("[[[[[[[[[", "8 levels", (1, 9)),
        ("- 好\n- a\x1bb", "U+001B", (2, 4)),
        ("- a\ufdd0", "U+FDD0", (1, 4)),
        ("- 好\n- [a", "not valid YAML", (2, 3)),
    ],
)
def test_refused_with_its_place(parser: str, data: str, what: str, place: tuple[int, int]):
    error = refusal(data)
    assert what in error.what
    assert at(error) == place


@pytest.mark.parametrize(
    "data", ['- "\\U7fffffff"', "%YAML 9999999999.1\n--- a", "%FOO\n---\n- !<> a\n", '- "\\x"']
)
def test_what_the_parsers_trip_over_is_one_error(parser: str, data: str):
    refusal(data)


@pytest.mark.parametrize(
    ("data", "what", "place"),
    [
        ("- 好".encode("utf-16"), "UTF-16", (1, 1)),
        ("- 好".encode("utf-16-be"), "UTF-16", (1, 1)),
        ("- caf\u00e9\n".encode("latin-1"), "not UTF-8", (1, 6)),
        ("- a\n- 好的".encode("gbk"), "not UTF-8", (2, 3)),
        ("- a\n- 好的".encode("big5"), "not UTF-8", (2, 3)),
        (b"- \xed\xa0\x80", "not UTF-8", (1, 3)),
    ],
)
def test_other_encodings_are_told_to_be_saved_as_utf_8(data: bytes, what: str, place: tuple[int, int]):
    error = refusal(data)
    assert (what in error.what, error.hint, at(error)) == (True, "save as UTF-8", place)


def test_a_byte_order_mark_is_no_text_and_takes_no_column(parser: str):
    root, source = parse_yaml("\ufeff- 好\n".encode(), "q.yaml")
    assert isinstance(root, List)
    assert str(source.place(root.items[0].start)) == "q.yaml:1:3"


def test_line_ends_of_unicode_are_text_as_in_yaml_1_2(parser: str):
    root, source = parse_yaml("- a\x85b\u2028c\u2029d\n- e\n".encode(), "q.yaml")
    assert isinstance(root, List)
    assert [node.value for node in root.items if isinstance(node, Text)] == ["a\x85b\u2028c\u2029d", "e"]
    assert str(source.place(root.items[1].start)) == "q.yaml:2:3"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_do_not_depend_on_line_ends(parser: str, end: str):
    assert at(refusal(end.join(["- 好", "", "- 我們", "- x: *a"]))) == (4, 6)


def test_the_file_limit(parser: str):
    data = b"- a\n#"
    parse_yaml(data + b" " * (MAX_FILE_BYTES - len(data)), "q.yaml")
    assert "4 MiB" in refusal(data + b" " * (MAX_FILE_BYTES - len(data) + 1)).what


def test_the_event_limit():
    # Stream, document and list begin and end around the items.
    parse_yaml(b"[" + b"a," * (MAX_EVENTS - 6) + b"]", "q.yaml")
    assert "too many values" in refusal(b"[" + b"a," * (MAX_EVENTS - 5) + b"]").what


def test_the_depth_limit(parser: str):
    parse_yaml(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH, "q.yaml")
    assert "levels" in refusal(b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1)).what


def test_small_files_that_would_grow_are_refused_at_once():
    bomb = "a: &a [x]\n" + "".join(f"{k}: &{k} {{<<: [{','.join(['*a'] * 9)}]}}\n" for k in "bcdefgh")

    for data in (bomb, "- " + "[" * 1_000):
        refusal(data)  # also imports what the message needs
        _, calls = count_calls(lambda data=data: refusal(data))
        assert calls < 1_000  # the bomb would expand to 9 ** 7 values


@pytest.mark.parametrize(
    ("data", "first", "last"),
    [
        ("- 我們好\n- x", "我", "好"),
        ("- '我們''好'  # 註\n- x", "'", "'"),
        ("- |\n  第一\n  第二\n\n# 註\n\n- x", "|", "二"),
        ("- >-\n  第一\n- x", ">", "一"),
        ("- text: 第一\n  author: 楊\n# 註\n\n- x", "t", "楊"),
        ("- text: 第一\n  tags: [甲, 乙] # 註\n- x", "t", "]"),
        ("- text: 第一\n  author:\n- x", "t", ":"),
        ("- {text: 好} # 註\n- x", "{", "}"),
        ("- text: |\n    第一\n    第二\n\n  # 註\n- x", "t", "二"),
    ],
)
def test_a_node_begins_and_ends_with_its_own_text(parser: str, data: str, first: str, last: str):
    root, source = parse_yaml(data.encode(), "q.yaml")
    assert isinstance(root, List)
    written = source.written(root.items[0])
    assert (written[0], written[-1]) == (first, last)
