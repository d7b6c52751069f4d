"""The rules, in one table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from render.check.finding import ERROR, WARNING
from render.check.rules import (
    coverage,
    duplicates,
    layout,
    names,
    punctuation,
    reading,
    slips,
    spaces,
    variants,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from render.check.finding import Finding
    from render.check.items import File, Item


def _nothing(_: Item | File) -> Iterable[Finding]:
    return ()


class Rule(NamedTuple):
    """One rule; its functions are pure and give findings in no order."""

    id: str
    severity: str
    about: str
    """A sentence for people."""
    find: Callable[[Item], Iterable[Finding]] = _nothing
    """What it finds in one quote."""
    across: Callable[[File], Iterable[Finding]] = _nothing
    """What it finds in the file as a whole."""


RULES = (
    Rule("item", ERROR, "An item cannot be read.", across=reading.bad_items),
    Rule("theme", ERROR, "There is no such theme.", reading.unknown_theme),
    Rule("size", ERROR, "There is no such size.", reading.unknown_size),
    Rule("coverage", ERROR, "No bundled font has a character.", coverage.missing),
    Rule("fit", ERROR, "The quote is too long for its theme and size.", layout.does_not_fit),
    Rule("duplicate", WARNING, "Two quotes have the same words.", across=duplicates.texts),
    Rule("lines", WARNING, "The card has more lines than are read with ease.", layout.many_lines),
    Rule("word-break", WARNING, "A line ends inside a word.", layout.broken_word),
    Rule("folded", WARNING, "YAML folds line ends to spaces.", partial(reading.noticed, "folded")),
    Rule("comment", WARNING, "YAML takes part of the text as a comment.", partial(reading.noticed, "comment")),
    Rule("invisible", WARNING, "Invisible characters are left out.", partial(reading.noticed, "invisible")),
    Rule("half-width", WARNING, "A half-width mark stands in full-width text.", punctuation.half_width),
    Rule("ellipsis", WARNING, "An ellipsis is not written as the language writes it.", punctuation.ellipsis),
    Rule("dash", WARNING, "Hyphens stand for a dash.", punctuation.dash),
    Rule("quotation-marks", WARNING, "Quotation marks are not the language's own.", punctuation.quotation_marks),
    Rule("mixed-quotation-marks", WARNING, "Two kinds of quotation marks.", across=punctuation.mixed_marks),
    Rule("spaces", WARNING, "A space that is not needed.", spaces.stray),
    Rule("simplified", WARNING, "Simplified characters in a Traditional quote.", variants.simplified),
    Rule("traditional", WARNING, "Traditional characters in a Simplified quote.", variants.traditional),
    Rule("conversion", WARNING, "A conversion from Simplified characters went wrong.", slips.conversion),
    Rule("variants", WARNING, "One character is written in two ways.", across=variants.mixed),
    Rule("author-script", WARNING, "The author's name is not in the script of the text.", names.foreign_author),
)  # fmt: skip
"""Every rule; of two findings in one place the earlier rule's comes first."""
