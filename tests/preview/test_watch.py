"""`preview --watch`: each save shows the card, or what is wrong with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from quotecard import render_card
from quotecard.errors import BadQuote
from quotecard.model import Place
from quotecard.preview import watch as watching
from quotecard.preview.excerpt import error_excerpt
from quotecard.preview.watch import _watched_paths, file_changes, file_state, watched_folders
from quotecard.style import theme_source

from tests.preview import pretend

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.preview.pretend import Screen

ONE = "\u6211\u5011\u98fd\u53d7\u611a\u8822\u4e4b\u82e6"
TWO = "\u8cc7\u91d1\u986f\u7136\u4e0d\u6703\u6210\u70ba\u554f\u984c\u3002"


def save(path: Path, text: str) -> None:
    """Save as editors do: beside the file, then over it."""
    beside = path.with_suffix(".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def test_a_save_shows_the_card_again_and_an_error_takes_its_place(
    terminal: Callable[..., Screen], tmp_path: Path
):
    path = tmp_path / "quotes.yaml"
    path.write_text(f"- {ONE}\n- other\n", encoding="utf-8")
    screen = terminal("preview", "--watch", "-o", "card.png", answers=pretend.KITTY)
    screen.until(lambda seen: seen.count(b" px, ") == 1)
    time.sleep(0.3)
    save(path, f"- {TWO}\n- other\n")
    screen.until(lambda seen: seen.count(b" px, ") == 2)
    first, second = pretend.kitty_images(screen.output)
    assert pretend.mean_difference(first, render_card(ONE).image) < 0.01
    assert pretend.mean_difference(second, render_card(TWO).image) < 0.01
    assert (tmp_path / "card.png").read_bytes() == render_card(TWO).png()

    path.write_text(
        f"- text: {TWO}\n  colour: red\x1b]0;owned\x07\n", encoding="utf-8"
    )  # in place, as others save
    screen.until(lambda seen: b"quotes.yaml:" in seen and b"^" in seen)
    save(path, f"- text: {TWO}\n  autor: Somebody\n")
    output = screen.until(lambda seen: b"did you mean author" in seen and seen.rstrip().endswith(b"^"))
    assert b"\\x1b]0;owned\\x07" in output
    assert b"\x1b]0;" not in output
    shown = output.decode().split("\x1b[2J")[-1].splitlines()
    assert "quotes.yaml:2:3: quote 1: unknown key 'autor'; did you mean author?" in shown[0]
    assert shown[2].endswith("  2 |   autor: Somebody")
    assert shown[3] == "    |   ^"

    save(path, f"- text: {ONE}\n")
    screen.until(lambda seen: seen.count(b" px, ") == 3)
    assert pretend.mean_difference(pretend.kitty_images(screen.output)[-1], render_card(ONE).image) < 0.01
    os.killpg(screen.process.pid, signal.SIGINT)
    assert b"Traceback" not in screen.finish()
    assert screen.process.returncode == 130


def test_a_file_may_go_and_come_back(terminal: Callable[..., Screen], tmp_path: Path):
    screen = terminal("preview", "later.yaml", "-w", "--no-display")
    screen.until(lambda seen: b"cannot be opened" in seen)
    time.sleep(0.3)
    (tmp_path / "later.yaml").write_text(f"- {ONE}\n- text: {TWO}\n  autor: a\n", encoding="utf-8")
    output = screen.until(lambda seen: b"Error in another quote" in seen)
    assert b"later.yaml:3:3: quote 2: unknown key" in output
    assert b"\x1b" not in output


def test_a_larger_window_has_a_larger_card(terminal: Callable[..., Screen], tmp_path: Path):
    import fcntl
    import struct
    import termios

    (tmp_path / "quotes.yaml").write_text(f"- {ONE}\n", encoding="utf-8")
    screen = terminal("preview", "-w", "--display", "kitty", answers=pretend.KITTY)
    screen.until(lambda seen: seen.count(b" px, ") == 1)
    fcntl.ioctl(screen.main, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 120, 1200, 1000))
    screen.until(lambda seen: seen.count(b" px, ") == 2)
    assert [image.height for image in pretend.kitty_images(screen.output)] == [700, 900]


def test_a_picture_or_a_theme_that_is_saved_shows_the_card_again(
    terminal: Callable[..., Screen], tmp_path: Path
):
    (tmp_path / "mine.toml").write_text(theme_source("ink"), encoding="utf-8")
    Image.new("RGB", (1200, 1500), "navy").save(tmp_path / "photo.png")
    (tmp_path / "quotes.yaml").write_text(
        f"- {{text: {ONE}, theme: ./mine.toml, background: photo.png}}\n", encoding="utf-8"
    )
    screen = terminal("preview", "-w", "--display", "kitty", answers=pretend.KITTY)
    screen.until(lambda seen: seen.count(b" px, ") == 1)
    Image.new("RGB", (1200, 1500), "maroon").save(tmp_path / "photo.png")
    screen.until(lambda seen: seen.count(b" px, ") == 2)
    (tmp_path / "mine.toml").write_text(theme_source("ink").replace("#EDE5D3", "#FFFFFF"), encoding="utf-8")
    screen.until(lambda seen: seen.count(b" px, ") == 3)
    first, second, _ = pretend.kitty_images(screen.output)
    assert first.getpixel((5, 5))[2] > first.getpixel((5, 5))[0]
    assert second.getpixel((5, 5))[0] > second.getpixel((5, 5))[2]


def test_each_save_prints_the_path_into_a_pipe(tmp_path: Path):
    path = tmp_path / "quotes.yaml"
    path.write_text(f"- {ONE}\n", encoding="utf-8")
    command = [*pretend.PROGRAM, "preview", "--watch", "-o", "card.png"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as watching:
        assert watching.stdout
        os.set_blocking(watching.stdout.fileno(), True)
        assert watching.stdout.readline() == b"card.png\n"
        save(path, f"- {TWO}\n")
        assert watching.stdout.readline() == b"card.png\n"
        assert (tmp_path / "card.png").read_bytes() == render_card(TWO).png()
        watching.send_signal(signal.SIGTERM)
        assert watching.wait(5) == 143


# Its parts


def test_an_error_is_told_with_its_line_and_a_mark_below(tmp_path: Path):
    path = tmp_path / "q.yaml"
    path.write_text("- one\n- \u6f22\u5b57\tx: [\n", encoding="utf-8")
    rows = list(error_excerpt(BadQuote("wrong", where=Place(str(path), 2, 6))))
    assert rows == [f"Error: {path}:2:6: wrong", "", "  2 | - \u6f22\u5b57\tx: [", "    |         ^"]


def test_of_a_long_line_the_part_around_the_mark_is_told(tmp_path: Path):
    path = tmp_path / "q.yaml"
    path.write_text("- " + "a" * 500, encoding="utf-8")
    _, _, line, mark = error_excerpt(BadQuote("wrong", where=Place(str(path), 1, 400)))
    assert len(line) < 90
    assert mark.index("^") < len(line)
    assert line.startswith("  1 | \u2026aaa")


@pytest.mark.parametrize(
    "place", [None, Place("-", 1, 1), Place("/nowhere/q.yaml", 1, 1), Place(__file__, 99999, 1)]
)
def test_a_line_that_cannot_be_read_is_left_out(place: Place | None):
    assert len(list(error_excerpt(BadQuote("wrong", where=place)))) == 1


def test_a_link_is_watched_where_it_points(tmp_path: Path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "real.yaml").write_text("- a\n", encoding="utf-8")
    link = tmp_path / "quotes.yaml"
    link.symlink_to(home / "real.yaml")
    assert watched_folders(str(link)) == {tmp_path, home.resolve()}
    assert _watched_paths(str(link)) == {str(link), str((home / "real.yaml").resolve())}


def test_a_system_that_will_not_tell_is_asked_now_and_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Its limit of what it watches is reached by other programs too."""
    from threading import Event

    def refuse(*_: object, **__: object) -> Iterator[None]:
        raise OSError("OS file watch limit reached")

    monkeypatch.setattr("watchfiles.watch", refuse)
    monkeypatch.setattr(watching, "_POLL_MS", 1)
    stop = Event()
    asked = file_changes(str(tmp_path / "quotes.yaml"), stop)
    assert [next(asked) for _ in range(3)] == [None] * 3
    stop.set()
    assert list(asked) == []
    endless = file_changes(str(tmp_path / "quotes.yaml"))
    assert [next(endless) for _ in range(3)] == [None] * 3


def test_the_state_of_what_is_not_there():
    assert file_state("/nowhere/q.yaml") is None
    assert file_state("a\0b") is None
    assert file_state(sys.executable) is not None
