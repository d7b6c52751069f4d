"""Server-sent events: notify every open page when the file has changed."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_KEEPALIVE_SECONDS = 15.0
"""Seconds between keep-alive comments, which reveal that a page has gone."""


class EventHub:
    """The event streams of all open pages, in the server's event loop."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[str | None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Remember the running event loop, so that `send` works from other threads."""
        self._loop = asyncio.get_running_loop()

    def send(self, kind: str, data: dict[str, Any]) -> None:
        """Send an event to every page; may be called from any thread."""
        self._put(f"event: {kind}\ndata: {json.dumps(data)}\n\n")

    def close(self) -> None:
        """End every stream; may be called from any thread or a signal handler."""
        self._put(None)

    def _put(self, message: str | None) -> None:
        def put() -> None:
            for queue in self._queues:
                queue.put_nowait(message)

        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(put)

    async def stream(self, hello: dict[str, Any]) -> AsyncIterator[str]:
        """Yield the events for one page, beginning with `hello`."""
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._queues.add(queue)
        try:
            yield f"retry: 500\nevent: file\ndata: {json.dumps(hello)}\n\n"
            while True:
                try:
                    message = await asyncio.wait_for(queue.get(), _KEEPALIVE_SECONDS)
                except TimeoutError:
                    message = ": here\n\n"
                if message is None:
                    return
                yield message
        finally:
            self._queues.discard(queue)
