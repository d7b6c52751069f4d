"""What a terminal can show: asked of the terminal itself, with what its environment says."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, NamedTuple

from quotecard.preview.terminal.tty import Window, query_terminal, window_size

if TYPE_CHECKING:
    from collections.abc import Mapping

KITTY, ITERM, SIXEL, BLOCKS, NOTHING = "kitty", "iterm2", "sixel", "blocks", "none"
KINDS = (KITTY, ITERM, SIXEL, BLOCKS)
"""Ways to show a picture, the best first."""

ANSWER_SECONDS = 0.8
"""Seconds for an answer. A local terminal takes a few ms; one that never answers costs this much, once."""
_TMUX_WAIT = 0.15
"""Seconds more inside tmux: it answers itself at once, the terminal around it a little later."""

_KITTY = b"\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"
_NAME = b"\x1b[>q"
_REGISTERS = b"\x1b[?1;1;0S"
_CELL = b"\x1b[16t"
_ATTRIBUTES = b"\x1b[c"
"""Every terminal answers this one, so that its answer ends all."""
_IS_WHOLE = re.compile(rb"\x1b\[\?[\d;]*c")
_NAMED = re.compile(rb"\x1bP>\|([^\x1b]*)")

_DEFAULT_CELL = (10, 20)
"""px of a character, where nothing tells: kitty and sixel terminals have told for years."""
_NO_COLOURS = ("", "dumb", "unknown", "vt100", "vt102", "vt220", "ansi-mono", "xterm-mono")
_SILENT = frozenset({"Apple_Terminal"})
"""Terminals that print a question which they do not know."""


class Terminal(NamedTuple):
    """What a terminal shows pictures with."""

    kind: str
    """One of KINDS, or `none`."""
    window: Window = Window(80, 24)
    cell: tuple[int, int] = _DEFAULT_CELL
    """px of a character: width, height"""
    colours: int = 256
    """How many the picture may have: registers of sixel; 2 ** 24 for blocks in full colour."""
    tmux: bool = False
    """Whether tmux stands between us and the terminal."""


def detect_terminal(asked: str = "", environment: Mapping[str, str] | None = None) -> Terminal:
    """Return what standard output can show.

    `none` where it is no terminal, and, unless a kind is `asked` for, where NO_COLOR is set or the
    terminal has no colours. A terminal that does not answer in LIMIT seconds gets half blocks.
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
    """Return the terminal with the size that its window has now."""
    size = window_size()
    return terminal._replace(window=size, cell=_cell_size(b"", size, terminal.cell))


def tmux_passthrough(sequence: bytes) -> bytes:
    """Return a sequence that tmux hands on to the terminal around it, where it is allowed to."""
    return b"\x1bPtmux;" + sequence.replace(b"\x1b", b"\x1b\x1b") + b"\x1b\\"


def _is_terminal() -> bool:
    try:
        return sys.stdout is not None and sys.stdout.isatty()
    except ValueError:  # closed
        return False


def _refuses_pictures(env: Mapping[str, str]) -> bool:
    term = env.get("TERM", "" if os.name == "posix" else "windows")
    return bool(env.get("NO_COLOR")) or term in _NO_COLOURS


def _in_tmux(env: Mapping[str, str]) -> bool:
    return bool(env.get("TMUX")) or env.get("TERM", "").startswith("tmux")


def _ask_capabilities(env: Mapping[str, str], *, tmux: bool) -> bytes:
    if env.get("TERM_PROGRAM") in _SILENT:
        return b""
    around = _KITTY + _NAME
    question = (tmux_passthrough(around) if tmux else around) + _CELL + _ATTRIBUTES
    return query_terminal(question, _is_whole, ANSWER_SECONDS, _TMUX_WAIT if tmux else 0.0)


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
    """Tell the terminals that draw a picture where characters stand for it: kitty from 0.28 on, Ghostty."""
    found = _NAMED.search(answer)
    name = found[1].lower() if found else b""
    if kitty := re.match(rb"kitty\((\d+)\.(\d+)", name):
        return (int(kitty[1]), int(kitty[2])) >= (0, 28)
    return name.startswith(b"ghostty")


def _is_iterm(answer: bytes, env: Mapping[str, str]) -> bool:
    """Tell iTerm2 and WezTerm: by what they call themselves, else by what they set for their children."""
    name = _NAMED.search(answer)
    if name:
        return name[1].lower().startswith((b"iterm2", b"wezterm"))
    return env.get("TERM_PROGRAM") == "iTerm.app" or env.get("LC_TERMINAL") == "iTerm2"


def _cell_size(answer: bytes, size: Window, known: tuple[int, int] = _DEFAULT_CELL) -> tuple[int, int]:
    """Return the px of a character: from the window where it says, else as answered."""
    if size.width and size.height:
        return max(size.width // size.columns, 1), max(size.height // size.rows, 1)
    told = re.search(rb"\x1b\[6;(\d{1,4});(\d{1,4})t", answer)
    if told and int(told[1]) and int(told[2]):
        return int(told[2]), int(told[1])
    return known


def _sixel_registers() -> int:
    """Ask how many colours a sixel picture may have; only now, for others may take it for a wish to scroll."""
    told = re.search(
        rb"\x1b\[\?1;0;(\d{1,6})S", query_terminal(_REGISTERS + _ATTRIBUTES, _is_whole, ANSWER_SECONDS)
    )
    return min(max(int(told[1]), 2), 256) if told else 256


def _block_colours(env: Mapping[str, str]) -> int:
    full = env.get("COLORTERM", "") in ("truecolor", "24bit") or env.get("TERM", "").endswith("-direct")
    return 1 << 24 if full or env.get("WT_SESSION") else 256


def _writes_blocks() -> bool:
    """Tell whether standard output can carry a half block."""
    return (sys.stdout.encoding or "").lower().replace("-", "") in ("utf8", "utf8sig")
