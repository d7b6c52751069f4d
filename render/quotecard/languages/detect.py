"""Guess a quote's language from its characters."""

from __future__ import annotations

from functools import lru_cache

from quotecard.languages.script_variants import SIMPLIFIED, TRADITIONAL

# Letters with the marks that only Vietnamese uses: horns, breves, the dot below, stacked marks.
_VIETNAMESE = frozenset("\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0") | frozenset(
    map(chr, range(0x1EA0, 0x1EFA))
)


@lru_cache(maxsize=8192)
def _script(char: str) -> str:
    code = ord(char)
    if (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x323AF
    ):
        return "han"
    if 0x3041 <= code <= 0x3096 or 0x30A1 <= code <= 0x30FC or 0xFF66 <= code <= 0xFF9D:
        return "kana"
    if 0xAC00 <= code <= 0xD7A3 or 0x1100 <= code <= 0x11FF or 0x3131 <= code <= 0x318E:
        return "hangul"
    return "latin" if char.isalpha() else ""


def guess(text: str) -> str:
    """Return the tag of the language `text` is most likely in; Han without evidence is zh-Hant.

    A character that only simplified or only traditional text uses counts as evidence; a quote in
    traditional characters with a stray simplified form stays traditional.
    """
    scripts = list(map(_script, text))
    kana, hangul, han = scripts.count("kana"), scripts.count("hangul"), scripts.count("han")
    if hangul > kana and hangul * 2 >= han:
        return "ko"
    if kana and kana * 6 >= han:
        return "ja"
    if han and han * 6 >= scripts.count("latin"):
        simplified, traditional = (sum(map(kind.__contains__, text)) for kind in (SIMPLIFIED, TRADITIONAL))
        return "zh-Hans" if simplified > traditional else "zh-Hant"
    return "en" if _VIETNAMESE.isdisjoint(text) else "vi"
