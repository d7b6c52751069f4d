"""Serve the page on the loopback interface until the program is stopped."""

from __future__ import annotations

import os
import socket
from threading import Event, Thread
from typing import TYPE_CHECKING

import uvicorn

from quotecard.errors import OutputError, UsageError
from quotecard.preview.watch import file_changes
from quotecard.serve.app import Site, change_event
from quotecard.serve.watched_file import WatchedFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

PORT = 4870
_MAX_TRIES = 20
"""Ports tried, from PORT on, if no address is given."""
_LOOPBACK = {"127.0.0.1": socket.AF_INET, "localhost": socket.AF_INET, "::1": socket.AF_INET6}


class _Server(uvicorn.Server):
    """Closes the event streams before it stops: an open stream would delay the exit."""

    site: Site

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Close the event streams and stop."""
        self.site.hub.close()
        super().handle_exit(sig, frame)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start the event hub, then listen."""
        self.site.hub.start()
        await super().startup(sockets)


def serve_file(file: str, address: str, on_ready: Callable[[str], None], *, fonts: str = "") -> None:
    """Serve a page that shows `file`, until a signal ends it.

    `address` is empty, a port, or a loopback name with a port; `on_ready` is called with the page's URL; `fonts` is
    a folder of the user's own fonts. Raises QuoteFileError if the file cannot be read at the start, UsageError
    if the address is not on this machine, OutputError if it is in use.
    """
    source = WatchedFile(file)
    if error := source.now().error:
        raise error
    listener, host = open_listener(address)
    port = listener.getsockname()[1]
    site = Site(source, port, fonts)
    stop = Event()
    Thread(target=_announce_changes, args=(site, stop), daemon=True).start()
    Thread(target=_warm_caches, args=(site,), daemon=True).start()
    config = uvicorn.Config(
        site.app,
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",  # its output would not be escaped by `quotecard.console`
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=2,
    )
    server = _Server(config)
    server.site = site
    on_ready(f"http://{host}:{port}/")
    try:
        server.run(sockets=[listener])
    finally:
        stop.set()
        listener.close()


def open_listener(address: str) -> tuple[socket.socket, str]:
    """Return a listening loopback socket and its host name for a URL.

    Raises UsageError if the address is not on this machine, OutputError if it is in use.
    """
    host, port = _host_and_port(address)
    family = _LOOPBACK[host]
    bare = "::1" if host == "::1" else "127.0.0.1"
    ports = [port] if address else range(port, port + _MAX_TRIES)
    for each in ports:
        listener = socket.socket(family, socket.SOCK_STREAM)
        try:
            if os.name == "posix":  # on Windows it would let another program take over the port
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((bare, each))
            listener.listen()
        except OSError as error:
            listener.close()
            why = error.strerror
            continue
        return listener, f"[{host}]" if host == "::1" else host
    raise OutputError(
        f"cannot listen on {bare} port {ports[-1]}", why=why or "", hint="choose another with -a PORT"
    )


def _host_and_port(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    host = host.strip("[]") or "127.0.0.1"
    number = int(port) if port.isascii() and port.isdecimal() else PORT if not address else -1
    if host not in _LOOPBACK:
        raise UsageError(f"the page cannot be served on {host}", why="only on this machine: 127.0.0.1 or ::1")
    if not 0 <= number <= 65535:
        raise UsageError(
            f"invalid address {address}", hint=f"give a port such as {PORT}, or 127.0.0.1:{PORT}"
        )
    return host, number


def _announce_changes(site: Site, stop: Event) -> None:
    """Announce each change to the file to the open pages."""
    announced = site.source.now().revision
    for _ in file_changes(site.source.path, stop):
        now = site.source.now()
        if now.revision != announced:
            announced = now.revision
            site.hub.send("file", change_event(now))


def _warm_caches(site: Site) -> None:
    """Draw the first quote and the longest of each language, so that libraries, fonts and caches are loaded."""
    from contextlib import suppress

    from quotecard.errors import CardError
    from quotecard.languages.detect import guess
    from quotecard.serve.request import RequestedLook

    quotes = site.source.now().quotes
    longest = {
        quote.lang or guess(quote.text): quote for quote in sorted(quotes, key=lambda one: len(one.text))
    }
    for quote in (*quotes[:1], *longest.values()):
        with suppress(CardError):
            site.cards.card(quote, RequestedLook())
