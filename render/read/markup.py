r"""Inline markup of a quote: `==accent==`, and `\` before `=`, `\`, `{`, `}` or `|` for the character itself."""

from __future__ import annotations

import re
from typing import NamedTuple

from render.errors import BadQuote
from render.read.chars import shorten

# A mark is exactly two signs: a ruler of `=====` is text.
_PIECES = r"(?s)\\[=\\{}|]|={3,}|==|\{(?:\\.|[^\\{}|\n])*\|[^{}\n]*\}|[^\\={]+|."
_MARK = "=="


class Marked(NamedTuple):
    """A text without its markup, and the code-point ranges of it that are accented."""

    plain: str
    accents: tuple[tuple[int, int], ...]


def parse(text: str) -> Marked:
    r"""Return the plain text and its accents.

    A mark that has no partner is text. As a mark must touch what it encloses, `a == b` is text too.
    Raises BadQuote for `{…|…}`, the notation of ruby, which is not set.
    """
    if not any(sign in text for sign in "=\\{"):
        return Marked(text, ())
    tokens = re.findall(_PIECES, text)
    _refuse_ruby(tokens)
    return _join(tokens, _pairs(tokens))


def _refuse_ruby(tokens: list[str]) -> None:
    for token in tokens:
        if token.startswith("{") and len(token) > 1:
            raise BadQuote(
                f"{shorten(token)} is the notation of ruby, which is not set yet",
                hint=r"take the reading out, or write \{ for a brace of the text",
            )


def _pairs(tokens: list[str]) -> dict[int, int]:
    """Return the token number of each opening mark with that of its closing mark."""
    pairs: dict[int, int] = {}
    opened = None
    for at, token in enumerate(tokens):
        if token != _MARK:
            continue
        if opened is not None and not tokens[at - 1][-1].isspace():
            pairs[opened] = at
            opened = None
        elif opened is None and at + 1 < len(tokens) and not tokens[at + 1][0].isspace():
            opened = at
    return pairs


def _join(tokens: list[str], pairs: dict[int, int]) -> Marked:
    plain = ""
    accents = []
    starts: dict[int, int] = {}
    for at, token in enumerate(tokens):
        if at in pairs:
            starts[pairs[at]] = len(plain)
        elif at in starts:
            accents.append((starts[at], len(plain)))
        else:
            plain += token[1] if len(token) == 2 and token[0] == "\\" else token
    return Marked(plain, tuple(accents))
