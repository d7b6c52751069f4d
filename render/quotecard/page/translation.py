"""Set the translation of a quote in its own language, at a smaller size that depends on the quote's."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quotecard.languages.known import language
from quotecard.text.line.small import SmallText, small_text
from quotecard.text.prepare.normalise import for_columns, normalise
from quotecard.text.shape.voice import Voice

if TYPE_CHECKING:
    from quotecard.fontbook import FontBook
    from quotecard.model import Block, Job, Notice

_RATIO = 0.5
"""fraction of the quote's size, for a balance of the two (CLREQ #positioning_of_bilingual_annotations)"""
_LARGEST_RATIO = 0.6
"""fraction of the quote's size, at most"""
_PREFERRED = 28.0
"""px per em on a card 1080 px wide, at least, if the quote is large enough for it"""
_SMALLEST = 20.0
"""px per em on a card 1080 px wide, at least"""
_LEADING = 1.5
"""em from line to line of Han, kana or Hangul"""
_LATIN_LEADING = 1.3
"""em from line to line of Latin"""
_PITCH = 1.5
"""em from column to column"""


class ShapedTranslation(NamedTuple):
    """A translation, shaped once for a quote of any size."""

    small: SmallText
    notices: tuple[Notice, ...]

    def beside(self, job: Job, quote_size: float, length: float) -> Block:
        """Return the translation for a quote of `quote_size` px in lines of at most `length` px."""
        size = min(max(_RATIO * quote_size, _PREFERRED * job.unit), _LARGEST_RATIO * quote_size)
        return self.small.at(max(size, _SMALLEST * job.unit), length)


def shape_translation(job: Job, book: FontBook) -> ShapedTranslation | None:
    """Return the quote's translation, shaped, or None if it has none."""
    quote, lang = job.quote, job.translation_lang
    if quote.translation is None:
        return None
    repair = quote.punctuation == "repair"
    norm = normalise(quote.translation.text, (), lang, repair=repair, keep_marks=job.keep_marks)
    if job.vertical and repair:
        norm = for_columns(norm, lang)
    role = book.whole_quote_role(norm.text, job.theme.face, lang)
    voice = Voice(role, lang, job.theme.weight)
    leading = _PITCH if job.vertical else _LEADING if language(lang).is_cjk else _LATIN_LEADING
    return ShapedTranslation(small_text(norm.text, voice, book, leading, vertical=job.vertical), norm.notices)
