"""Show a picture on the terminal behind standard output."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from quotecard.preview.terminal import blocks, iterm, kitty, sixel
from quotecard.preview.terminal.capabilities import BLOCKS, ITERM, KITTY, NOTHING, SIXEL, tmux_passthrough
from quotecard.preview.terminal.scale import fit_terminal

if TYPE_CHECKING:
    from PIL import Image

    from quotecard.preview.terminal.capabilities import Terminal
    from quotecard.preview.terminal.scale import TerminalFit

_HOME = b"\x1b[H\x1b[2J"


def show_image(image: Image.Image, terminal: Terminal) -> None:
    """Write the picture to standard output and leave the cursor on the row below it."""
    if terminal.kind != NOTHING:
        _write_bytes(image_sequence(image, terminal))


def clear_screen(terminal: Terminal) -> None:
    """Clear the screen, including pictures."""
    if terminal.kind == NOTHING:
        return
    forget = tmux_passthrough(kitty.DELETE_IMAGES) if terminal.tmux else kitty.DELETE_IMAGES
    _write_bytes((forget if terminal.kind == KITTY else b"") + _HOME)


def image_sequence(image: Image.Image, terminal: Terminal) -> bytes:
    """Return the bytes that show a picture: control sequences and image data only, never text of a quote."""
    shown = fit_terminal(image, terminal)
    if terminal.kind == BLOCKS:
        return _encode_rows(blocks.half_blocks(shown, terminal.colours))
    if terminal.kind == KITTY and terminal.tmux:
        sent, lines = kitty.kitty_through_tmux(shown)
        return sent + _encode_rows(lines)
    return _place_image(_graphics_sequence(shown, terminal), shown.rows)


def _graphics_sequence(shown: TerminalFit, terminal: Terminal) -> bytes:
    if terminal.kind == KITTY:
        return kitty.kitty_sequence(shown)
    if terminal.kind == ITERM:
        return iterm.iterm_sequence(shown)
    if terminal.kind == SIXEL:
        return sixel.sixel_sequence(shown, terminal.colours)
    raise ValueError(f"unknown terminal kind {terminal.kind!r}")


def _place_image(picture: bytes, rows: int) -> bytes:
    """Scroll to make room, then draw: terminals differ in where they leave the cursor after a picture."""
    return b"\r" + b"\n" * rows + b"\x1b[%dA\x1b7" % rows + picture + b"\x1b8\x1b[%dB\r" % rows


def _encode_rows(lines: list[str]) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode()


def _write_bytes(data: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
