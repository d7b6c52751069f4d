"""Set the attribution: the name, as a column where the theme asks; role, source and date."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from quotecard.model import (
    ATTRIBUTION_ROW,
    COLUMN_SPACE,
    FOOT_SPACE,
    RULE_TO_NAME,
    Block,
    sheet_pitch,
    slip_width,
)
from quotecard.text.chars import CJK_LANGS, is_east_asian
from quotecard.text.line.small import SmallText, small_text
from quotecard.text.prepare.normalise import normalise
from quotecard.text.shape.stack import stack

if TYPE_CHECKING:
    from quotecard.fontbook import FontBook
    from quotecard.model import Job, Quote
    from quotecard.text.shape.voice import Voice

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
    place: str
    """below, side, foot, head-corner, foot-corner or slip"""
    missing: tuple[str, ...]
    """Characters that no bundled face sets."""

    @property
    def columns(self) -> int:
        """How many columns it takes where each line has one of its own."""
        return sum(len(part.lines) for part in self.parts)

    @property
    def parts(self) -> list[Block]:
        """What there is, in order."""
        return [part for part in (self.name, self.role, self.source) if part]

    def below(self, job: Job) -> float:
        """Return the px that stand below the quote at most, or left of its columns; gap left out."""
        if self.place == "foot":
            return foot_rows(job, self) * ATTRIBUTION_ROW * job.proportions.signature_max * job.unit
        if self.place not in ("below", "side"):
            return 0.0
        if job.vertical:
            return 0.0 if sheet_pitch(job) else self._columns(job)
        rows = [
            part for part in (None if self.place == "side" else self.name, self.role, self.source) if part
        ]
        if (
            job.proportions.source == "beside"
            and sum(part.width + part.size for part in rows) < job.box_width
        ):
            rows = rows[:1]
        height = sum(part.height + (ATTRIBUTION_ROW - 1) * part.size for part in rows)
        if rows and job.theme.rule:
            height += rows[0].size * RULE_TO_NAME
        if job.theme.seal and job.seal and self.name and self.place != "side":
            height += (job.theme.seal.side * job.unit - self.name.size) / 2
        return height

    def _columns(self, job: Job) -> float:
        parts = self.parts
        width = sum(part.width for part in parts) + sum(part.size * COLUMN_SPACE for part in parts[1:])
        if self.name and job.theme.seal and job.seal:
            width += max(job.theme.seal.side * job.unit - self.name.width, 0.0)
        return width

    def column_height(self, job: Job) -> float:
        """Return the px that the upright name and its seal take."""
        name = self.name.height if self.name else 0.0
        return name + _seal_room(job)


def foot_rows(job: Job, signed: Signature) -> int:
    """Return how many rows an attribution at the foot takes beyond its first: all parts fit on one, or not."""
    width = sum(part.width for part in signed.parts) + FOOT_SPACE * job.unit * (len(signed.parts) - 1)
    return 0 if width <= job.outer.right - job.outer.left else max(len(signed.parts) - 1, 0)


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
    source = "" if job.kicker == job.quote.source else job.quote.source
    own = words(job.quote._replace(source=source), job.lang, dash=job.dash)
    mode = job.proportions.signature
    down = (mode == "slip" and job.theme.spine is not None) or (job.vertical and mode != "foot")
    voice = voice._replace(weight=job.theme.name_weight or voice.weight)

    def part(text: str, tracking: float = 0.0, *, italic: bool = False) -> SmallText | None:
        if not text:
            return None
        face = voice._replace(italic=italic)
        cell = 1 / (job.theme.cells.size * _IN_CELL) if job.theme.cells and job.vertical else 0.0
        return small_text(text, face, book, _LEADING, tracking=tracking, vertical=down, cell=cell)

    return Parts(
        own,
        part(own.name, 0.0 if job.vertical and job.theme.cells else tracked(own.name, job.theme.tracking)),
        part(own.role),
        part(own.source, italic=job.lang not in CJK_LANGS),
    )


_IN_CELL = 0.72
"""of the quote's size: a name in the cells of the sheet"""


def sign(
    job: Job, parts: Parts, place: str, column: Block | None = None, quote_size: float = _NO_LIMIT
) -> Signature:
    """Return the attribution beside a quote of `quote_size` px; `column` is its name where that stands upright."""
    size, detail = _sizes(job, quote_size)
    length = room(job)
    at = {"name": (size, length - _seal_room(job)), "role": (detail, length), "source": (detail, length)}
    if place == "slip":
        at = _on_slip(job, parts)
    texts = (("name", parts.name), ("role", parts.role), ("source", parts.source))
    blocks = {key: part and part.at(*at[key]) for key, part in texts}
    return Signature(
        name=column or blocks["name"],
        role=blocks["role"],
        source=blocks["source"],
        place=place,
        missing=tuple(
            char for part in (parts.name, parts.role, parts.source) if part for char in part.missing
        ),
    )


def _sizes(job: Job, quote_size: float) -> tuple[float, float]:
    """Return the px an em of the name, and of what stands with it."""
    shape = job.proportions
    least, most = shape.signature_min * job.unit, shape.signature_max * job.unit
    size = min(max(shape.signature_scale * quote_size, least), most)
    if job.vertical and job.theme.cells and quote_size < _NO_LIMIT:
        return quote_size * _IN_CELL, quote_size * _IN_CELL
    return float(round(size)), float(round(min(max(size * _DETAIL, _DETAIL_LEAST * job.unit), size)))


def room(job: Job) -> float:
    """Return the px that a line of the attribution may take."""
    if job.proportions.signature == "slip" and job.theme.spine:
        return _SLIP_MOST * job.size.height - _SLIP_CLEAR * job.device_unit
    if job.proportions.signature == "foot":
        return job.outer.right - job.outer.left
    return job.box_height if job.vertical else job.box_width


def _on_slip(job: Job, parts: Parts) -> dict[str, tuple[float, float]]:
    """Return size and room of what stands on a spine's slip: the title large, smaller or in two columns if long."""
    spine = job.theme.spine
    assert spine is not None  # a slip is a spine's
    widest = _IN_SLIP * slip_width(job, spine)
    author, whole = min(spine.author * job.unit, widest), room(job)
    title = parts.source or parts.name
    later = [part for part in (parts.name, parts.role) if part and part is not title]
    if later:
        author *= min(1.0, whole * _AUTHOR_PART / sum(part.at(author, _NO_LIMIT).height for part in later))
    author = float(round(author))
    found = dict.fromkeys(("name", "role", "source"), (author, whole))
    if title:
        left = max(whole - sum(part.at(author, whole).height for part in later), author * _SHORT_TITLE)
        largest = min(spine.title * job.unit, widest)
        natural = title.at(largest, _NO_LIMIT).height
        size = max(min(1.0, left * _TITLE_PART / natural) * largest, author * _DETAIL)
        found["source" if parts.source else "name"] = (float(round(size)), left)
    return found


_SLIP_MOST, _SLIP_CLEAR = 0.78, 150.0
"""of the card's height that a slip may be long, and px of it that its words leave"""
_TITLE_PART = 0.66
"""of the room that a title is set to fill, at most"""
_AUTHOR_PART = 0.45
"""of the room that what stands under a title takes, at most"""
_IN_SLIP = 0.6
"""of the slip's width, that its characters take at most"""
_SHORT_TITLE = 4
"""em of the author's size that a title keeps whatever stands under it"""


def upright_name(job: Job, parts: Parts, voice: Voice, book: FontBook) -> Block | None:
    """Return the name as a column, where the theme sets it at the side or in a corner and it can stand so."""
    if job.proportions.signature not in ("side", "corner") or job.vertical or not parts.name:
        return None
    size = float(round(job.proportions.signature_max * job.unit))
    own = voice._replace(weight=job.theme.name_weight or voice.weight)
    return stack(parts.words.name, own, size, parts.name.tracking, book)
