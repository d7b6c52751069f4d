"""File names that every system takes, made from any text."""

from __future__ import annotations

import json
import random
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quotecard.store import Folder, clashes, safe_name, slug

NAUGHTY = json.loads((Path(__file__).parent / "hostile" / "blns.json").read_text(encoding="utf-8"))

DEVICES = {"CON", "PRN", "AUX", "NUL"} | {f"{p}{d}" for p in ("COM", "LPT") for d in "0123456789¹²³"}
GA = "\u304c"  # が, which NFD parts into two


def drawn_from(seed: int, count: int) -> list[str]:
    """Random strings of letters, marks, separators, controls, spaces and any other code point."""
    rng = random.Random(seed)
    pools = (
        "道德經的智能",
        "abcXYZ019",
        './\\:*?"<>|-_ ',
        "\u0301\u0327\u3099\ufe0f\u200d",
        "\x00\x1f\x7f\u202e",
    )
    return [
        "".join(
            rng.choice(pool) if (pool := rng.choice((*pools, ""))) else chr(rng.randrange(0x110000))
            for _ in range(rng.randrange(1, 90))
        )
        for _ in range(count)
    ]


def hold(name: str) -> None:
    """Hold a file name to P8: safe on every system."""
    assert 0 < len(name.encode()) <= 120
    assert unicodedata.is_normalized("NFC", name)
    assert not set(name) & set('/\\:*?"<>|')
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} for char in name)
    assert name[0] not in ".- "
    assert name[-1] not in ". "
    assert name.removesuffix(".png")[-1:] not in {".", " "}
    assert name.partition(".")[0].strip().upper() not in DEVICES


def try_names(folder: Path, texts: list[str]) -> None:
    out = Folder(folder / "cards", is_own=bool)
    out.prepare()
    names = set()
    for text in texts:
        for stem in (text, slug(text)):
            name = safe_name(stem)
            hold(name)
            assert safe_name(name.removesuffix(".png")) == name
            out.write(name, b"", force=True)
            names.add(name)
    assert {path.name for path in out.path.iterdir()} == names
    assert [path.name for path in folder.iterdir()] == ["cards"]
    assert {safe_name(stem) for text in texts for stem in (text, slug(text))} == names


def test_naughty_strings_name_files_in_the_folder(tmp_path):
    assert len(NAUGHTY) == 515
    try_names(tmp_path, NAUGHTY)


def test_random_strings_name_files_in_the_folder(tmp_path):
    try_names(tmp_path, drawn_from(seed=8, count=2_000))


@pytest.mark.soak
def test_many_random_strings_name_files_in_the_folder(tmp_path):
    try_names(tmp_path, drawn_from(seed=9, count=10_000))


@given(st.text(max_size=200))
def test_any_text_names_a_file(text: str):
    hold(safe_name(text))
    hold(safe_name(slug(text), "-xuan-square.png"))


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("智能", "智能.png"),
        ("Straße 7", "Straße 7.png"),
        ("../../etc/passwd", "etc-passwd.png"),
        ("..\\..\\boot", "boot.png"),
        ("-rf", "rf.png"),
        (".hidden", "hidden.png"),
        ("end. . ", "end.png"),
        ("a\u202egnp.exe", "agnp.exe.png"),
        ("a\tb\nc", "a-b-c.png"),
        ("", "quote.png"),
        ("...", "quote.png"),
        ("か\u3099", "が.png"),
    ],
)
def test_names_keep_what_is_safe(stem: str, name: str):
    assert safe_name(stem) == name


@pytest.mark.parametrize(
    "stem",
    [
        "CON",
        "con",
        "Con.txt",
        "NUL.tar.gz",
        "COM1",
        "com¹",
        "LPT³.x",
        "AUX ",
        "aux .a",
        "CON.",
        "PRN. ",
        "ＣＯＮ",
    ],
)
def test_devices_are_marked(stem: str):
    assert safe_name(stem).startswith("_")
    hold(safe_name(stem))


@pytest.mark.parametrize("stem", ["CONSOLE", "COM", "COM10", "nullius", "a.con"])
def test_what_only_looks_like_a_device_is_kept(stem: str):
    assert safe_name(stem) == f"{stem}.png"


def test_a_cut_parts_no_mark_from_its_letter():
    stem = unicodedata.normalize("NFC", "e\u0329\u0301" * 60)
    name = safe_name(stem).removesuffix(".png")
    assert len(name.encode()) > 110
    assert stem.startswith(name)
    assert stem[len(name)] == "\u00e9"
    assert safe_name("CON " + "\u0301" * 200) == "_CON.png"
    assert safe_name("道" * 400) == "道" * 38 + ".png"


def test_a_name_without_end_is_cut_at_once():
    assert len(safe_name("e\u0301" * 500_000).encode()) <= 120


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我們飽受愚蠢之苦", "我們飽受愚蠢之苦"),
        ("有了更多的智能\uff0c人類的苦難就會減少\u3002", "有了更多的智能-人類的苦難就會減少"),
        ("\u300c這究竟是好主意\uff0c\n還是壞主意\uff1f\u300d", "這究竟是好主意-還是壞主意"),
        ("What we should really have is more", "What-we-should-really-hav"[:24]),
        ("Tiếng Việt", "Tiếng-Việt"),
        ("Tie\u0302\u0301ng", "Tiếng"),
        ("\U0001f600\ufe0f!", "quote"),
        ("3.14 \u2014\u2014 \u03c0", "3-14-\u03c0"),
        ("a\u200d\u00adb", "ab"),
        ("\u0301a", "a"),
        ("", "quote"),
    ],
)
def test_a_slug_is_the_text_s_letters_and_digits(text: str, expected: str):
    assert slug(text) == expected


def test_a_slug_is_as_long_as_asked():
    assert slug("道可道 非常道", limit=4) == "道可道"
    assert slug("道" * 99) == "道" * 24


@pytest.mark.parametrize(
    "group",
    [
        ["Stra\u00dfe", "STRASSE"],
        [GA, unicodedata.normalize("NFD", GA)],
        ["a", "b", "A"],
        ["x", "x"],
        ["\u1e9e", "ss"],
    ],
)
def test_names_that_one_folder_cannot_hold_clash(group: list[str]):
    expected = [name for name in group if name != "b"]
    assert clashes(["first", *group, "last"]) == [expected]


def test_distinct_names_do_not_clash():
    assert clashes(["001-道.png", "002-道.png", "a", "\u00e1", "a-"]) == []
