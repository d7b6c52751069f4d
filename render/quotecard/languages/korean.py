"""Korean."""

from __future__ import annotations

from quotecard.languages import kinsoku
from quotecard.languages.language import CommonCharacters, Language, strict_locale

KOREAN = Language(
    tag="ko",
    # ICU's way to keep words whole (CSS word-break: keep-all).
    line_locale=f"{strict_locale('ko')}-lw-phrase",
    harfbuzz="ko",
    harfbuzz_latin="en",
    script="hangul",
    is_cjk=True,
    legible=36.0,
    italic_titles=False,
    kicker="\uc5b4\ub85d",
    face="ko",
    common=CommonCharacters("euc_kr", 0xB0, 0xC8),
    font_regions=frozenset(("KR", "K")),
    # Columns have corner brackets and full-width stops (KLREQ #writing-dir-mark).
    column_marks=str.maketrans(
        "\u201c\u201d\u2018\u2019.,!?", "\u300e\u300f\u300c\u300d\u3002\u3001\uff01\uff1f"
    ),
    kinsoku=kinsoku.KOREAN,
    only_at_spaces=True,
    break_model="korean",
    dots_over=True,
)
