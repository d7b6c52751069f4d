"""Put a card on the clipboard: the one place that starts a program, since no clipboard has another door.

The programs are the four of this table, found on PATH and started without a shell. A card's path is an
argument or a variable of its own, never part of a script, and no word of a quote is among the arguments.
"""

from __future__ import annotations

import os
import subprocess
import sys
from shutil import which
from typing import NamedTuple

from quotecard.errors import OutputError

_TIMEOUT_SECONDS = 10
_APPLE = (
    "on run argv",
    "set the clipboard to (read (POSIX file (item 1 of argv)) as \u00abclass PNGf\u00bb)",
    "end run",
)
_WINDOWS = (
    "Add-Type -AssemblyName System.Windows.Forms, System.Drawing; "
    "[Windows.Forms.Clipboard]::SetImage([Drawing.Image]::FromFile($env:QUOTECARD_PICTURE))"
)


class ClipboardTool(NamedTuple):
    """A program that puts a picture on the clipboard."""

    name: str
    words: tuple[str, ...]
    display: str = ""
    """The variable that says that its desktop runs."""
    reads: bool = False
    """Whether it reads the picture from standard input; else its path is the last word."""


TOOLS = (
    ClipboardTool("wl-copy", ("--type", "image/png"), "WAYLAND_DISPLAY", reads=True),
    ClipboardTool("xclip", ("-selection", "clipboard", "-target", "image/png", "-i"), "DISPLAY"),
)
_OSASCRIPT = ClipboardTool("osascript", tuple(word for line in _APPLE for word in ("-e", line)))
_POWERSHELL = ClipboardTool("powershell", ("-NoProfile", "-STA", "-Command", _WINDOWS))


def copy_card(path: str, png: bytes) -> None:
    """Put a card on the clipboard: its file's path and its bytes. Raise OutputError."""
    tool, program = _find_tool()
    by_path = not tool.reads and tool is not _POWERSHELL
    command = [program, *tool.words, *([os.path.abspath(path)] if by_path else [])]  # noqa: PTH100
    try:
        # It stays behind to serve the clipboard: with a pipe of ours we would wait for it for ever.
        subprocess.run(  # noqa: S603  # a program of the table, no shell
            command,
            input=png if tool.reads else b"",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_TIMEOUT_SECONDS,
            check=True,
            env=os.environ | {"QUOTECARD_PICTURE": os.path.abspath(path)},  # noqa: PTH100
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise OutputError("cannot copy the card", why=f"{tool.name} failed") from error


def _find_tool() -> tuple[ClipboardTool, str]:
    """Return the desktop's tool and where it is. Raise OutputError."""
    tools = {"darwin": (_OSASCRIPT,), "win32": (_POWERSHELL,)}.get(sys.platform, TOOLS)
    here = [tool for tool in tools if not tool.display or os.environ.get(tool.display)]
    for tool in here:
        if program := which(tool.name):
            return tool, program
    if not here:
        raise OutputError("cannot copy the card", why="no desktop with a clipboard runs here")
    names = " or ".join(tool.name for tool in here)
    raise OutputError("cannot copy the card", why=f"{names} is not installed", hint="install it")
