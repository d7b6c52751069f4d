"""Chinese: in Traditional characters, those of Hong Kong, Simplified ones; and Classical Chinese."""

from __future__ import annotations

from quotecard.languages import kinsoku
from quotecard.languages.language import CORNER, CURLY, CommonCharacters, Language, strict_locale

FULL_WIDTH = {
    ",": "\uff0c",
    ".": "\u3002",
    ":": "\uff1a",
    ";": "\uff1b",
    "!": "\uff01",
    "?": "\uff1f",
    "(": "\uff08",
    ")": "\uff09",
}
"""Half-width mark → the form it has in Chinese text."""

TRADITIONAL = Language(
    tag="zh-Hant",
    line_locale=strict_locale("zh-Hant"),
    harfbuzz="zh-Hant",
    harfbuzz_latin="en",
    script="han",
    is_cjk=True,
    columns=True,
    legible=36.0,
    italic_titles=False,
    kicker="\u8a9e\u9304",
    face="zh-Hant",
    common=CommonCharacters("big5", 0xA4, 0xC6),
    code_page=1 << 20,
    font_regions=frozenset(("TC", "TW")),
    quotes=CORNER,
    full_width=FULL_WIDTH,
    dash="\u2014\u2014",
    name_dash="\u2014\u2014",
    source_comma="\uff0c",
    ellipsis="\u2026\u2026",
    conversion="s2tw",
    kinsoku=kinsoku.CHINESE,
    break_model="chinese",
    phrase_model="traditional_chinese",
    centred_stops=True,
    interpunct_box=1.0,
)
HONG_KONG = TRADITIONAL._replace(
    tag="zh-HK",
    harfbuzz="zh-HK",
    face="zh-HK",
    code_page=0,  # a font for Traditional Chinese is one for Hong Kong too
    font_regions=frozenset(("HK",)),
    conversion="s2hk",
)
SIMPLIFIED = TRADITIONAL._replace(
    tag="zh-Hans",
    line_locale=strict_locale("zh-Hans"),
    harfbuzz="zh-Hans",
    kicker="\u8bed\u5f55",
    face="zh-Hans",
    common=CommonCharacters("gb2312", 0xB0, 0xD7),
    code_page=1 << 18,
    font_regions=frozenset(("SC", "CN")),
    quotes=CURLY,
    # CLREQ: corner brackets take the place of curly marks, double ones first.
    column_marks=str.maketrans("\u201c\u201d\u2018\u2019", "\u300e\u300f\u300c\u300d"),
    conversion="t2s",
    phrase_model="simplified_chinese",
    centred_stops=False,
    interpunct_box=0.5,
)
CLASSICAL = TRADITIONAL._replace(
    tag="lzh",
    harfbuzz="zh-hant",
    common=None,
    code_page=0,
    font_regions=frozenset(),
    conversion="",  # old texts have forms that no table of today has
)

ROWS = (TRADITIONAL, HONG_KONG, SIMPLIFIED, CLASSICAL)
