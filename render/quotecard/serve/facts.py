"""The JSON data that the page shows about a quote and about the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quotecard.batch.file_names import DEFAULT_TEMPLATE, file_name
from quotecard.check.apply_rules import check_one
from quotecard.languages.detect import guess
from quotecard.read.document import Quotes
from quotecard.read.quote_lookup import errors_by_number
from quotecard.read.source_line import read_source_line
from quotecard.read.yaml_writer import quote_to_yaml, text_with_markup
from quotecard.serve.cards import draw_card
from quotecard.style import load_theme, parse_size, sizes, themes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quotecard.errors import CardError
    from quotecard.model import Quote
    from quotecard.serve.request import RequestedLook
    from quotecard.serve.watched_file import FileSnapshot


MAX_FILE_WIDE_CHECK = 2000
"""Most quotes in a file for rules that compare a quote with the others, which then take 0.2 s."""


def file_facts(now: FileSnapshot) -> dict[str, Any]:
    """Return the list of quotes, including invalid items with their errors, and the file's error if any."""
    entries = [_list_entry(quote) for quote in now.quotes]
    entries += [
        {"number": n, "id": "", "error": error_facts(bad)} for n, bad in errors_by_number(now.quotes).items()
    ]
    return {
        "file": now.quotes.path,
        "revision": now.revision,
        "error": error_facts(now.error) if now.error else None,
        "quotes": sorted(entries, key=lambda entry: entry["number"]),
    }


def _list_entry(quote: Quote) -> dict[str, Any]:
    return {
        "number": quote.number,
        "id": quote.id,
        "text": quote.text,
        "typed": text_with_markup(quote),
        "author": quote.author,
        "source": quote.source,
        "lang": quote.lang or guess(quote.text),
        "theme": quote.theme,
        "size": quote.size,
        "line": quote.origin.place.line if quote.origin else 0,
    }


def look_choices(tones: Iterable[str]) -> dict[str, Any]:
    """Return the available themes, sizes and tones."""
    return {
        "themes": [
            {"id": one.id, "name": one.name, "about": one.about, "ground": _hex_colour(one.ground)}
            for one in map(load_theme, themes())
        ],
        "sizes": [
            {"id": name, "width": size.width, "height": size.height}
            for name, size in ((name, parse_size(name)) for name in sizes())
        ],
        "tones": list(tones),
    }


def quote_facts(quotes: Quotes, quote: Quote, look: RequestedLook, fonts: str = "") -> dict[str, Any]:
    """Return the facts of a card: its text, layout, notices, findings and YAML. Raises CardError."""
    card = draw_card(quote, look, fonts)
    job, block = card.job, card.blocks.quote
    shown = _with_look(quote, look)
    return {
        "alt": card.alt,
        "lines": card.lines,
        "lang": job.lang,
        "guessed": job.lang_guessed,
        "vertical": job.vertical,
        "size_px": round(block.size, 1),
        "width": card.scene.width,
        "height": card.scene.height,
        "theme": job.theme.id,
        "card_size": job.size.name,
        "notices": [str(notice) for notice in card.notices],
        "findings": quote_findings(quotes, shown, fonts),
        "yaml": quote_to_yaml(shown, quotes.path),
        "name": file_name(DEFAULT_TEMPLATE, quote, theme=job.theme.id, size=job.size.name),
    }


def quote_findings(quotes: Quotes, quote: Quote, fonts: str = "") -> list[dict[str, Any]]:
    """Return what `quotecard check` finds in a quote, as it is shown, among the other quotes of the file.

    In a very long file it is checked alone: rules that compare quotes would delay the next card.
    """
    if len(quotes) > MAX_FILE_WIDE_CHECK:
        quotes = Quotes((), (), quotes.path)
        quote = quote._replace(number=1)
    others = tuple(quote if one.number == quote.number else one for one in quotes)
    if all(one.number != quote.number for one in quotes):
        others += (quote,)
    found = check_one(Quotes(others, quotes.errors, quotes.path), quote.number, fonts)
    return [_finding_facts(finding.as_dict(), is_typed=quote.origin is None) for finding in found]


def _finding_facts(found: dict[str, Any], *, is_typed: bool) -> dict[str, Any]:
    """Return a finding; an edited quote has no line in the file."""
    return found | ({"line": 0, "column": 0} if is_typed else {})


def _with_look(quote: Quote, look: RequestedLook) -> Quote:
    """Return the quote with the requested theme, size, direction and tone."""
    shown = look.quote(quote)
    return shown._replace(
        theme=look.theme or shown.theme, size=look.size or shown.size, tone=look.tone or shown.tone
    )


def error_facts(error: CardError) -> dict[str, Any]:
    """Return an error with its place and the source line it refers to."""
    place = error.where
    return {
        "what": error.what,
        "why": error.why,
        "hint": error.hint,
        "quote": error.quote,
        "file": place.path if place else "",
        "line": place.line if place else 0,
        "column": place.column if place else 0,
        "excerpt": read_source_line(place) if place else "",
    }


def _hex_colour(colour: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
