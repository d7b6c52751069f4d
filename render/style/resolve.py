"""Make a Job of a quote: flags over quote over file defaults over theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

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


def resolve(quote: Quote, theme: str | Theme = "", size: str | Size = "") -> Job:
    """Return the job for `quote`; an empty `theme` or `size` is the quote's own, else the default.

    Raise UsageError where a theme or size is unknown.
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
        keep_marks=(chosen.marks if quote.marks == "auto" else quote.marks) == "keep",
        proportions=shape,
        box_width=(frame.right - frame.left) * shape.measure,
        box_height=_height(card, shape),
        frame=frame,
        largest=shape.largest * card.width,
        smallest=_smallest(card, lang),
        unit=(card.width / 1200 if card.shape == "wide" else short / _SHORT_SIDE),
        seal=seal,
        dash=not seal and chosen.rule is None,
        notices=quote.notices,
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


def _smallest(card: Size, lang: str) -> float:
    least = _LEGIBLE_HAN if lang in _CJK else _LEGIBLE_LATIN
    short = min(card.width, card.height) / card.scale
    return max(least * short / _SHORT_SIDE, _LEGIBLE_FLOOR) * card.scale
