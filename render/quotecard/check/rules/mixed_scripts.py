"""Characters of the other script, and one character written in two ways."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from quotecard.languages.chinese import SIMPLIFIED as SIMPLIFIED_CHINESE
from quotecard.languages.chinese import TRADITIONAL as TRADITIONAL_CHINESE
from quotecard.languages.known import CJK
from quotecard.languages.script_variants import SIMPLIFIED, TRADITIONAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from quotecard.check.finding import Finding
    from quotecard.check.items import CheckedFile, QuoteItem, TextPart

FEW = 5
"""Characters of the other script that may be slips; a text with more is in that script."""
TO_TRADITIONAL = {row.tag: row.conversion for row in CJK if row.conversion and row is not SIMPLIFIED_CHINESE}
"""OpenCC's conversion for each language of Traditional Chinese."""
_COMMON = "\u9fff"
"""The last character of the block that holds all in common use."""
_OLD_FORMS = frozenset("迹莅")
"""Simplified characters that traditional editions have always had."""


@lru_cache
def converter(config: str) -> Callable[[str], str]:
    """Return OpenCC's conversion, which reads words: `s2tw`, `s2hk` or `t2s`."""
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC(config).convert
    return convert


def simplified(item: QuoteItem) -> Iterator[Finding]:
    """Find Simplified characters in Traditional Chinese."""
    for part in item.parts:
        if part.lang in TO_TRADITIONAL:
            yield from _foreign(item, part, _SIMPLIFIED)


def traditional(item: QuoteItem) -> Iterator[Finding]:
    """Find Traditional characters in Simplified Chinese."""
    for part in item.parts:
        if part.lang == SIMPLIFIED_CHINESE.tag:
            yield from _foreign(item, part, _TRADITIONAL)


class _Script(NamedTuple):
    name: str
    lang: str
    chars: frozenset[str]


_SIMPLIFIED = _Script("Simplified", SIMPLIFIED_CHINESE.tag, SIMPLIFIED - _OLD_FORMS)
_TRADITIONAL = _Script("Traditional", TRADITIONAL_CHINESE.tag, TRADITIONAL)


def _foreign(item: QuoteItem, part: TextPart, script: _Script) -> Iterator[Finding]:
    """Find characters that are only of `script` in a text of the other."""
    field, text, lang = part
    if script.chars.isdisjoint(text):
        return
    right = _converted(text, TO_TRADITIONAL.get(lang, "t2s"))
    # A character of old texts that has no other form in use stays.
    wrong = [
        at
        for at, char in enumerate(text)
        if char in script.chars and right[at] != char and right[at] <= _COMMON
    ]
    if len(wrong) > FEW:
        message = f"{script.name} text, and its language is {lang}"
        yield item.finding(
            message, f"set lang: {script.lang}, or write it in the other characters", field, wrong[0]
        )
        return
    for at in wrong:
        yield item.finding(f"{text[at]} is {script.name}", f"write {right[at]}", field, at)


def _converted(text: str, config: str) -> str:
    """Return the text in the other script, character for character."""
    convert = converter(config)
    # OpenCC reads words in one script only: 頭发 is none, 头发 is.
    plain = converter("t2s")(text)
    whole = convert(plain)
    same = len(text) == len(plain) == len(whole)
    return whole if same else "".join(convert(char)[:1] or char for char in text)


_PAIRS = ("臺台", "裡裏", "為爲", "麼麽", "眾衆", "線綫", "群羣")
"""The first of two wins a draw."""
_OTHER_WORDS = ("天台", "台州", "兄台", "台端", "台甫", "台鑑")
"""Words with a 台 that is no 臺."""


def mixed(file: CheckedFile) -> Iterator[Finding]:
    """Find the rarer form of a character that the texts of one language write in two ways."""
    for lang in TO_TRADITIONAL:
        texts = [(item, part) for item in file.items for part in item.parts if part.lang == lang]
        for pair in _PAIRS:
            yield from _mixed(texts, pair)


def _mixed(texts: list[tuple[QuoteItem, TextPart]], pair: str) -> Iterator[Finding]:
    found = [
        (item, part.field, at, char)
        for item, part in texts
        if not _none_of(pair, part.text)
        for at, char in enumerate(part.text)
        if char in pair and not _is_other_word(part.text, at)
    ]
    chars = [char for *_, char in found]
    kept = max(pair, key=chars.count)
    for item, field, at, char in found:
        if char != kept:
            message = f"{char} here and {kept} elsewhere in the file"
            yield item.finding(message, f"write {kept}, or {char} everywhere", field, at)


def _none_of(chars: str, text: str) -> bool:
    return not any(char in text for char in chars)


def _is_other_word(text: str, at: int) -> bool:
    return text[max(at - 1, 0) : at + 1] in _OTHER_WORDS or text[at : at + 2] in _OTHER_WORDS
