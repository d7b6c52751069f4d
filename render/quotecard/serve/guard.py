"""Accept requests only from this page or from a script on this machine.

A web page can send requests to a server on this machine and, by DNS rebinding, under its own host name. So the
Host must be a loopback name with our port, and an Origin must be ours. If the browser reports that another site
makes the request (Fetch Metadata), only the page itself is served, to a user who follows a link.
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
"""Nothing inline and nothing from other hosts; pictures also from blob: URLs, as the page uses them."""
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
    """Refuses requests from other origins, and sets security headers on every response."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self.app = app
        self.hosts = frozenset(f"{name}:{port}" for name in LOOPBACK_NAMES) | (
            frozenset(LOOPBACK_NAMES) if port == 80 else frozenset()
        )
        self.origins = frozenset(f"http://{host}" for host in self.hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request or pass it on."""
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
        """Return why a request is refused; empty if it is accepted."""
        found: dict[str, list[str]] = {}
        for key, value in scope["headers"]:
            found.setdefault(key.decode("latin-1").lower(), []).append(value.decode("latin-1").lower())
        if len(found.get("host", [])) != 1 or found["host"][0] not in self.hosts:
            return "this Host is not allowed"
        if any(origin not in self.origins for origin in found.get("origin", [])):
            return "this Origin is not allowed"
        site = found.get("sec-fetch-site", ["none"])
        by_link = scope["path"] == "/" and found.get("sec-fetch-dest") == ["document"]
        if site not in (["none"], ["same-origin"]) and not by_link:
            return "requests from other sites are not allowed"
        return ""


async def _refuse(send: Send, why: str) -> None:
    body = f"{why}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": body})
