"""Classes of characters that several rules of typesetting share."""

from __future__ import annotations

from functools import lru_cache

OPENING = frozenset(
    "\u300c\u300e\u201c\u2018\uff08\u300a\u3008\u3010\u3016\u3014\uff3b\uff5b\u3018\u301a\u301d"
)
"""Full-width marks that open and close; curly quotation marks among them."""
CLOSING = frozenset(
    "\u300d\u300f\u201d\u2019\uff09\u300b\u3009\u3011\u3017\u3015\uff3d\uff5d\u3019\u301b\u301f"
)
ASCII_OPENING, ASCII_CLOSING = frozenset("([{\u00ab"), frozenset(")]}\u00bb")

# Code points, first and last. Plain comparisons: compiling a pattern of these ranges costs a cold start 2 ms.
_HAN = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0xF900, 0xFAFF),
    (0x20000, 0x323AF),
    (0x3005, 0x3005),
    (0x3007, 0x3007),
    (0x303B, 0x303B),
)
_KANA = ((0x3041, 0x309F), (0x30A1, 0x30FA), (0x30FC, 0x30FF), (0x31F0, 0x31FF), (0xFF66, 0xFF9F))
_BOPOMOFO = ((0x3105, 0x312F), (0x31A0, 0x31BF))
_STROKES = ((0x31C0, 0x31EF),)
_HANGUL = ((0xAC00, 0xD7A3), (0x1100, 0x11FF), (0x3131, 0x318E), (0xA960, 0xA97C), (0xD7B0, 0xD7FB))
# Marks that only East Asian text uses: CJK punctuation and full-width forms.
_MARKS = (
    (0x3000, 0x303F), (0x30A0, 0x30A0), (0x30FB, 0x30FB), (0xFE10, 0xFE1F), (0xFE30, 0xFE4F), (0xFF01, 0xFF65), (0xFFE0, 0xFFEE),
)  # fmt: skip
_IDEOGRAPHS = _HAN + _KANA + _BOPOMOFO + _STROKES


def _within(char: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    code = ord(char)
    return any(first <= code <= last for first, last in ranges)


@lru_cache(maxsize=8192)
def is_ideograph(char: str) -> bool:
    """Tell whether `char` is Han, kana or bopomofo (CSS Text 4 #text-spacing-classes, Ideographs)."""
    return _within(char, _IDEOGRAPHS)


@lru_cache(maxsize=8192)
def is_hangul(char: str) -> bool:
    """Tell whether `char` is a hangul syllable or letter."""
    return _within(char, _HANGUL)


@lru_cache(maxsize=8192)
def is_kana(char: str) -> bool:
    """Tell whether `char` is a kana."""
    return _within(char, _KANA)


@lru_cache(maxsize=8192)
def is_east_asian(char: str) -> bool:
    """Tell whether `char` is Han, kana, hangul or a mark that only their text uses."""
    return is_ideograph(char) or is_hangul(char) or _within(char, _MARKS)


def describe_char(char: str) -> str:
    """Return a character with its code point, as messages show it."""
    return f"U+{ord(char):04X} {char}" if char.isprintable() and char != " " else f"U+{ord(char):04X}"
