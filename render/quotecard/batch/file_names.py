"""The file name of each card, made from a template."""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING

from quotecard.errors import UsageError
from quotecard.store import safe_name, slug

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quotecard.model import Quote

DEFAULT_TEMPLATE = "{n:03}-{slug}"
FIELDS = ("n", "id", "slug", "theme", "size")
"""Fields that a template may use, `n` being the number of the quote."""

_WIDTH = re.compile(r"0?[1-9]?")
"""The format specifications that `n` accepts: a width of one digit, with or without zero padding."""


def begins_with_number(template: str) -> bool:
    """Return whether names begin with the quote's number, followed by a literal character other than a digit."""
    return re.match(r"\{n(:[^}]*)?\}[^{}\d]", template) is not None


def fields(template: str) -> frozenset[str]:
    """Return the fields that a template uses.

    Raises UsageError for an unknown field, a conversion, an attribute, a path separator or an unmatched brace.
    """
    if "/" in template or "\\" in template:
        raise _refused(template, "all cards go into one folder, so a name cannot contain / or \\")
    try:
        parts = list(Formatter().parse(template))
    except ValueError as error:
        raise _refused(template, str(error)) from error
    return frozenset(_field(template, *part[1:]) for part in parts if part[1] is not None)


def _field(template: str, name: str | None, spec: str | None, conversion: str | None) -> str:
    if name not in FIELDS or conversion:
        raise _refused(template, f"unknown field {{{name}{'!' + conversion if conversion else ''}}}")
    if spec and not (name == "n" and _WIDTH.fullmatch(spec)):
        raise _refused(template, f"{{{name}}} does not accept :{spec}")
    return name


def _refused(template: str, why: str) -> UsageError:
    known = ", ".join(f"{{{name}}}" for name in FIELDS)
    return UsageError(
        f"--name {template} is not a valid template", why=why, hint=f"it may contain {known} and {{n:03}}"
    )


def file_name(template: str, quote: Quote, *, theme: str, size: str, added: Iterable[str] = ()) -> str:
    """Return the file name of one card, safe on every system.

    `added`, such as the theme and the size, is appended with hyphens and kept whole even if the name must be cut.
    """
    stem = template.format(
        n=quote.number, id=quote.name, slug=slug(quote.id or quote.text), theme=theme, size=size
    )
    return safe_name(stem, "".join(f"-{part}" for part in added) + ".png")
