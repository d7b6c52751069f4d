"""Nothing from a quote reaches a terminal as anything but text."""

from __future__ import annotations

import io
import json
import os
import pty
import sys
import unicodedata
from pathlib import Path

import pytest
from quotecard.console import echo, escape_controls

BLNS = json.loads((Path(__file__).parent / "hostile" / "blns.json").read_text("utf-8"))
ATTACKS = [
    "\x1b]0;pwn\a",
    "\x1b[2J",
    "\x9b31m",
    "\x1bP+q\x1b\\",
    "\x1b]52;c;cHdu\a",
    "a\u202eb",
    "\u2066x",
    "\x7f",
]


@pytest.mark.parametrize(
    "text", ["我們飽受愚蠢之苦", "「あ゙」…——", "한국어　공백", "Không có gì", "naïve 'x'", "a\u00a0b"]
)
def test_what_can_be_seen_is_left_alone(text: str):
    assert escape_controls(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", r"\x1b[2J"),
        ("a\u202eb", r"a\u202eb"),
        ("\U000e0041", r"\U000e0041"),
        ("\ud800", r"\ud800"),
        ("\ue000\u0378", r"\ue000\u0378"),
        ("a\nb\tc\u2028", r"a\nb\tc\u2028"),
    ],
)
def test_what_acts_is_written_out(text: str, shown: str):
    assert escape_controls(text) == shown


def test_newlines_may_be_kept_and_nothing_else():
    assert escape_controls("一\n二\r\x1b", keep_newlines=True) == "一\n二\\r\\x1b"


def test_every_character_of_the_first_planes_is_either_seen_or_written_out():
    kinds = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    for code in range(0x20000):
        char = chr(code)
        assert (escape_controls(char) == char) is (unicodedata.category(char) not in kinds)


def test_a_terminal_gets_no_control_bytes(monkeypatch: pytest.MonkeyPatch):
    parent, child = pty.openpty()
    with os.fdopen(child, "w", encoding="utf-8") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        got = b""
        for text in [*BLNS, *ATTACKS]:
            echo(text)
            got += os.read(parent, 65536)
    os.close(parent)
    lines = got.decode("utf-8").replace("\r\n", "\n")
    assert lines.count("\n") == len(BLNS) + len(ATTACKS)
    assert [char for char in lines if not char.isprintable() and char != "\n" and not char.isspace()] == []


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "shift_jis", "utf-8"])
@pytest.mark.parametrize("err", [True, False])
def test_a_stream_of_any_encoding_takes_any_text(monkeypatch: pytest.MonkeyPatch, encoding: str, err: bool):
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, errors="strict", write_through=True)
    monkeypatch.setattr(sys, "stderr" if err else "stdout", stream)
    echo("愚蠢 한 é 🙂", err=err)
    stream.flush()
    expected = "愚蠢 한 é 🙂\n".encode(encoding, "backslashreplace")
    assert raw.getvalue() == expected
