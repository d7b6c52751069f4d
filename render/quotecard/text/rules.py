"""The rules of typesetting that a reference card shows, each with its number or on: a value handed down."""

from __future__ import annotations

from typing import NamedTuple


class TypesettingRules(NamedTuple):
    """What is done to a text beyond setting glyph after glyph; lengths are in em of the text."""

    # Where lines end.
    clauses: bool = True
    """Lines end where clauses do."""
    phrases: bool = True
    """Lines end after phrases rather than words, and after words rather than inside them."""
    halves: bool = True
    """Two halves of one length stand on a line each, rather than on one long line."""
    whole_words: bool = True
    """Korean breaks at spaces only."""
    stanza_gap: float = 0.45
    """What a long quote gets at the sentence end nearest its middle; two gaps share 4/3 of it."""

    # Size.
    short_quote: int = 11
    """Characters up to which a quote is set at the theme's largest size."""
    long_quote: int = 17
    """Characters from which on a quote is set at a calmer size."""

    # Marks and spaces.
    hang: bool = True
    """Opening quotation marks hang outside the edge."""
    autospace: float = 0.14
    """Between Han and Latin (CSS text-autospace: 1/8 ic; wider where letters are small)."""
    end_trim: bool = True
    """The blank of a line's last mark is no part of the line."""
    box_interpuncts: bool = True
    """An interpunct stands in the middle of its box."""
    column_marks: bool = True
    """Columns have quotation marks and stops of their own."""

    # Faces.
    wide_marks: bool = True
    """Dashes, ellipses and quotation marks in Han text take the Han face."""
    latin_face: bool = True
    """Latin letters take a face of their own beside Han."""
    emoji: bool = True
    """Emoji are set in colour."""

    # Columns.
    vertical_forms: bool = True
    """Characters that stand upright take the vertical forms of their face."""
    forms_stand: bool = True
    """What a face has a vertical form of stands upright."""
    turning: bool = True
    """What UAX #50 turns lies on its side."""
    colons_stand: bool = True
    """A colon and a semicolon stand upright whatever their face has."""
    tate_chu_yoko: bool = True
    """A short number stands across the column in one em."""
    long_numbers_turned: bool = True
    """A longer number lies on its side."""
    words_turned: bool = True
    """A Latin word lies on its side."""
    capitals_stand: bool = True
    """A single capital stands upright."""
    pair_marks: bool = True
    """Two exclamation or question marks stand side by side in one em."""
    column_word_spaces: bool = True
    """A word space in a column is as wide as in a line."""
    centred_on_axis: bool = True
    """What lies on its side or across has its middle on the column's axis."""
    notes_right: bool = True
    """Readings and dots stand right of a column."""

    # Readings.
    ruby_edges: bool = True
    """A reading of several characters leaves half as much at its edges as between them (JIS X 4051: 1:2:1)."""
    ruby_spread: bool = True
    """A base narrower than its reading is spread."""
    ruby_apart: float = 0.12
    """Kept between readings that would touch (CLREQ: a quarter of the reading's em, as between words)."""
    ruby_overhang: float = 0.225
    """A reading may hang so far over kana beside its base: half a character of its own."""
    ruby_words_whole: bool = True
    """Words in letters of their own widths are not spread."""
    ruby_room: bool = True
    """The first line leaves room for its readings."""
    zhuyin: bool = True
    """Zhuyin stands right of its character, in lines too."""
    zhuyin_tones: bool = True
    """A tone stands beside the last symbol."""
    light_tone_first: bool = True
    """The light tone stands over the first symbol."""

    # Emphasis dots.
    dots_by_language: bool = True
    """Dots stand on the side of the line that the language has them on."""
    dots_skip_marks: bool = True
    """Marks get no dot."""
    dots_yield: bool = True
    """Dots leave the side on which readings stand."""
    sesame: bool = True
    """Dots in columns are sesame dots where the language has those."""


RULES = TypesettingRules()
"""What every card is set by."""
