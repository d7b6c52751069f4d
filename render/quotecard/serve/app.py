"""The routes of the server: pictures, facts, events, and the page's own files."""

from __future__ import annotations

import json
from contextlib import contextmanager
from functools import partial
from traceback import format_exc
from typing import TYPE_CHECKING, Any
from urllib.parse import quote as percent

from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from quotecard.batch.file_names import DEFAULT_TEMPLATE, file_name
from quotecard.console import echo
from quotecard.errors import BadQuote, CardError, UsageError
from quotecard.languages.detect import guess
from quotecard.model import Quote
from quotecard.read.quote_lookup import find_quote
from quotecard.serve import facts
from quotecard.serve.assets import TYPES, assets
from quotecard.serve.cards import Cards
from quotecard.serve.events import EventHub
from quotecard.serve.guard import RequestGuard
from quotecard.serve.page_font import LANGUAGES, LATIN, page_font
from quotecard.serve.request import TONES, RequestedLook, read_request, with_edits

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping

    from starlette.requests import Request

    from quotecard.serve.cards import CardPicture
    from quotecard.serve.request import CardRequest
    from quotecard.serve.watched_file import FileSnapshot, WatchedFile

MAX_BODY_BYTES = 256 << 10
"""Most bytes of a request body: room for 2,000 characters of text and the JSON around them."""
_BAD_REQUEST = 400
_NOT_FOUND = 404
_UNPROCESSABLE = 422
"""The quote or the file is wrong, not the request."""
_SERVER_ERROR = 500
_KINDS = ("card", "thumb", "overlay")


class NoSuchQuote(UsageError):
    """The file has no quote with this id or number."""


class Site:
    """The web application that shows one quotes file."""

    def __init__(self, source: WatchedFile, port: int, fonts: str = "") -> None:
        self.source = source
        self.fonts = fonts
        self.cards = Cards(fonts)
        self.hub = EventHub()
        routes = [
            *(
                Route("/" if name == "index.html" else f"/{name}", partial(_asset_response, name))
                for name in TYPES
            ),
            *(Route(f"/{kind}.png", _with_json_errors(partial(self.shown, kind))) for kind in _KINDS),
            *(
                Route(f"/{kind}", _with_json_errors(partial(self.typed, kind)), methods=["POST"])
                for kind in _KINDS
            ),
            Route("/facts", _with_json_errors(self.facts), methods=["POST"]),
            Route("/quotes.json", _with_json_errors(self.quotes)),
            Route("/looks.json", _with_json_errors(_looks_response)),
            Route("/font.otf", _with_json_errors(self.font)),
            Route("/events", self.events),
        ]
        self.app = RequestGuard(Starlette(routes=routes), port)

    async def shown(self, kind: str, request: Request) -> Response:
        """Return a picture of a quote in the file."""
        asked = read_request(request.query_params)
        picture, quote = await run_sync(self._draw, kind, asked)
        return _picture_response(request, picture, quote)

    async def typed(self, kind: str, request: Request) -> Response:
        """Return a picture of a quote with unsaved edits."""
        asked = await _read_body(request)
        picture, quote = await run_sync(self._draw, kind, asked)
        return _picture_response(request, picture, quote)

    async def facts(self, request: Request) -> Response:
        """Return the facts, notices and findings of a quote."""
        return JSONResponse(await run_sync(self._facts, await _read_body(request)))

    async def quotes(self, _: Request) -> Response:
        """Return the list of the file's quotes."""
        return JSONResponse(await run_sync(lambda: facts.file_facts(self.source.now())))

    async def font(self, request: Request) -> Response:
        """Return the page's font for one language."""
        lang = request.query_params.get("lang", "")
        if lang not in (*LANGUAGES, LATIN):
            raise UsageError(
                f"no font for language {lang[:40]!r}", hint=f"the languages are {', '.join(LANGUAGES)}"
            )
        more = frozenset("" if lang == LATIN else self._letters(lang))
        return Response(await run_sync(page_font, lang, more), media_type="font/otf")

    async def events(self, _: Request) -> Response:
        """Return the event stream that announces changes to the file."""
        now = await run_sync(self.source.now)
        stream = self.hub.stream(change_event(now))
        return StreamingResponse(
            stream, media_type="text/event-stream", headers={"cache-control": "no-store"}
        )

    def _letters(self, lang: str) -> str:
        quotes = self.source.now().quotes
        return "".join(quote.text for quote in quotes if (quote.lang or guess(quote.text)) == lang)

    def _draw(self, kind: str, asked: CardRequest) -> tuple[CardPicture, Quote]:
        quote = _requested_quote(self.source.now(), asked)
        draw: Callable[[Quote, RequestedLook], CardPicture] = getattr(self.cards, kind)
        with _as_quote_error():
            return draw(quote, asked.look), quote

    def _facts(self, asked: CardRequest) -> dict[str, Any]:
        now = self.source.now()
        quote = _requested_quote(now, asked)
        with _as_quote_error():
            return facts.quote_facts(now.quotes, quote, asked.look, self.fonts)


def change_event(now: FileSnapshot) -> dict[str, Any]:
    """Return the data of the event that announces a change."""
    return {"revision": now.revision}


def _requested_quote(now: FileSnapshot, asked: CardRequest) -> Quote:
    """Return the requested quote, with its edits. Raises CardError."""
    if now.error and not asked.last:
        raise now.error
    if not asked.id and "text" in asked.edits:
        number = len(now.quotes) + len(now.quotes.errors) + 1
        return with_edits(Quote("", number=number), asked.edits)
    try:
        quote = find_quote(now.quotes, asked.id or "1")
    except UsageError as error:
        raise NoSuchQuote(error.what, hint=error.hint) from None
    return with_edits(quote, asked.edits)


@contextmanager
def _as_quote_error() -> Iterator[None]:
    """Report an unknown theme or size as an error of the quote: the request's own values were checked before."""
    try:
        yield
    except UsageError as error:
        raise BadQuote(
            error.what, why=error.why, hint=error.hint, where=error.where, quote=error.quote
        ) from None


async def _read_body(request: Request) -> CardRequest:
    """Return the request that a JSON body describes. Raises UsageError if it is malformed."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise UsageError("the content type must be application/json")
    data = b""
    async for chunk in request.stream():
        data += chunk
        if len(data) > MAX_BODY_BYTES:
            raise HTTPException(413)
    try:
        values = json.loads(data)
    except (ValueError, RecursionError):
        raise UsageError("the body is not valid JSON") from None
    if not isinstance(values, dict):
        raise UsageError("the body must be a JSON object")
    edits = values.pop("edits", None)
    return read_request(values, edits)


def _with_json_errors(
    answer: Callable[[Request], Awaitable[Response]],
) -> Callable[[Request], Awaitable[Response]]:
    """Turn an error into a JSON answer: 400 for a bad request, 404 for an unknown quote, 422 for a bad quote."""

    async def answered(request: Request) -> Response:
        try:
            return await answer(request)
        except UsageError as error:
            status = _NOT_FOUND if isinstance(error, NoSuchQuote) else _BAD_REQUEST
            return JSONResponse({"error": facts.error_facts(error)}, status)
        except CardError as error:
            return JSONResponse({"error": facts.error_facts(error)}, _UNPROCESSABLE)
        except HTTPException:
            raise
        except Exception:  # noqa: BLE001  # a traceback may contain a quote's text, so it is escaped too
            echo(format_exc(), keep_newlines=True)
            why = "this is a bug in quotecard; please report it with the lines shown in the terminal"
            return JSONResponse({"error": facts.error_facts(CardError(why))}, _SERVER_ERROR)

    return answered


def _picture_response(request: Request, picture: CardPicture, quote: Quote) -> Response:
    tag = f'"{picture.key}"'
    name = file_name(DEFAULT_TEMPLATE, quote, theme="", size="")
    headers: Mapping[str, str] = {
        "etag": tag,
        "cache-control": "no-cache",
        "content-disposition": f"inline; filename*=UTF-8''{percent(name)}",
        "server-timing": f"card;dur={picture.ms:.1f}{';desc=kept' if picture.kept else ''}",
    }
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(picture.png, media_type="image/png", headers=headers)


async def _asset_response(name: str, _: Request) -> Response:
    headers = {"content-type": TYPES[name], "cache-control": "no-cache"}
    return Response(assets()[name], headers=headers)


async def _looks_response(_: Request) -> Response:
    return JSONResponse(facts.look_choices(TONES))
