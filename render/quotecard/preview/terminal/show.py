"""Show a picture on the terminal behind standard output."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from quotecard.preview.terminal import blocks, iterm, kitty, sixel
from quotecard.preview.terminal.detect import BLOCKS, ITERM, KITTY, NOTHING, SIXEL, wrapped
from quotecard.preview.terminal.scale import fit_terminal

if TYPE_CHECKING:
    from PIL import Image

    from quotecard.preview.terminal.detect import Terminal
    from quotecard.preview.terminal.scale import TerminalFit

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
    shown = fit_terminal(image, terminal)
    if terminal.kind == BLOCKS:
        return _lines(blocks.picture(shown, terminal.colours))
    if terminal.kind == KITTY and terminal.tmux:
        sent, lines = kitty.through_tmux(shown)
        return sent + _lines(lines)
    return _placed(_graphics(shown, terminal), shown.rows)


def _graphics(shown: TerminalFit, terminal: Terminal) -> bytes:
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
