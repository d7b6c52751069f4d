"""Copy a card to the clipboard. This is the only module that starts a program: there is no other way in.

The programs are the four in this file, found on PATH and started without a shell. A card's path is a separate
argument or environment variable, never part of a script, and no text of a quote is among the arguments.
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
    """A program that copies a picture to the clipboard."""

    name: str
    words: tuple[str, ...]
    display: str = ""
    """The environment variable that is set while its desktop runs."""
    reads: bool = False
    """Whether it reads the picture from standard input; otherwise the path is its last argument."""


TOOLS = (
    ClipboardTool("wl-copy", ("--type", "image/png"), "WAYLAND_DISPLAY", reads=True),
    ClipboardTool("xclip", ("-selection", "clipboard", "-target", "image/png", "-i"), "DISPLAY"),
)
_OSASCRIPT = ClipboardTool("osascript", tuple(word for line in _APPLE for word in ("-e", line)))
_POWERSHELL = ClipboardTool("powershell", ("-NoProfile", "-STA", "-Command", _WINDOWS))


def copy_card(path: str, png: bytes) -> None:
    """Copy a card to the clipboard, from its file at `path` or from the bytes `png`.

    Raises OutputError if there is no clipboard or its program fails.
    """
    tool, program = _find_tool()
    by_path = not tool.reads and tool is not _POWERSHELL
    command = [program, *tool.words, *([os.path.abspath(path)] if by_path else [])]  # noqa: PTH100
    try:
        # The program stays in the background to serve the clipboard; on a pipe we would wait for it forever.
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
    """Return the desktop's clipboard program and its path. Raises OutputError if there is none."""
    tools = {"darwin": (_OSASCRIPT,), "win32": (_POWERSHELL,)}.get(sys.platform, TOOLS)
    here = [tool for tool in tools if not tool.display or os.environ.get(tool.display)]
    for tool in here:
        if program := which(tool.name):
            return tool, program
    if not here:
        raise OutputError("cannot copy the card", why="no desktop with a clipboard is running")
    names = " or ".join(tool.name for tool in here)
    raise OutputError("cannot copy the card", why=f"{names} is not installed", hint="install it")
