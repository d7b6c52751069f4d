"""Which quote the arguments of `preview` and `explain` name."""

from __future__ import annotations

from quotecard.commands.options import QUOTES, SUFFIXES
from quotecard.errors import UsageError


def parse_quote_argument(words: tuple[str, ...]) -> tuple[str, str]:
    """Return the file and the quote's id, number or words; either may be left out.

    A single word is a file if it ends like one or is `-`. Raises UsageError if there are more than two words.
    """
    match words:
        case []:
            return QUOTES, ""
        case [word] if word == "-" or word.lower().endswith(SUFFIXES):
            return word, ""
        case [word]:
            return QUOTES, word
        case [file, key]:
            return file, key
    raise UsageError(f"unexpected argument {words[2]}", hint="give a file and one id or number")
