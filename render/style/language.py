"""Guess a quote's language from its characters."""

from __future__ import annotations

import re

from render.style.variants import SIMPLIFIED, TRADITIONAL

_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa\u30fc\uff66-\uff9d]")
_HANGUL = re.compile("[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
# Letters with the marks that only Vietnamese uses: horns, the hook above, the dot below, stacked marks.
_VIETNAMESE = re.compile("[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")


def guess(text: str) -> str:
    """Return the tag of the language `text` is most likely in; Han without evidence is zh-Hant.

    A character that only simplified or only traditional text uses counts as evidence; a quote in
    traditional characters with a stray simplified form stays traditional.
    """
    kana, hangul, han = (len(pattern.findall(text)) for pattern in (_KANA, _HANGUL, _HAN))
    if hangul > kana and hangul * 2 >= han:
        return "ko"
    if kana and kana * 6 >= han:
        return "ja"
    if han and han * 3 >= len(_LATIN.findall(text)) / 2:
        simplified = sum(char in SIMPLIFIED for char in text)
        return "zh-Hans" if simplified > sum(char in TRADITIONAL for char in text) else "zh-Hant"
    return "vi" if _VIETNAMESE.search(text) else "en"
