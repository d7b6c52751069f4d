"""The attribution as written and as shaped: name, role, source with its date; each shaped once for every size."""

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
"""em, of a part in several lines"""
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2e3a"
_NAME_LENGTHS = range(2, 5)
"""Characters of a Han name that is tracked."""


class Words(NamedTuple):
    """The parts of an attribution as they will be set; empty where the quote has none."""

    name: str
    role: str
    source: str


class ShapedParts(NamedTuple):
    """The attribution, shaped once."""

    words: Words
    name: SmallText | None
    role: SmallText | None
    source: SmallText | None

    @property
    def missing(self) -> tuple[str, ...]:
        """Characters that no bundled font has."""
        return tuple(char for part in (self.name, self.role, self.source) if part for char in part.missing)


class Signed(NamedTuple):
    """The attribution as blocks beside a quote of one size; what the quote does not have is None."""

    name: Block | None
    role: Block | None
    source: Block | None
    place: str
    """As `Blocks.place`."""

    @property
    def parts(self) -> list[Block]:
        """What there is, in order."""
        return [part for part in (self.name, self.role, self.source) if part]

    @property
    def columns(self) -> int:
        """How many columns it takes where each line has one of its own."""
        return sum(len(part.lines) for part in self.parts)


def is_signed(quote: Quote) -> bool:
    """Tell whether a quote has anything to be put into an attribution."""
    return bool(quote.author or quote.role or quote.source or quote.date)


def words(quote: Quote, lang: str, *, dash: bool) -> Words:
    """Return the parts of a quote's attribution, with the dash of its language before the name.

    zh and ja: two em and the name; ko and Latin: one, a space and the name (TYPOGRAPHY §12, MOE, GB/T 15834).
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
    """Return the tracking in em for a name: only a short one in Han is opened up."""
    bare = name.lstrip(_DASHES)
    return tracking if len(bare) in _NAME_LENGTHS and all(map(is_east_asian, bare)) else 0.0


def shape_parts(job: Job, voice: Voice, book: FontBook, *, down: bool) -> ShapedParts:
    """Shape the parts of a job's attribution, to run along a line or `down` a column."""
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
    """Return the voice of the attribution beside a quote in `voice`."""
    return voice._replace(weight=job.theme.name_weight or voice.weight)
