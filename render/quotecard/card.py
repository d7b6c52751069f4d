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
    from os import PathLike
    from pathlib import Path
    from typing import Any

    from PIL import Image

    from quotecard.fontbook import FontBook
    from quotecard.model import Blocks, Job, Notice, Quote, Size
    from quotecard.paint.canvas import Canvas
    from quotecard.scene import Scene
    from quotecard.theme import Theme

ON_MISSING = ("error", "warn")

SUFFIX = ".png"
"""Of the files that `Card.save` writes."""
EXCERPT = 16
"""Characters of the quote that `repr(card)` shows."""


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

    If `theme`, `size` or `tone` is empty, the quote's own is used, else `xuan`, `portrait` and the
    ground of the theme; `tone` is `light` or `dark`. `on_missing` is `error`, or `warn` to draw a box
    for a character that no bundled font has. `at_most` limits the quote's size, in px per em: the quote
    is set at exactly that size where it fits, so that all cards of a series match. `fonts` is a folder
    of your own fonts, which come before the theme's; the bundled fonts set what they lack.

    The call has no side effects, and its arguments and result can be pickled, so any process pool may
    run it. Raises QuoteError (BadQuote, MissingGlyphs, DoesNotFit) if this quote cannot be drawn,
    UsageError (ThemeError) if an argument is wrong, and FontError if a font file cannot be used.
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
    """A finished card: its layout, and its picture, which is painted on first use."""

    scene: Scene
    """The display list in px that the picture is painted from."""
    fonts: str
    """Folder of the caller's own fonts; empty if there is none."""

    def __init__(self, job: Job, blocks: Blocks, scene: Scene, fonts: str = "") -> None:
        self.job = job
        self.blocks = blocks
        self.scene = scene
        self.fonts = fonts

    def __repr__(self) -> str:
        size = "" if self.job.size.name[0].isdigit() else f"{self.job.size.name} "
        measures = f"{size}{self.width}\u00d7{self.height}"
        return f"<Card {_excerpt(self.blocks.text)!r} {self.job.theme.id} {measures}>"

    def _repr_png_(self) -> bytes:
        """Return the PNG that a notebook shows."""
        return self.png()

    @property
    def book(self) -> FontBook:
        """The fonts that the card is set in."""
        return font_book(self.fonts, self.job.theme.latin)

    @property
    def width(self) -> int:
        """Width of the picture in px."""
        return self.scene.width

    @property
    def height(self) -> int:
        """Height of the picture in px."""
        return self.scene.height

    @cached_property
    def _canvas(self) -> Canvas:
        return self._painted()

    def _painted(self) -> Canvas:
        try:
            return paint(self.scene, self.book)
        except CardError as error:  # an image file that was removed after it was checked
            raise _located(error, self.job.quote) from None

    @property
    def image(self) -> Image.Image:
        """The picture as an RGB image, pixel for pixel what `png` encodes."""
        return self._canvas.image

    def png(self, *, optimize: bool = False, max_bytes: int = 0) -> bytes:
        """Return the card as a PNG file with title, author and a description for alt text; no time, no path.

        `optimize` spends more time on a smaller file with the same pixels. `max_bytes`, unless 0, is the largest
        file allowed: the number of shades is reduced until the file fits. Raises TooLarge if it never does.
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

    def save(self, path: str | PathLike[str], *, optimize: bool = False, max_bytes: int = 0) -> Path:
        """Write the card to a `.png` file, replacing what is there, and return its path; the options are those of `png`.

        The file is complete or not written at all. Raises UsageError if the name does not end in `.png`,
        OutputError if the file cannot be written (FileInTheWay if only this name cannot be replaced),
        and TooLarge as `png` does.
        """
        from pathlib import Path

        from quotecard.store.files import write_file

        suffix = Path(path).suffix
        if suffix.lower() != SUFFIX:
            what = f"unknown file type {suffix!r}" if suffix else f"{str(path)!r} has no file type"
            raise UsageError(what, hint=f"a card is saved as a PNG file: end its name in {SUFFIX}")
        return write_file(path, self.png(optimize=optimize, max_bytes=max_bytes))

    @property
    def lines(self) -> list[str]:
        """The lines, or columns, of the quote as set."""
        return [line.text for line in self.blocks.quote.lines]

    @property
    def texts(self) -> dict[str, str]:
        """Each text on the card as set, by role, with U+000A between its lines.

        The roles are `quote`, `translation`, `author`, `role`, `source` and `kicker`; those that the card
        does not show are left out.
        """
        blocks = self.blocks
        parts = {
            "quote": blocks.quote,
            "translation": blocks.translation,
            "author": blocks.name,
            "role": blocks.role,
            "source": blocks.source,
            "kicker": blocks.kicker,
        }
        return {role: "\n".join(line.text for line in block.lines) for role, block in parts.items() if block}

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What a person should know: repairs, fallback faces, breaks inside a word."""
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
        """Return the text entries of the PNG file, by keyword."""
        from quotecard.version import __version__

        title = self.blocks.text.replace("\n", " ")
        chunks = {"Title": title, "Author": self.job.quote.author, "Description": self.alt}
        return {key: value for key, value in chunks.items() if value} | {
            "Software": f"quotecard {__version__}"
        }

    def explain(self) -> dict[str, Any]:
        """Return why the card looks as it does, in the form that `quotecard explain --json` prints."""
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


def _excerpt(text: str) -> str:
    """Return the beginning of a text on one line, cut between words where it has spaces."""
    words = " ".join(text.split())
    if len(words) <= EXCERPT:
        return words
    cut = words[: EXCERPT + 1]
    return (cut.rpartition(" ")[0] or cut[:-1]) + "\u2026"
