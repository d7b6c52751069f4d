"""Copying a card: which program, with what, and what is said where there is none."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from quotecard import render_card
from quotecard.commands import main as cli
from quotecard.errors import OutputError
from quotecard.preview import clipboard

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the programs pretended here are shell scripts")


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH with what a test puts there, and no desktop."""
    tools = tmp_path / "tools"
    tools.mkdir()
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr("quotecard.preview.clipboard.sys.platform", "linux")
    monkeypatch.setattr(
        clipboard, "which", lambda name: str(tools / name) if (tools / name).exists() else None
    )
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tools


def pretend(tools: Path, name: str, script: str) -> None:
    path = tools / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_wayland_reads_the_bytes(desktop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setenv("DISPLAY", ":0")
    pretend(desktop, "wl-copy", 'echo "$@" > words; cat > copied')
    pretend(desktop, "xclip", "exit 9")
    result = CliRunner().invoke(cli.cli, ["preview", "--text", "A word", "-o", "card.png", "--copy"])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "words").read_text() == "--type image/png\n"
    assert (
        (tmp_path / "copied").read_bytes()
        == (tmp_path / "card.png").read_bytes()
        == render_card("A word").png()
    )
    assert result.stderr.endswith("copied\n")


def test_x_reads_the_file_by_its_whole_path(desktop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DISPLAY", ":0")
    pretend(desktop, "xclip", 'printf "%s\\n" "$@" > words')
    clipboard.copy_card("-n; touch owned.png", b"")
    words = (tmp_path / "words").read_text().splitlines()
    assert words == [
        "-selection",
        "clipboard",
        "-target",
        "image/png",
        "-i",
        str(tmp_path / "-n; touch owned.png"),
    ]
    assert not (tmp_path / "owned.png").exists()


def test_a_mac_and_windows_have_their_own(desktop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("quotecard.preview.clipboard.sys.platform", "darwin")
    pretend(desktop, "osascript", 'for last; do :; done; echo "$last" > words')
    clipboard.copy_card("a.png", b"")
    assert (tmp_path / "words").read_text() == f"{tmp_path / 'a.png'}\n"
    monkeypatch.setattr("quotecard.preview.clipboard.sys.platform", "win32")
    pretend(desktop, "powershell", 'echo "$# $QUOTECARD_PICTURE" > words')
    clipboard.copy_card("a.png", b"")
    assert (tmp_path / "words").read_text() == f"4 {tmp_path / 'a.png'}\n"


def test_what_cannot_be_copied_says_why(desktop: Path, monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(OutputError, match="no desktop with a clipboard"):
        clipboard.copy_card("a.png", b"")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    with pytest.raises(OutputError, match="wl-copy is not installed"):
        clipboard.copy_card("a.png", b"")
    pretend(desktop, "wl-copy", "exit 1")
    with pytest.raises(OutputError, match="wl-copy failed"):
        clipboard.copy_card("a.png", b"")


def test_a_card_that_cannot_be_copied_is_written_all_the_same(desktop: Path, tmp_path: Path):
    result = CliRunner().invoke(cli.cli, ["preview", "--text", "A word", "-o", "card.png", "--copy"])
    assert result.exit_code == 4
    assert (tmp_path / "card.png").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["-o", "-", "--copy"],
        ["-o", "-", "--watch"],
        ["--copy", "--watch"],
        ["--watch", "--text", "a"],
        ["--watch", "-"],
    ],
)
def test_what_does_not_go_together_is_refused(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "quotes.yaml").write_text("- a\n")
    assert CliRunner().invoke(cli.cli, ["preview", *words]).exit_code == 2
