"""The table of keys that a quote may have: the reader and the schema are both made from it."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from quotecard.errors import BadQuote
from quotecard.languages.tags import NoLanguageError, canonical
from quotecard.read.input_chars import shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class ValueShape(Enum):
    """What shape a key's value has."""

    TEXT = "a text, of one line or more"
    LINE = "one line of text"
    LINES = "a list of words, or one"
    TRANSLATION = "a text, or a mapping of text and lang"
    PICTURE = "the path of a picture, inside the file's folder"
    POINT = "a word or two, or two numbers from 0 to 1"
    SHARE = "a number from 0 to 1"


class QuoteKey(NamedTuple):
    """One key of a quote."""

    name: str
    about: str
    """A sentence for the person who edits the file."""
    takes: ValueShape = ValueShape.LINE
    choices: tuple[str, ...] = ()
    """The only values, where there are few; the first holds where the file is silent."""
    check: Callable[[str], Any] = str
    """Gives the value as later stages want it, or raises BadQuote."""
    shared: bool = True
    """Whether `defaults` may hold it."""


@lru_cache(maxsize=1024)
def closest_name(word: str, known: tuple[str, ...]) -> str:
    """Return the one of `known` that `word` was most likely meant to be, or nothing."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(shorten(word).lower(), known, n=1)), "")


def unknown_name_error(what: str, word: str, known: Iterable[str]) -> BadQuote:
    """Return the error for a `word` that is none of `known`."""
    known = tuple(known)
    near = closest_name(word, known)
    hint = f"did you mean {near}?" if near else f"known are {', '.join(known)}"
    return BadQuote(f"unknown {what} {shorten(word)!r}", hint=hint)


def canonical_language(tag: str) -> str:
    """Return the tag as later stages know it; raises BadQuote."""
    try:
        return canonical(tag)
    except NoLanguageError as error:
        raise BadQuote(str(error), hint=error.hint) from None


def _check_id(word: str) -> str:
    if not word:
        raise BadQuote("the id is empty", hint="take the key out, or name the quote")
    if word.isdigit():
        raise BadQuote(
            f"the id {shorten(word)} is a number",
            why="a number means a place in the file",
            hint="add a letter to it",
        )
    return word


_ACROSS = {"left": 0.0, "right": 1.0}
_DOWN = {"top": 0.0, "bottom": 1.0}
_FOCUS_HINT = "write two numbers from 0 to 1, as 0.5 0.3, or words: centre, top left"


def parse_focus(words: str) -> tuple[float, float] | None:
    """Return the parts of width and height that a focus means, from the top left; raises BadQuote."""
    parts = words.replace(",", " ").lower().split()
    if not parts:
        return None
    if len(parts) > 2:
        raise BadQuote(f"focus is {shorten(words)}", hint=_FOCUS_HINT)
    named = {**dict.fromkeys(("centre", "center", "middle"), 0.5), **_ACROSS, **_DOWN}
    if all(part in named for part in parts):
        across = next((_ACROSS[part] for part in parts if part in _ACROSS), 0.5)
        down = next((_DOWN[part] for part in parts if part in _DOWN), 0.5)
        if len([part for part in parts if part in _ACROSS]) < 2 and len([p for p in parts if p in _DOWN]) < 2:
            return across, down
    try:
        across, down = (parse_fraction("focus", part) for part in parts)
    except (BadQuote, ValueError):
        raise BadQuote(f"focus is {shorten(words)}", hint=_FOCUS_HINT) from None
    return across, down


def parse_fraction(name: str, word: str) -> float:
    """Return a number from 0 to 1; raises BadQuote."""
    try:
        number = float(word)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise BadQuote(f"{name} is {shorten(word)}", hint="it is a number from 0 to 1, as 0.5")
    return number


def _parse_grain(word: str) -> float | None:
    return parse_fraction("grain", word) if word else None


def _choice_checker(name: str, choices: tuple[str, ...]) -> Callable[[str], str]:
    def check(word: str) -> str:
        if word and word not in choices:
            raise unknown_name_error(f"value of {name}", word, choices)
        return word or choices[0]

    return check


def _choice_key(name: str, about: str, *choices: str) -> QuoteKey:
    return QuoteKey(name, about, choices=choices, check=_choice_checker(name, choices))


_TABLE = (
    QuoteKey(
        "text",
        "The quote. ==accent== sets words apart, {base|reading} puts a reading beside its base "
        "(or {base|one|two} one beside each character), a new line breaks the line, "
        "and \\ before =, \\, {, } or | gives the character itself.",
        ValueShape.TEXT,
        shared=False,
    ),
    QuoteKey("author", "Who said it."),
    QuoteKey("role", "What the author is; stands with the name."),
    QuoteKey("source", "Where it was said: a book, a paper, a speech."),
    QuoteKey("date", "When; stands after the source, as written."),
    QuoteKey(
        "translation",
        "The quote in another language: its text, or a mapping of text and lang. Set smaller, below the quote.",
        ValueShape.TRANSLATION,
        shared=False,
    ),
    QuoteKey(
        "lang",
        "Language of the text: zh-Hant, zh-HK, zh-Hans, lzh, ja, ko, en, vi or another tag of BCP 47. "
        "Guessed from the text where absent.",
        check=canonical_language,
    ),
    _choice_key(
        "direction",
        "auto: as the theme likes it for this size; horizontal; vertical: columns from right to left.",
        "auto",
        "horizontal",
        "vertical",
    ),
    _choice_key(
        "trim",
        "Blank of full-width marks beside one another. auto: as the language does (zh-Hant: brackets; "
        "zh-Hans and ja: all); none; brackets; all.",
        "auto",
        "none",
        "brackets",
        "all",
    ),
    _choice_key(
        "align",
        "auto: as the theme likes it; start: lines begin on one edge; centre: each on the card's axis.",
        "auto",
        "start",
        "centre",
    ),
    _choice_key(
        "emphasis",
        "What ==words== look like. colour: in the accent colour; dots: a dot beside each character; "
        "weight: heavier, where the face has weights.",
        "colour",
        "dots",
        "weight",
    ),
    _choice_key(
        "digits",
        "How many digits of a number stand side by side across a column; a longer number lies on its side.",
        "2",
        "3",
    ),
    _choice_key(
        "capitals",
        "A word of two or three capitals in a column. turned: on its side; upright: letter under letter.",
        "turned",
        "upright",
    ),
    _choice_key(
        "marks",
        "Quotation marks around the whole text. auto: as the theme likes it; none: taken off; keep: as typed.",
        "auto",
        "none",
        "keep",
    ),
    _choice_key(
        "punctuation",
        "repair: half-width marks in Chinese text become full-width, straight quotes become curly; keep: as typed.",
        "repair",
        "keep",
    ),
    QuoteKey(
        "background",
        "A photograph to lie under the text: the path of a PNG, JPEG or WebP file in the folder of this file, "
        "or in one under it.",
        ValueShape.PICTURE,
    ),
    QuoteKey(
        "focus",
        "What a cut of the background keeps: centre, top, left, bottom right, or parts of its width and height, "
        "as 0.5 0.3.",
        ValueShape.POINT,
        check=parse_focus,
    ),
    QuoteKey("portrait", "A picture of the author, as background is named.", ValueShape.PICTURE),
    QuoteKey("logo", "A mark to stand in a corner, as background is named.", ValueShape.PICTURE),
    QuoteKey(
        "grain",
        "Paper grain, from 0 for none to 1. A card with it makes a file ten to twenty times larger.",
        ValueShape.SHARE,
        check=_parse_grain,
    ),
    QuoteKey("theme", "Name of the theme."),
    _choice_key(
        "tone",
        "auto: the theme's own ground; light or dark: that ground, where the theme has one.",
        "auto",
        "light",
        "dark",
    ),
    QuoteKey("size", "Name of the card's size, or its width and height in px, as 1080x1350."),
    QuoteKey(
        "id", "Name of the quote, for commands and file names; not all digits.", check=_check_id, shared=False
    ),
    QuoteKey("tags", "Words to choose quotes by.", ValueShape.LINES),
)

KEYS = {key.name: key for key in _TABLE}
"""Every key, by name, in the order that people write them."""

TRANSLATION_KEYS = ("text", "lang")
"""Keys of a translation."""
DEFAULTS_KEYS = {name: key for name, key in KEYS.items() if key.shared}
"""The keys that `defaults` may hold."""
