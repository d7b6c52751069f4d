"""Repairs of punctuation, rule by rule; each finds edits and changes nothing itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quotecard.languages.known import language
from quotecard.text.chars import is_east_asian, is_hangul, is_ideograph

if TYPE_CHECKING:
    from collections.abc import Mapping

Edit = tuple[int, int, str]
"""(start, end, replacement)"""

_MARK = re.compile("[,.:;!?()]")
_DOTS = re.compile(r"\.{3,}|\u3002{3,}|\u2026+")
_HYPHENS = re.compile(r"(?<!-)-{2,3}(?!-)")
_ADDRESS = re.compile(r"[A-Za-z]+://[!#-&(-~]+")
_ABBREVIATION = re.compile(
    r"(?:^|\W)(?:[A-Za-z]|Mr|Mrs|Ms|Dr|St|No|Vol|vs|etc|Inc|Co|Ltd|Jr|Sr|Prof)$|(?:^|\n) *[0-9]{1,2}$"
)
"""What a full stop before Han does not end; the last is the number of an item in a list."""
_DECADE = re.compile(r"[0-9]0s\b")

_BEFORE_OPENING = ' \n([,:;"\uff08\u300c\u201c\u2014\uff1a\uff0c\uff1b\u3001\u3002'


def _outside_addresses(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """Return the matches that start in no URL; a mark that ends one is the sentence's."""
    addresses = [range(match.start(), match.end() - 1) for match in _ADDRESS.finditer(text)]
    return [match for match in pattern.finditer(text) if not any(match.start() in run for run in addresses)]


def ellipses(text: str, lang: str) -> list[Edit]:
    """Three dots or more, or full stops in a row, become the language's ellipsis (six dots in Chinese)."""
    own = language(lang)
    edits = []
    for match in _outside_addresses(_DOTS, text):
        east = bool(own.full_width) and _in_han(text, *match.span())
        new = own.ellipsis if east else "\u2026"
        if match[0][0] == "\u2026" and (not east or len(match[0]) > 1):
            continue
        edits.append((*match.span(), new))
    return edits


def dashes(text: str, lang: str) -> list[Edit]:
    """Two or three hyphens become the language's dash: two em in Chinese and Japanese, one elsewhere."""
    own = language(lang)
    edits = []
    for match in _outside_addresses(_HYPHENS, text):
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        option = before in (" ", "") and after.isascii() and after.isalpha() and not own.full_width
        if before.isdigit() or after.isdigit() or (option and start > 0):
            continue
        east = bool(own.full_width) and _in_han(text, start, end)
        edits.append((start, end, own.dash if east else "\u2014"))
    return edits


def quotation_marks(text: str, lang: str) -> list[Edit]:
    """Straight quotation marks become the language's own; a single one between letters an apostrophe."""
    if '"' not in text and "'" not in text:
        return []
    own = language(lang)
    outer_open, outer_close, inner_open, inner_close = own.quotes
    edits: list[Edit] = []
    double_open = single_open = False
    for at, char in enumerate(text):
        if char == '"':
            opens = not double_open if text.count('"') % 2 == 0 else _opens(text, at)
            edits.append((at, at + 1, outer_open if opens else outer_close))
            double_open = opens
        elif char == "'" and _is_apostrophe(text, at, open_before=single_open):
            edits.append((at, at + 1, "\u2019"))
        elif char == "'":
            single_open = not single_open
            pair = (
                (inner_open, inner_close) if double_open or not own.full_width else (outer_open, outer_close)
            )
            edits.append((at, at + 1, pair[not single_open]))
    return edits


def _opens(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in _BEFORE_OPENING


def _is_apostrophe(text: str, at: int, *, open_before: bool) -> bool:
    """Tell whether a single mark is an apostrophe: between letters, or with no partner to pair with."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if before.isalnum() and before.isascii() and after.isalnum():
        return True
    if _DECADE.match(text, at + 1):  # '90s
        return True
    if after.isdigit():
        return not open_before and "'" not in text[at + 1 :]
    if open_before:
        return False
    return (not _opens(text, at) and not is_east_asian(before or " ")) or "'" not in text[at + 1 :]


def full_width(text: str, lang: str) -> list[Edit]:
    """Half-width marks that belong to Han text become full-width, and the space beside them goes.

    A mark belongs where it touches Han (or a full-width mark) on either side, where its partner
    bracket does, or where it parts Latin words without a space in a clause of Han. Not inside
    numbers (3.14, 12:30), nor in Latin of its own (`Alex (Wang)`).
    """
    forms = language(lang).full_width
    if not forms or not any(is_east_asian(char) and not is_hangul(char) for char in text):
        return []
    partners = _brackets(text)
    marks = [match.start() for match in _outside_addresses(_MARK, text)]
    wide: set[int] = set()
    for at in marks:
        if _belongs(text, at, wide) or (at in partners and _belongs(text, partners[at], wide)):
            wide.add(at)
    # A mark that turned full-width makes Han text of what it touches: `Alex(Wang),` before Han.
    for at in reversed(marks):
        if (
            at not in wide
            and (_next(text, at) in wide or partners.get(at) in wide)
            and not _in_number(text, at)
        ):
            wide.add(at)
    return _widened(text, sorted(wide), forms)


def _brackets(text: str) -> dict[int, int]:
    """Return each ASCII bracket's partner, by offset; a full-width bracket may be one side."""
    stack: list[int] = []
    partners: dict[int, int] = {}
    for at, char in enumerate(text):
        if char in "(\uff08":
            stack.append(at)
        elif char in ")\uff09" and stack:
            other = stack.pop()
            partners[at], partners[other] = other, at
    return partners


def _belongs(text: str, at: int, wide: set[int]) -> bool:
    if _in_number(text, at):
        return False
    before, after = _previous(text, at), _next(text, at)
    touches_before = before >= 0 and (before in wide or _is_han_side(text[before]))
    touches_after = after < len(text) and _is_han_side(text[after])
    char = text[at]
    if char == ".":
        return touches_before or (touches_after and after == at + 1 and not _ABBREVIATION.search(text[:at]))
    if char == "(":
        return touches_before or touches_after
    if touches_before or touches_after:
        return True
    left = text[at - 1 : at]
    tight = (left.isalnum() or left in (")", "%")) and text[at + 1 : at + 2].isalpha()
    return char in ",;!?" and tight and _in_han(text, at, at + 1)


def _is_han_side(char: str) -> bool:
    return is_east_asian(char) and not is_hangul(char)


def _in_number(text: str, at: int) -> bool:
    return text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def _previous(text: str, at: int) -> int:
    at -= 1
    while at >= 0 and text[at] == " ":
        at -= 1
    return at


def _next(text: str, at: int) -> int:
    at += 1
    while at < len(text) and text[at] == " ":
        at += 1
    return at


def _widened(text: str, wide: list[int], forms: Mapping[str, str]) -> list[Edit]:
    """Return the edits, each with the spaces that a full-width mark's own blank replaces."""
    edits: list[Edit] = []
    done = 0
    for at in wide:
        start, done = max(_previous(text, at) + 1, done), _next(text, at)
        edits.append((start, done, forms[text[at]]))
    return edits


def _in_han(text: str, start: int, end: int) -> bool:
    """Tell whether the clause around a mark holds Han or kana."""
    left = max(text.rfind(mark, 0, start) for mark in "\n\u3002\uff01\uff1f")
    rights = [at for mark in "\n\u3002\uff01\uff1f" if (at := text.find(mark, end)) >= 0]
    clause = text[left + 1 : min(rights, default=len(text))]
    return any(map(is_ideograph, clause))


RULES = (ellipses, dashes, quotation_marks, full_width)
"""In this order, each on the text that the one before it left."""
