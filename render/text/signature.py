"""Set the attribution: the name, as a column where the theme asks; role, source and date."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from render.model import ATTRIBUTION_ROW, RULE_TO_NAME, Block
from render.text.block import Setting, build
from render.text.breaks.costs import breaks
from render.text.chars import CJK_LANGS, is_east_asian
from render.text.fit import fixed_measure
from render.text.line.spacing import SMALL, space
from render.text.line.strip import cut
from render.text.normalise import normalise
from render.text.shape import shape
from render.text.stack import stack

if TYPE_CHECKING:
    from render.fontbook import FontBook
    from render.model import Job, Quote
    from render.text.itemise import Voice

_LEADING = 1.5
_SHRINK = 0.88
"""An attribution a little too long is set smaller before it is wrapped."""
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
    """Clusters that no bundled face sets."""

    def below(self, job: Job) -> float:
        """Return the px that hang below the quote at most, gap left out."""
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

    def clean(text: str) -> str:
        return normalise(text.strip(), (), lang, repair=quote.punctuation == "repair").text

    name = clean(quote.author).lstrip(_DASHES + " ")
    east = lang in CJK_LANGS
    wide = "\u3001" if lang == "ja" else "\uff0c"
    comma = wide if east and lang != "ko" and any(map(is_east_asian, quote.source)) else ", "
    source = comma.join(part for part in (clean(quote.source), clean(quote.date)) if part)
    if dash and name:
        name = f"\u2014\u2014{name}" if east and lang != "ko" and is_east_asian(name[0]) else f"\u2014 {name}"
    return Words(name, clean(quote.role), source)


def tracked(name: str, tracking: float) -> float:
    """Return the tracking in em for a name: only a short one in Han is opened up."""
    bare = name.lstrip(_DASHES)
    return tracking if len(bare) in _NAME_LENGTHS and all(map(is_east_asian, bare)) else 0.0


def set_part(
    text: str, voice: Voice, size: float, width: float, book: FontBook, *, tracking: float = 0.0
) -> tuple[Block, tuple[str, ...]]:
    """Return `text` at `size` px in at most `width` px, smaller or wrapped where needed, and what no face sets."""
    shaped = shape(text, voice, book)
    if tracking:
        shaped.advances[:] = [advance + tracking for advance in shaped.advances]
    spaced = space(shaped, book, SMALL)
    whole = cut(spaced, breaks(text, voice.lang))
    natural = (whole.strip.right[-1] - whole.strip.left[0] - tracking) * size
    if natural <= width:
        nodes: tuple[int, ...] = (0, len(whole.offsets) - 1)
    elif natural * _SHRINK <= width:
        nodes = (0, len(whole.offsets) - 1)
        size *= width / natural
    else:
        nodes = fixed_measure(whole.strip, width / size).nodes
    block = build(whole, spaced, nodes, Setting(size, _LEADING, "quiet"))
    # The last character's tracking is no width: it would push a seal away, or a centred name aside.
    return block._replace(width=block.width - tracking * size), tuple(shaped.missing)


def sign(
    job: Job, voice: Voice, words: Words, quote_size: float, book: FontBook, *, upright: bool
) -> Signature:
    """Return the attribution beside a quote of `quote_size` px: its name as a column if `upright` and it can be."""
    shape = job.proportions
    size = min(
        max(shape.signature_scale * quote_size, shape.signature_min * job.unit),
        shape.signature_max * job.unit,
    )
    detail = float(round(min(max(size * _DETAIL, _DETAIL_LEAST * job.unit), size)))
    tracking = tracked(words.name, job.theme.tracking)
    column = (
        stack(words.name, voice, float(round(shape.signature_max * job.unit)), tracking, book)
        if upright
        else None
    )
    missing: list[str] = []

    def part(
        text: str, size: float, tracking: float = 0.0, *, italic: bool = False, beside: float = 0.0
    ) -> Block | None:
        if not text:
            return None
        own = voice._replace(italic=italic)
        block, lacking = set_part(text, own, size, job.box_width - beside, book, tracking=tracking)
        missing.extend(lacking)
        return block

    return Signature(
        name=column or part(words.name, float(round(size)), tracking, beside=_seal_room(job)),
        role=part(words.role, detail),
        source=part(words.source, detail, italic=job.lang not in CJK_LANGS),
        upright=column is not None,
        missing=tuple(missing),
    )
