"""Classes of characters that several rules of typesetting share."""

from __future__ import annotations

import re
from functools import lru_cache

CJK_LANGS = frozenset({"zh-Hant", "zh-HK", "zh-Hans", "lzh", "ja", "ko"})
CENTRED_LANGS = frozenset({"zh-Hant", "zh-HK", "lzh"})
"""Languages whose stops stand in the middle of their em (CLREQ #glyphs_sizes_and_positions)."""

_HAN_RANGES = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af\u3005\u3007\u303b"
_KANA_RANGES = "\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_HANGUL_RANGES = "\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\ud7b0-\ud7fb"
_BOPOMOFO_RANGES = "\u3105-\u312f\u31a0-\u31bf"

_IDEOGRAPH = re.compile(f"[{_HAN_RANGES}{_KANA_RANGES}{_BOPOMOFO_RANGES}\u31c0-\u31ef]")
_HANGUL = re.compile(f"[{_HANGUL_RANGES}]")
# Marks that only East Asian text uses: CJK punctuation and full-width forms.
_EAST_ASIAN_MARK = re.compile("[\u3000-\u303f\u30a0\u30fb\ufe10-\ufe1f\ufe30-\ufe4f\uff01-\uff65\uffe0-\uffee]")


@lru_cache(maxsize=8192)
def is_ideograph(char: str) -> bool:
    """Tell whether `char` is Han, kana or bopomofo (CSS Text 4 #text-spacing-classes, Ideographs)."""
    return _IDEOGRAPH.match(char) is not None


@lru_cache(maxsize=8192)
def is_hangul(char: str) -> bool:
    """Tell whether `char` is a hangul syllable or letter."""
    return _HANGUL.match(char) is not None


@lru_cache(maxsize=8192)
def is_east_asian(char: str) -> bool:
    """Tell whether `char` is Han, kana, hangul or a mark that only their text uses."""
    return is_ideograph(char) or is_hangul(char) or _EAST_ASIAN_MARK.match(char) is not None
