"""`quotecard check`: what it prints, where, and how it ends."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from quotecard.commands import main as cli

if TYPE_CHECKING:
    from pathlib import Path

CLEAN = "- 我們飽受愚蠢之苦\n"
SLIPS = "- 該怎么做\n- {text: 好, theme: nosuch, id: x}\n"
UNSAFE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def quotecard(*words: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli.cli, words, input=stdin, prog_name="quotecard")


@pytest.mark.parametrize(
    ("source", "words", "code"),
    [
        (CLEAN, ["check"], 0),
        (CLEAN, ["check", "--json"], 0),
        (SLIPS, ["check"], 1),
        (SLIPS, ["check", "quotes.yaml", "--json"], 1),
        ("- {nosuch: 1}\n", ["check"], 1),
        ("- [", ["check"], 3),
        ("", ["check"], 3),
        (CLEAN, ["check", "nosuch.yaml"], 3),
        (CLEAN, ["check", "."], 3),
        (CLEAN, ["check", "a", "b"], 2),
        (CLEAN, ["check", "--nosuch"], 2),
    ],
)
def test_exit_codes(here: Path, source: str, words: list[str], code: int):
    (here / "quotes.yaml").write_text(source, encoding="utf-8")
    result = quotecard(*words)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    assert result.stderr.strip()
    assert [path.name for path in here.iterdir()] == ["quotes.yaml"], "a check writes nothing"
    assert (here / "quotes.yaml").read_text(encoding="utf-8") == source


def test_findings_go_to_stdout_a_line_each_and_the_count_to_stderr(here: Path):
    (here / "quotes.yaml").write_text(SLIPS, encoding="utf-8")
    result = quotecard("check")
    assert result.stdout.splitlines() == [
        "quotes.yaml:1:5: warning: quote 1: 么 instead of 麼 in 怎么; write 怎麼 [conversion]",
        "quotes.yaml:2:20: error: quote x: unknown theme 'nosuch'; the themes are "
        + result.stdout.splitlines()[1].partition("the themes are ")[2],
    ]
    assert result.stderr == "2 quotes: 1 error, 1 warning\n"


def test_the_same_as_data(here: Path):
    (here / "quotes.yaml").write_text(SLIPS, encoding="utf-8")
    data = json.loads(quotecard("check", "--json").stdout)
    assert (list(data), data["errors"], data["warnings"]) == (["findings", "errors", "warnings"], 1, 1)
    assert data["findings"][0] == {
        "file": "quotes.yaml",
        "line": 1,
        "column": 5,
        "id": "",
        "number": 1,
        "rule": "conversion",
        "severity": "warning",
        "message": "么 instead of 麼 in 怎么",
        "suggestion": "write 怎麼",
    }
    assert (data["findings"][1]["id"], data["findings"][1]["rule"]) == ("x", "theme")


def test_standard_input(here: Path):
    result = quotecard("check", "-", stdin=SLIPS)
    assert result.exit_code == 1
    assert result.stdout.startswith("-:1:5: warning")


def test_nothing_of_a_quote_acts_on_the_terminal(here: Path):
    source = (
        '- "\\e[31mred"\n- {"k\\u202eey": 1}\n- {text: a, theme: "\\e]0;x\\a"}\n- {text: a, id: "b\\u0007"}\n'
        '- {text: 好, author: "\\u200dA\\u200d"}\n- {text: 好, "size\\r": 1}\n'
    )
    (here / "quotes.yaml").write_text(source, encoding="utf-8")
    for words in (["check"], ["check", "--json"]):
        result = quotecard(*words)
        assert result.exit_code == 1
        acting = {char for char in result.output if unicodedata.category(char) in UNSAFE} - {"\n"}
        assert acting == set()


def test_the_command_explains_itself():
    result = quotecard("check", "--help")
    assert result.exit_code == 0
    assert result.output.startswith("Usage: quotecard check [OPTIONS] [FILE]")
