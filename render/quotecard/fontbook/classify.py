"""Decide which languages a user's font is for, from its characters and its OS/2 table."""

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

HAN = "han"
LATIN = "latin"

_LEAST = 20
"""Fewest Han or hangul for a font to count as one for them: a logo font may have three."""
_LEAST_LETTERS = 26
"""Fewest of the 52 basic Latin letters for a Latin font."""
_WRITES_KANA = 0.8
"""Least share of the kana for a Japanese font."""
_STATED = 0.5
"""Least coverage of a language that OS/2 names, relative to the best covered language."""
_ALIKE = 0.85
"""The same for a language if OS/2 names none. A full JIS face has 0.82 of the common Traditional characters, a full
GB 2312 one 0.62."""

_BITS = {row.tag: row.code_page for row in WITH_FACES if row.code_page}
"""Languages in ideographs with their bits of OS/2 ulCodePageRange1."""


class FontUse(NamedTuple):
    """What a font can be used for."""

    han: tuple[str, ...]
    """Languages (BCP 47, those of `face_language`) whose Han, kana or hangul it writes."""
    latin: bool
    """Whether it has the letters of Latin words."""


def classify(font: ValidFont) -> FontUse:
    """Return what a font can be used for: nothing if it has no letters of a supported script."""
    chars = font.characters
    latin = len(_LETTERS & chars) >= _LEAST_LETTERS
    found = set(_han_languages(font))
    if len(_common_characters()[KOREAN.tag] & chars) >= _LEAST:
        found.add(KOREAN.tag)
    if len(_KANA & chars) >= _WRITES_KANA * len(_KANA) and not found & _BITS.keys():
        found.add(JAPANESE.tag)  # kana to stand beside another's kanji
    if TRADITIONAL.tag in found:
        found.add(HONG_KONG.tag)
    return FontUse(tuple(row.tag for row in WITH_FACES if row.tag in found), latin)


def _han_languages(font: ValidFont) -> Iterable[str]:
    """Return the languages whose ideographs a font is designed for."""
    shares = {lang: character_share(font.characters, lang) for lang in _BITS}
    if max(len(_common_characters()[lang] & font.characters) for lang in _BITS) < _LEAST:
        return []
    if len(_KANA & font.characters) < _WRITES_KANA * len(_KANA):
        del shares[JAPANESE.tag]
    best = max(shares.values())
    stated = [
        lang for lang, part in shares.items() if font.code_pages & _BITS[lang] and part >= _STATED * best
    ]
    return stated or [lang for lang, part in shares.items() if part >= _ALIKE * best]


def character_share(characters: frozenset[int], lang: str) -> float:
    """Return the share (0 to 1) of a language's common characters that are among `characters`."""
    common = _common_characters()[lang]
    return len(common & characters) / len(common)


_LETTERS = frozenset((*range(0x41, 0x5B), *range(0x61, 0x7B)))
_KANA = frozenset((*range(0x3041, 0x3094), *range(0x30A1, 0x30F7)))


@lru_cache(maxsize=1)
def _common_characters() -> dict[str, frozenset[int]]:
    """Return the common characters of each language: the first levels of Big5, GB 2312, JIS X 0208, KS X 1001."""
    cells = {row.common: _double_byte_characters(*row.common) for row in WITH_FACES if row.common}
    return {row.tag: cells[row.common] for row in WITH_FACES if row.common}


_TRAIL_BYTES = (*range(0x40, 0x7F), *range(0xA1, 0xFF))


def _double_byte_characters(codec: str, first: int, last: int) -> frozenset[int]:
    """Return the ideographs and syllables in a part of a double-byte table; empty cells are left out."""
    chars = (
        bytes((row, column)).decode(codec, "ignore")
        for row in range(first, last + 1)
        for column in _TRAIL_BYTES
    )
    return frozenset(ord(char) for char in chars if len(char) == 1 and char >= "\u4e00")
