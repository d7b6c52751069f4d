"""How well our line breaks agree with those of two people who set 94 texts by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quotecard import render_card

from bench.corpora import DATA, pairs

if TYPE_CHECKING:
    from collections.abc import Iterable

BREAK = "\uff0f"
"""Marks a line break in the data."""
FOLDER = DATA / "lines"
HANDS = ("hand-a", "hand-b")
"""The two people, by the names of their files."""


class Row(NamedTuple):
    """One text as we set it and as both people did, with line breaks marked by `BREAK`."""

    name: str
    lang: str
    ours: str
    hands: tuple[str, str]

    @property
    def agrees(self) -> bool:
        """Whether at least one of the two people broke it as we did."""
        return any(positions(self.ours) == positions(hand) for hand in self.hands)


def positions(marked: str) -> frozenset[int]:
    """Return the breaks of a marked text, each as the number of characters before it, not counting spaces."""
    found, at = [], 0
    for char in marked:
        if char == BREAK:
            found.append(at)
        elif not char.isspace():
            at += 1
    return frozenset(found)


def ours(text: str, lang: str) -> str:
    """Set a text on the default card and return it with its breaks marked.

    Raises ValueError if the lines together are not the text.
    """
    card = render_card({"text": text, "lang": lang, "marks": "keep", "punctuation": "keep"})
    marked = BREAK.join(card.lines)
    if bare(marked) != bare(text):
        raise ValueError(f"the text changed: {text} became {marked}")
    return marked


def bare(marked: str) -> str:
    """Return a text without break marks and spaces."""
    return "".join(marked.replace(BREAK, "").split())


def rows() -> list[Row]:
    """Set every text, and return it beside the settings of both people."""
    a, b = (dict(pairs(FOLDER / f"{hand}.tsv")) for hand in HANDS)
    return [
        Row(name, lang, ours(text, lang), (a[name], b[name]))
        for name, lang, text in pairs(FOLDER / "texts.tsv")
    ]


def f1(settings: Iterable[tuple[str, str]]) -> float:
    """Return the F1 score of break positions, pooled over pairs of settings; 1 if there are no breaks."""
    shared = both = 0
    for one, other in settings:
        a, b = positions(one), positions(other)
        shared += len(a & b)
        both += len(a) + len(b)
    return 2 * shared / both if both else 1.0


def agreement(settings: Iterable[Row]) -> tuple[float, float]:
    """Return our F1 score with the first and with the second person."""
    settings = list(settings)
    first, second = (f1((row.ours, row.hands[hand]) for row in settings) for hand in (0, 1))
    return first, second
