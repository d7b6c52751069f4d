"""`==accent==` and escapes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from render.errors import BadQuote
from render.read.markup import parse


@pytest.mark.parametrize(
    ("text", "plain", "accents"),
    [
        ("更多的智能", "更多的智能", []),
        ("就是==更多的智能==。", "就是更多的智能。", ["更多的智能"]),
        ("==甲==乙==丙==", "甲乙丙", ["甲", "丙"]),
        ("==甲\n乙==", "甲\n乙", ["甲\n乙"]),
        ("==🙂𠮷==x", "🙂𠮷x", ["🙂𠮷"]),
        ("a==b", "a==b", []),
        ("==a", "==a", []),
        ("==a==b==c", "ab==c", ["a"]),
        ("a == b == c", "a == b == c", []),
        ("==a == b==", "a == b", ["a == b"]),
        ("====", "====", []),
        ("===", "===", []),
        ("==a===", "==a===", []),
        ("== ==", "== ==", []),
        ("a = b", "a = b", []),
        (r"\==a==", "==a==", []),
        (r"\=\=a\=\=", "==a==", []),
        (r"==a\==b==", "a==b", ["a==b"]),
        (r"\\ \= \{ \} \|", r"\ = { } |", []),
        (r"C:\new\temp\x", r"C:\new\temp\x", []),
        ("a\\", "a\\", []),
        (r"\{漢字|かんじ}", "{漢字|かんじ}", []),
        (r"{漢字\|かんじ}", "{漢字|かんじ}", []),
        ("{a} {} { | }"[:6], "{a} {}", []),
        ("f(x) = {1, 2}", "f(x) = {1, 2}", []),
        ("a|b}", "a|b}", []),
    ],
)
def test_markup(text: str, plain: str, accents: list[str]):
    marked = parse(text)
    assert marked.plain == plain
    assert [marked.plain[start:end] for start, end in marked.accents] == accents


@pytest.mark.parametrize("text", ["{漢字|かんじ}", "の{電子|でん|し}辞書", "==x=={|}", "{ | }"])
def test_ruby_is_refused_with_the_escape(text: str):
    with pytest.raises(BadQuote, match=r"ruby.*\\\{ for a brace"):
        parse(text)


@given(st.text("=\\{}| a\n字", max_size=40))
def test_an_escaped_text_comes_back(text: str):
    escaped = "".join("\\" + char if char in "=\\{}|" else char for char in text)
    assert parse(escaped) == (text, ())


@given(st.text("=\\a 字", max_size=40))
def test_accents_are_ordered_ranges_that_touch_what_they_hold(text: str):
    plain, accents = parse(text)
    edges = [edge for accent in accents for edge in accent]
    assert edges == sorted(edges)
    for start, end in accents:
        assert plain[start:end] == plain[start:end].strip() != ""
