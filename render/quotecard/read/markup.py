r"""Parse the inline markup of a quote: `==accent==`, `{base|reading}`, and `\` before a sign to escape it."""

from __future__ import annotations

import re
from typing import NamedTuple

from quotecard.errors import BadQuote
from quotecard.model import Ruby
from quotecard.read.input_chars import count_clusters, shorten

_ESCAPED = r"\\[=\\{}|]"
_IN_BRACES = rf"(?:{_ESCAPED}|\\(?![=\\{{}}|])|[^\\{{}}|\n])*"
# An accent mark is exactly two signs: a row of three or more is text.
_TOKENS = rf"(?s){_ESCAPED}|={{3,}}|==|\{{{_IN_BRACES}(?:\|{_IN_BRACES})+\}}|[^\\={{]+|."
_ACCENT_MARK = "=="
_BRACE_HINT = r"write \{ for a literal brace"


class MarkedText(NamedTuple):
    """A text without its markup, the code-point ranges in it that are accented, and its ruby."""

    plain: str
    accents: tuple[tuple[int, int], ...]
    rubies: tuple[Ruby, ...] = ()


def parse_markup(text: str) -> MarkedText:
    r"""Return the plain text, its accents and its ruby.

    A mark without a partner is text. A mark must touch what it encloses, so `a == b` is text too.
    `{base|reading}` is ruby for the whole base, `{base|one|two}` for each of its characters. Raises
    BadQuote if a part is empty, or the number of readings fits neither.
    """
    if not any(sign in text for sign in "=\\{"):
        return MarkedText(text, ())
    tokens = re.findall(_TOKENS, text)
    return _join_tokens(tokens, _pair_accent_marks(tokens))


def _parse_ruby(token: str) -> tuple[str, tuple[str, ...]]:
    """Return the base and the readings of `{base|reading}`."""
    if _ACCENT_MARK in re.sub(_ESCAPED, "", token):
        raise BadQuote(f"{shorten(token)} contains ==", hint="put the braces between the == marks")
    base, *readings = (part.strip() for part in _split_at_bars(token[1:-1]))
    if not base or not all(readings):
        raise BadQuote(f"{shorten(token)} has no base, or an empty reading", hint=_BRACE_HINT)
    if len(readings) > 1 and len(readings) != count_clusters(base):
        why = f"{len(readings)} readings for {count_clusters(base)} characters"
        raise BadQuote(
            f"{shorten(token)} has the wrong number of readings",
            why=why,
            hint="write one reading, or one for each character",
        )
    return base, tuple(readings)


def _split_at_bars(inner: str) -> list[str]:
    """Return the parts between the bars, unescaped."""
    parts = [""]
    for piece in re.findall(rf"{_ESCAPED}|.", inner):
        if piece == "|":
            parts.append("")
        else:
            parts[-1] += piece[-1]
    return parts


def _pair_accent_marks(tokens: list[str]) -> dict[int, int]:
    """Return the index of the closing accent mark for that of each opening mark."""
    pairs: dict[int, int] = {}
    opened = None
    for at, token in enumerate(tokens):
        if token != _ACCENT_MARK:
            continue
        if opened is not None and not tokens[at - 1][-1].isspace():
            pairs[opened] = at
            opened = None
        elif opened is None and at + 1 < len(tokens) and not tokens[at + 1][0].isspace():
            opened = at
    return pairs


def _join_tokens(tokens: list[str], pairs: dict[int, int]) -> MarkedText:
    plain = ""
    accents, rubies = [], []
    starts: dict[int, int] = {}
    for at, token in enumerate(tokens):
        if at in pairs:
            starts[pairs[at]] = len(plain)
        elif at in starts:
            accents.append((starts[at], len(plain)))
        elif len(token) > 1 and token[0] == "{":
            base, readings = _parse_ruby(token)
            rubies.append(Ruby(len(plain), len(plain) + len(base), readings))
            plain += base
        else:
            plain += token[1] if len(token) == 2 and token[0] == "\\" else token
    return MarkedText(plain, tuple(accents), tuple(rubies))
