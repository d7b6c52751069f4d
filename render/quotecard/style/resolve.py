"""Make a Job from a quote. Flags override the quote, the quote overrides the file's defaults, and these the theme."""

from __future__ import annotations

from math import floor, inf
from typing import TYPE_CHECKING
from zlib import crc32

from quotecard.devices import devices_of
from quotecard.devices.portrait import Portrait, unshown
from quotecard.errors import UsageError
from quotecard.languages.detect import guess
from quotecard.languages.known import language
from quotecard.model import Job, Notice, Size
from quotecard.style import sizes as size_names
from quotecard.style import theme_lookup as theme_names
from quotecard.style.colour import faint
from quotecard.style.frames import inner, longest_height, outer
from quotecard.theme import Theme

if TYPE_CHECKING:
    from quotecard.model import Quote
    from quotecard.theme import Palette, Proportions

_LEGIBLE_FLOOR = 24.0
"""px per em: the smallest type size on any card"""

_SHORT_SIDE = 1080
"""px: the short side of the card that lengths in theme files refer to"""
_WIDE = 1200
"""px: the width of the card that they refer to if it is wider than high"""
_DEVICE_HEIGHT = 1350
"""px: the height of the card that devices around the text are designed for; on a lower card they are smaller"""
_ROUNDING = 1e-6
_MOST_LATIN = 0.34
"""fraction of the letters: a text with more Latin than this is not set in columns"""
TONES = ("auto", "light", "dark")


def resolve(
    quote: Quote,
    theme: str | Theme = "",
    size: str | Size = "",
    at_most: float | None = None,
    *,
    tone: str = "",
) -> Job:
    """Return the job for `quote`. If `theme`, `size` or `tone` is empty, the quote's own applies, else the default.

    `at_most` limits the quote's size, in px per em, but never below the smallest legible size. Raises UsageError if
    the theme, size or tone is unknown, or if `at_most` is not a positive number.
    """
    quote = _named_once(quote)
    asked = (
        theme
        if isinstance(theme, Theme)
        else theme_names.load_theme(theme or quote.theme or theme_names.DEFAULT)
    )
    chosen, notices = _toned(asked, quote, tone or quote.tone)
    card = size if isinstance(size, Size) else size_names.parse_size(size or quote.size or size_names.DEFAULT)
    lang = quote.lang or guess(quote.text)
    shape = chosen.shapes[card.shape]
    shown = {device.key: words for device in devices_of(chosen) if (words := device.shows(quote, card, lang))}
    unit = _unit(card)
    margins = outer(card, shape)
    job = Job(
        quote=quote,
        theme=chosen,
        size=card,
        lang=lang,
        lang_guessed=not quote.lang,
        translation_lang=_translation_lang(quote),
        vertical=_is_vertical(quote, lang, chosen, shape),
        centred=(chosen.align if quote.align == "auto" else quote.align) == "centre",
        keep_marks=(chosen.marks if quote.marks == "auto" else quote.marks) == "keep",
        proportions=shape,
        box_width=0.0,
        box_height=0.0,
        outer=margins,
        frame=margins,
        largest=_largest(card, shape, lang, at_most),
        smallest=_smallest(card, lang),
        unit=unit,
        device_unit=min(unit, card.height / _DEVICE_HEIGHT),
        background=quote.background or chosen.background,
        portrait=quote.portrait if chosen.device(Portrait) else None,
        logo=quote.logo or chosen.logo,
        shown=shown,
        dash=chosen.dash,
        notices=(*quote.notices, *notices, *_missing(quote, chosen)),
    )
    return _boxed(
        job._replace(dash=chosen.dash and not any(one.parts_name(job) for one in devices_of(chosen)))
    )


def _boxed(job: Job) -> Job:
    """Return the job with the boxes that its devices and its attribution leave."""
    frame, shape = inner(job), job.proportions
    fill = job.size.height * min(shape.fill, 1 - shape.top - shape.bottom)
    return job._replace(
        frame=frame,
        box_width=frame.width * shape.measure,
        box_height=min(fill, longest_height(job, frame)),
    )


def _named_once(quote: Quote) -> Quote:
    """Remove a source that only repeats the author's name, as for a book called after its author."""
    if not quote.source or quote.source != quote.author:
        return quote
    said = Notice("source", "the source repeats the author and is set only once")
    return quote._replace(source="", notices=(*quote.notices, said))


def _toned(theme: Theme, quote: Quote, tone: str) -> tuple[Theme, tuple[Notice, ...]]:
    """Return the theme with the palette for the tone, and notices about tone and contrast."""
    if tone not in ("", *TONES):
        raise UsageError(f"unknown tone {tone!r}", hint=f"use one of {', '.join(TONES)}")
    wanted = theme.tone if tone in ("", "auto") else tone
    notices: list[Notice] = []
    palette = theme.palette
    if wanted != theme.tone and theme.other:
        palette = theme.other
    elif wanted != theme.tone:
        notices.append(Notice("tone", f"the theme {theme.id} has no {wanted} ground"))
    elif theme.vary:
        palette = _varied(theme, quote.text)
    for role, ratio in faint(palette, on_tint=any(device.quote_on_tint for device in devices_of(theme))):
        notices.append(
            Notice("contrast", f"the {role} of the theme {theme.id} has a contrast of only {ratio:.1f}:1")
        )
    if palette is theme.palette:
        return theme, tuple(notices)
    return theme._replace(palette=palette, tone=wanted if palette is theme.other else theme.tone), tuple(
        notices
    )


def _varied(theme: Theme, text: str) -> Palette:
    """Return a palette chosen by a stable hash of the text, so that cards differ but each keeps its own colours."""
    palettes = (theme.palette, *theme.vary)
    return palettes[crc32(text.encode()) % len(palettes)]


def _missing(quote: Quote, theme: Theme) -> tuple[Notice, ...]:
    """Return notices about what the theme would show but the quote lacks; the card is drawn without it."""
    lacks = [device.lacks(quote, theme) for device in devices_of(theme)]
    return tuple(Notice("material", words) for words in (*lacks, unshown(quote, theme)) if words)


def _unit(card: Size) -> float:
    if card.shape in ("wide", "banner"):
        return card.width / _WIDE
    return min(card.width, card.height) / _SHORT_SIDE


def _translation_lang(quote: Quote) -> str:
    if quote.translation is None:
        return ""
    return quote.translation.lang or guess(quote.translation.text)


def _is_vertical(quote: Quote, lang: str, theme: Theme, shape: Proportions) -> bool:
    """Tell whether a quote is set in columns: by its own choice, else the theme's if the text allows columns."""
    if quote.direction != "auto":
        return quote.direction == "vertical"
    if not language(lang).columns:
        return False
    letters = [char for char in quote.text if char.isalnum()]
    latin = sum(map(str.isascii, letters))
    if theme.direction == "vertical":
        return latin <= len(letters) * _MOST_LATIN
    return len(letters) <= shape.columns and not latin


def _largest(card: Size, shape: Proportions, lang: str, at_most: float | None) -> float:
    largest = max(shape.largest * card.width, _smallest(card, lang))
    if at_most is None:
        return largest
    if not isinstance(at_most, int | float) or not 0 < at_most < inf:
        raise UsageError(f"at_most is {at_most!r}", hint="use a size in px, such as 96")
    # Sizes are rounded down to whole px, so any size below the next whole px stays within the limit.
    limit = (floor(at_most / card.scale) + 1) * card.scale - _ROUNDING
    return max(min(largest, limit), _smallest(card, lang))


def _smallest(card: Size, lang: str) -> float:
    least = language(lang).legible
    short = min(card.width, card.height) / card.scale
    return max(least * short / _SHORT_SIDE, _LEGIBLE_FLOOR) * card.scale
