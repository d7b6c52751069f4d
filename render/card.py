"""The chain: `render_card` names the stages, one line each."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from render.errors import CardError, DoesNotFit, MissingGlyphs, UsageError
from render.fontbook import default_book
from render.page.compose import compose
from render.paint.png import encode
from render.paint.raster import paint, recycle
from render.style.resolve import resolve
from render.text.fit import snap
from render.text.typeset import typeset

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from PIL import Image

    from render.fontbook import FontBook
    from render.model import Blocks, Job, Notice, Quote, Size, Theme
    from render.page.scene import Scene
    from render.paint.canvas import Canvas

ON_MISSING = ("error", "warn")


def render_card(
    quote: str | Mapping[str, Any] | Quote,
    *,
    theme: str | Theme = "",
    size: str | Size = "",
    on_missing: str = "error",
    at_most: float | None = None,
) -> Card:
    """Return the card of a quote: a string, a mapping with the keys of quotes.yaml, or a Quote.

    An empty `theme` or `size` is the quote's own, else `xuan` and `portrait`. `on_missing` is
    `error`, or `warn` to draw a box for a character that no bundled font has. `at_most` limits the
    quote's size, in px an em: it is set at that size where it fits, so that a series is of one size.
    Pure and picklable in and out: any pool may run it. Raise CardError; a QuoteError concerns this
    quote only.
    """
    if on_missing not in ON_MISSING:
        raise UsageError(f"on_missing is {on_missing!r}", hint="it is error or warn")
    book = default_book()
    read = _read(quote)
    try:
        job = resolve(read, theme, size, at_most)
        blocks = _set(job, at_most, book)
        _check_glyphs(read, blocks, on_missing)
        scene = compose(job, blocks)
    except CardError as error:
        raise _located(error, read) from None
    return Card(job, blocks, scene)


def _read(quote: str | Mapping[str, Any] | Quote) -> Quote:
    from render.model import Quote

    if isinstance(quote, Quote) and quote.origin:
        return quote
    from render.read.item import quote_of

    return quote_of(quote)


def _set(job: Job, at_most: float | None, book: FontBook) -> Blocks:
    """Set a quote: where a limit lowers the theme's, at that very size if it fits."""
    if at_most is not None and at_most <= job.largest:
        least = snap(job.largest, job.size.scale, job.smallest)
        with suppress(DoesNotFit):
            return typeset(job._replace(smallest=least), book)
    return typeset(job, book)


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

    def __init__(self, job: Job, blocks: Blocks, scene: Scene) -> None:
        self.job = job
        self.blocks = blocks
        self.scene = scene

    @cached_property
    def _canvas(self) -> Canvas:
        return paint(self.scene, default_book())

    @property
    def image(self) -> Image.Image:
        """The picture in RGB, pixel for pixel what `png` encodes."""
        return self._canvas.image

    def png(self, *, optimize: bool = False, max_bytes: int = 0) -> bytes:
        """Return the PNG with title, author and a description fit for alt text; no time, no path.

        `optimize` takes the time for a smaller file of the same pixels. With `max_bytes` the first file that is no
        larger is taken, with fewer shades where all of them do not fit; raise TooLarge where none does.
        """
        canvas, book = self.__dict__.get("_canvas"), default_book()
        painted = canvas or paint(self.scene, book)
        data = self._encoded(painted, optimize=optimize, max_bytes=max_bytes)
        if canvas is None:
            recycle(painted, book)
        return data

    def _encoded(self, canvas: Canvas, *, optimize: bool, max_bytes: int) -> bytes:
        if not optimize and not max_bytes:
            return encode(canvas, self.text_chunks())
        from render.paint.smaller import smaller

        return smaller(canvas, self.text_chunks(), optimize=optimize, max_bytes=max_bytes)

    @property
    def lines(self) -> list[str]:
        """The quote as set, line by line."""
        return [line.text for line in self.blocks.quote.lines]

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What a person should know: repairs, fallbacks, breaks inside a word."""
        from render.model import Notice

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
        from render import __version__

        title = self.blocks.text.replace("\n", " ")
        chunks = {"Title": title, "Author": self.job.quote.author, "Description": self.alt}
        return {key: value for key, value in chunks.items() if value} | {
            "Software": f"quotecard {__version__}"
        }

    def explain(self) -> dict[str, Any]:
        """Return why the card looks as it does; the shape that `quotecard explain --json` prints."""
        from render.text.account import account
        from render.text.faces import uses

        job, blocks, book = self.job, self.blocks, default_book()
        told = account(job, blocks, book)
        runs = [run for line in blocks.quote.lines for run in line.runs]
        return {
            "id": job.quote.name,
            "lang": job.lang,
            "direction": "vertical" if job.vertical else "horizontal",
            "size_px": blocks.quote.size,
            "cost": blocks.alternatives[0].cost,
            "lines": self.lines,
            "line_costs": [line.as_dict() for line in told.lines],
            "forbidden": [place.as_dict(blocks.text) for place in told.forbidden],
            "runs": [
                {"text": run.text, "family": book.face(run.face).family, "face": run.face} for run in runs
            ],
            "faces": [use._asdict() | {"texts": list(use.texts)} for use in uses(job, blocks, book)],
            "notices": [str(notice) for notice in self.notices],
            "alternatives": [
                {"lines": list(one.lines), "size_px": one.size_px, "cost": one.cost}
                for one in blocks.alternatives[1:]
            ],
        }
