"""Make a Job of a quote: flags over quote over file defaults over theme."""

from __future__ import annotations

from math import floor, inf
from typing import TYPE_CHECKING

from render.errors import UsageError
from render.model import Frame, Job, Size, Theme
from render.style import sizes as size_names
from render.style import theme as theme_names
from render.style.language import guess

if TYPE_CHECKING:
    from render.model import Proportions, Quote

_LEGIBLE_HAN, _LEGIBLE_LATIN, _LEGIBLE_FLOOR = 36.0, 30.0, 24.0
"""px of quote size on a card with a short side of 1080; never under the floor."""

_CJK = frozenset({"zh-Hant", "zh-HK", "zh-Hans", "lzh", "ja", "ko"})
_SHORT_SIDE = 1080
_HEAD_MARGIN = 0.66
_ROUNDING = 1e-6


def resolve(
    quote: Quote, theme: str | Theme = "", size: str | Size = "", at_most: float | None = None
) -> Job:
    """Return the job for `quote`; an empty `theme` or `size` is the quote's own, else the default.

    `at_most` limits the quote's size, in px an em; what is legible is not undercut. Raise UsageError
    where a theme or size is unknown, or the limit none.
    """
    chosen = (
        theme if isinstance(theme, Theme) else theme_names.theme(theme or quote.theme or theme_names.DEFAULT)
    )
    card = size if isinstance(size, Size) else size_names.parse_size(size or quote.size or size_names.DEFAULT)
    lang = quote.lang or guess(quote.text)
    shape = chosen.shapes[card.shape]
    short = min(card.width, card.height)
    frame = _frame(card, shape)
    seal = _seal(quote.author) if chosen.seal else ""
    return Job(
        quote=quote,
        theme=chosen,
        size=card,
        lang=lang,
        lang_guessed=not quote.lang,
        translation_lang=_translation_lang(quote),
        vertical=_is_vertical(quote, lang, shape),
        centred=(chosen.align if quote.align == "auto" else quote.align) == "centre",
        keep_marks=(chosen.marks if quote.marks == "auto" else quote.marks) == "keep",
        proportions=shape,
        box_width=(frame.right - frame.left) * shape.measure,
        box_height=_height(card, shape),
        frame=frame,
        largest=_largest(card, shape, lang, at_most),
        smallest=_smallest(card, lang),
        unit=(card.width / 1200 if card.shape == "wide" else short / _SHORT_SIDE),
        seal=seal,
        dash=not seal and chosen.rule is None,
        notices=quote.notices,
    )


def _translation_lang(quote: Quote) -> str:
    if quote.translation is None:
        return ""
    return quote.translation.lang or guess(quote.translation.text)


def _is_vertical(quote: Quote, lang: str, shape: Proportions) -> bool:
    """Set in columns what asks for it, and a short Han quote where the theme likes it so."""
    if quote.direction != "auto":
        return quote.direction == "vertical"
    letters = [char for char in quote.text if char.isalnum()]
    return (
        lang in _CJK and lang != "ko" and len(letters) <= shape.columns and not any(map(str.isascii, letters))
    )


def _seal(author: str) -> str:
    if not author:
        return ""
    from render.style.names import surname

    return surname(author)


def _height(card: Size, shape: Proportions) -> float:
    clear = 1 - shape.top - shape.bottom
    return card.height * min(shape.fill, clear)


def _frame(card: Size, shape: Proportions) -> Frame:
    """Keep the margins, and what a story's own interface covers; a full card comes nearer to head and foot."""
    margin = shape.margin * min(card.width, card.height)
    top = max(_HEAD_MARGIN * margin, shape.top * card.height)
    foot = card.height - max(_HEAD_MARGIN * margin, shape.bottom * card.height)
    return Frame(margin, card.width - margin, top, foot)


def _largest(card: Size, shape: Proportions, lang: str, at_most: float | None) -> float:
    largest = shape.largest * card.width
    if at_most is None:
        return largest
    if not isinstance(at_most, int | float) or not 0 < at_most < inf:
        raise UsageError(f"at_most is {at_most!r}", hint="it is a size in px, as 96")
    # A size is snapped down to whole px: what is less than one more does not exceed the limit.
    limit = (floor(at_most / card.scale) + 1) * card.scale - _ROUNDING
    return max(min(largest, limit), _smallest(card, lang))


def _smallest(card: Size, lang: str) -> float:
    least = _LEGIBLE_HAN if lang in _CJK else _LEGIBLE_LATIN
    short = min(card.width, card.height) / card.scale
    return max(least * short / _SHORT_SIDE, _LEGIBLE_FLOOR) * card.scale
