"""Check the parameters of a request before anything is drawn; none of them ever becomes a path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from quotecard.errors import UsageError
from quotecard.read.item import quote_of
from quotecard.style import load_theme, parse_size, themes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quotecard.model import Quote

DIRECTIONS = ("auto", "horizontal", "vertical")
TONES = ("light", "dark")
EDITABLE = ("text", "author", "source")
"""Fields that the page may edit; the file itself is never written."""
PARAMETERS = ("id", "theme", "size", "direction", "tone", "last")
_MAX_VALUE_LENGTH = 200
"""Most characters of a parameter's value."""


class RequestedLook(NamedTuple):
    """The requested theme, size, direction and tone; if empty, the quote or else the theme decides."""

    theme: str = ""
    size: str = ""
    direction: str = ""
    tone: str = ""

    def arguments(self) -> dict[str, Any]:
        """Return the keyword arguments of render_card."""
        return {"theme": self.theme, "size": self.size, "tone": self.tone}

    def quote(self, quote: Quote) -> Quote:
        """Return the quote with this direction."""
        return quote._replace(direction=self.direction) if self.direction else quote


class CardRequest(NamedTuple):
    """A request for one card."""

    id: str
    look: RequestedLook
    edits: Mapping[str, str]
    last: bool
    """Whether to use the last valid quotes if the file cannot be read now."""


def read_request(values: Mapping[str, Any], edits: Any = None) -> CardRequest:
    """Return the request with these parameters. Raises UsageError if a name or value is not allowed."""
    for name, value in values.items():
        if name not in PARAMETERS:
            raise UsageError(
                f"unknown parameter {name[:_MAX_VALUE_LENGTH]}", hint=f"known are {', '.join(PARAMETERS)}"
            )
        if not isinstance(value, str) or len(value) > _MAX_VALUE_LENGTH:
            raise UsageError(f"{name} must be a string of at most {_MAX_VALUE_LENGTH} characters")
    asked = dict.fromkeys(PARAMETERS, "") | dict(values)
    look = RequestedLook(
        _listed_theme(asked["theme"]), _size_name(asked["size"]), asked["direction"], asked["tone"]
    )
    _check_choice("direction", look.direction, DIRECTIONS)
    _check_choice("tone", look.tone, TONES)
    _check_choice("last", asked["last"], ("good",))
    return CardRequest(asked["id"], look, _checked_edits(edits), bool(asked["last"]))


def with_edits(quote: Quote, edits: Mapping[str, str]) -> Quote:
    """Return the quote with these fields replaced. Raises BadQuote as the reader does."""
    if not edits:
        return quote
    read = quote_of({"text": "-", **edits})
    names = [name for name in EDITABLE if name in edits]
    if "text" in edits:
        names += ["accents", "rubies", "notices"]
    return quote._replace(origin=None, **{name: getattr(read, name) for name in names})


def _listed_theme(name: str) -> str:
    """Return the id of a built-in theme; other names are rejected without being tried as files."""
    if not name:
        return ""
    if not all(char.isalnum() or char in "-_" for char in name):
        raise UsageError(f"unknown theme {name!r}", hint=f"the themes are {', '.join(themes())}")
    return load_theme(name).id


def _size_name(name: str) -> str:
    return parse_size(name).name if name else ""


def _check_choice(name: str, value: str, known: tuple[str, ...]) -> None:
    if value and value not in known:
        raise UsageError(f"unknown {name} {value}", hint=f"known are {', '.join(known) or 'none'}")


def _checked_edits(edits: Any) -> dict[str, str]:
    if edits is None:
        return {}
    if not isinstance(edits, dict):
        raise UsageError("edits must be a JSON object")
    for name, value in edits.items():
        _check_choice("field", str(name), EDITABLE)
        if not isinstance(value, str):
            raise UsageError(f"{name} must be a string")
    return edits
