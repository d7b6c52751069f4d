"""The only access to the terminal device: write a query and read the answer within a time limit."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CHUNK = 4096


class Window(NamedTuple):
    """The size of a terminal; 0 px if it does not report them."""

    columns: int
    rows: int
    width: int = 0
    """px"""
    height: int = 0
    """px"""


def window_size() -> Window:
    """Return the size of the terminal behind standard output, or 80 by 24 if it is unknown."""
    with suppress(ImportError, OSError, ValueError):
        from fcntl import ioctl
        from struct import unpack
        from termios import TIOCGWINSZ

        rows, columns, width, height = unpack("HHHH", ioctl(sys.stdout.fileno(), TIOCGWINSZ, b"\0" * 8))
        if rows and columns:
            return Window(columns, rows, width, height)
    with suppress(OSError, ValueError, AttributeError):
        columns, rows = os.get_terminal_size(sys.stdout.fileno())
        if rows and columns:
            return Window(columns, rows)
    return Window(80, 24)


def query_terminal(
    question: bytes, is_whole: Callable[[bytes], bool], seconds: float, wait: float = 0.0
) -> bytes:
    """Write a query to the terminal and return its answer.

    Reading ends once `is_whole` accepts the answer, or after `seconds`. After a complete answer, reading goes on
    for `wait` seconds more. Returns empty bytes if there is no controlling terminal, if the program runs in the
    background, or if the system has no terminals.
    """
    with suppress(ImportError, OSError), _raw_terminal() as tty:
        os.write(tty, question)
        answer = _read_answer(tty, b"", is_whole, seconds)
        if wait and is_whole(answer):
            answer = _read_answer(tty, answer, lambda _: False, wait)
        return answer
    return b""


@contextmanager
def _raw_terminal() -> Iterator[int]:
    """Open the terminal without echo and line editing; its settings are restored afterwards."""
    import termios

    tty = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    try:
        if os.tcgetpgrp(tty) != os.getpgrp():
            raise OSError("in the background: touching the terminal would stop the program")
        before = termios.tcgetattr(tty)
        now = termios.tcgetattr(tty)
        now[3] &= ~(termios.ECHO | termios.ICANON)
        try:
            termios.tcsetattr(tty, termios.TCSADRAIN, now)
            yield tty
        finally:
            termios.tcsetattr(tty, termios.TCSADRAIN, before)
    finally:
        os.close(tty)


def _read_answer(tty: int, answer: bytes, is_whole: Callable[[bytes], bool], seconds: float) -> bytes:
    from select import select

    end = monotonic() + seconds
    while not is_whole(answer) and (left := end - monotonic()) > 0:
        ready, _, _ = select([tty], [], [], left)
        if not ready:
            break
        answer += os.read(tty, _CHUNK)
    return answer
