"""How far our breaks agree with two settings of 94 texts made by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quotecard import render_card

from bench.corpora import DATA, pairs

if TYPE_CHECKING:
    from collections.abc import Iterable

BREAK = "\uff0f"
FOLDER = DATA / "lines"
HANDS = ("hand-a", "hand-b")


class Row(NamedTuple):
    """One text with our lines and both hands', breaks marked by U+FF0F."""

    name: str
    lang: str
    ours: str
    hands: tuple[str, str]

    @property
    def agrees(self) -> bool:
        """Whether one of the hands set it as we did."""
        return any(positions(self.ours) == positions(hand) for hand in self.hands)


def positions(marked: str) -> frozenset[int]:
    """Return the breaks of a marked text as counts of the characters before them, spaces left out."""
    found, at = [], 0
    for char in marked:
        if char == BREAK:
            found.append(at)
        elif not char.isspace():
            at += 1
    return frozenset(found)


def ours(text: str, lang: str) -> str:
    """Set a text on the default card and mark its breaks.

    Raises ValueError where the lines do not give the text back.
    """
    card = render_card({"text": text, "lang": lang, "marks": "keep", "punctuation": "keep"})
    marked = BREAK.join(card.lines)
    if bare(marked) != bare(text):
        raise ValueError(f"text changed: {text} became {marked}")
    return marked


def bare(marked: str) -> str:
    """Remove break marks and spaces."""
    return "".join(marked.replace(BREAK, "").split())


def rows() -> list[Row]:
    """Set every text and put the hands beside it."""
    a, b = (dict(pairs(FOLDER / f"{hand}.tsv")) for hand in HANDS)
    return [
        Row(name, lang, ours(text, lang), (a[name], b[name]))
        for name, lang, text in pairs(FOLDER / "texts.tsv")
    ]


def f1(settings: Iterable[tuple[str, str]]) -> float:
    """Return the F1 over break positions, pooled over pairs of settings."""
    shared = both = 0
    for one, other in settings:
        a, b = positions(one), positions(other)
        shared += len(a & b)
        both += len(a) + len(b)
    return 2 * shared / both if both else 1.0


def agreement(settings: Iterable[Row]) -> tuple[float, float]:
    """Return our F1 with the first and the second hand."""
    settings = list(settings)
    first, second = (f1((row.ours, row.hands[hand]) for row in settings) for hand in (0, 1))
    return first, second
