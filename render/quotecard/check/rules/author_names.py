"""A rule on names of authors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecard.languages.known import language
from quotecard.text.chars import is_hangul, is_ideograph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.check.checked_quotes import CheckedQuote
    from quotecard.check.finding import Finding


def find_foreign_author(item: CheckedQuote) -> Iterator[Finding]:
    """Find an author's name without a letter in the script of the text: Han, kana or hangul, or an alphabet."""
    author = item.part("author")
    letters = [char for char in author if char.isalpha()]
    if letters and not any(_is_in_script_of(char, item.lang) for char in letters):
        script = "Han, kana or hangul" if language(item.lang).is_cjk else "an alphabet"
        yield item.finding(
            f"the name {author} is not in the script of the text (lang: {item.lang})",
            f"write the name in {script}, as readers of the text know it",
            "author",
        )


def _is_in_script_of(char: str, lang: str) -> bool:
    east = is_ideograph(char) or is_hangul(char)
    return east if language(lang).is_cjk else not east
