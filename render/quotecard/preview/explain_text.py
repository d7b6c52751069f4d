"""The text output of `quotecard explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_ENDS = {
    "sentence": "a sentence ends",
    "clause": "a clause ends",
    "list": "a list item ends",
    "phrase": "between phrases",
    "word": "between words",
    "inside a word": "possibly inside a word",
    "hard": "a line feed",
    "end": "the text ends",
}
_SAMPLE = 24
"""Characters shown of the text that a face sets."""


def explain_lines(facts: Mapping[str, Any], *, guessed: bool) -> list[str]:
    """Return the lines that describe `Card.explain()`; not escaped for a terminal yet.

    `guessed` says that the language was guessed from the text, not given in the file.
    """
    return list(_explain_sections(facts, guessed=guessed))


def _explain_sections(facts: Mapping[str, Any], *, guessed: bool) -> Iterator[str]:
    lang = f"{facts['lang']}{' (guessed from the text)' if guessed else ''}"
    yield f"Quote {facts['id']}: {lang}, {facts['direction']}, {facts['size_px']:.1f} px per em"
    yield from _section("Lines (a higher cost is worse)", _line_rows(facts["line_costs"]))
    yield from _section(
        "Forbidden breaks that would give better lines", map(_forbidden_row, facts["forbidden"])
    )
    yield from _section("Faces", map(_face_row, facts["faces"]))
    yield from _section("Notices", map(str, facts["notices"]))
    others = (_alternative_row(choice, facts["cost"]) for choice in facts["alternatives"])
    yield from _section(
        f"Alternatives considered (the chosen setting costs {signed_cost(facts['cost'])})", others
    )


def _section(title: str, rows: Iterable[str]) -> Iterator[str]:
    lines = [f"  {row}" for row in rows]
    return iter([f"{title}:", *lines] if lines else [])


def _line_rows(costs: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    longest = max(terminal_columns(line["text"]) for line in costs)
    for line in costs:
        over = f", crosses {' '.join(line['crossed'])} {signed_cost(line['crossed_cost'])}"
        yield (
            f"{line['text']}{' ' * (longest - terminal_columns(line['text']))}  {line['width_em']:5.2f} em  "
            f"cost {signed_cost(line['cost'])}: {_ENDS[line['break']]} {signed_cost(line['break_cost'])}, "
            f"length {signed_cost(line['length_cost'])}{over if line['crossed'] else ''}"
        )


def terminal_columns(text: str) -> int:
    """Return the number of terminal columns that `text` occupies: two for a wide character."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def signed_cost(cost: float) -> str:
    """Return a cost to two decimals with U+2212 as minus; one that rounds to zero has no sign."""
    text = f"{abs(cost):.2f}"
    return f"\u2212{text}" if cost < 0 and text.strip("0.") else text


def _forbidden_row(place: Mapping[str, Any]) -> str:
    word = "a word ends here, and " if place["word"] else ""
    gain = f"{word}the line lengths would cost {signed_cost(place['gain'])} less"
    return f"line {place['line']}: {place['before']}|{place['after']}  {place['rule']}; {gain}"


def _face_row(use: Mapping[str, Any]) -> str:
    texts = " / ".join(text for text in use["texts"] if text)
    sample = texts if len(texts) <= _SAMPLE else f"{texts[:_SAMPLE]}\u2026"
    return f"{use['family']} [{use['face']}]: {use['why']}  ({sample})"


def _alternative_row(choice: Mapping[str, Any], chosen: float) -> str:
    """Return the row of a setting that was considered and not chosen."""
    cost = choice["cost"]
    worse = f"{signed_cost(cost - chosen)} worse"
    return f"{choice['size_px']:.1f} px, cost {signed_cost(cost)} ({worse}): {' / '.join(choice['lines'])}"
