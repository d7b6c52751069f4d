"""What a terminal can show, according to its answers to queries and its environment variables."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, NamedTuple

from quotecard.preview.terminal.tty import Window, query_terminal, window_size

if TYPE_CHECKING:
    from collections.abc import Mapping

KITTY = "kitty"
ITERM = "iterm2"
SIXEL = "sixel"
BLOCKS = "blocks"
NOTHING = "none"
KINDS = (KITTY, ITERM, SIXEL, BLOCKS)
"""Ways to show a picture, best first."""

ANSWER_SECONDS = 0.8
"""Seconds to wait for an answer. A local terminal takes a few ms; one that never answers costs this much, once."""
WAIT_VARIABLE = "QUOTECARD_TERMINAL_WAIT"
"""Environment variable with other seconds to wait: for a slow line, or a busy machine."""
_LONGEST_WAIT = 60.0
"""Seconds, whatever the variable says."""
_TMUX_WAIT = 0.15
"""Further seconds to wait inside tmux, which answers at once; the terminal around it answers a little later."""

_KITTY = b"\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"
_NAME = b"\x1b[>q"
_REGISTERS = b"\x1b[?1;1;0S"
_CELL = b"\x1b[16t"
_ATTRIBUTES = b"\x1b[c"
"""Every terminal answers this query; it is sent last, so its answer is the last one."""
_IS_WHOLE = re.compile(rb"\x1b\[\?[\d;]*c")
_NAMED = re.compile(rb"\x1bP>\|([^\x1b]*)")

_DEFAULT_CELL = (10, 20)
"""px of a character cell if the terminal does not report it; kitty and sixel terminals have done so for years."""
_NO_COLOURS = ("", "dumb", "unknown", "vt100", "vt102", "vt220", "ansi-mono", "xterm-mono")
_SILENT = frozenset({"Apple_Terminal"})
"""Terminals that print a query they do not understand."""


class Terminal(NamedTuple):
    """How a terminal shows pictures."""

    kind: str
    """One of KINDS, or `none`."""
    window: Window = Window(80, 24)
    cell: tuple[int, int] = _DEFAULT_CELL
    """Width and height of a character cell in px."""
    colours: int = 256
    """Number of colours a picture may have: sixel registers, or 2 ** 24 for half blocks in true colour."""
    tmux: bool = False
    """Whether tmux runs between the program and the terminal."""


def detect_terminal(asked: str = "", environment: Mapping[str, str] | None = None) -> Terminal:
    """Return what standard output can show.

    The kind is `none` if it is not a terminal or, unless a kind is `asked` for, if NO_COLOR is set or the
    terminal has no colours. A terminal that does not answer in ANSWER_SECONDS gets half blocks.
    """
    env = os.environ if environment is None else environment
    if asked == NOTHING or not _is_terminal() or (not asked and _refuses_pictures(env)):
        return Terminal(NOTHING)
    tmux = _in_tmux(env)
    answer = _ask_capabilities(env, tmux=tmux)
    size = window_size()
    kind = asked or _display_kind(answer, env, tmux=tmux)
    if kind == BLOCKS and not _writes_blocks():
        kind = NOTHING
    colours = {BLOCKS: _block_colours(env), SIXEL: _sixel_registers() if kind == SIXEL else 0}.get(kind, 256)
    return Terminal(kind, size, _cell_size(answer, size), colours, tmux)


def with_current_size(terminal: Terminal) -> Terminal:
    """Return the terminal with the current size of its window."""
    size = window_size()
    return terminal._replace(window=size, cell=_cell_size(b"", size, terminal.cell))


def tmux_passthrough(sequence: bytes) -> bytes:
    """Return a sequence that makes tmux pass `sequence` to the outer terminal, if `allow-passthrough` is on."""
    return b"\x1bPtmux;" + sequence.replace(b"\x1b", b"\x1b\x1b") + b"\x1b\\"


def _is_terminal() -> bool:
    try:
        return sys.stdout is not None and sys.stdout.isatty()
    except ValueError:  # closed
        return False


def _refuses_pictures(env: Mapping[str, str]) -> bool:
    term = env.get("TERM", "" if os.name == "posix" else "windows")
    return bool(env.get("NO_COLOR")) or term in _NO_COLOURS


def answer_seconds(env: Mapping[str, str]) -> float:
    """Return the seconds to wait for an answer: those of WAIT_VARIABLE, if it holds a sensible number."""
    try:
        asked = float(env.get(WAIT_VARIABLE, ANSWER_SECONDS))
    except ValueError:
        return ANSWER_SECONDS
    return asked if 0 < asked <= _LONGEST_WAIT else ANSWER_SECONDS


def _in_tmux(env: Mapping[str, str]) -> bool:
    return bool(env.get("TMUX")) or env.get("TERM", "").startswith("tmux")


def _ask_capabilities(env: Mapping[str, str], *, tmux: bool) -> bytes:
    if env.get("TERM_PROGRAM") in _SILENT:
        return b""
    around = _KITTY + _NAME
    question = (tmux_passthrough(around) if tmux else around) + _CELL + _ATTRIBUTES
    return query_terminal(question, _is_whole, answer_seconds(env), _TMUX_WAIT if tmux else 0.0)


def _is_whole(answer: bytes) -> bool:
    return bool(_IS_WHOLE.search(answer))


def _display_kind(answer: bytes, env: Mapping[str, str], *, tmux: bool) -> str:
    if b"\x1b_Gi=31;OK" in answer and (not tmux or _has_placeholders(answer)):
        return KITTY
    if not tmux and _is_iterm(answer, env):
        return ITERM
    attributes = _IS_WHOLE.search(answer)
    if attributes and b"4" in attributes[0][3:-1].split(b";"):
        return SIXEL
    return BLOCKS


def _has_placeholders(answer: bytes) -> bool:
    """Tell whether the terminal supports Unicode placeholders for pictures: kitty from 0.28, and Ghostty."""
    found = _NAMED.search(answer)
    name = found[1].lower() if found else b""
    if kitty := re.match(rb"kitty\((\d+)\.(\d+)", name):
        return (int(kitty[1]), int(kitty[2])) >= (0, 28)
    return name.startswith(b"ghostty")


def _is_iterm(answer: bytes, env: Mapping[str, str]) -> bool:
    """Recognise iTerm2 and WezTerm by the name they report, or else by their environment variables."""
    name = _NAMED.search(answer)
    if name:
        return name[1].lower().startswith((b"iterm2", b"wezterm"))
    return env.get("TERM_PROGRAM") == "iTerm.app" or env.get("LC_TERMINAL") == "iTerm2"


def _cell_size(answer: bytes, size: Window, known: tuple[int, int] = _DEFAULT_CELL) -> tuple[int, int]:
    """Return the px of a character cell: from the window's size in px if known, else from the answer."""
    if size.width and size.height:
        return max(size.width // size.columns, 1), max(size.height // size.rows, 1)
    reply = re.search(rb"\x1b\[6;(\d{1,4});(\d{1,4})t", answer)
    if reply and int(reply[1]) and int(reply[2]):
        return int(reply[2]), int(reply[1])
    return known


def _sixel_registers() -> int:
    """Query the number of sixel colour registers.

    Sent only to sixel terminals: others may take the query for a request to scroll.
    """
    reply = re.search(
        rb"\x1b\[\?1;0;(\d{1,6})S",
        query_terminal(_REGISTERS + _ATTRIBUTES, _is_whole, answer_seconds(os.environ)),
    )
    return min(max(int(reply[1]), 2), 256) if reply else 256


def _block_colours(env: Mapping[str, str]) -> int:
    full = env.get("COLORTERM", "") in ("truecolor", "24bit") or env.get("TERM", "").endswith("-direct")
    return 1 << 24 if full or env.get("WT_SESSION") else 256


def _writes_blocks() -> bool:
    """Tell whether standard output can encode a half block."""
    return (sys.stdout.encoding or "").lower().replace("-", "") in ("utf8", "utf8sig")
