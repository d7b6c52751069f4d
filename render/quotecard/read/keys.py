"""The table of keys that a quote may have, from which both the reader and the JSON Schema are made."""

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
    """The form of a key's value."""

    TEXT = "text of one line or more"
    LINE = "a single line of text"
    LINES = "a word, or a list of words"
    TRANSLATION = "text, or a mapping of text and lang"
    PICTURE = "the path of a picture in the folder of the quotes file or below it"
    POINT = "one or two words, or two numbers from 0 to 1"
    FRACTION = "a number from 0 to 1"


class QuoteKey(NamedTuple):
    """One key of a quote."""

    name: str
    about: str
    """A description for the person who edits the file."""
    shape: ValueShape = ValueShape.LINE
    choices: tuple[str, ...] = ()
    """The allowed values, if they are few; the first is the default."""
    check: Callable[[str], Any] = str
    """Converts the value for later stages, or raises BadQuote."""
    shared: bool = True
    """Whether `defaults` may set it."""


@lru_cache(maxsize=1024)
def closest_name(word: str, known: tuple[str, ...]) -> str:
    """Return the name in `known` that `word` was most likely meant to be, or an empty string."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(shorten(word).lower(), known, n=1)), "")


def unknown_name_error(what: str, word: str, known: Iterable[str]) -> BadQuote:
    """Return the error for a `word` that is not in `known`; `what` is what it should name."""
    known = tuple(known)
    near = closest_name(word, known)
    hint = f"did you mean {near}?" if near else f"use one of {', '.join(known)}"
    return BadQuote(f"unknown {what} {shorten(word)!r}", hint=hint)


def canonical_language(tag: str) -> str:
    """Return the language tag in the form that later stages use. Raises BadQuote if it is not a language tag."""
    try:
        return canonical(tag)
    except NoLanguageError as error:
        raise BadQuote(str(error), hint=error.hint) from None


def _check_id(word: str) -> str:
    if not word:
        raise BadQuote("the id is empty", hint="remove the key, or give the quote a name")
    if word.isdigit():
        raise BadQuote(
            f"the id {shorten(word)} is a number",
            why="a number refers to a position in the file",
            hint="add a letter to it",
        )
    return word


_ACROSS = {"left": 0.0, "right": 1.0}
"""Words for a fraction of the width."""
_DOWN = {"top": 0.0, "bottom": 1.0}
"""Words for a fraction of the height."""
_FOCUS_HINT = "write two numbers from 0 to 1, such as 0.5 0.3, or words, such as centre or top left"


def parse_focus(words: str) -> tuple[float, float] | None:
    """Return the point that a focus names, as fractions of width and height from the top left; None if empty.

    Raises BadQuote if the words do not name a point.
    """
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
    """Return a number from 0 to 1. Raises BadQuote if `word` is not one."""
    try:
        number = float(word)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise BadQuote(f"{name} is {shorten(word)}", hint="write a number from 0 to 1, such as 0.5")
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
        "The quote. ==accent== highlights words. {base|reading} sets a reading beside its base, "
        "{base|one|two} one beside each character. A line break in the text breaks the line. "
        "A \\ before =, \\, {, } or | gives the character itself.",
        ValueShape.TEXT,
        shared=False,
    ),
    QuoteKey("author", "Who said or wrote it."),
    QuoteKey("role", "The author's role or profession; set with the name."),
    QuoteKey("source", "Where it comes from: a book, an article, a speech."),
    QuoteKey("date", "When it was said or written; set after the source, as typed."),
    QuoteKey(
        "translation",
        "The quote in another language: a text, or a mapping of text and lang. Set smaller, below the quote.",
        ValueShape.TRANSLATION,
        shared=False,
    ),
    QuoteKey(
        "lang",
        "Language of the text: zh-Hant, zh-HK, zh-Hans, lzh, ja, ko, en, vi or another BCP 47 language tag. "
        "Guessed from the text if absent.",
        check=canonical_language,
    ),
    _choice_key(
        "direction",
        "Direction of the text. auto: the theme's choice for this size; horizontal: lines; "
        "vertical: columns from right to left.",
        "auto",
        "horizontal",
        "vertical",
    ),
    _choice_key(
        "trim",
        "Which adjacent full-width punctuation marks lose their blank half. auto: by language (zh-Hant: brackets; "
        "zh-Hans and ja: all); none; brackets; all.",
        "auto",
        "none",
        "brackets",
        "all",
    ),
    _choice_key(
        "align",
        "Alignment of the lines. auto: the theme's choice; start: at one edge; centre: on the card's axis.",
        "auto",
        "start",
        "centre",
    ),
    _choice_key(
        "emphasis",
        "How ==words== are highlighted. colour: in the accent colour; dots: a dot beside each character; "
        "weight: in a heavier weight, if the typeface has one.",
        "colour",
        "dots",
        "weight",
    ),
    _choice_key(
        "digits",
        "In vertical text, the most digits of a number that are set upright side by side; "
        "a longer number is turned sideways.",
        "2",
        "3",
    ),
    _choice_key(
        "capitals",
        "In vertical text, how a word of two or three capital letters is set. turned: sideways; "
        "upright: one letter under the other.",
        "turned",
        "upright",
    ),
    _choice_key(
        "marks",
        "Quotation marks around the whole text. auto: the theme's choice; none: removed; keep: as typed.",
        "auto",
        "none",
        "keep",
    ),
    _choice_key(
        "punctuation",
        "repair: half-width marks in Chinese text become full-width, straight quotation marks become curly; "
        "keep: as typed.",
        "repair",
        "keep",
    ),
    QuoteKey(
        "background",
        "A photograph behind the text: the path of a PNG, JPEG or WebP file in the folder of this file "
        "or below it.",
        ValueShape.PICTURE,
    ),
    QuoteKey(
        "focus",
        "The point of the background that stays visible when it is cropped: words such as centre, top, left or "
        "bottom right, or fractions of its width and height, such as 0.5 0.3.",
        ValueShape.POINT,
        check=parse_focus,
    ),
    QuoteKey("portrait", "A picture of the author: a path, as for background.", ValueShape.PICTURE),
    QuoteKey("logo", "A logo for a corner of the card: a path, as for background.", ValueShape.PICTURE),
    QuoteKey(
        "grain",
        "Strength of the paper grain, from 0 (none) to 1. Grain makes the file ten to twenty times larger.",
        ValueShape.FRACTION,
        check=_parse_grain,
    ),
    QuoteKey("theme", "Name of the theme."),
    _choice_key(
        "tone",
        "Background tone. auto: the theme's own; light or dark: that one, if the theme has it.",
        "auto",
        "light",
        "dark",
    ),
    QuoteKey("size", "Name of the card's size, or its width and height in px, such as 1080x1350."),
    QuoteKey(
        "id",
        "Name of the quote, for commands and file names; must not be all digits.",
        check=_check_id,
        shared=False,
    ),
    QuoteKey("tags", "Words for selecting quotes.", ValueShape.LINES),
)

KEYS = {key.name: key for key in _TABLE}
"""Every key by name, in the order in which people usually write them."""

TRANSLATION_KEYS = ("text", "lang")
"""The keys of a translation that is a mapping."""
DEFAULTS_KEYS = {name: key for name, key in KEYS.items() if key.shared}
"""The keys that `defaults` may set."""
