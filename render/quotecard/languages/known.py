"""The languages that are known, by tag; any other tag is a language in an alphabet."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from quotecard.errors import UsageError
from quotecard.languages import chinese, european
from quotecard.languages.japanese import JAPANESE
from quotecard.languages.korean import KOREAN
from quotecard.languages.tags import NoLanguageError, canonical

if TYPE_CHECKING:
    from quotecard.languages.language import Language

LANGUAGES: tuple[Language, ...] = (*chinese.ROWS, JAPANESE, KOREAN, *european.ROWS)
"""A new language is a row here, and its break model in text/breaks if it needs one of its own."""
DEFAULT = chinese.TRADITIONAL
"""The language of Han that nothing else is known of."""
DEFAULT_TAG = DEFAULT.tag

_ROWS = {row.tag: row for row in LANGUAGES}
CJK = tuple(row for row in LANGUAGES if row.is_cjk)
"""Languages in Han or hangul."""
WITH_FACES = tuple(row for row in CJK if row.common)
"""Languages that have CJK faces of their own; the others take those of `face`."""


@lru_cache(maxsize=1024)
def language(tag: str) -> Language:
    """Return the language of a canonical tag; an empty one is Chinese in Traditional characters."""
    if row := _ROWS.get(tag or DEFAULT_TAG):
        return row
    # Romanised Japanese is in an alphabet; the Han in it is still Japanese.
    family = _ROWS.get(canonical(tag.partition("-")[0]), DEFAULT)
    return european.alphabetic(tag)._replace(face=family.face)


def checked_tag(tag: str) -> str:
    """Return the canonical tag for a caller's `tag`, zh-Hant where it leaves the script open.

    Raises UsageError if it is not a language tag.
    """
    try:
        return canonical(tag) or DEFAULT_TAG
    except NoLanguageError as error:
        raise UsageError(str(error), hint=error.hint) from None
