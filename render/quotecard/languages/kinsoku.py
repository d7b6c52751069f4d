"""Kinsoku: the characters that may not start or end a line, as tables of code points.

Sources: CLREQ #prohibition_rules_for_line_start_end (level strict), JLREQ appendix C classes
cl-01 to cl-13 (level very strict), KLREQ #line-head-rest, GB/T 15834-2011 5.1. Cards set ragged
lines, so the strictest level costs nothing.
"""

from __future__ import annotations

from typing import NamedTuple

_ASCII_CLOSING = "0021 0025 0029 002C 002E 003A 003B 003F 005D 007D"

_ZH_START = (
    "3001 3002 FF0C FF0E FF1A FF1B FF01 FF1F 203C 2047 2048 2049 "  # stops
    "2019 201D 300D 300F FF09 300B 3009 3011 3017 3015 FF3D FF5D 3019 301B FF60 "  # closing marks
    "FF5E 007E 2013 002D 2010 301C "  # connectors
    "00B7 30FB 2027 FF65 2022 "  # interpuncts
    "002F FF0F "  # solidus
    "2014 2E3A 2015 2026 22EF "  # dash and ellipsis: strict level
    "FF05 2030 00B0 2103 3003 3005 "
    f"{_ASCII_CLOSING} 00BB"
)
_ZH_END = (
    "2018 201C 300C 300E FF08 300A 3008 3010 3016 3014 FF3B FF5B 3018 301A FF5F 002F FF0F 0028 005B 007B 00AB"
)

_JA_START = (
    "2019 201D FF09 3015 FF3D FF5D 3009 300B 300D 300F 3011 2986 3019 3017 00BB 301F "  # cl-02
    "2010 301C 30A0 2013 FF5E 007E "  # cl-03
    "FF01 FF1F 203C 2047 2048 2049 "  # cl-04
    "30FB FF1A FF1B FF65 00B7 "  # cl-05
    "3002 FF0E FF61 3001 FF0C FF64 "  # cl-06, cl-07
    "30FD 30FE 309D 309E 3005 303B 30FC FF70 309B 309C "  # cl-09, cl-10
    "3041 3043 3045 3047 3049 3063 3083 3085 3087 308E 3095 3096 "  # cl-11
    "30A1 30A3 30A5 30A7 30A9 30C3 30E3 30E5 30E7 30EE 30F5 30F6 "
    "31F0-31FF FF67-FF6F "
    f"2014 2015 2026 2025 22EF {_ASCII_CLOSING} FF05"
)
_JA_END = (
    "2018 201C FF08 3014 FF3B FF5B 3008 300A 300C 300E 3010 2985 3018 3016 00AB 301D 0028 005B 007B 002F FF0F"
)

_KO_START = (
    "FF09 FF5D FF3D 3015 300B 3009 300D 300F 2019 201D 2010 002D 2014 2015 FF5E 007E FF1F FF01 00B7 FF1A FF1B "
    f"3002 FF0E FF0C 3001 3003 30FC 2026 22EF {_ASCII_CLOSING}"
)
_KO_END = "FF08 FF5B FF3B 3014 300A 3008 300C 300E 2018 201C 0028 007B 005B 002F FF0F"

# Prefixes before and postfixes after a numeral (JLREQ cl-12, cl-13).
_PREFIX = "FFE5 00A5 FF04 0024 FFE1 00A3 FF03 0023 20AC 2116"
_POSTFIX = (
    "00B0 2032 2033 2103 2109 00A2 FFE0 0025 FF05 2030 33CB 2113 3303 330D 3314 3318 3322 3323 3326 3327 332B "
    "3336 333B 3349 334A 334D 3351 3357 338E 338F 339C 339D 339E 33A1 33C4"
)


def _chars(table: str) -> frozenset[str]:
    found: set[str] = set()
    for entry in table.split():
        first, _, last = entry.partition("-")
        found.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(found)


class Kinsoku(NamedTuple):
    """The marks that a language keeps off the ends of lines."""

    level: str
    """The source and the level that the tables follow, as `explain` names it."""
    not_at_start: frozenset[str]
    """Characters that may not start a line."""
    not_at_end: frozenset[str]
    """Characters that may not end a line."""


CHINESE = Kinsoku("CLREQ strict", _chars(_ZH_START), _chars(_ZH_END))
JAPANESE = Kinsoku("JLREQ very strict", _chars(_JA_START), _chars(_JA_END))
KOREAN = Kinsoku("KLREQ", _chars(_KO_START), _chars(_KO_END))

PREFIXES = _chars(_PREFIX)
"""Signs that stay with the numeral after them."""
POSTFIXES = _chars(_POSTFIX)
"""Signs that stay with the numeral before them."""
