"""Redraw a quote whenever its file is saved."""

from __future__ import annotations

from functools import partial
from itertools import chain
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from quotecard.console import echo
from quotecard.errors import CardError
from quotecard.preview.excerpt import error_excerpt
from quotecard.preview.terminal.capabilities import with_current_size
from quotecard.preview.view import show_card, view_terminal
from quotecard.read.document import load_quotes
from quotecard.read.quote_lookup import search_quote
from quotecard.style.theme_file import THEME_FILE
from quotecard.style.theme_lookup import is_theme_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from quotecard.model import Quote
    from quotecard.preview.terminal.capabilities import Terminal
    from quotecard.preview.view import View

_QUIET_MS = 8
"""ms without a further change after which a save counts as complete: editors write in several steps."""
_MAX_WAIT_MS = 200
"""ms after which the file is read even if changes continue."""
_POLL_MS = 500
"""ms between checks of the window's size and of linked files."""

FileState = tuple[int, int, int] | None
"""Modification time in ns, length in bytes and inode of a file; None if there is no such file."""


def watch_quote(file: str, key: str, view: View, check: Callable[[], None] = lambda: None) -> None:
    """Show the quote `key` of a file, and again after each save, until the program is stopped.

    An error takes the place of the card, with the line it refers to. The image viewer is opened once; without
    an `output`, every card goes to the same temporary file. `check` may raise to end the loop.
    """
    terminal = view_terminal(view)
    redraw = partial(_redraw_quote, file, key)
    files: tuple[str, ...] = (file,)
    seen: tuple[FileState, ...] = ()
    for number, changed in enumerate(chain((True,), file_changes(file))):
        check()
        now = file_states(files)
        if number and now == seen and not (terminal and changed is None and _is_resized(terminal)):
            continue
        terminal = terminal and with_current_size(terminal)
        path, parts = redraw(view, terminal)
        # The file's state was taken before the file was read, so that a save in between is not missed.
        files = (file, *parts)
        seen = (now or file_states((file,)))[:1] + file_states(parts)
        if path:
            view = view._replace(output=path, launch=None)


def file_state(file: str) -> FileState:
    """Return the state of a file, or None if it cannot be examined."""
    try:
        found = Path(file).stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def file_states(files: Iterable[str]) -> tuple[FileState, ...]:
    """Return the state of each file."""
    return tuple(map(file_state, files))


def linked_files(quotes: Iterable[Quote], theme: str = "") -> tuple[str, ...]:
    """Return the files that cards depend on besides the quotes file: pictures and the user's theme files."""
    found = set()
    for quote in quotes:
        found |= {one.path for one in (quote.background, quote.portrait, quote.logo) if one and one.path}
        if is_theme_path(name := theme or quote.theme):
            found |= {name, str(Path(name, THEME_FILE))}
    return tuple(sorted(found))


def watched_folders(file: str) -> set[Path]:
    """Return the folders to watch for a file: its own and, for a link, its target's."""
    path = Path(file)
    found = {path.absolute().parent, path.resolve().parent}
    return {folder for folder in found if folder.is_dir()}


def _watched_paths(file: str) -> frozenset[str]:
    """Return the paths under which a change to the file may be reported."""
    path = Path(file)
    return frozenset(str(each) for each in (path.absolute(), path.resolve()))


def file_changes(file: str, stop: Event | None = None) -> Iterator[bool | None]:
    """Yield True after each change to the file, and None every half second; end when `stop` is set.

    If the system cannot watch the file (its number of watches is limited), only None is yielded, and the caller
    must examine the file itself.
    """
    from watchfiles import watch as changes

    ours = _watched_paths(file)
    try:
        for found in changes(
            *watched_folders(file),
            watch_filter=lambda _, path: path in ours,
            step=_QUIET_MS,
            debounce=_MAX_WAIT_MS,
            stop_event=stop,
            rust_timeout=_POLL_MS,
            yield_on_timeout=True,
            recursive=False,
        ):
            yield True if found else None
    except OSError:
        stop = stop or Event()
        while not stop.wait(_POLL_MS / 1000):
            yield None


def _is_resized(terminal: Terminal) -> bool:
    return with_current_size(terminal).window != terminal.window


def _redraw_quote(file: str, key: str, view: View, terminal: Terminal | None) -> tuple[str, tuple[str, ...]]:
    """Show the card or the error; return the card's path (empty on error) and the files it depends on."""
    parts: tuple[str, ...] = ()
    try:
        quotes = load_quotes(file)
        quote = search_quote(quotes, key or "1")
        parts = linked_files((quote,), view.look.get("theme", ""))
        path = show_card(quote, view, terminal, clear=True)
    except CardError as error:
        if terminal:
            from quotecard.preview.terminal import show as pictures

            pictures.clear_screen(terminal)
        for line in error_excerpt(error):
            echo(line)
        return "", parts
    for bad in quotes.errors:
        echo(f"Error in another quote: {bad}")
    return path, parts
