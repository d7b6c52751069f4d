"""`--fonts DIR` of batch, preview, explain, check and fonts."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from quotecard.commands import main as cli

if TYPE_CHECKING:
    from pathlib import Path

QUOTE = "\u6211\u5011\u98fd\u53d7\u611a\u8822\u4e4b\u82e6"
SOURCE = f"- {{text: {QUOTE}, id: one}}\n- {{text: {QUOTE}\u9b31, id: two}}\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, brand: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "quotes.yaml").write_text(SOURCE, encoding="utf-8")
    shutil.copytree(brand, tmp_path / "own")
    return tmp_path


def quotecard(*words: str) -> Result:
    return CliRunner().invoke(cli.cli, words, prog_name="quotecard")


def spoil(here: Path) -> None:
    (here / "own" / "bad\x1b[2J.ttf").write_bytes(b"no font")


@pytest.mark.parametrize("command", ["batch", "preview", "explain 1", "check", "fonts"])
def test_each_command_takes_the_folder_and_tells_what_it_leaves_out(here: Path, command: str):
    result = quotecard(*command.split(), "--fonts", "own")
    assert result.exit_code == 0, result.output
    assert "left out" not in result.stderr
    spoil(here)
    result = quotecard(*command.split(), "--fonts", "own")
    assert result.exit_code == 0, result.output
    told = [line for line in result.output.splitlines() if "left out: " in line]
    assert len(told) == 1
    assert "bad\\x1b[2J.ttf: the font is unusable" in told[0]
    assert "\x1b" not in result.output


@pytest.mark.parametrize("command", ["batch", "preview", "explain 1", "check", "fonts"])
@pytest.mark.parametrize(("folder", "code"), [("nosuch", 2), ("quotes.yaml", 2), ("empty", 2), ("bad", 1)])
def test_a_folder_that_gives_nothing_ends_a_command(here: Path, command: str, folder: str, code: int):
    for name in ("empty", "bad"):
        (here / name).mkdir()
    (here / "bad" / "a.ttf").write_bytes(b"no font")
    result = quotecard(*command.split(), "--fonts", folder)
    assert result.exit_code == code, result.output
    assert result.stderr.startswith("Error: ")
    assert "Traceback" not in result.output
    assert not list(here.glob("cards/*.png"))


def test_a_batch_says_of_each_quote_what_was_lacking(here: Path):
    spoil(here)
    result = quotecard("batch", "--fonts", "own", "--json", "--uniform")
    assert result.exit_code == 0, result.output
    one, two = json.loads(result.stdout)["cards"]
    assert [notice["kind"] for notice in one["notices"]] == ["left-out"]
    assert [notice["kind"] for notice in two["notices"]] == ["own-font", "left-out"]
    assert "Brand Kai lacks U+9B31 \u9b31: set in Noto Serif CJK TC" in two["notices"][0]["message"]


def test_cards_and_overlays_are_drawn_in_it(here: Path):
    for words in (["preview", "-o", "a.png"], ["explain", "1", "--overlay", "a.png"]):
        assert quotecard(*words, "--fonts", "own").exit_code == 0
        own = (here / "a.png").read_bytes()
        assert quotecard(*words).exit_code == 0
        assert (here / "a.png").read_bytes() != own


def test_the_list_shows_them_and_what_they_cover(here: Path):
    first, second, *_ = quotecard("fonts", "--fonts", "own").stdout.splitlines()
    assert first.startswith("Brand Kai  han  zh-Hant zh-HK  ")
    assert second.startswith("Brand Serif  latin  ")
    assert (
        "Brand Serif: lacks U+6211 \u6211\n"
        in quotecard("fonts", "--fonts", "own", "--covers", "A\u6211").stdout
    )


def test_check_names_a_quote_that_a_font_cannot_set(here: Path):
    from tests import own_fonts

    font = own_fonts.brand("Brand Serif", weight=400)
    font["hmtx"][font.getBestCmap()[ord("Q")]] = (0, 0)
    for tag in ("GPOS", "GSUB"):
        del font[tag]
    own_fonts.write(here / "own", serif=font)
    (here / "quotes.yaml").write_text("- Hello\n- Q\n", encoding="utf-8")
    result = quotecard("check", "--fonts", "own")
    assert result.exit_code == 1
    assert "quotes.yaml:2:3" in result.stdout
    assert "serif.ttf: the font cannot set U+0051 Q" in result.stdout


@pytest.mark.parametrize(
    "value", ["../../etc/passwd", "/etc/passwd", "\\\\server\\share", "file:x.ttf", "own"]
)
def test_no_value_of_a_quote_is_ever_a_font(here: Path, value: str):
    for name in ("font", "fonts", "face"):
        (here / "quotes.yaml").write_text(f"- {{text: a, {name}: '{value}'}}\n", encoding="utf-8")
        result = quotecard("batch")
        assert result.exit_code == 1
        assert f"unknown key '{name}'" in result.stderr
