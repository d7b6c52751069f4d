"""Rules on characters of the other Chinese script, and on two forms of one character."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from quotecard.languages.chinese import SIMPLIFIED as SIMPLIFIED_CHINESE
from quotecard.languages.chinese import TRADITIONAL as TRADITIONAL_CHINESE
from quotecard.languages.known import CJK
from quotecard.languages.script_variants import SIMPLIFIED, TRADITIONAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from quotecard.check.checked_quotes import CheckedFile, CheckedQuote, TextPart
    from quotecard.check.finding import Finding

MAX_STRAY_CHARS = 5
"""Characters of the other script that count as mistakes; a text with more is in that script."""
OPENCC_CONFIG = {row.tag: row.conversion for row in CJK if row.conversion and row is not SIMPLIFIED_CHINESE}
"""OpenCC's conversion from Simplified for each language tag of Traditional Chinese."""
_LAST_COMMON_IDEOGRAPH = "\u9fff"
"""The last code point of CJK Unified Ideographs, the block with all characters in common use."""
_OLD_FORMS = frozenset("迹莅")
"""Simplified characters that are used in traditional editions too."""


@lru_cache
def opencc_converter(config: str) -> Callable[[str], str]:
    """Return OpenCC's word-by-word converter for a config: `s2tw`, `s2hk` or `t2s`."""
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC(config).convert
    return convert


def find_simplified(item: CheckedQuote) -> Iterator[Finding]:
    """Find Simplified characters in Traditional Chinese."""
    for part in item.parts:
        if part.lang in OPENCC_CONFIG:
            yield from _find_other_script(item, part, _SIMPLIFIED)


def find_traditional(item: CheckedQuote) -> Iterator[Finding]:
    """Find Traditional characters in Simplified Chinese."""
    for part in item.parts:
        if part.lang == SIMPLIFIED_CHINESE.tag:
            yield from _find_other_script(item, part, _TRADITIONAL)


class _Script(NamedTuple):
    name: str
    lang: str
    chars: frozenset[str]


_SIMPLIFIED = _Script("Simplified", SIMPLIFIED_CHINESE.tag, SIMPLIFIED - _OLD_FORMS)
_TRADITIONAL = _Script("Traditional", TRADITIONAL_CHINESE.tag, TRADITIONAL)


def _find_other_script(item: CheckedQuote, part: TextPart, script: _Script) -> Iterator[Finding]:
    """Find characters that exist only in `script` in a text of the other script."""
    field, text, lang = part
    if script.chars.isdisjoint(text):
        return
    right = _convert_char_by_char(text, OPENCC_CONFIG.get(lang, "t2s"))
    # A rare character without a counterpart in common use is left alone.
    wrong = [
        at
        for at, char in enumerate(text)
        if char in script.chars and right[at] != char and right[at] <= _LAST_COMMON_IDEOGRAPH
    ]
    if len(wrong) > MAX_STRAY_CHARS:
        message = f"the text is {script.name}, but its language is {lang}"
        yield item.finding(message, f"set lang: {script.lang}, or convert the text", field, wrong[0])
        return
    for at in wrong:
        yield item.finding(f"{text[at]} is {script.name}", f"write {right[at]}", field, at)


def _convert_char_by_char(text: str, config: str) -> str:
    """Return the text in the other script, one character for each."""
    convert = opencc_converter(config)
    # OpenCC recognises words in one script only: 头发, but not the mixed 頭发.
    plain = opencc_converter("t2s")(text)
    whole = convert(plain)
    same = len(text) == len(plain) == len(whole)
    return whole if same else "".join(convert(char)[:1] or char for char in text)


_VARIANT_PAIRS = ("臺台", "裡裏", "為爲", "麼麽", "眾衆", "線綫", "群羣")
"""Two forms of one character; the first is kept if both are as frequent."""
_OTHER_WORDS = ("天台", "台州", "兄台", "台端", "台甫", "台鑑")
"""Words in which 台 is not a form of 臺."""


def find_mixed_variants(file: CheckedFile) -> Iterator[Finding]:
    """Find the less frequent form of a character that the texts of one language write in two ways."""
    for lang in OPENCC_CONFIG:
        texts = [(item, part) for item in file.items for part in item.parts if part.lang == lang]
        for pair in _VARIANT_PAIRS:
            yield from _find_mixed_pair(texts, pair)


def _find_mixed_pair(texts: list[tuple[CheckedQuote, TextPart]], pair: str) -> Iterator[Finding]:
    found = [
        (item, part.field, at, char)
        for item, part in texts
        if not _has_none_of(pair, part.text)
        for at, char in enumerate(part.text)
        if char in pair and not _is_other_word(part.text, at)
    ]
    chars = [char for *_, char in found]
    kept = max(pair, key=chars.count)
    for item, field, at, char in found:
        if char != kept:
            message = f"{char} here, {kept} elsewhere in the file"
            yield item.finding(message, f"write {kept}, or {char} everywhere", field, at)


def _has_none_of(chars: str, text: str) -> bool:
    return not any(char in text for char in chars)


def _is_other_word(text: str, at: int) -> bool:
    return text[max(at - 1, 0) : at + 1] in _OTHER_WORDS or text[at : at + 2] in _OTHER_WORDS
