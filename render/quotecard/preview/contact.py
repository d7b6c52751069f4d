"""Contact sheets: many cards at the size of a feed, each with its label."""

from __future__ import annotations

import sys
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image

from quotecard.card import render_card
from quotecard.console import escape_controls
from quotecard.errors import CardError, UsageError
from quotecard.fontbook import default_book
from quotecard.paint.raster import paint
from quotecard.preview.drawing import Drawing
from quotecard.read.item import quote_of
from quotecard.read.quote_lookup import find_quote
from quotecard.scene import Scene
from quotecard.style import load_theme, parse_size, sizes, themes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from quotecard.model import Quote
    from quotecard.read.document import Quotes
    from quotecard.theme import Colour

GROUND: Colour = (0x9A, 0x98, 0x93)
"""A middle grey, distinct from light and dark cards alike."""
INK: Colour = (0x1E, 0x1D, 0x1B)
EMPTY: Colour = (0x85, 0x83, 0x7E)
"""Fills the place of a card that could not be drawn."""
GAP = 28
"""px between cards, and around the sheet."""
LABEL = 17.0
"""Font size of a label in px."""
_LABEL_ROOM = 2.1
"""Height left below a card for its label, in em of the label."""
_MAX_CARDS = 400
"""Cards on one sheet."""
_MAX_PIXELS = 80_000_000
"""Pixels of one sheet: 240 MB in memory."""
TONES = ("light", "dark")
SAMPLE = "\u6211\u5011\u98fd\u53d7\u611a\u8822\u4e4b\u82e6"
_PICTURES = frozenset({"kitty", "iterm2", "sixel"})
_THEMES_WIDTH = 200
"""px of a card in the list of themes."""
_THEMES_COLUMNS = 8
"""Cards per row in the list of themes."""


class SheetCard(NamedTuple):
    """One card to draw on a sheet."""

    quote: Quote
    theme: str
    size: str
    tone: str
    label: str


class Thumb(NamedTuple):
    """A card scaled for the sheet, or the reason why it could not be drawn."""

    label: str
    alt: str
    image: Image.Image | None
    wrong: str = ""


def sheet_cards(
    quotes: Sequence[Quote], in_themes: Sequence[str], at_sizes: Sequence[str], tones: Sequence[str]
) -> list[SheetCard]:
    """Return the cards of a sheet: each quote in each theme, size and tone, labelled by what differs.

    `all` in themes or sizes stands for every one. Raises UsageError if a theme or size is unknown, or the sheet
    would have more than 400 cards.
    """
    looks_in = themes() if "all" in in_themes else in_themes
    looks_at = sizes() if "all" in at_sizes else at_sizes
    for name in looks_in:
        load_theme(name)
    for name in looks_at:
        parse_size(name)
    found = [
        _sheet_card(quote, look, many=(len(quotes) > 1, len(looks_in) > 1, len(looks_at) > 1, len(tones) > 1))
        for quote in quotes
        for look in product(looks_in or ("",), looks_at or ("",), tones or ("",))
    ]
    if len(found) > _MAX_CARDS:
        raise UsageError(
            f"a sheet of {len(found):,} cards is too large",
            why=f"the limit is {_MAX_CARDS}",
            hint="select quotes with --only",
        )
    return found


def select_quotes(quotes: Quotes, only: Sequence[str]) -> list[Quote]:
    """Return the quotes with these ids or numbers, or all of them if there are none.

    Raises UsageError if no quote has an id or number, and the quote's own error if it could not be read.
    """
    return [find_quote(quotes, key) for key in only] if only else list(quotes)


def _sheet_card(quote: Quote, look: tuple[str, str, str], many: tuple[bool, bool, bool, bool]) -> SheetCard:
    own = look[0] or quote.theme or themes()[0], look[1] or quote.size or sizes()[0], look[2]
    words = [word for word, differs in zip((quote.name, *own), many, strict=True) if differs and word]
    return SheetCard(quote, look[0], look[1], look[2], "  ".join(words) or quote.name)


def draw_thumbs(asked: Sequence[SheetCard], width: int, done: Callable[[], None]) -> Iterator[Thumb]:
    """Draw the cards, each `width` px wide; one that fails gives a Thumb with the reason and no image."""
    for one in asked:
        try:
            card = render_card(one.quote, theme=one.theme, size=one.size, tone=one.tone)
            image = card.image
            height = max(round(image.height * width / image.width), 1)
            yield Thumb(one.label, card.alt, image.resize((width, height), Image.Resampling.LANCZOS))
        except CardError as error:
            yield Thumb(one.label, "", None, str(error))
        done()


def show_themes() -> None:
    """Show a card in every theme if the terminal shows pictures; half blocks would be too coarse."""
    if sys.stdout is None or not sys.stdout.isatty():
        return
    from quotecard.preview.terminal import show
    from quotecard.preview.terminal.capabilities import detect_terminal

    terminal = detect_terminal("")
    if terminal.kind in _PICTURES:
        wanted = sheet_cards([quote_of(SAMPLE)], ("all",), (), ())
        show.show_image(
            sheet_image(
                list(draw_thumbs(wanted, _THEMES_WIDTH, lambda: None)), _THEMES_WIDTH, _THEMES_COLUMNS
            ),
            terminal,
        )


def sheet_image(found: Sequence[Thumb], width: int, columns: int) -> Image.Image:
    """Return the sheet: `columns` cards per row, each with its label below; a row is as high as its highest card.

    Raises UsageError if the sheet would have more than 80 million pixels.
    """
    columns = max(min(columns, len(found)), 1)
    rows = [found[at : at + columns] for at in range(0, len(found), columns)]
    label = round(LABEL * _LABEL_ROOM)
    heights = [max((one.image.height if one.image else width // 2) for one in row) + label for row in rows]
    size = (columns * (width + GAP) + GAP, sum(heights) + GAP * (len(rows) + 1))
    if size[0] * size[1] > _MAX_PIXELS:
        raise UsageError(
            f"the sheet would be {size[0]}x{size[1]} px, which is too large",
            hint="choose fewer cards or a smaller --width",
        )
    page = _label_layer(rows, heights, width, size)
    y = GAP
    for row, height in zip(rows, heights, strict=True):
        for at, one in enumerate(row):
            x = GAP + at * (width + GAP)
            page.paste(one.image or Image.new("RGB", (width, width // 2), EMPTY), (x, y))
        y += height + GAP
    return page


def _label_layer(
    rows: Sequence[Sequence[Thumb]], heights: Sequence[int], width: int, size: tuple[int, int]
) -> Image.Image:
    """Return the empty sheet with its labels, typeset like any other text of the package."""
    book = default_book()
    sheet, y = Drawing(GROUND, 1.0, book), GAP
    for row, height in zip(rows, heights, strict=True):
        for at, one in enumerate(row):
            x = GAP + at * (width + GAP)
            words = sheet.words(_shorten_label(escape_controls(one.label), width), LABEL)
            foot = y + (one.image.height if one.image else width // 2)
            sheet.write(words, x, foot + LABEL * _LABEL_ROOM / 2, INK)
        y += height + GAP
    return paint(Scene(*size, GROUND, tuple(sheet.items)), book).image


def _shorten_label(label: str, width: int) -> str:
    """Return a label, shortened if need be to fit below its card."""
    most = max(int(width / LABEL), 4)
    return label if len(label) <= most * 2 else f"{label[: most * 2 - 1]}\u2026"
