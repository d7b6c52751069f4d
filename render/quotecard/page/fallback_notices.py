"""Report the characters of a card that the user's fonts lack, and the bundled faces that set them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quotecard.model import Notice
from quotecard.text.chars import describe_char
from quotecard.text.shape.itemise import face_choices
from quotecard.text.shape.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.fontbook import FontBook
    from quotecard.model import Blocks, Job

_MOST_NAMED = 40
"""characters per list; a font that lacks more is made for another language"""


class _Text(NamedTuple):
    words: str
    lang: str


def fallback_notices(job: Job, blocks: Blocks, book: FontBook) -> tuple[Notice, ...]:
    """Return one notice if bundled faces set text that the user's fonts should have set; else nothing."""
    if book.own is None:
        return ()
    lacks: dict[tuple[str, str], dict[str, None]] = {}
    unmeant: dict[str, str] = {}
    for text in filter(None, _texts(job, blocks)):
        role = book.whole_quote_role(text.words, job.theme.face, text.lang)
        for cluster, side, choice in face_choices(text.words, Voice(role, text.lang, job.theme.weight), book):
            face, first = choice.face, choice.first
            if face is None or face.own or face.colour:
                continue
            if first.own and not cluster.isspace():
                chars = choice.lacking(cluster) or cluster
                lacks.setdefault((first.family, face.family), {}).update(dict.fromkeys(chars))
            elif not first.own and side != "latin" and book.own.writes_han and cluster.isalnum():
                unmeant[text.lang] = face.family
    said = [f"{own} lacks {_listed(list(chars))}: set in {other}" for (own, other), chars in lacks.items()]
    said += [f"none of your fonts is for {lang}: Han is set in {family}" for lang, family in unmeant.items()]
    return (Notice("own-font", "; ".join(said)),) if said else ()


def _texts(job: Job, blocks: Blocks) -> Iterator[_Text]:
    quote = job.quote
    yield _Text(blocks.text.replace("\n", ""), job.lang)
    readings = "".join(reading for ruby in quote.rubies for reading in ruby.readings)
    signed = [
        line.text for block in (blocks.name, blocks.role, blocks.source) if block for line in block.lines
    ]
    # Separate texts, because a mark at the end of one does not take the script of the next.
    yield from (_Text(words, job.lang) for words in (*signed, readings) if words)
    if blocks.translation:
        words = " ".join(line.text for line in blocks.translation.lines)
        yield _Text(words, job.translation_lang)


def _listed(chars: list[str]) -> str:
    rest = f" and {len(chars) - _MOST_NAMED} more" if len(chars) > _MOST_NAMED else ""
    return ", ".join(map(describe_char, chars[:_MOST_NAMED])) + rest
