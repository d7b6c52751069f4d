"""What stands before every request: it comes from this page, on this machine, or from a script here.

A page of the web may send requests to a server on this machine, and by DNS rebinding under a name of its
own. So the Host must be a loopback name with our port, an Origin must be ours, and where the browser says
that another site asks (Fetch Metadata), nothing is given but the page itself to a person who follows a link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
CSP = (
    "default-src 'none'; img-src 'self' blob:; script-src 'self'; style-src 'self'; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
"""Nothing inline, nothing from elsewhere; pictures also from memory, as the page holds them."""
HEADERS = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class RequestGuard:
    """Refuses what does not come from here, and sets the headers of every answer."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self.app = app
        self.hosts = frozenset(f"{name}:{port}" for name in LOOPBACK_NAMES) | (
            frozenset(LOOPBACK_NAMES) if port == 80 else frozenset()
        )
        self.origins = frozenset(f"http://{host}" for host in self.hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request or hand it on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] += [(key.encode(), value.encode()) for key, value in HEADERS.items()]
            await send(message)

        if why := self.refusal(scope):
            await _refuse(guarded, why)
        else:
            await self.app(scope, receive, guarded)

    def refusal(self, scope: Scope) -> str:
        """Return why a request is refused, or nothing."""
        found: dict[str, list[str]] = {}
        for key, value in scope["headers"]:
            found.setdefault(key.decode("latin-1").lower(), []).append(value.decode("latin-1").lower())
        if len(found.get("host", [])) != 1 or found["host"][0] not in self.hosts:
            return "this Host is not served"
        if any(origin not in self.origins for origin in found.get("origin", [])):
            return "this Origin is not served"
        site = found.get("sec-fetch-site", ["none"])
        by_link = scope["path"] == "/" and found.get("sec-fetch-dest") == ["document"]
        if site not in (["none"], ["same-origin"]) and not by_link:
            return "another site asks"
        return ""


async def _refuse(send: Send, why: str) -> None:
    body = f"{why}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": body})
