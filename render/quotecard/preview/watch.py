"""Draw a quote again whenever its file is saved."""

from __future__ import annotations

from functools import partial
from itertools import chain
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from quotecard.console import echo
from quotecard.errors import CardError
from quotecard.preview.excerpt import excerpt
from quotecard.preview.terminal.detect import again
from quotecard.preview.view import screen, show
from quotecard.read.document import load_quotes
from quotecard.read.quote_lookup import search_quote
from quotecard.style.theme_file import THEME_FILE
from quotecard.style.theme_lookup import is_theme_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from quotecard.model import Quote
    from quotecard.preview.terminal.detect import Terminal
    from quotecard.preview.view import View

_QUIET = 8
"""ms without another change after which a save is taken to be over: editors write in several steps."""
_MOST = 200
"""ms after which it is read in any case"""
_LOOK = 500
"""ms after which the size of the window is looked at"""

State = tuple[int, int, int] | None
"""What tells one state of a file from another, or None where there is no file."""


def watch(file: str, key: str, view: View, check: Callable[[], None] = lambda: None) -> None:
    """Show the quote `key` of a file, and again after each save, until the program is stopped.

    An error stands in place of the card, with the line it is about. The program for pictures is opened
    once; a preview without `output` keeps to one temporary file. `check` may raise to end the loop.
    """
    terminal = screen(view)
    redraw = partial(_redraw, file, key)
    files: tuple[str, ...] = (file,)
    seen: tuple[State, ...] = ()
    for number, changed in enumerate(chain((True,), turns(file))):
        check()
        now = states(files)
        if number and now == seen and not (terminal and changed is None and _resized(terminal)):
            continue
        terminal = terminal and again(terminal)
        path, parts = redraw(view, terminal)
        # The file's own state is from before it was read, lest a save in between be missed.
        files = (file, *parts)
        seen = (now or states((file,)))[:1] + states(parts)
        if path:
            view = view._replace(output=path, launch=None)


def state(file: str) -> State:
    """Return the state of a file: when it was changed, how long it is, which file it is."""
    try:
        found = Path(file).stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def states(files: Iterable[str]) -> tuple[State, ...]:
    """Return the state of each file."""
    return tuple(map(state, files))


def beside(quotes: Iterable[Quote], theme: str = "") -> tuple[str, ...]:
    """Return the files beside the quotes file that cards are made of: pictures, and themes of the user's."""
    found = set()
    for quote in quotes:
        found |= {one.path for one in (quote.background, quote.portrait, quote.logo) if one and one.path}
        if is_theme_path(name := theme or quote.theme):
            found |= {name, str(Path(name, THEME_FILE))}
    return tuple(sorted(found))


def folders(file: str) -> set[Path]:
    """Return the folders in which a change may change the file: its own, and that behind a link."""
    path = Path(file)
    found = {path.absolute().parent, path.resolve().parent}
    return {folder for folder in found if folder.is_dir()}


def _names(file: str) -> frozenset[str]:
    """Return the paths that a change of the file may be told of."""
    path = Path(file)
    return frozenset(str(each) for each in (path.absolute(), path.resolve()))


def turns(file: str, stop: Event | None = None) -> Iterator[bool | None]:
    """Yield after each change of the file (True), and now and then (None); end when `stop` is set.

    Where the system will not tell of changes (it has a limit of what it watches), there is only None:
    who asks looks at the file itself.
    """
    from watchfiles import watch as changes

    ours = _names(file)
    try:
        for found in changes(
            *folders(file),
            watch_filter=lambda _, path: path in ours,
            step=_QUIET,
            debounce=_MOST,
            stop_event=stop,
            rust_timeout=_LOOK,
            yield_on_timeout=True,
            recursive=False,
        ):
            yield True if found else None
    except OSError:
        stop = stop or Event()
        while not stop.wait(_LOOK / 1000):
            yield None


def _resized(terminal: Terminal) -> bool:
    return again(terminal).window != terminal.window


def _redraw(file: str, key: str, view: View, terminal: Terminal | None) -> tuple[str, tuple[str, ...]]:
    """Show the card or what is wrong; return the card's path, if there is one, and the files it is made of."""
    parts: tuple[str, ...] = ()
    try:
        quotes = load_quotes(file)
        quote = search_quote(quotes, key or "1")
        parts = beside((quote,), view.look.get("theme", ""))
        path = show(quote, view, terminal, clear=True)
    except CardError as error:
        if terminal:
            from quotecard.preview.terminal import show as pictures

            pictures.clear(terminal)
        for line in excerpt(error):
            echo(line)
        return "", parts
    for bad in quotes.errors:
        echo(f"Another quote: {bad}")
    return path, parts
