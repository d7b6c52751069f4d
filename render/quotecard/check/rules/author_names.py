"""Names of authors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecard.languages.known import language
from quotecard.text.chars import is_hangul, is_ideograph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.check.finding import Finding
    from quotecard.check.items import QuoteItem


def foreign_author(item: QuoteItem) -> Iterator[Finding]:
    """Find a name of which no letter is of the text's script: Han or kana, hangul, or an alphabet."""
    author = item.part("author")
    letters = [char for char in author if char.isalpha()]
    if letters and not any(_belongs(char, item.lang) for char in letters):
        script = "Han, kana or hangul" if language(item.lang).is_cjk else "an alphabet"
        yield item.finding(
            f"the author {author} is not in the script of a text in {item.lang}",
            f"write the name in {script}, as the readers of the text know it",
            "author",
        )


def _belongs(char: str, lang: str) -> bool:
    east = is_ideograph(char) or is_hangul(char)
    return east if language(lang).is_cjk else not east
