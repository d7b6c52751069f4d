"""Why a line may not end at a place: the rule of `legal_breaks` that speaks against it, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import category

from quotecard.languages.kinsoku import POSTFIXES, PREFIXES
from quotecard.languages.known import language
from quotecard.text.breaks.legal import unicode_breaks
from quotecard.text.chars import is_east_asian

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNICODE = "UAX #14"


def why_not(text: str, at: int, lang: str) -> str:
    """Return the rule that keeps a line from ending before `at`, an offset that is not legal in `text`."""
    return next(_rules(text, at, lang))


def _rules(text: str, at: int, lang: str) -> Iterator[str]:
    """Yield the rules that speak against a break: numbers, tables of marks, units, then what Unicode says."""
    before, after = text[at - 1], text[at]
    level = _level(text, at, lang)
    if _in_number(text, at):
        yield f"a number is not divided ({_UNICODE}, class NU)"
    if after in language(lang).kinsoku.not_at_start:
        yield f"{describe_char(after)} may not start a line ({level})"
    if before in language(lang).kinsoku.not_at_end:
        yield f"{describe_char(before)} may not end a line ({level})"
    if after == "\u200d" or category(after)[0] == "M":
        yield f"{describe_char(after)} is part of the character before it (UAX #29)"
    if (before in PREFIXES and after.isdecimal()) or (before.isdecimal() and after in POSTFIXES):
        yield f"{before}{after}: a sign stays with its numeral (JLREQ cl-12, cl-13)"
    if before == " " and text[at - 2 : at - 1] in language(lang).kinsoku.not_at_end:
        yield f"{describe_char(text[at - 2])} may not end a line, nor the space behind it ({level})"
    if language(lang).only_at_spaces and before not in " \n":
        yield "Korean breaks at spaces only (KLREQ #line-break)"
    if before.isalpha() and after.isalpha() and not (is_east_asian(before) or is_east_asian(after)):
        yield f"a word is not divided ({_UNICODE}, class AL; cards do not hyphenate)"
    yield f"{describe_char(before)} and {describe_char(after)} stay together ({_UNICODE})"


def _in_number(text: str, at: int) -> bool:
    """Tell whether digits stand on both sides, or on both sides of a point or comma there."""
    before, after = text[at - 1], text[at]
    if before.isdecimal():
        return after.isdecimal() or (after in ",." and text[at + 1 : at + 2].isdecimal())
    return before in ",." and text[at - 2 : at - 1].isdecimal() and after.isdecimal()


def _level(text: str, at: int, lang: str) -> str:
    """Name the source of a table's rule; Latin marks are Unicode's before they are the tables' of Han."""
    if not language(lang).is_cjk and at not in unicode_breaks(text, lang):
        return _UNICODE
    return language(lang).kinsoku.level


def describe_char(char: str) -> str:
    """Return a character with its code point."""
    return f"U+{ord(char):04X} {char}" if char.isprintable() and char != " " else f"U+{ord(char):04X}"
