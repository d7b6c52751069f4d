"""The chain: `render_card` names the stages, one line each."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from quotecard.errors import CardError, DoesNotFit, MissingGlyphs, UsageError
from quotecard.fontbook import font_book
from quotecard.page.compose import compose
from quotecard.page.typeset import typeset
from quotecard.paint.palette_card import recycle_rows
from quotecard.paint.png import encode_png
from quotecard.paint.raster import paint
from quotecard.style.resolve import resolve
from quotecard.text.line.fit import snap

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

    from PIL import Image

    from quotecard.fontbook import FontBook
    from quotecard.model import Blocks, Job, Notice, Quote, Size
    from quotecard.paint.canvas import Canvas
    from quotecard.scene import Scene
    from quotecard.theme import Theme

ON_MISSING = ("error", "warn")


def render_card(
    quote: str | Mapping[str, Any] | Quote,
    *,
    theme: str | Theme = "",
    size: str | Size = "",
    tone: str = "",
    on_missing: str = "error",
    at_most: float | None = None,
    fonts: str | Path | None = None,
) -> Card:
    """Return the card of a quote: a string, a mapping with the keys of quotes.yaml, or a Quote.

    An empty `theme`, `size` or `tone` is the quote's own, else `xuan`, `portrait` and the theme's own
    ground; `tone` is `light` or `dark`. `on_missing` is
    `error`, or `warn` to draw a box for a character that no bundled font has. `at_most` limits the
    quote's size, in px an em: it is set at that size where it fits, so that a series is of one size.
    `fonts` is a folder of your own fonts, before the theme's; the bundled ones set what they lack.
    Pure and picklable in and out: any pool may run it. Raise CardError; a QuoteError concerns this
    quote only.
    """
    if on_missing not in ON_MISSING:
        raise UsageError(f"on_missing is {on_missing!r}", hint="it is error or warn")
    read = _read(quote)
    try:
        job = resolve(read, theme, size, at_most, tone=tone)
        folder = str(fonts or job.theme.fonts)
        book = font_book(folder, job.theme.latin)
        job, blocks = _set(job, at_most, book)
        blocks = _told(job, blocks, book)
        _check_glyphs(read, blocks, on_missing)
        scene = compose(job, blocks)
    except CardError as error:
        raise _located(error, read) from None
    return Card(job, blocks, scene, folder)


def _read(quote: str | Mapping[str, Any] | Quote) -> Quote:
    from quotecard.model import Quote

    if isinstance(quote, Quote) and quote.origin:
        return quote
    from quotecard.read.item import quote_of

    return quote_of(quote)


def _set(job: Job, at_most: float | None, book: FontBook) -> tuple[Job, Blocks]:
    """Set a quote: where a limit lowers the theme's, at that very size if it fits."""
    if at_most is not None and at_most <= job.largest:
        least = snap(job.largest, job.size.scale, job.smallest)
        with suppress(DoesNotFit):
            limited = job._replace(smallest=least)
            return limited, typeset(limited, book)
    return job, typeset(job, book)


def _told(job: Job, blocks: Blocks, book: FontBook) -> Blocks:
    """Add what a user's fonts lack, and which of them are left out."""
    if book.own is None:
        return blocks
    from quotecard.page.fallback_notices import fallback_notices

    return blocks._replace(notices=(*blocks.notices, *fallback_notices(job, blocks, book), *book.own.notices))


def _check_glyphs(quote: Quote, blocks: Blocks, on_missing: str) -> None:
    if blocks.missing and on_missing == "error":
        chars = tuple(dict.fromkeys(blocks.missing))
        origin = quote.origin
        places = [origin.find(char) if origin and char in origin.source else None for char in chars]
        raise MissingGlyphs(chars, places=places)


def _located(error: CardError, quote: Quote) -> CardError:
    """Say of which quote an error speaks, and where it stands."""
    error.quote = error.quote or quote.name
    if error.where is None and quote.origin:
        error.where = quote.origin.place
    return error


class Card:
    """A finished card: its scene, and its picture painted when first asked for."""

    def __init__(self, job: Job, blocks: Blocks, scene: Scene, fonts: str = "") -> None:
        self.job = job
        self.blocks = blocks
        self.scene = scene
        self.fonts = fonts
        """Folder of the user's fonts; empty: none."""

    @property
    def book(self) -> FontBook:
        """The book that holds the card's faces."""
        return font_book(self.fonts, self.job.theme.latin)

    @cached_property
    def _canvas(self) -> Canvas:
        return self._painted()

    def _painted(self) -> Canvas:
        try:
            return paint(self.scene, self.book)
        except CardError as error:  # a picture that is gone since it was judged
            raise _located(error, self.job.quote) from None

    @property
    def image(self) -> Image.Image:
        """The picture in RGB, pixel for pixel what `png` encodes."""
        return self._canvas.image

    def png(self, *, optimize: bool = False, max_bytes: int = 0) -> bytes:
        """Return the PNG with title, author and a description fit for alt text; no time, no path.

        `optimize` takes the time for a smaller file of the same pixels. With `max_bytes` the first file that is no
        larger is taken, with fewer shades where all of them do not fit; raise TooLarge where none does.
        """
        canvas = self.__dict__.get("_canvas")
        painted = canvas or self._painted()
        data = self._encoded(painted, optimize=optimize, max_bytes=max_bytes)
        if canvas is None:
            recycle_rows(painted, self.book)
        return data

    def _encoded(self, canvas: Canvas, *, optimize: bool, max_bytes: int) -> bytes:
        if not optimize and not max_bytes:
            return encode_png(canvas, self.text_chunks())
        from quotecard.paint.shrink_png import shrink_png

        return shrink_png(canvas, self.text_chunks(), optimize=optimize, max_bytes=max_bytes)

    @property
    def lines(self) -> list[str]:
        """The quote as set, line by line."""
        return [line.text for line in self.blocks.quote.lines]

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What a person should know: repairs, fallbacks, breaks inside a word."""
        from quotecard.model import Notice

        missing = tuple(dict.fromkeys(self.blocks.missing))
        boxes = (
            Notice(
                "missing",
                f"no bundled font has {', '.join(f'U+{ord(c[0]):04X}' for c in missing)}: drawn as a box",
            ),
        )
        return self.blocks.notices + (boxes if missing else ())

    @property
    def alt(self) -> str:
        """The card in words, for a screen reader: the quote and who said it."""
        quote = self.job.quote
        words = " ".join(self.blocks.text.split("\n"))
        parts = (quote.author.lstrip("-\u2010\u2013\u2014\u2015 "), quote.role, quote.source, quote.date)
        by = ", ".join(part for part in parts if part)
        if quote.translation:
            words = f"{words} ({quote.translation.text})"
        return f"{words} \u2014 {by}" if by else words

    def text_chunks(self) -> dict[str, str]:
        """Return the PNG's text: keyword to value."""
        from quotecard.version import __version__

        title = self.blocks.text.replace("\n", " ")
        chunks = {"Title": title, "Author": self.job.quote.author, "Description": self.alt}
        return {key: value for key, value in chunks.items() if value} | {
            "Software": f"quotecard {__version__}"
        }

    def explain(self) -> dict[str, Any]:
        """Return why the card looks as it does; the shape that `quotecard explain --json` prints."""
        from quotecard.page.account import account
        from quotecard.page.faces import face_uses

        job, blocks, book = self.job, self.blocks, self.book
        told = account(job, book)
        runs = [run for line in blocks.quote.lines for run in line.runs]
        return {
            "id": job.quote.name,
            "lang": job.lang,
            "direction": "vertical" if job.vertical else "horizontal",
            "size_px": blocks.quote.size,
            "cost": blocks.cost,
            "lines": self.lines,
            "line_costs": [line.as_dict() for line in told.lines],
            "forbidden": [place.as_dict(blocks.text) for place in told.forbidden],
            "runs": [
                {"text": run.text, "family": book.face(run.face).family, "face": run.face} for run in runs
            ],
            "faces": [use._asdict() | {"texts": list(use.texts)} for use in face_uses(job, blocks, book)],
            "notices": [str(notice) for notice in self.notices],
            "alternatives": [
                {"lines": list(one.lines), "size_px": one.size_px, "cost": one.cost}
                for one in told.alternatives[1:]
            ],
        }
