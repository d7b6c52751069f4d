"""Japanese."""

from __future__ import annotations

from quotecard.languages import kinsoku
from quotecard.languages.chinese import FULL_WIDTH
from quotecard.languages.language import CORNER, CommonCharacters, Language, strict_locale

_HAIKU = (5, 7, 5)
_TANKA = (5, 7, 5, 7, 7)

JAPANESE = Language(
    tag="ja",
    line_locale=strict_locale("ja"),
    harfbuzz="ja",
    harfbuzz_latin="en",
    script="han",
    is_cjk=True,
    columns=True,
    legible=36.0,
    italic_titles=False,
    kicker="\u540d\u8a00",
    face="ja",
    common=CommonCharacters("euc_jp", 0xA4, 0xCF),
    code_page=1 << 17,
    font_regions=frozenset(("JP", "J")),
    quotes=CORNER,
    column_marks=str.maketrans("\u201c\u201d", "\u301d\u301f"),
    full_width={**FULL_WIDTH, ",": "\u3001"},
    dash="\u2014\u2014",
    name_dash="\u2014\u2014",
    source_comma="\u3001",
    ellipsis="\u2026\u2026",
    kinsoku=kinsoku.JAPANESE,
    break_model="japanese",
    phrase_model="japanese",
    verse_forms=(_HAIKU, _TANKA),
    interpunct_box=1.0,
    dots_over=True,
    sesame_in_columns=True,
)
