"""A card in the terminal: what is shown is decoded again and compared with the card."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from quotecard import render_card
from quotecard.preview.terminal import blocks, kitty, sixel, tty
from quotecard.preview.terminal.capabilities import (
    ANSWER_SECONDS,
    BLOCKS,
    KITTY,
    NOTHING,
    WAIT_VARIABLE,
    Terminal,
    Window,
    answer_seconds,
    detect_terminal,
)
from quotecard.preview.terminal.scale import fit_terminal
from quotecard.preview.terminal.show import image_sequence

from tests.preview import pretend

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.preview.pretend import Screen

QUOTE = "\u6211\u5011\u98fd\u53d7\u611a\u8822\u4e4b\u82e6"
WORDS = ("preview", "--text", QUOTE, "-o", "card.png")
CLOSE = 3.0
"""Mean difference of a channel: rounding to percents and 256 colours; another card differs by 200."""
OTHER = render_card("\u8cc7\u91d1\u986f\u7136\u4e0d\u6703\u6210\u70ba\u554f\u984c\u3002", theme="ink").image


def card() -> Image.Image:
    return render_card(QUOTE).image


def is_card(image: Image.Image, bound: float = CLOSE) -> bool:
    """Whether a picture is the card; the measure is shown to tell another card apart."""
    assert pretend.mean_difference(image, OTHER) > 3 * bound
    return pretend.mean_difference(image, card()) < bound


def test_kitty_shows_the_card_at_the_size_of_the_window(terminal: Callable[..., Screen]):
    screen = terminal(*WORDS, answers=pretend.KITTY)
    (image,) = pretend.kitty_images(screen.finish())
    assert screen.process.returncode == 0
    assert image.size == (560, 700)  # 40 rows less 5, of 20 px each
    assert is_card(image, 0.01)
    assert "card.png\n1080\u00d71350 px" in screen.text


def test_sixel_shows_the_card(terminal: Callable[..., Screen]):
    (image,) = pretend.sixel_images(terminal(*WORDS, answers=pretend.SIXEL).finish())
    assert image.size == (560, 700)
    assert is_card(image)


def test_sixel_keeps_to_the_registers_that_there_are(terminal: Callable[..., Screen]):
    output = terminal(*WORDS, answers=pretend.SIXEL | {b"\x1b[?1;1;0S": b"\x1b[?1;0;16S"}).finish()
    (image,) = pretend.sixel_images(output)
    assert len(image.getcolors(1 << 24)) <= 16
    assert is_card(image, 6.0)


@pytest.mark.parametrize(
    ("answers", "env"),
    [
        (pretend.ITERM, {}),
        ({b"\x1b[>q": b""}, {"TERM_PROGRAM": "iTerm.app"}),
        ({b"\x1b[>q": b""}, {"LC_TERMINAL": "iTerm2"}),
    ],
)
def test_iterm_shows_the_card(
    terminal: Callable[..., Screen], answers: dict[bytes, bytes], env: dict[str, str]
):
    (image,) = pretend.iterm_images(terminal(*WORDS, answers=answers, **env).finish())
    assert is_card(image, 0.01)


@pytest.mark.parametrize(("colours", "bound"), [("truecolor", 0.01), ("", 20.0)])
def test_half_blocks_show_the_card_elsewhere(terminal: Callable[..., Screen], colours: str, bound: float):
    screen = terminal(*WORDS, COLORTERM=colours)
    image = pretend.block_image(screen.finish())
    assert image.size == (56, 70)
    small = fit_terminal(card(), Terminal(BLOCKS, Window(100, 40, 1000, 800))).image
    assert pretend.mean_difference(image, small) < bound


def test_the_window_s_pixels_are_asked_for_where_the_system_has_none(terminal: Callable[..., Screen]):
    answers = pretend.KITTY | {b"\x1b[16t": b"\x1b[6;32;16t"}
    (image,) = pretend.kitty_images(terminal(*WORDS, answers=answers, size=(100, 40)).finish())
    assert image.height == 35 * 32


def test_a_terminal_that_never_answers_gets_half_blocks_within_the_limit(terminal: Callable[..., Screen]):
    mute = dict.fromkeys(pretend.ANSWERS, b"")
    quick = terminal(*WORDS).finish()
    output = terminal(*WORDS, answers=mute).finish()
    assert pretend.block_image(output).size == pretend.block_image(quick).size
    assert output.count(b"\x1b[c") == 1, "a terminal that did not answer is asked again"


@pytest.mark.parametrize(
    ("value", "seconds"), [("2.5", 2.5), ("0", 0.8), ("-1", 0.8), ("1e9", 0.8), ("nan", 0.8), ("soon", 0.8)]
)
def test_a_slow_line_may_be_given_more_time(value: str, seconds: float):
    assert answer_seconds({WAIT_VARIABLE: value}) == seconds
    assert answer_seconds({}) == ANSWER_SECONDS


def test_an_answer_is_waited_for_once_and_no_longer_than_the_limit(monkeypatch: pytest.MonkeyPatch):
    waits: list[float] = []
    monkeypatch.setattr("select.select", lambda *asked: waits.append(asked[3]) or ([], [], []))
    assert tty._read_answer(0, b"", lambda _: False, ANSWER_SECONDS) == b""
    assert len(waits) == 1
    assert 0 < waits[0] <= ANSWER_SECONDS < 1


@pytest.mark.parametrize(
    ("more", "env"),
    [
        ((), {"NO_COLOR": "1"}),
        ((), {"TERM": "dumb"}),
        (("--no-display",), {}),
        ((), {"LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}),
    ],
)
def test_nothing_is_shown_where_it_is_not_wanted(
    terminal: Callable[..., Screen], more: tuple[str, ...], env: dict[str, str]
):
    screen = terminal(*WORDS, *more, **env)
    output = screen.finish()
    assert b"\x1b[38" not in output
    assert "\u2580" not in output.decode()
    assert b"card.png" in output
    assert screen.process.returncode == 0


def test_nothing_is_asked_either(terminal: Callable[..., Screen]):
    assert b"\x1b" not in terminal(*WORDS, "--no-display", answers=pretend.KITTY).finish()
    assert b"\x1b" not in terminal(*WORDS, answers=pretend.KITTY, NO_COLOR="1").finish()


def test_a_kind_that_is_asked_for_stands_over_no_color(terminal: Callable[..., Screen]):
    output = terminal(*WORDS, "--display", "sixel", NO_COLOR="1").finish()
    assert is_card(pretend.sixel_images(output)[0])


def test_no_sequence_leaves_by_a_pipe(terminal: Callable[..., Screen], tmp_path: Path):
    shell = ["/bin/sh", "-c", '"$@" | cat > out', "sh", *pretend.PROGRAM]
    screen = terminal(*WORDS, program=shell, answers=pretend.KITTY)
    assert b"\x1b" not in screen.finish()
    assert (tmp_path / "out").read_bytes() == b"card.png\n"


def test_a_program_in_the_background_is_not_stopped_by_its_question(terminal: Callable[..., Screen]):
    """To touch the terminal from there is SIGTTOU; the picture then comes in half blocks."""
    shell = ["/bin/bash", "-c", 'set -m; "$@" & wait $!; echo ended $?', "bash", *pretend.PROGRAM]
    screen = terminal(*WORDS, program=shell, answers=pretend.KITTY)
    output = screen.until(lambda seen: b"ended" in seen)
    assert b"ended 0" in output
    assert not pretend.kitty_images(output)


def test_the_terminal_is_left_as_it_was(terminal: Callable[..., Screen], tmp_path: Path):
    shell = ["/bin/sh", "-c", 'stty -g > before; "$@"; stty -g > after', "sh", *pretend.PROGRAM]
    terminal(*WORDS, program=shell, answers=pretend.KITTY).finish()
    assert (tmp_path / "before").read_text() == (tmp_path / "after").read_text() != ""


def test_the_cursor_ends_below_the_picture():
    written = image_sequence(card(), Terminal(KITTY, Window(100, 40, 1000, 800), (10, 20)))
    assert written.startswith(b"\r" + b"\n" * 35 + b"\x1b[35A\x1b7\x1b_G")
    assert written.endswith(b"\x1b\\\x1b8\x1b[35B\r")


# Inside tmux


def test_tmux_gets_characters_that_stand_for_the_picture():
    shown = fit_terminal(card(), Terminal(KITTY, Window(100, 40, 1000, 800), (10, 20), tmux=True))
    sent, rows = kitty.kitty_through_tmux(shown, number=0x0308)
    plain = sent.replace(b"\x1bPtmux;", b"").replace(b"\x1b\x1b", b"\x1b")
    assert b"a=T,U=1,i=%d,c=56,r=35," % (12 + (3 << 24)) in plain
    assert len(rows) == 35
    assert rows[0].startswith("\x1b[38;5;12m\U0010eeee\u0305\u0305\u0310\U0010eeee")
    assert all(row.count("\U0010eeee") == 56 for row in rows)
    assert len({row[:15] for row in rows}) == 35


@pytest.mark.skipif(not shutil.which("tmux"), reason="NO TMUX: pictures through it are not tested here")
@pytest.mark.parametrize(
    ("allowed", "name"),
    [
        (True, b"kitty(0.35.2)"),
        (True, b"ghostty 1.2.0"),
        (True, b"kitty(0.26.5)"),
        (True, b"WezTerm 2024"),
        (False, b"kitty(0.35.2)"),
    ],
)
def test_a_picture_goes_through_a_real_tmux(
    terminal: Callable[..., Screen], tmp_path: Path, name: bytes, *, allowed: bool
):
    """To the terminals that draw it where placeholders stand; others get half blocks."""
    (tmp_path / "conf").write_text(
        f"set -g allow-passthrough {'on' if allowed else 'off'}\nset -g status off\n"
        "set -g default-terminal tmux-256color\n"
    )
    start = " ".join([*pretend.PROGRAM, *WORDS, "; sleep 1"])
    tmux = [
        "tmux",
        "-L",
        f"quotecard-{os.getpid()}-{tmp_path.name}",
        "-f",
        str(tmp_path / "conf"),
        "-u",
        "new-session",
        start,
    ]
    named = {b"\x1b[>q": b"\x1bP>|" + name + b"\x1b\\"}
    screen = terminal(program=tmux, answers=pretend.KITTY | named)
    output = screen.until(lambda seen: b"1080" in seen)
    images = pretend.kitty_images(output)
    if allowed and name in (b"kitty(0.35.2)", b"ghostty 1.2.0"):
        assert is_card(images[0], 0.01)
        assert output.decode(errors="replace").count("\U0010eeee") >= 56 * 35
    else:
        assert not images
        assert "\u2580" in output.decode(errors="replace")


@pytest.mark.skipif(not shutil.which("tmux"), reason="NO TMUX: half blocks are not read from its screen here")
def test_tmux_as_the_terminal_has_the_picture_on_its_screen(tmp_path: Path):
    """What a real terminal emulator holds in its cells, after every cursor movement of ours."""
    tmux = ["tmux", "-L", f"quotecard-{os.getpid()}-cells", "-f", "/dev/null", "-u"]
    program = " ".join([*pretend.PROGRAM, *WORDS, "; sleep 20"])
    env = os.environ | {"COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    env.pop("TMUX", None)
    subprocess.run(
        [*tmux, "new-session", "-d", "-x", "100", "-y", "40", program], check=True, cwd=tmp_path, env=env
    )
    try:
        end = time.monotonic() + 60
        shown = b""
        while b"1080" not in shown and time.monotonic() < end:
            time.sleep(0.1)
            shown = subprocess.run(
                [*tmux, "capture-pane", "-e", "-p"], check=True, capture_output=True
            ).stdout
    finally:
        subprocess.run([*tmux, "kill-server"], check=False)
    image = pretend.block_image(shown)
    assert image.height == 70
    assert is_card(image, 20.0)  # small, and of 256 colours at worst


# Its parts


def test_no_terminal_no_picture(capsys: pytest.CaptureFixture[str]):
    assert detect_terminal().kind == NOTHING
    assert detect_terminal("kitty").kind == NOTHING


@pytest.mark.parametrize("size", [(1, 1), (7, 5), (6, 6), (200, 13)])
def test_sixels_of_any_size_decode_to_what_they_were(size: tuple[int, int]):
    image = (
        Image.effect_mandelbrot(size, (-2, -1.5, 1, 1.5), 40).convert("RGB")
        if min(size) > 1
        else Image.new("RGB", size, "red")
    )
    (decoded,) = pretend.sixel_images(
        sixel.sixel_sequence(fit_terminal(image, Terminal("sixel", Window(400, 90), (10, 20))))
    )
    assert decoded.size == size
    assert pretend.mean_difference(decoded, image) < 2.0


@pytest.mark.parametrize(
    ("colour", "number"),
    [((0, 0, 0), 16), ((255, 255, 255), 231), ((95, 135, 175), 67), ((128, 128, 128), 244)],
)
def test_the_nearest_of_256_colours(colour: tuple[int, int, int], number: int):
    assert blocks.nearest_xterm_colour(colour) == number


def test_a_picture_is_never_larger_than_it_is():
    small = Image.new("RGB", (40, 30))
    assert fit_terminal(small, Terminal(KITTY, Window(200, 60), (10, 20))) == (small, 4, 2)


def test_the_smallest_window_has_a_picture():
    shown = fit_terminal(card(), Terminal(BLOCKS, Window(2, 2), (10, 20)))
    assert (shown.columns, shown.rows) == (1, 1)
