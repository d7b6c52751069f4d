"""The table of rules."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from quotecard.check.finding import ERROR, WARNING
from quotecard.check.rules import (
    author_names,
    duplicates,
    fitting,
    missing_glyphs,
    mixed_scripts,
    reader_findings,
    spaces,
    typed_marks,
    wrong_conversions,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from quotecard.check.checked_quotes import CheckedFile, CheckedQuote
    from quotecard.check.finding import Finding


def _no_findings(_: CheckedQuote | CheckedFile) -> Iterable[Finding]:
    return ()


class CheckRule(NamedTuple):
    """One rule; its functions are pure and return findings in any order."""

    id: str
    severity: str
    about: str
    """A sentence for the documentation."""
    find: Callable[[CheckedQuote], Iterable[Finding]] = _no_findings
    """Returns its findings in one quote."""
    across: Callable[[CheckedFile], Iterable[Finding]] = _no_findings
    """Returns its findings in the file as a whole."""


RULES = (
    CheckRule("item", ERROR, "An item cannot be read.", across=reader_findings.find_bad_items),
    CheckRule("theme", ERROR, "The theme does not exist.", reader_findings.find_unknown_theme),
    CheckRule("size", ERROR, "The size does not exist.", reader_findings.find_unknown_size),
    CheckRule("coverage", ERROR, "No bundled font has a character.", missing_glyphs.find_missing_glyphs),
    CheckRule("fit", ERROR, "The quote is too long for its theme and size.", fitting.find_overflow),
    CheckRule("duplicate", WARNING, "Two quotes have the same words.", across=duplicates.find_duplicate_texts),
    CheckRule("lines", WARNING, "The card has too many lines to read easily.", fitting.find_many_lines),
    CheckRule("word-break", WARNING, "A line ends inside a word.", fitting.find_broken_words),
    CheckRule("folded", WARNING, "YAML folds line breaks into spaces.", partial(reader_findings.find_notices, "folded")),
    CheckRule("comment", WARNING, "YAML reads part of the text as a comment.", partial(reader_findings.find_notices, "comment")),
    CheckRule("invisible", WARNING, "Invisible characters are left out.", partial(reader_findings.find_notices, "invisible")),
    CheckRule("half-width", WARNING, "A half-width mark is used in full-width text.", typed_marks.find_half_width_marks),
    CheckRule("ellipsis", WARNING, "An ellipsis is not in the form of the language.", typed_marks.find_ellipses),
    CheckRule("dash", WARNING, "Hyphens are used for a dash.", typed_marks.find_dashes),
    CheckRule("quotation-marks", WARNING, "Quotation marks are not those of the language.", typed_marks.find_quotation_marks),
    CheckRule("mixed-quotation-marks", WARNING, "Two kinds of quotation marks are used.", across=typed_marks.find_mixed_quotation_marks),
    CheckRule("spaces", WARNING, "A space is not needed.", spaces.find_stray_spaces),
    CheckRule("simplified", WARNING, "A Traditional Chinese quote has Simplified characters.", mixed_scripts.find_simplified),
    CheckRule("traditional", WARNING, "A Simplified Chinese quote has Traditional characters.", mixed_scripts.find_traditional),
    CheckRule("conversion", WARNING, "A conversion from Simplified characters went wrong.", wrong_conversions.find_wrong_conversions),
    CheckRule("variants", WARNING, "One character is written in two ways.", across=mixed_scripts.find_mixed_variants),
    CheckRule("author-script", WARNING, "The author's name is not in the script of the text.", author_names.find_foreign_author),
)  # fmt: skip
"""Every rule; of two findings at one place, that of the earlier rule comes first."""
