"""Set the attribution: the name, as a column where the theme asks; role, source and date."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from render.model import ATTRIBUTION_ROW, COLUMN_SPACE, RULE_TO_NAME, Block
from render.text.chars import CJK_LANGS, is_east_asian
from render.text.normalise import normalise
from render.text.small import SmallText, small_text
from render.text.stack import stack

if TYPE_CHECKING:
    from render.fontbook import FontBook
    from render.model import Job, Quote
    from render.text.voice import Voice

_LEADING = 1.5
_NO_LIMIT = 1e6
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2e3a"
_NAME_LENGTHS = range(2, 5)
"""Characters of a Han name that is tracked."""


_DETAIL = 0.82
"""Role and source, of the name's size, where that still reads"""
_DETAIL_LEAST = 28.0
"""px on a card 1080 wide"""


class Signature(NamedTuple):
    """The attribution as blocks; what the quote does not have is None."""

    name: Block | None
    role: Block | None
    source: Block | None
    upright: bool
    """Whether the name stands as a column."""
    missing: tuple[str, ...]
    """Characters that no bundled face sets."""

    def below(self, job: Job) -> float:
        """Return the px that stand below the quote at most, or left of its columns; gap left out."""
        if job.vertical:
            return self._columns(job)
        rows = [part for part in (None if self.upright else self.name, self.role, self.source) if part]
        if (
            job.proportions.source == "beside"
            and sum(part.width + part.size for part in rows) < job.box_width
        ):
            rows = rows[:1]
        height = sum(part.height + (ATTRIBUTION_ROW - 1) * part.size for part in rows)
        if rows and job.theme.rule:
            height += rows[0].size * RULE_TO_NAME
        if job.theme.seal and job.seal and self.name and not self.upright:
            height += (job.theme.seal.side * job.unit - self.name.size) / 2
        return height

    def _columns(self, job: Job) -> float:
        parts = [part for part in (self.name, self.role, self.source) if part]
        width = sum(part.width for part in parts) + sum(part.size * COLUMN_SPACE for part in parts[1:])
        if self.name and job.theme.seal and job.seal:
            width += max(job.theme.seal.side * job.unit - self.name.width, 0.0)
        return width

    def column_height(self, job: Job) -> float:
        """Return the px that the upright name and its seal take."""
        name = self.name.height if self.name else 0.0
        return name + _seal_room(job)


def _seal_room(job: Job) -> float:
    """Return the px that a seal takes after a name."""
    return (job.theme.seal.side + job.theme.seal.gap) * job.unit if job.theme.seal and job.seal else 0.0


class Words(NamedTuple):
    """The parts of an attribution as they will be set; empty where the quote has none."""

    name: str
    role: str
    source: str


def words(quote: Quote, lang: str, *, dash: bool) -> Words:
    """Return the parts of a quote's attribution, with the dash of its language before the name.

    zh and ja: —— and the name; ko and Latin: — and the name (TYPOGRAPHY §12, MOE, GB/T 15834).
    """
    written = (quote.author, quote.role, quote.source, quote.date)
    return _words(written, lang, dash=dash, repair=quote.punctuation == "repair")


@lru_cache(maxsize=2048)
def _words(written: tuple[str, str, str, str], lang: str, *, dash: bool, repair: bool) -> Words:
    def clean(text: str) -> str:
        return normalise(text.strip(), (), lang, repair=repair).text if text else ""

    author, role, origin, date = written
    name = clean(author).lstrip(_DASHES + " ")
    east = lang in CJK_LANGS
    wide = "\u3001" if lang == "ja" else "\uff0c"
    comma = wide if east and lang != "ko" and any(map(is_east_asian, origin)) else ", "
    source = comma.join(part for part in (clean(origin), clean(date)) if part)
    if dash and name:
        name = f"\u2014\u2014{name}" if east and lang != "ko" and is_east_asian(name[0]) else f"\u2014 {name}"
    return Words(name, clean(role), source)


def tracked(name: str, tracking: float) -> float:
    """Return the tracking in em for a name: only a short one in Han is opened up."""
    bare = name.lstrip(_DASHES)
    return tracking if len(bare) in _NAME_LENGTHS and all(map(is_east_asian, bare)) else 0.0


class Parts(NamedTuple):
    """The attribution, shaped once."""

    words: Words
    name: SmallText | None
    role: SmallText | None
    source: SmallText | None


def prepare(job: Job, voice: Voice, book: FontBook) -> Parts:
    """Shape the parts of a job's attribution."""
    own = words(job.quote, job.lang, dash=job.dash)

    def part(text: str, tracking: float = 0.0, *, italic: bool = False) -> SmallText | None:
        if not text:
            return None
        face = voice._replace(italic=italic)
        return small_text(text, face, book, _LEADING, tracking=tracking, vertical=job.vertical)

    return Parts(
        own,
        part(own.name, tracked(own.name, job.theme.tracking)),
        part(own.role),
        part(own.source, italic=job.lang not in CJK_LANGS),
    )


def sign(job: Job, parts: Parts, column: Block | None = None, quote_size: float = _NO_LIMIT) -> Signature:
    """Return the attribution beside a quote of `quote_size` px; `column` is its name where that stands at the side."""
    shape = job.proportions
    least, most = shape.signature_min * job.unit, shape.signature_max * job.unit
    size = min(max(shape.signature_scale * quote_size, least), most)
    detail = float(round(min(max(size * _DETAIL, _DETAIL_LEAST * job.unit), size)))
    room = job.box_height if job.vertical else job.box_width
    return Signature(
        name=column or (parts.name and parts.name.at(float(round(size)), room - _seal_room(job))),
        role=parts.role and parts.role.at(detail, room),
        source=parts.source and parts.source.at(detail, room),
        upright=column is not None,
        missing=tuple(
            char for part in (parts.name, parts.role, parts.source) if part for char in part.missing
        ),
    )


def upright_name(job: Job, parts: Parts, voice: Voice, book: FontBook) -> Block | None:
    """Return the name as a column, where the theme sets it at the side and it can stand so."""
    if job.proportions.signature != "side" or job.vertical or not parts.name:
        return None
    size = float(round(job.proportions.signature_max * job.unit))
    return stack(parts.words.name, voice, size, parts.name.tracking, book)
