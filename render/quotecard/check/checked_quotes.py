"""The quotes of a file as the rules see them: their texts, each with its language, and their layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quotecard.card import render_card
from quotecard.check.finding import Finding
from quotecard.check.locate import is_written, locate
from quotecard.errors import FontError, QuoteError, UsageError
from quotecard.languages.detect import guess
from quotecard.model import Place
from quotecard.read.quote_lookup import errors_by_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from quotecard.errors import BadQuote
    from quotecard.model import Notice, Quote
    from quotecard.read.document import Quotes

_DEFAULTS_FIELDS = ("author", "role", "source", "date", "theme", "size")
"""Fields that the file's defaults may set and a rule looks at."""
TEXT_FIELDS = ("text", "translation", "author", "role", "source", "date")
"""Fields whose text is set on the card."""


class TextPart(NamedTuple):
    """One text of a quote: the field, its value and its language tag."""

    field: str
    text: str
    lang: str


class LayoutResult(NamedTuple):
    """The layout of a quote's card, or the error that prevents it."""

    lines: int = 0
    notices: tuple[Notice, ...] = ()
    error: QuoteError | FontError | None = None


class CheckedQuote(NamedTuple):
    """A quote to be checked."""

    quote: Quote
    lang: str
    """Language tag: the quote's own, or guessed from its text."""
    parts: tuple[TextPart, ...]
    """The texts on the card; a value from `defaults` belongs only to the first quote that takes it."""
    values: Mapping[str, str]
    """The same values by field, with theme and size."""
    layout: LayoutResult
    fonts: str = ""
    """Folder of the user's fonts; empty for none."""

    def part(self, field: str) -> str:
        """Return the text of a field, empty if this quote has none to check."""
        return next((part.text for part in self.parts if part.field == field), "")

    def finding(self, message: str, suggestion: str = "", field: str = "text", at: int = 0) -> Finding:
        """Return a finding about the character at offset `at` of a field."""
        quote = self.quote
        value = _field_value(quote, field)
        where = locate(quote.origin, field, value, at) if quote.origin else Place("", 1, 1)
        return Finding(where, quote.number, message, suggestion, quote.id)

    @property
    def repairs(self) -> bool:
        """Whether to check its punctuation: with `punctuation: keep` it is meant as typed."""
        return self.quote.punctuation == "repair"


class CheckedFile(NamedTuple):
    """All quotes of a file, and the errors of its invalid items."""

    items: tuple[CheckedQuote, ...]
    errors: Mapping[int, BadQuote]
    """Errors of the items that could not be read, by number."""


def lay_out_quotes(
    quotes: Quotes, on_done: Callable[[], None] = lambda: None, *, fonts: str = "", only: int = 0
) -> CheckedFile:
    """Lay out every quote in its own theme and size; call `on_done` after each.

    If `only` is a number, only that quote is laid out; the others are returned without a layout. Raises
    FontError if a bundled font cannot be used.
    """
    items = []
    seen: set[tuple[str, str, str]] = set()
    for quote in quotes:
        lang = quote.lang or guess(quote.text)
        own = {field: value for field, value in _fields_to_check(quote, lang, seen) if value}
        parts = tuple(
            TextPart(field, own[field], _field_language(quote, field, lang))
            for field in TEXT_FIELDS
            if field in own
        )
        layout = _lay_out(quote, fonts) if only in (0, quote.number) else LayoutResult()
        items.append(CheckedQuote(quote, lang, parts, own, layout, fonts))
        on_done()
    return CheckedFile(tuple(items), errors_by_number(quotes))


def _fields_to_check(quote: Quote, lang: str, seen: set[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    """Yield each field and its value, except values from `defaults` that are in `seen` from an earlier quote."""
    for field in ("text", "translation", *_DEFAULTS_FIELDS):
        value = _field_value(quote, field)
        if value and field in _DEFAULTS_FIELDS and quote.origin and not is_written(quote.origin, field):
            if (field, value, lang) in seen:
                continue
            seen.add((field, value, lang))
        yield field, value


def _field_value(quote: Quote, field: str) -> str:
    if field == "translation":
        return quote.translation.text if quote.translation else ""
    return str(getattr(quote, field))


def _field_language(quote: Quote, field: str, lang: str) -> str:
    if field == "translation" and quote.translation:
        return quote.translation.lang or guess(quote.translation.text)
    return lang


def _lay_out(quote: Quote, fonts: str) -> LayoutResult:
    try:
        card = render_card(quote, on_missing="warn", fonts=fonts)
    except UsageError:  # an unknown theme or size has a rule of its own
        return LayoutResult()
    except QuoteError as error:
        return LayoutResult(error=error)
    except FontError as error:
        if not fonts:
            raise
        return LayoutResult(error=error)  # a font of the user cannot set this quote
    return LayoutResult(len(card.lines), card.notices)
