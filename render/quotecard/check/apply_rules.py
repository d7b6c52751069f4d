"""Apply the rules to a file of quotes."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from quotecard.check.checked_quotes import lay_out_quotes
from quotecard.check.finding import CheckReport, Finding
from quotecard.check.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from quotecard.check.checked_quotes import CheckedFile
    from quotecard.read.document import Quotes


def check_quotes(
    quotes: Quotes, on_done: Callable[[], None] = lambda: None, *, fonts: str = ""
) -> CheckReport:
    """Return what the rules find in the quotes of a file; call `on_done` after each quote is laid out.

    Nothing is drawn. `fonts` is a folder of the user's fonts. Raises FontError if a bundled font cannot be
    used, or no font of that folder can be.
    """
    file = lay_out_quotes(quotes, on_done, fonts=fonts)
    return CheckReport(tuple(sorted(_all_findings(file), key=_by_place)), len(file.items) + len(file.errors))


def check_one(quotes: Quotes, number: int, fonts: str = "") -> tuple[Finding, ...]:
    """Return what the rules find in one quote of a file, compared with the others; only it is laid out."""
    found = _all_findings(lay_out_quotes(quotes, only=number, fonts=fonts))
    return tuple(sorted((finding for finding in found if finding.number == number), key=_by_place))


def _all_findings(file: CheckedFile) -> Iterator[Finding]:
    for rule in RULES:
        for finding in chain(rule.across(file), *map(rule.find, file.items)):
            yield finding._replace(rule=rule.id, severity=rule.severity)


def _by_place(finding: Finding) -> tuple[int, int, int]:
    """Return the sort key of a finding; findings at one place keep the order of the rules."""
    return finding.place.line, finding.place.column, finding.number
