"""The parts of the attribution (name, role, source with date), as words and shaped once for all sizes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from quotecard.devices.cells import Cells
from quotecard.devices.masthead import Masthead
from quotecard.languages.known import language
from quotecard.languages.language import LATIN_NAME_DASH, LATIN_SOURCE_COMMA
from quotecard.text.chars import is_east_asian
from quotecard.text.line.small import SmallText, small_text
from quotecard.text.prepare.normalise import normalise

if TYPE_CHECKING:
    from quotecard.fontbook import FontBook
    from quotecard.model import Block, Job, Quote
    from quotecard.text.shape.voice import Voice

_LEADING = 1.5
"""em from line to line of a part"""
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2e3a"
_NAME_LENGTHS = range(2, 5)
"""Lengths, in characters, of Han names that are tracked."""


class Words(NamedTuple):
    """The words of an attribution as they will be set; parts that the quote does not have are empty."""

    name: str
    role: str
    source: str


class ShapedParts(NamedTuple):
    """The parts of the attribution, shaped once for all sizes."""

    words: Words
    name: SmallText | None
    role: SmallText | None
    source: SmallText | None

    @property
    def missing(self) -> tuple[str, ...]:
        """The characters that no bundled face has."""
        return tuple(char for part in (self.name, self.role, self.source) if part for char in part.missing)


class Signed(NamedTuple):
    """The attribution as blocks, for one size of the quote; parts that the quote does not have are None."""

    name: Block | None
    role: Block | None
    source: Block | None
    place: str
    """The value of `Blocks.place`."""

    @property
    def parts(self) -> list[Block]:
        """The parts that are not None, in order."""
        return [part for part in (self.name, self.role, self.source) if part]

    @property
    def columns(self) -> int:
        """The number of columns if each line takes one."""
        return sum(len(part.lines) for part in self.parts)


def is_signed(quote: Quote) -> bool:
    """Tell whether a quote has any part of an attribution."""
    return bool(quote.author or quote.role or quote.source or quote.date)


def words(quote: Quote, lang: str, *, dash: bool) -> Words:
    """Return the words of a quote's attribution; if `dash`, with the dash of its language before the name.

    Chinese and Japanese use a dash of two em; Korean and Latin one of one em and a space (Taiwanese handbook of
    punctuation, GB/T 15834).
    """
    written = (quote.author, quote.role, quote.source, quote.date)
    return _words(written, lang, dash=dash, repair=quote.punctuation == "repair")


@lru_cache(maxsize=2048)
def _words(written: tuple[str, str, str, str], lang: str, *, dash: bool, repair: bool) -> Words:
    def clean(text: str) -> str:
        return normalise(text.strip(), (), lang, repair=repair).text if text else ""

    author, role, origin, date = written
    name = clean(author).lstrip(_DASHES + " ")
    own = language(lang)
    comma = own.source_comma if any(map(is_east_asian, origin)) else LATIN_SOURCE_COMMA
    source = comma.join(part for part in (clean(origin), clean(date)) if part)
    if dash and name:
        name = (own.name_dash if is_east_asian(name[0]) else LATIN_NAME_DASH) + name
    return Words(name, clean(role), source)


def tracked(name: str, tracking: float) -> float:
    """Return the tracking for a name, in em: only short Han names are tracked."""
    bare = name.lstrip(_DASHES)
    return tracking if len(bare) in _NAME_LENGTHS and all(map(is_east_asian, bare)) else 0.0


def shape_parts(job: Job, voice: Voice, book: FontBook, *, down: bool) -> ShapedParts:
    """Shape the parts of a job's attribution, for lines or, if `down`, for columns."""
    source = "" if job.shown.get(Masthead.key) == job.quote.source else job.quote.source
    own = words(job.quote._replace(source=source), job.lang, dash=job.dash)
    voice = name_voice(job, voice)
    cells = job.theme.device(Cells) if job.vertical else None
    cell = cells.name_cell() if cells else 0.0

    def part(text: str, tracking: float = 0.0, *, italic: bool = False) -> SmallText | None:
        if not text:
            return None
        face = voice._replace(italic=italic)
        return small_text(text, face, book, _LEADING, tracking=tracking, vertical=down, cell=cell)

    return ShapedParts(
        own,
        part(own.name, 0.0 if cells else tracked(own.name, job.theme.tracking)),
        part(own.role),
        part(own.source, italic=language(job.lang).italic_titles),
    )


def name_voice(job: Job, voice: Voice) -> Voice:
    """Return the voice of the attribution, given that of the quote."""
    return voice._replace(weight=job.theme.name_weight or voice.weight)
