"""The fonts of the page: subsets of the bundled Ming and EB Garamond with the characters that people type."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from quotecard.fontbook import default_book
from quotecard.languages.known import CJK, language

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES = tuple(row.tag for row in CJK)
LATIN = "latin"
_WIDE_MARKS = (*range(0x2010, 0x2028), 0x22EF, *range(0x3000, 0x3040), *range(0xFF01, 0xFF66))
_LATIN = (*range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x300, 0x370), *range(0x1E00, 0x1F00))


@lru_cache(maxsize=16)
def page_font(lang: str, more: frozenset[str] = frozenset()) -> bytes:
    """Return a font file with a language's common characters (or Latin letters) and `more`. Raises FontError."""
    import uharfbuzz as hb

    is_latin = lang == LATIN
    face = default_book().pick("latin" if is_latin else "ming", lang)
    chars = (
        _LATIN
        if is_latin
        else (*range(0x20, 0x7F), *_WIDE_MARKS, *_charset_characters(lang), *map(ord, more))
    )
    cut = hb.SubsetInput()
    cut.sets(hb.SubsetInputSets.UNICODE).set(set(chars))
    return bytes(hb.subset(face.font.face, cut).blob.data)


def _charset_characters(lang: str) -> Iterator[int]:
    common = language(language(lang).face).common
    if common is None:
        return
    charset, first, last = common
    for lead in range(first, last + 1):
        row = b"".join(bytes((lead, trail)) for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
        yield from map(ord, set(row.decode(charset, "ignore")))
