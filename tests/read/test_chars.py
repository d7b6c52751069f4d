"""Which characters a quote may hold."""

from __future__ import annotations

import random
import unicodedata

import pytest
from quotecard.errors import BadQuote
from quotecard.model import Quote
from quotecard.read.input_chars import (
    MAX_CLUSTERS,
    MAX_CODE_POINTS,
    clean_text,
    describe_char,
    is_blank,
    is_too_long,
)
from quotecard.read.item import quote_of

CONTROLS = [*range(0x20), *range(0x7F, 0xA0)]
BREAKS = {0x0A, 0x0D, 0x85}
BIDI = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
ENGLAND = "\U0001f3f4" + "".join(chr(0xE0000 + ord(c)) for c in "gbeng") + "\U000e007f"


def test_the_lists_are_whole():
    assert len(CONTROLS) == 65
    assert len(BIDI) == 12


@pytest.mark.parametrize("code", CONTROLS)
def test_controls(code: int):
    cleaned = clean_text(f"甲{chr(code)}乙")
    if code in BREAKS:
        assert cleaned == ("甲\n乙", (), "")
    elif code == 0x09:
        assert cleaned == ("甲 乙", (), "")
    else:
        assert cleaned.refused == chr(code)


@pytest.mark.parametrize("code", BIDI)
def test_bidi_controls_are_refused_by_name(code: int):
    with pytest.raises(BadQuote, match=rf"text contains U\+{code:04X} [A-Z]"):
        quote_of(f"甲{chr(code)}乙")


@pytest.mark.parametrize(
    "code", [0xD800, 0xDBFF, 0xDC00, 0xDFFF, *random.Random(1).sample(range(0xD800, 0xE000), 24)]
)
def test_surrogates_are_refused(code: int):
    with pytest.raises(BadQuote, match=f"U\\+{code:04X}"):
        quote_of(f"a{chr(code)}")


@pytest.mark.soak
def test_all_surrogates_and_private_characters_are_refused():
    for code in [*range(0xD800, 0xF900), *range(0xF0000, 0x110000)]:
        assert clean_text(chr(code)).refused == chr(code)


@pytest.mark.parametrize(
    "char",
    [
        "\ue000",
        "\uf8ff",
        "\U000f0000",
        "\U0010fffd",
        "\ufdd0",
        "\ufffe",
        "\U0001ffff",
        "\U0002ffff",
        "\u0378",
        "\U000e0001",
        "\U000e0041",
        "\ufff9",
        "\u206a",
        "\u180e",
        "\U0001d173",
        "\U0001f3f4\U000e0067",
        "\U000e007f",
    ],
)
def test_what_means_nothing_or_hides_is_refused(char: str):
    assert clean_text(f"a{char}b").refused


@pytest.mark.parametrize(
    "text",
    [
        "👨\u200d👩\u200d👧",
        "❤\ufe0f",
        "葛\U000e0100",
        "\u0915\u094d\u200c\u0937",
        ENGLAND,
        "\U0001fae8",
        "\U00031350",
        "\u3000字",
        "\u0600",
    ],
)
def test_what_shapes_a_letter_or_an_emoji_stays(text: str):
    assert clean_text(text) == (text, (), "")


@pytest.mark.parametrize(
    ("text", "char"),
    [
        ("\u5e73\u5b89 \u05e9\u05dc\u05d5\u05dd", "\u05e9"),
        ("a \u0633\u0644\u0627\u0645", "\u0633"),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645"),
        ("\u0710", "\u0710"),
        ("\ufdfa", "\ufdfa"),
        ("\U0001e900", "\U0001e900"),
        ("\u5de6\n\u05d0", "\u05d0"),
    ],
)
@pytest.mark.parametrize("key", ["text", "author", "source"])
def test_right_to_left_text_is_refused_by_name(key: str, text: str, char: str):
    if key != "text":
        text = text.replace("\n", " ")
    name = rf"{key} contains U\+{ord(char):04X} .*\(right-to-left text is not supported\); write it in another script"
    for quote in ({"text": "a", key: text}, Quote(**{"text": "a", key: text})):
        with pytest.raises(BadQuote, match=name):
            quote_of(quote)


def test_every_letter_of_a_right_to_left_script_is_refused():
    kept = [
        f"U+{code:04X}"
        for code in range(0x110000)
        if unicodedata.bidirectional(chr(code)) in ("R", "AL") and not clean_text(chr(code)).refused
    ]
    assert kept == []
    # Neighbours of other classes are none: numbers, marks, a letter-like sign of mathematics.
    assert [clean_text(char).refused for char in "\u0661\u0301\u2135\u0915"] == [""] * 4


@pytest.mark.parametrize("char", ["\u00ad", "\u200b", "\u2060", "\ufeff"])
def test_pasted_invisible_characters_are_left_out_with_a_notice(char: str):
    quote = quote_of(f"甲{char}乙{char}")
    assert quote.text == "甲乙"
    assert [(n.kind, f"U+{ord(char):04X}" in n.message) for n in quote.notices] == [("invisible", True)]


def test_line_breaks_of_all_kinds():
    assert clean_text("1\r\n2\r3\n4\u20285\u20296\x857").text == "1\n2\n3\n4\n5\n6\n7"


def test_description():
    assert describe_char("\u202e") == "U+202E RIGHT-TO-LEFT OVERRIDE (an invisible format character)"
    assert describe_char("\x1b") == "U+001B (a control character)"


@pytest.mark.parametrize("text", ["", " ", "\u3000\n", "\u00a0", "\u200d"])
def test_blank(text: str):
    assert is_blank(text)


@pytest.mark.parametrize("cluster", ["字", "e\u0301", "👨\u200d👩\u200d👧"])
def test_the_limit_counts_clusters(cluster: str):
    assert not is_too_long(cluster * MAX_CLUSTERS)
    assert is_too_long(cluster * (MAX_CLUSTERS + 1))


def test_a_cluster_has_a_limit_too():
    assert not is_too_long("e" + "\u0301" * (MAX_CODE_POINTS - 1))
    assert is_too_long("e" + "\u0301" * MAX_CODE_POINTS)


@pytest.mark.parametrize("key", ["author", "role", "source", "date", "id"])
@pytest.mark.parametrize("value", ["a\x1bb", "a\u202eb", "a\nb", "a" * (MAX_CLUSTERS + 1)])
def test_the_other_keys_hold_one_clean_line(key: str, value: str):
    with pytest.raises(BadQuote, match=f"{key} (contains|must be a single line|is too long)"):
        quote_of({"text": "x", key: value})
    assert getattr(quote_of({"text": "x", key: " a\tb \n"}), key) == "a b"
