"""Repair what editors paste: NFC, half-width marks in Han text, straight quotes, dots and dashes.

Every repair is told in a notice; `punctuation: keep` leaves the marks as typed. Accents, ranges
of the text, follow it through every change.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from quotecard.languages.known import language
from quotecard.model import Notice
from quotecard.text.chars import is_east_asian, is_hangul, is_ideograph
from quotecard.text.prepare import punctuation
from quotecard.text.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quotecard.text.prepare.punctuation import Edit
    from quotecard.text.rules import TypesettingRules

Ranges = tuple[tuple[int, int], ...]

_PAIRS = {
    "\u300c": "\u300d", "\u300e": "\u300f", "\u201c": "\u201d", "\u2018": "\u2019", "\u00ab": "\u00bb", '"': '"',
}  # fmt: skip
_INNER = {"\u300e": "\u300c", "\u300f": "\u300d"}


class Normalised(NamedTuple):
    """A text ready to be set."""

    text: str
    ranges: Ranges
    """accents and the bases of readings, where they stand now"""
    notices: tuple[Notice, ...]


def normalise(
    text: str, ranges: Ranges, lang: str, *, repair: bool = True, keep_marks: bool = True
) -> Normalised:
    """Return `text` in NFC with its marks repaired and, unless kept, its enclosing pair taken off."""
    text, ranges = _nfc(text, ranges)
    notices: list[Notice] = []
    # Again until nothing is left: a mark made full-width may be the third of a row of full stops.
    while repair:
        told = len(notices)
        for rule in punctuation.RULES:
            edits = rule(text, lang)
            notices.extend(_told(text, edits))
            text, ranges = _apply(text, ranges, edits)
        repair = len(notices) > told
    if not keep_marks:
        bare, ranges = _unwrap(text, ranges, lang)
        if bare != text:
            notices.append(
                Notice(
                    "marks", f"{text[0]} {text[-1]} around the text were taken off; marks: keep leaves them"
                )
            )
        text = bare
    return Normalised(text, ranges, tuple(notices))


_CLOSE = {"\u201c": "\u201d", "\u2018": "\u2019"}


def for_columns(norm: Normalised, lang: str, rules: TypesettingRules = RULES) -> Normalised:
    """Return a text with the quotation marks, and in Korean the stops, of vertical writing."""
    table = language(lang).column_marks if rules.column_marks else {}
    latin = _of_latin(norm.text)
    text = "".join(char if at in latin else char.translate(table) for at, char in enumerate(norm.text))
    if text == norm.text:
        return norm
    notice = Notice("punctuation", "quotation marks and stops became those of vertical text")
    return norm._replace(text=text, notices=(*norm.notices, notice))


def _of_latin(text: str) -> set[int]:
    """Return the offsets of marks that belong to Latin words, and turn with them: around, inside, between them."""
    found: set[int] = set()
    opened: list[int] = []
    for at, char in enumerate(text):
        if _is_latin(text[at - 1 : at]) and _is_latin(text[at + 1 :].lstrip(" ")[:1]):
            found.add(at)
        elif char in _CLOSE:
            opened.append(at)
        elif opened and char == _CLOSE[text[opened[-1]]]:
            first = opened.pop()
            if not any(is_ideograph(one) or is_hangul(one) for one in text[first:at]):
                found |= {first, at}
    return found


def _is_latin(char: str) -> bool:
    return char.isalnum() and not is_east_asian(char)


def _nfc(text: str, accents: Ranges) -> tuple[str, Ranges]:
    if unicodedata.is_normalized("NFC", text):
        return text, accents
    # Normalised piece by piece, so that the ends of an accent stay where they are.
    cuts = sorted({0, len(text), *(at for span in accents for at in span)})
    moved, out = {0: 0}, ""
    for start, end in itertools.pairwise(cuts):
        out += unicodedata.normalize("NFC", text[start:end])
        moved[end] = len(out)
    return out, tuple((moved[a], moved[b]) for a, b in accents)


def _apply(text: str, accents: Ranges, edits: Iterable[Edit]) -> tuple[str, Ranges]:
    """Carry out edits, which stand in order and do not overlap."""
    edits = tuple(edits)
    if not edits:
        return text, accents
    out: list[str] = []
    done = 0
    for start, end, new in edits:
        out += (text[done:start], new)
        done = end
    out.append(text[done:])
    return "".join(out), tuple((_moved(a, text, edits), _moved(b, text, edits)) for a, b in accents)


def _moved(at: int, text: str, edits: Iterable[Edit]) -> int:
    """Return where an offset of `text` lies after the edits: inside one, on its side that is no space."""
    shift = 0
    for start, end, new in edits:
        if end <= at:
            shift += len(new) - (end - start)
        elif start < at:
            return start + shift + (0 if text[at:end].strip() else len(new))
    return at + shift


def _told(text: str, edits: Iterable[Edit]) -> list[Notice]:
    counts: dict[tuple[str, str], int] = {}
    for start, end, new in edits:
        key = (text[start:end], new)
        counts[key] = counts.get(key, 0) + 1
    return [
        Notice("punctuation", f"{old!r} became {new!r}" + (f", {count} times" if count > 1 else ""))
        for (old, new), count in counts.items()
    ]


def _unwrap(text: str, accents: Ranges, lang: str) -> tuple[str, Ranges]:
    """Take off a pair of quotation marks that encloses the whole text; inner pairs move up a level."""
    close = _PAIRS.get(text[:1])
    if close is None or not text[1:-1].strip() or text[-1] != close or _closes_early(text, close):
        return text, accents
    inner = text[1:-1]
    if text[0] == "\u300c" and language(lang).is_cjk:
        inner = re.sub("[\u300e\u300f]", lambda mark: _INNER[mark[0]], inner)
    return inner, tuple((max(a - 1, 0), min(b - 1, len(inner))) for a, b in accents)


def _closes_early(text: str, close: str) -> bool:
    depth = 0
    for at, char in enumerate(text):
        if char == text[0] and (char != close or at == 0):
            depth += 1
        elif char == close:
            depth -= 1
            if depth <= 0 and at < len(text) - 1:
                return True
    return False
