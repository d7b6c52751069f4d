"""A terminal made of a pty: it runs the program, answers what it is asked, and decodes what it is shown."""

from __future__ import annotations

import base64
import io
import os
import re
import select
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageStat
from quotecard.preview.terminal.capabilities import WAIT_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Callable

PROGRAM = [sys.executable, str(Path(__file__).resolve().parents[2] / "cli.py")]
ANSWERS = {
    b"\x1b[>q": b"\x1bP>|Pretend 1.0\x1b\\",
    b"\x1b[16t": b"\x1b[6;20;10t",
    b"\x1b[c": b"\x1b[?62;22c",
}
KITTY = {
    b"\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\": b"\x1b_Gi=31;OK\x1b\\",
    b"\x1b[>q": b"\x1bP>|kitty(0.35.2)\x1b\\",
}
SIXEL = {b"\x1b[c": b"\x1b[?62;4;22c", b"\x1b[?1;1;0S": b"\x1b[?1;0;256S"}
ITERM = {b"\x1b[>q": b"\x1bP>|iTerm2 3.5.0\x1b\\"}


class Screen:
    """A pty of `columns` by `rows` with a program in it; `answers` maps questions to replies."""

    def __init__(
        self, words: list[str], answers: dict[bytes, bytes], *, cwd: Path, size: tuple[int, ...], **env: str
    ) -> None:
        import fcntl
        import pty
        import termios

        self.answers = answers
        self.answered = dict.fromkeys(answers, 0)
        self.output = b""
        self.main, child = pty.openpty()
        columns, rows, *px = size
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, *(px or (0, 0))))
        clean = {key: os.environ[key] for key in ("PATH", "HOME", "PYTHONPATH") if key in os.environ}
        # One that answers may do so late: the machine is busy with other tests.
        patience = {WAIT_VARIABLE: "30"} if any(answers.values()) else {}

        def take() -> None:
            """Make the pty the program's own; undo what a shell does to what it starts in the background."""
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            signal.signal(signal.SIGINT, signal.SIG_DFL)

        self.process = subprocess.Popen(
            words,
            stdin=child,
            stdout=child,
            stderr=child,
            cwd=cwd,
            env=clean
            | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
            | patience
            | env,
            start_new_session=True,
            preexec_fn=take,  # noqa: PLW1509  # one thread
        )
        os.close(child)

    def step(self, wait: float = 0.1) -> bool:
        """Read once and answer; whether there was something."""
        ready, _, _ = select.select([self.main], [], [], wait)
        try:
            data = os.read(self.main, 65536) if ready else b""
        except OSError:  # the last program of the pty is gone
            data = b""
        self.output += data
        for question, reply in self.answers.items():
            for _ in range(self.output.count(question) - self.answered[question]):
                self.answered[question] += 1
                os.write(self.main, reply)
        return bool(data)

    def until(self, is_there: Callable[[bytes], bool], seconds: float = 60.0) -> bytes:
        end = time.monotonic() + seconds
        while not is_there(self.output):
            assert time.monotonic() < end, f"nothing came; the screen has {self.output[-2000:]!r}"
            self.step()
        return self.output

    def finish(self) -> bytes:
        """Run the program to its end."""
        end = time.monotonic() + 60
        while self.process.poll() is None or self.step(0.05):
            assert time.monotonic() < end
            self.step(0.02)
        return self.output

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.main)

    @property
    def text(self) -> str:
        """What was written without sequences, pictures and half blocks."""
        plain = re.sub(rb"\x1b[_P\]].*?(?:\x1b\\|\x07)", b"", self.output, flags=re.DOTALL)
        plain = re.sub(rb"\x1b(?:\[[\d;?>]*[A-Za-z]|[78])", b"", plain)
        return plain.decode().replace("\r\n", "\n")


# Decoders, written from the specifications and not from our encoders


def kitty_images(output: bytes) -> list[Image.Image]:
    """The pictures that were sent by kitty's protocol."""
    images, data = [], b""
    for control, payload in re.findall(rb"\x1b_G([^;\x1b]*);([^\x1b]*)\x1b\\", output):
        keys = dict(pair.split(b"=") for pair in control.split(b","))
        if keys.get(b"a") == b"q":
            continue
        assert len(payload) <= 4096
        data += payload
        if keys.get(b"m", b"0") == b"0":
            images.append(Image.open(io.BytesIO(base64.standard_b64decode(data))).convert("RGB"))
            data = b""
    assert not data, "the last piece says that more comes"
    return images


def iterm_images(output: bytes) -> list[Image.Image]:
    found = re.findall(rb"\x1b\]1337;File=([^:]*):([^\x07]*)\x07", output)
    images = []
    for control, payload in found:
        data = base64.standard_b64decode(payload)
        assert b"inline=1" in control
        assert f"size={len(data)};".encode() in control
        images.append(Image.open(io.BytesIO(data)).convert("RGB"))
    return images


def sixel_images(output: bytes) -> list[Image.Image]:
    return [_sixel(body) for body in re.findall(rb"\x1bP[\d;]*q(.*?)\x1b\\", output, flags=re.DOTALL)]


def _sixel(body: bytes) -> Image.Image:
    raster = re.match(rb'"(\d+);(\d+);(\d+);(\d+)', body)
    assert raster
    width, height = int(raster[3]), int(raster[4])
    image = Image.new("RGB", (width, height), (255, 0, 255))
    pixels = image.load()
    colours: dict[int, tuple[int, ...]] = {}
    x = y = register = 0
    tokens = re.compile(rb"#(\d+)(?:;2;(\d+);(\d+);(\d+))?|!(\d+)([?-~])|([?-~])|(\$)|(-)")
    at = raster.end()
    while at < len(body):
        token = tokens.match(body, at)
        assert token, body[at : at + 20]
        at = token.end()
        if token[1]:
            register = int(token[1])
            if token[2]:
                colours[register] = tuple(round(int(part) * 2.55) for part in token.groups()[1:4])
        elif token[8]:
            x = 0
        elif token[9]:
            x, y = 0, y + 6
        else:
            bits = (token[6] or token[7])[0] - 63
            count = int(token[5] or 1)
            for row in range(6):
                for column in range(x, x + count) if bits >> row & 1 else ():
                    pixels[column, y + row] = colours[register]
            x += count
    return image


def block_image(output: bytes) -> Image.Image:
    """The picture that half blocks make: a pixel an ink and a pixel a ground."""
    rows = [line for line in output.decode(errors="replace").split("\n") if "\u2580" in line]
    grid: list[list[tuple[int, ...]]] = []
    ink = ground = (255, 0, 255)
    for row in rows:
        upper: list[tuple[int, ...]] = []
        lower: list[tuple[int, ...]] = []
        for codes, cell in re.findall(r"\x1b\[([\d;]*)m|(\u2580)", row):
            if cell:
                upper.append(ink)
                lower.append(ground)
                continue
            if codes in ("", "0"):
                ink = ground = (255, 0, 255)
            for which, full, number in re.findall(r"([34]8);(?:2;(\d+;\d+;\d+)|5;(\d+))", codes):
                colour = tuple(map(int, full.split(";"))) if full else _xterm(int(number))
                ink, ground = (colour, ground) if which == "38" else (ink, colour)
        grid += [upper, lower]
    image = Image.new("RGB", (len(grid[0]), len(grid)))
    image.putdata([pixel for line in grid for pixel in line])
    return image


def _xterm(number: int) -> tuple[int, ...]:
    if number >= 232:
        return (8 + 10 * (number - 232),) * 3
    number -= 16
    steps = (0, 95, 135, 175, 215, 255)
    return steps[number // 36], steps[number // 6 % 6], steps[number % 6]


def mean_difference(one: Image.Image, other: Image.Image) -> float:
    """Of all channels, 0 to 255; the second picture is brought to the size of the first."""
    shown = other.convert("RGB").resize(one.size, Image.Resampling.LANCZOS)
    return max(ImageStat.Stat(ImageChops.difference(one, shown)).mean)
