"""`==accent==`, `{base|reading}` and escapes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quotecard.errors import BadQuote
from quotecard.read.markup import parse_markup


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
    marked = parse_markup(text)
    assert marked.plain == plain
    assert [marked.plain[start:end] for start, end in marked.accents] == accents


RUBIES = [
    ("{漢字|かんじ}", "漢字", [("漢字", "かんじ")]),
    ("の{電子|でん|し}辞書", "の電子辞書", [("電子", "でん", "し")]),
    ("{海|うみ}と{山|やま}", "海と山", [("海", "うみ"), ("山", "やま")]),
    ("{海|うみ}{山|やま}", "海山", [("海", "うみ"), ("山", "やま")]),
    ("{ 海 | うみ }", "海", [("海", "うみ")]),
    ("{千里|qiān lǐ}", "千里", [("千里", "qiān lǐ")]),
    ("{AI|エーアイ}", "AI", [("AI", "エーアイ")]),
    ("{𠮷野|よし|の}", "𠮷野", [("𠮷野", "よし", "の")]),
    # A variation selector and a combining mark are no characters of their own (UAX #29).
    ("{葛\U000e0100飾|かつ|しか}", "葛\U000e0100飾", [("葛\U000e0100飾", "かつ", "しか")]),
    ("{か\u3099|x}", "か\u3099", [("か\u3099", "x")]),
    (r"{甲\|乙|x}", "甲|乙", [("甲|乙", "x")]),
    (r"{甲|a\|b}", "甲", [("甲", "a|b")]),
    (r"{甲\}|\{}", "甲}", [("甲}", "{")]),
    (r"{甲\\|x}", "甲\\", [("甲\\", "x")]),
    (r"{C:\n|x}", r"C:\n", [(r"C:\n", "x")]),
    (r"{a\=\=b|x}", "a==b", [("a==b", "x")]),
    (r"\{海|うみ}{山|やま}", "{海|うみ}山", [("山", "やま")]),
    ("{a{海|うみ}", "{a海", [("海", "うみ")]),
    ("{海|うみ\n}", "{海|うみ\n}", []),
    ("{海\n山|うみ}", "{海\n山|うみ}", []),
]


@pytest.mark.parametrize(("text", "plain", "rubies"), RUBIES)
def test_ruby(text: str, plain: str, rubies: list[tuple[str, ...]]):
    marked = parse_markup(text)
    assert marked.plain == plain
    assert [(plain[ruby.start : ruby.end], *ruby.readings) for ruby in marked.rubies] == rubies
    assert marked.accents == ()


@pytest.mark.parametrize(
    ("text", "plain", "accent", "base"),
    [
        ("これは=={漢字|かんじ}==だ", "これは漢字だ", "漢字", "漢字"),
        ("==この{漢字|かん|じ}だけ==だ", "この漢字だけだ", "この漢字だけ", "漢字"),
        ("{漢字|かんじ}==だけ==", "漢字だけ", "だけ", "漢字"),
        ("==だけ=={漢字|かんじ}", "だけ漢字", "だけ", "漢字"),
    ],
)
def test_ruby_and_accents_go_together(text: str, plain: str, accent: str, base: str):
    marked = parse_markup(text)
    ((start, end),) = marked.accents
    (ruby,) = marked.rubies
    assert (marked.plain, plain[start:end], plain[ruby.start : ruby.end]) == (plain, accent, base)


@pytest.mark.parametrize(
    "text", ["{|}", "{ | }", "==x=={|}", "{漢字|}", "{|かんじ}", "{漢字| |じ}", "{ |か}"]
)
def test_ruby_that_lacks_a_part_is_refused_with_the_escape(text: str):
    with pytest.raises(BadQuote, match=r"has no base, or an empty reading; write \\\{ for a literal brace"):
        parse_markup(text)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("{漢字|か|ん|じ}", "3 readings for 2 characters"),
        ("{漢|か|ん}", "2 readings for 1 characters"),
        ("{葛\U000e0100|か|つ}", "2 readings for 1 characters"),
        ("{大海原|おお|うなばら}", "2 readings for 3 characters"),
    ],
)
def test_readings_that_do_not_add_up_are_refused(text: str, count: str):
    with pytest.raises(BadQuote, match=f"{count}.*one for each character") as caught:
        parse_markup(f"この{text}は")
    assert text in str(caught.value)


@pytest.mark.parametrize("text", ["{==漢字==|かんじ}", "{漢==字|かんじ}", "{漢字|==かん==}"])
def test_an_accent_inside_the_braces_is_refused(text: str):
    with pytest.raises(BadQuote, match=r"contains ==.*braces between the == marks"):
        parse_markup(text)


@given(st.text("=\\{}| a\n字", max_size=40))
def test_an_escaped_text_comes_back(text: str):
    escaped = "".join("\\" + char if char in "=\\{}|" else char for char in text)
    assert parse_markup(escaped) == (text, (), ())


@given(st.text("=\\a 字", max_size=40))
def test_accents_are_ordered_ranges_that_touch_what_they_hold(text: str):
    plain, accents, _ = parse_markup(text)
    edges = [edge for accent in accents for edge in accent]
    assert edges == sorted(edges)
    for start, end in accents:
        assert plain[start:end] == plain[start:end].strip() != ""


@given(st.text("={}\\| \n字か", max_size=30))
def test_ruby_ranges_are_ordered_and_hold_their_bases(text: str):
    try:
        plain, _, rubies = parse_markup(text)
    except BadQuote:
        return
    edges = [edge for ruby in rubies for edge in (ruby.start, ruby.end)]
    assert edges == sorted(edges)
    for ruby in rubies:
        base = plain[ruby.start : ruby.end]
        assert base == base.strip() != ""
        assert "\n" not in base
        assert len(ruby.readings) in (1, len(base))
        assert all(ruby.readings)
