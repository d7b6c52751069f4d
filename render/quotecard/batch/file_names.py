"""The file name of each card, decided for the whole batch before the first one is drawn."""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING

from quotecard.errors import UsageError
from quotecard.store import safe_name, slug

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quotecard.model import Quote

DEFAULT = "{n:03}-{slug}"
FIELDS = ("n", "id", "slug", "theme", "size")

_WIDTH = re.compile(r"0?[1-9]?")
"""What may stand behind `n:`; a name is no place for the rest of the format language."""


def begins_with_number(template: str) -> bool:
    """Tell whether a name begins with the quote's number and a character that is no digit and no field."""
    return re.match(r"\{n(:[^}]*)?\}[^{}\d]", template) is not None


def fields(template: str) -> frozenset[str]:
    """Return the fields that `template` uses.

    Raise UsageError for another field, a conversion, an attribute, a separator or a lone brace.
    """
    if "/" in template or "\\" in template:
        raise _refused(template, "the cards go into one flat folder, so a name has no / or \\")
    try:
        parts = list(Formatter().parse(template))
    except ValueError as error:
        raise _refused(template, str(error)) from error
    return frozenset(_field(template, *part[1:]) for part in parts if part[1] is not None)


def _field(template: str, name: str | None, spec: str | None, conversion: str | None) -> str:
    if name not in FIELDS or conversion:
        raise _refused(template, f"it has no field {{{name}{'!' + conversion if conversion else ''}}}")
    if spec and not (name == "n" and _WIDTH.fullmatch(spec)):
        raise _refused(template, f"{{{name}}} takes no :{spec}")
    return name


def _refused(template: str, why: str) -> UsageError:
    known = ", ".join(f"{{{name}}}" for name in FIELDS)
    return UsageError(
        f"--name {template} is not a name of a card", why=why, hint=f"it may hold {known} and {{n:03}}"
    )


def file_name(template: str, quote: Quote, *, theme: str, size: str, added: Iterable[str] = ()) -> str:
    """Return the safe name of one card's file.

    `added` stands behind the name whatever is cut from a long one: the theme, the size.
    """
    stem = template.format(
        n=quote.number, id=quote.name, slug=slug(quote.id or quote.text), theme=theme, size=size
    )
    return safe_name(stem, "".join(f"-{part}" for part in added) + ".png")
