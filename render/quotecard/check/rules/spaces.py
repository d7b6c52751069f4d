"""A rule on unnecessary spaces: doubled, between Han, before a mark, at either end of a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quotecard.check.rules.typed_marks import repairs_of
from quotecard.languages.known import language
from quotecard.text.chars import is_east_asian, is_hangul

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.check.checked_quotes import CheckedQuote
    from quotecard.check.finding import Finding

_SPACES = re.compile("[ \u00a0]+|^\u3000+|\u3000+$", re.MULTILINE)
_FULL_MARKS = frozenset(
    "\u3001\u3002\uff0c\uff0e\uff1a\uff1b\uff01\uff1f\uff09\u300d\u300f\u300b\u3009\u3011"
)
_HALF_MARKS = re.compile(r"[,.;:!?]+(?=\s|$)")
_LEADING_SPACE = "a space at the beginning of a line"


def find_stray_spaces(item: CheckedQuote) -> Iterator[Finding]:
    """Find unnecessary spaces in each text, except those that a repair of punctuation removes."""
    for field, text, lang in item.parts:
        for found in _SPACES.finditer(text):
            start, end = found.span()
            what = _problem_with(text, start, end, lang)
            if what and not (item.repairs and _is_repaired(text, lang, start)):
                at = end if what == _LEADING_SPACE else start
                yield item.finding(what, _suggestion(what), field, at)


def _is_repaired(text: str, lang: str, at: int) -> bool:
    return any(one.start <= at < one.end for one in repairs_of(text, lang))


def _problem_with(text: str, start: int, end: int, lang: str) -> str:
    """Return what is wrong with a run of spaces, or an empty string."""
    before, after = text[start - 1 : start] or "\n", text[end : end + 1] or "\n"
    if "\n" in (before, after):
        return "a space at the end of a line" if after == "\n" else _LEADING_SPACE
    if after in _FULL_MARKS or (_HALF_MARKS.match(text, end) and not language(lang).space_before_marks):
        return f"a space before {after}"
    if language(lang).script != "hangul" and (_is_wide(before) and _is_wide(after)):
        return f"a space between {before} and {after}"
    return "more than one space" if end - start > 1 else ""


def _is_wide(char: str) -> bool:
    return is_east_asian(char) and not is_hangul(char)


def _suggestion(what: str) -> str:
    if what.startswith("more"):
        return "write one"
    return "remove it, or break the line there" if "between" in what else "remove it"
