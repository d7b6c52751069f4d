"""Set the attribution: the name, the role beside it, the source and date under it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from render.text.block import Setting, build
from render.text.breaks.costs import breaks
from render.text.chars import CJK_LANGS, is_east_asian
from render.text.fit import fixed_measure
from render.text.line.spacing import SMALL, space
from render.text.line.strip import cut
from render.text.normalise import normalise
from render.text.shape import shape

if TYPE_CHECKING:
    from render.fontbook import FontBook
    from render.model import Block, Quote
    from render.text.itemise import Voice

_LEADING = 1.5
_SHRINK = 0.88
"""An attribution a little too long is set smaller before it is wrapped."""
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2e3a"
_NAME_LENGTHS = range(2, 5)
"""Characters of a Han name that is tracked."""


class Words(NamedTuple):
    """The parts of an attribution as they will be set; empty where the quote has none."""

    name: str
    role: str
    source: str
    missing: tuple[str, ...] = ()


def words(quote: Quote, lang: str, *, dash: bool) -> Words:
    """Return the parts of a quote's attribution, with the dash of its language before the name.

    zh and ja: —— and the name; ko and Latin: — and the name (TYPOGRAPHY §12, MOE, GB/T 15834).
    """

    def clean(text: str) -> str:
        return normalise(text.strip(), (), lang, repair=quote.punctuation == "repair").text

    name = clean(quote.author).lstrip(_DASHES + " ")
    east = lang in CJK_LANGS
    comma = "\uff0c" if east and lang != "ko" and any(map(is_east_asian, quote.source)) else ", "
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
