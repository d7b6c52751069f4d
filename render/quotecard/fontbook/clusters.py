"""What a grapheme cluster needs of a font: which characters need a glyph, and whether in colour."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import category

TEXT_STYLE = "\ufe0e"
EMOJI_STYLE = "\ufe0f"

# Unicode 17.0, emoji-data.txt, Emoji_Presentation=Yes; tested against the bundled emoji font.
_EMOJI_PRESENTATION = """
231A-231B 23E9-23EC 23F0 23F3 25FD-25FE 2614-2615 2648-2653 267F 2693 26A1 26AA-26AB 26BD-26BE
26C4-26C5 26CE 26D4 26EA 26F2-26F3 26F5 26FA 26FD 2705 270A-270B 2728 274C 274E 2753-2755 2757
2795-2797 27B0 27BF 2B1B-2B1C 2B50 2B55 1F004 1F0CF 1F18E 1F191-1F19A 1F1E6-1F1FF 1F201 1F21A 1F22F
1F232-1F236 1F238-1F23A 1F250-1F251 1F300-1F320 1F32D-1F335 1F337-1F37C 1F37E-1F393 1F3A0-1F3CA
1F3CF-1F3D3 1F3E0-1F3F0 1F3F4 1F3F8-1F43E 1F440 1F442-1F4FC 1F4FF-1F53D 1F54B-1F54E 1F550-1F567
1F57A 1F595-1F596 1F5A4 1F5FB-1F64F 1F680-1F6C5 1F6CC 1F6D0-1F6D2 1F6D5-1F6D8 1F6DC-1F6DF
1F6EB-1F6EC 1F6F4-1F6FC 1F7E0-1F7EB 1F7F0 1F90C-1F93A 1F93C-1F945 1F947-1F9FF 1FA70-1FA7C
1FA80-1FA8A 1FA8E-1FAC6 1FAC8 1FACD-1FADC 1FADF-1FAEA 1FAEF-1FAF8
"""

# Characters that HarfBuzz hides if a font lacks them: Default_Ignorable_Code_Point without the hangul fillers,
# which take up space, and without the tags, which only the emoji font may absorb.
_HIDDEN = (
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xE0100, 0xE01EF),
)

_NEVER_ALONE = frozenset("0123456789#*")


@lru_cache(maxsize=1)
def emoji_presentation() -> frozenset[str]:
    """Return the characters that are drawn in colour unless U+FE0E follows."""
    chars: list[str] = []
    for span in _EMOJI_PRESENTATION.split():
        first, _, last = span.partition("-")
        chars += map(chr, range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(chars)


def needs_glyph(char: str) -> bool:
    """Tell whether a font must have `char` itself; hidden characters and spaces are synthesised by HarfBuzz."""
    code = ord(char)
    if any(first <= code <= last for first, last in _HIDDEN):
        return False
    return category(char) != "Zs"


def wants_emoji(cluster: str) -> bool:
    """Tell whether a cluster is to be drawn in colour (UTS #51, section 4.3)."""
    if TEXT_STYLE in cluster:
        return False
    return EMOJI_STYLE in cluster or not emoji_presentation().isdisjoint(cluster)


def may_be_emoji(cluster: str) -> bool:
    """Tell whether the emoji font may set a cluster: never a space, digit, `#` or `*` alone.

    The emoji font has glyphs for these, but only as parts of keycaps.
    """
    return any(needs_glyph(char) and char not in _NEVER_ALONE for char in cluster)


def is_word_part(char: str) -> bool:
    """Tell whether `char` writes words: Han, kana, hangul, a letter, or a mark upon one."""
    return category(char) in _WORD_CATEGORIES and needs_glyph(char)


# Nl for U+3007, the ideographic zero.
_WORD_CATEGORIES = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Nl"))
