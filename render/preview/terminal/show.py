"""Show a picture on the terminal behind standard output."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from render.preview.terminal import blocks, iterm, kitty, sixel
from render.preview.terminal.detect import BLOCKS, ITERM, KITTY, NOTHING, SIXEL, wrapped
from render.preview.terminal.fit import fit

if TYPE_CHECKING:
    from PIL import Image

    from render.preview.terminal.detect import Terminal
    from render.preview.terminal.fit import Fitted

_HOME = b"\x1b[H\x1b[2J"


def show(image: Image.Image, terminal: Terminal) -> None:
    """Write the picture to standard output; the cursor ends on the row below it."""
    if terminal.kind != NOTHING:
        _write(sequence(image, terminal))


def clear(terminal: Terminal) -> None:
    """Empty the screen, pictures too."""
    if terminal.kind == NOTHING:
        return
    forget = wrapped(kitty.FORGET) if terminal.tmux else kitty.FORGET
    _write((forget if terminal.kind == KITTY else b"") + _HOME)


def sequence(image: Image.Image, terminal: Terminal) -> bytes:
    """Return what to write: only ever our own sequences and a picture's data, never a word of a quote."""
    shown = fit(image, terminal)
    if terminal.kind == BLOCKS:
        return _lines(blocks.picture(shown, terminal.colours))
    if terminal.kind == KITTY and terminal.tmux:
        sent, lines = kitty.through_tmux(shown)
        return sent + _lines(lines)
    return _placed(_graphics(shown, terminal), shown.rows)


def _graphics(shown: Fitted, terminal: Terminal) -> bytes:
    if terminal.kind == KITTY:
        return kitty.picture(shown)
    if terminal.kind == ITERM:
        return iterm.picture(shown)
    if terminal.kind == SIXEL:
        return sixel.picture(shown, terminal.colours)
    raise ValueError(f"no terminal is a {terminal.kind!r}")


def _placed(picture: bytes, rows: int) -> bytes:
    """Make room first, then draw: terminals do not agree where the cursor stands after a picture."""
    return b"\r" + b"\n" * rows + b"\x1b[%dA\x1b7" % rows + picture + b"\x1b8\x1b[%dB\r" % rows


def _lines(lines: list[str]) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode()


def _write(data: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
