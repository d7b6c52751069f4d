"""The rules, in one table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from quotecard.check.finding import ERROR, WARNING
from quotecard.check.rules import author_names as names
from quotecard.check.rules import coverage, duplicates, reading, slips, spaces
from quotecard.check.rules import fitting as layout
from quotecard.check.rules import mixed_scripts as variants
from quotecard.check.rules import typed_marks as punctuation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from quotecard.check.finding import Finding
    from quotecard.check.items import CheckedFile, QuoteItem


def _nothing(_: QuoteItem | CheckedFile) -> Iterable[Finding]:
    return ()


class CheckRule(NamedTuple):
    """One rule; its functions are pure and give findings in no order."""

    id: str
    severity: str
    about: str
    """A sentence for people."""
    find: Callable[[QuoteItem], Iterable[Finding]] = _nothing
    """What it finds in one quote."""
    across: Callable[[CheckedFile], Iterable[Finding]] = _nothing
    """What it finds in the file as a whole."""


RULES = (
    CheckRule("item", ERROR, "An item cannot be read.", across=reading.bad_items),
    CheckRule("theme", ERROR, "There is no such theme.", reading.unknown_theme),
    CheckRule("size", ERROR, "There is no such size.", reading.unknown_size),
    CheckRule("coverage", ERROR, "No bundled font has a character.", coverage.missing),
    CheckRule("fit", ERROR, "The quote is too long for its theme and size.", layout.does_not_fit),
    CheckRule("duplicate", WARNING, "Two quotes have the same words.", across=duplicates.texts),
    CheckRule("lines", WARNING, "The card has more lines than are read with ease.", layout.many_lines),
    CheckRule("word-break", WARNING, "A line ends inside a word.", layout.broken_word),
    CheckRule("folded", WARNING, "YAML folds line ends to spaces.", partial(reading.noticed, "folded")),
    CheckRule("comment", WARNING, "YAML takes part of the text as a comment.", partial(reading.noticed, "comment")),
    CheckRule("invisible", WARNING, "Invisible characters are left out.", partial(reading.noticed, "invisible")),
    CheckRule("half-width", WARNING, "A half-width mark stands in full-width text.", punctuation.half_width),
    CheckRule("ellipsis", WARNING, "An ellipsis is not written as the language writes it.", punctuation.ellipsis),
    CheckRule("dash", WARNING, "Hyphens stand for a dash.", punctuation.dash),
    CheckRule("quotation-marks", WARNING, "Quotation marks are not the language's own.", punctuation.quotation_marks),
    CheckRule("mixed-quotation-marks", WARNING, "Two kinds of quotation marks.", across=punctuation.mixed_marks),
    CheckRule("spaces", WARNING, "A space that is not needed.", spaces.stray),
    CheckRule("simplified", WARNING, "Simplified characters in a Traditional quote.", variants.simplified),
    CheckRule("traditional", WARNING, "Traditional characters in a Simplified quote.", variants.traditional),
    CheckRule("conversion", WARNING, "A conversion from Simplified characters went wrong.", slips.conversion),
    CheckRule("variants", WARNING, "One character is written in two ways.", across=variants.mixed),
    CheckRule("author-script", WARNING, "The author's name is not in the script of the text.", names.foreign_author),
)  # fmt: skip
"""Every rule; of two findings in one place the earlier rule's comes first."""
