"""A language as a value: all that the stages ask about the language of a text."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from quotecard.languages import kinsoku

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quotecard.languages.kinsoku import Kinsoku


class QuotationMarks(NamedTuple):
    """The two levels of quotation marks."""

    outer_open: str
    outer_close: str
    inner_open: str
    inner_close: str


class CommonCharacters(NamedTuple):
    """The rows of a national character set that hold the characters in common use."""

    codec: str
    """A double-byte codec of the standard library."""
    first: int
    """First lead byte."""
    last: int
    """Last lead byte."""


CORNER = QuotationMarks("\u300c", "\u300d", "\u300e", "\u300f")
CURLY = QuotationMarks("\u201c", "\u201d", "\u2018", "\u2019")
LATIN_NAME_DASH = "\u2014 "
"""Leads in a name that is not written in East Asian characters, in any language."""
LATIN_SOURCE_COMMA = ", "
"""Stands between a source without East Asian characters and its date, in any language."""
_HANGING_QUOTES = frozenset("\u300c\u300e\u201c\u2018\u301d\u00ab")
_HANGING_STOPS = frozenset("\u3001\u3002\uff0c\uff0e\uff1a\uff1b\uff01\uff1f")


class Language(NamedTuple):
    """One language. The defaults are those of a language in an alphabet; lengths are in em."""

    tag: str
    """Canonical tag (BCP 47), as `tags.canonical` returns it."""
    line_locale: str
    """Locale of ICU's line breaker, with its strictness (UAX #14, CSS line-break: strict)."""
    harfbuzz: str
    """Language tag for HarfBuzz."""
    harfbuzz_latin: str
    """Language tag for HarfBuzz where a run is in Latin letters."""

    script: Literal["han", "hangul", "latin"] = "latin"
    """Whose lengths of line are liked."""
    is_cjk: bool = False
    """Whether Han or hangul is the body of the text, and Latin stands beside it."""
    columns: bool = False
    """Whether a text is set in columns unless something else is asked for."""
    legible: float = 30.0
    """px of the smallest legible quote on a card whose short side is 1080 px."""
    italic_titles: bool = True
    """Whether titles are in italics."""
    kicker: str = "Quoted"
    """The words over a quote that has no source to stand there."""

    face: str = "zh-Hant"
    """Language whose CJK faces set the text: zh-Hant, zh-HK, zh-Hans, ja or ko."""
    common: CommonCharacters | None = None
    """What a font for the language must have; none for a language without faces of its own."""
    code_page: int = 0
    """Bit of OS/2 ulCodePageRange1 by which a font's maker names the language; 0: no bit."""
    font_regions: frozenset[str] = frozenset()
    """Words in a font's name that name the language, such as TC or JP."""

    quotes: QuotationMarks = CURLY
    """Quotation marks in lines."""
    column_marks: Mapping[int, int] = MappingProxyType({})
    """Marks that columns write otherwise, as a table for str.translate."""
    full_width: Mapping[str, str] = MappingProxyType({})
    """Half-width mark → the form it has beside Han; empty: marks stay as wide as they are."""
    dash: str = "\u2014"
    """The dash of a sentence: one em, or two that are one unit."""
    name_dash: str = LATIN_NAME_DASH
    """Leads in a name in East Asian characters, with the space after it if there is one."""
    source_comma: str = LATIN_SOURCE_COMMA
    """Stands between a source in East Asian characters and its date, with the space after it."""
    ellipsis: str = "\u2026"
    """Three dots, or six."""
    space_before_marks: bool = False
    """Whether a space stands before `:`, `;`, `!` and `?`."""
    conversion: str = ""
    """OpenCC's conversion into the characters of the language; empty: none."""

    kinsoku: Kinsoku = kinsoku.CHINESE
    """Marks kept off the ends of lines."""
    only_at_spaces: bool = False
    """Whether a line ends only where a space stands (CSS word-break: keep-all)."""
    break_model: Literal["chinese", "japanese", "korean", "latin"] = "latin"
    """What weighs the places where a line may end."""
    phrase_model: str = ""
    """BudouX's model, such as `japanese`; empty: none."""
    verse_forms: tuple[tuple[int, ...], ...] = ()
    """Morae of each line of the verse forms that are found in a text written as one line."""

    centred_stops: bool = False
    """Whether stops stand in the middle of their em (CLREQ #glyphs_sizes_and_positions), not in a corner."""
    hanging_quotes: frozenset[str] = _HANGING_QUOTES
    """Opening marks that hang outside the text's edge where they start a line; other brackets look misplaced there."""
    hanging_stops: frozenset[str] = _HANGING_STOPS
    """Marks that stand outside a line's body where they end it, as closing marks do."""
    autospace: bool = True
    """Whether Han and Latin stand a little apart (CSS text-autospace)."""
    interpunct_box: float = 0.0
    """em that an interpunct between Han is centred in; 0: it keeps its own width."""

    dots_over: bool = False
    """Whether emphasis dots stand over a line's characters; else under them."""
    sesame_in_columns: bool = False
    """Whether emphasis dots in columns are sesame dots."""

    @property
    def comma(self) -> str:
        """The comma of the language's own script."""
        return self.full_width.get(",", ",")

    @property
    def stop(self) -> str:
        """The full stop of the language's own script."""
        return self.full_width.get(".", ".")

    @property
    def corner_quotes(self) -> bool:
        """Whether lines have corner brackets for quotation marks."""
        return self.quotes.outer_open == CORNER.outer_open


def strict_locale(tag: str) -> str:
    """Return ICU's locale for strict line breaking in a language."""
    return f"{tag}-u-lb-strict"
