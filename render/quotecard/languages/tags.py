"""Language tags, brought to the few that fonts and rules can tell apart."""

from __future__ import annotations

import re
from functools import lru_cache

# RFC 5646 §2.1 in lower case: language, extended language, script, region; variants and extensions say more
# than a card can show.
_TAG = (
    r"(?P<language>[a-z]{2,3})(?:-(?P<extended>[a-z]{3}))?(?:-(?P<script>[a-z]{4}))?"
    r"(?:-(?P<region>[a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wy-z\d](?:-[a-z\d]{2,8})+)*"
    r"(?:-x(?:-[a-z\d]{1,8})+)?"
)
# ISO 639 macrolanguage Chinese and its members but Cantonese; written, they are told apart by script only.
_CHINESE = frozenset(
    ("zh", "cmn", "nan", "hak", "wuu", "gan", "hsn", "cdo", "cjy", "cpx", "czh", "czo", "mnp", "cnp", "csp")
)
_HONG_KONG = frozenset({"HK", "MO"})
_SCRIPT_OF_REGION = {
    **dict.fromkeys(("TW", "HK", "MO"), "Hant"),
    **dict.fromkeys(("CN", "SG", "MY"), "Hans"),
}
# Scripts that Japanese and Korean are written in: ISO 15924 names each part of them too.
_OWN_SCRIPTS = {
    "ja": frozenset({"", "Jpan", "Hani", "Hira", "Kana", "Hrkt"}),
    "ko": frozenset({"", "Kore", "Hang", "Hani"}),
}
# Country codes that are mistaken for languages and are not codes of any language.
_COUNTRIES = {"cn": "zh-Hans", "jp": "ja"}


_SHOWN = 40
"""Characters of a tag that a message shows."""


class NoLanguageError(ValueError):
    """A word is not a language tag."""

    def __init__(self, tag: str, hint: str) -> None:
        super().__init__(f"lang {tag[:_SHOWN]!r} is not a language tag")
        self.hint = hint
        """What to write instead."""


@lru_cache(maxsize=1024)
def canonical(tag: str) -> str:
    """Return the tag that the text stage knows: zh-Hant, zh-HK, zh-Hans, lzh, ja or ko.

    Other languages keep their script and region, in the letter case of BCP 47 (RFC 5646 §2.1.1). The
    empty string stands for Chinese of no known script, and for an empty tag: the text decides. Raises
    NoLanguageError if `tag` is not a language tag.
    """
    if not tag:
        return ""
    lower = tag.replace("_", "-").lower()
    found = re.fullmatch(_TAG, lower) if tag.isascii() else None
    if meant := _COUNTRIES.get(lower.partition("-")[0]):
        raise NoLanguageError(tag, f"did you mean {meant}?")
    if not found:
        raise NoLanguageError(tag, "write it as zh-Hant, zh-Hans, ja, ko, en or vi")
    language = found["extended"] or found["language"]
    return _known(language, (found["script"] or "").title(), (found["region"] or "").upper())


def _known(language: str, script: str, region: str) -> str:
    if language in _CHINESE:
        return _chinese(language, script, region)
    if language == "yue":
        return _chinese(language, script, region or "HK")
    if language == "lzh":
        return "zh-Hans" if script == "Hans" else "lzh"
    if script in _OWN_SCRIPTS.get(language, ()):
        return language
    return _as_given(language, script, region)


def _chinese(language: str, script: str, region: str) -> str:
    script = _SCRIPT_OF_REGION.get(region, "") if script in ("", "Hani") else script
    if script == "Hant":
        return "zh-HK" if region in _HONG_KONG else "zh-Hant"
    if script == "Hans":
        return "zh-Hans"
    return _as_given(language, script, region) if script else ""


def _as_given(*parts: str) -> str:
    return "-".join(part for part in parts if part)
