"""Which languages a user's font is for, from the characters that it has and what its maker says of it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from quotecard.languages.chinese import HONG_KONG, TRADITIONAL
from quotecard.languages.japanese import JAPANESE
from quotecard.languages.known import WITH_FACES
from quotecard.languages.korean import KOREAN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quotecard.fontbook.validate import ValidFont

HAN, LATIN = "han", "latin"

_LEAST = 20
"""Han or hangul from which a font is one for them: a logotype with three is none"""
_LEAST_LETTERS = 26
"""of the 52 basic Latin letters"""
_WRITES_KANA = 0.8
_STATED, _ALIKE = 0.5, 0.85
"""of the best covered language: what a language needs that OS/2 names, and one where OS/2 is silent.
A full JIS face has 0.82 of the common traditional characters, a full GB 2312 one 0.62."""

_BITS = {row.tag: row.code_page for row in WITH_FACES if row.code_page}
"""Languages in ideographs with their bits of OS/2 ulCodePageRange1."""


class Use(NamedTuple):
    """What a font is for."""

    han: tuple[str, ...]
    """Languages (BCP 47, those of `face_language`) whose Han, kana or hangul it writes."""
    latin: bool
    """Whether it has the letters of Latin words."""


def classify(font: ValidFont) -> Use:
    """Say what a font is for; neither where it has no letters of any script that is set here."""
    chars = font.characters
    latin = len(_LETTERS & chars) >= _LEAST_LETTERS
    found = set(_han(font))
    if len(_common()[KOREAN.tag] & chars) >= _LEAST:
        found.add(KOREAN.tag)
    if len(_KANA & chars) >= _WRITES_KANA * len(_KANA) and not found & _BITS.keys():
        found.add(JAPANESE.tag)  # kana to stand beside another's kanji
    if TRADITIONAL.tag in found:
        found.add(HONG_KONG.tag)
    return Use(tuple(row.tag for row in WITH_FACES if row.tag in found), latin)


def _han(font: ValidFont) -> Iterable[str]:
    """Yield the languages whose ideographs a font is drawn for."""
    shares = {lang: share(font.characters, lang) for lang in _BITS}
    if max(len(_common()[lang] & font.characters) for lang in _BITS) < _LEAST:
        return []
    if len(_KANA & font.characters) < _WRITES_KANA * len(_KANA):
        del shares[JAPANESE.tag]
    best = max(shares.values())
    stated = [
        lang for lang, part in shares.items() if font.code_pages & _BITS[lang] and part >= _STATED * best
    ]
    return stated or [lang for lang, part in shares.items() if part >= _ALIKE * best]


def share(characters: frozenset[int], lang: str) -> float:
    """Return the part of a language's common characters that are among `characters`."""
    common = _common()[lang]
    return len(common & characters) / len(common)


_LETTERS = frozenset((*range(0x41, 0x5B), *range(0x61, 0x7B)))
_KANA = frozenset((*range(0x3041, 0x3094), *range(0x30A1, 0x30F7)))


@lru_cache(maxsize=1)
def _common() -> dict[str, frozenset[int]]:
    """Return the common characters of each language: the first levels of Big5, GB 2312, JIS X 0208, KS X 1001."""
    cells = {row.common: _cells(*row.common) for row in WITH_FACES if row.common}
    return {row.tag: cells[row.common] for row in WITH_FACES if row.common}


_TRAIL_BYTES = (*range(0x40, 0x7F), *range(0xA1, 0xFF))


def _cells(codec: str, first: int, last: int) -> frozenset[int]:
    """Return the ideographs and syllables in a part of a double-byte table; empty cells are left out."""
    chars = (
        bytes((row, column)).decode(codec, "ignore")
        for row in range(first, last + 1)
        for column in _TRAIL_BYTES
    )
    return frozenset(ord(char) for char in chars if len(char) == 1 and char >= "\u4e00")
