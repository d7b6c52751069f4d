"""Every error that a caller may see.

    CardError                      exit 1
    ├─ QuoteError                  exit 1   one quote cannot be drawn; the others can be
    │  ├─ BadQuote                          the item is invalid (unknown key, forbidden character)
    │  ├─ MissingGlyphs                     no font has a character
    │  ├─ DoesNotFit                        too long at the smallest legible size
   │  └─ TooLarge                          the card cannot be saved within the byte limit
    ├─ UsageError                  exit 2   the call is invalid (unknown theme, size, id)
    │  └─ ThemeError                        a theme's data is invalid
    ├─ QuoteFileError              exit 3   the file cannot be read or parsed, or is refused
    ├─ FontError                   exit 1   a font file is missing, modified or unusable
    └─ OutputError                 exit 4   cards cannot be written
       └─ FileInTheWay                      one card cannot be: a file of its name is in the way

An error says what is wrong, where, why, and what to do. `str(error)` is one line. It is not escaped for
a terminal: `quotecard.console` does that.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quotecard.model import Place


def did_you_mean(name: str, known: Sequence[str], hint: str) -> str:
    """Return `did you mean …?` with the closest known name to a mistyped one, or `hint` if none is close."""
    from difflib import get_close_matches

    near = get_close_matches(name, known, 1)
    return f"did you mean {near[0]}?" if near else hint


class CardError(Exception):
    """The base class of every error that a caller may see."""

    exit_code = 1

    def __init__(
        self, what: str, *, why: str = "", hint: str = "", where: Place | None = None, quote: str = ""
    ) -> None:
        super().__init__(what)
        self.what = what
        self.why = why
        self.hint = hint
        self.where = where
        self.quote = quote
        """Id or number of the quote, if the error is about one."""

    def __str__(self) -> str:
        head = f"{self.where}: " if self.where else ""
        name = f"quote {self.quote}: " if self.quote else ""
        why = f" ({self.why})" if self.why else ""
        hint = f"; {self.hint}" if self.hint else ""
        return f"{head}{name}{self.what}{why}{hint}"

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process boundaries, and pickle cannot pass keyword-only arguments.
        return (type(self).__new__, (type(self), *self.args), self.__dict__.copy())


class QuoteError(CardError):
    """One quote cannot be drawn; the rest of the batch can be."""


class BadQuote(QuoteError):
    """The item is invalid: an unknown key, a value of the wrong type, a forbidden character."""


class MissingGlyphs(QuoteError):
    """No font has some character of the quote."""

    def __init__(
        self,
        chars: Sequence[str],
        *,
        places: Sequence[Place | None] = (),
        where: Place | None = None,
        quote: str = "",
    ) -> None:
        """`places` holds the first place of each of `chars`, or None where it is unknown."""
        self.chars = tuple(chars)
        names = [f"U+{ord(char[0]):04X} {char}" for char in self.chars]
        if len(names) > 1:
            known = ((f" at {at.line}:{at.column}" if at else "") for at in places)
            names = [name + at for name, at in zip_longest(names, known, fillvalue="")]
        super().__init__(
            f"no bundled font has {', '.join(names)}",
            hint="replace the character, or use --on-missing warn to draw a box in its place",
            where=where or next(filter(None, places), None),
            quote=quote,
        )

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self).__new__, (type(self), *self.args), self.__dict__.copy())


class DoesNotFit(QuoteError):
    """The quote is too long for the card at the smallest legible size."""

    def __init__(
        self,
        needed: float,
        given: float,
        *,
        size_px: float,
        across: bool = False,
        where: Place | None = None,
        quote: str = "",
    ) -> None:
        """`needed` and `given` are px at `size_px` px per em: of height, or if `across`, of width for one word."""
        self.needed = needed
        self.given = given
        self.size_px = size_px
        over = round((needed / given - 1) * 100) if given else 100
        super().__init__(
            f"the text does not fit: at the smallest legible size ({size_px:.0f} px) it needs "
            f"{needed:.0f} px of {'width for one word' if across else 'height'}, and the card has {given:.0f} ({max(over, 1)} % too much)",
            hint="shorten it, split it into two quotes, or choose a larger card size",
            where=where,
            quote=quote,
        )


class TooLarge(QuoteError):
    """The card cannot be saved within the byte limit."""


class UsageError(CardError):
    """The call is invalid: an unknown theme, size, id or option value."""

    exit_code = 2


class ThemeError(UsageError):
    """A theme's data is invalid."""


class QuoteFileError(CardError):
    """The quotes file cannot be read or parsed, or is refused for its content or size."""

    exit_code = 3


class FontError(CardError):
    """A font file is missing, does not match the font list, or is unusable."""


class OutputError(CardError):
    """Cards cannot be written."""

    exit_code = 4


class FileInTheWay(OutputError):
    """One card cannot be written: the file of its name was not written by quotecard, or cannot be replaced."""
