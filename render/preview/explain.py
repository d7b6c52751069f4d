"""Why a card looks as it does, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def describe(facts: Mapping[str, Any], *, guessed: bool) -> list[str]:
    """Return the lines of an account of `Card.explain()`; not yet safe for a terminal.

    `guessed`: the language was told by the text, not by the file.
    """
    return list(_account(facts, guessed=guessed))


def _account(facts: Mapping[str, Any], *, guessed: bool) -> Iterator[str]:
    lang = f"{facts['lang']}{' (guessed from the text)' if guessed else ''}"
    yield f"Quote {facts['id']}: {lang}, {facts['direction']}, {facts['size_px']:.1f} px an em"
    yield from _section("Lines", facts["lines"])
    yield from _section("Faces", (f"{run['text']}  {run['family']} [{run['face']}]" for run in facts["runs"]))
    yield from _section("Notices", map(str, facts["notices"]))
    yield from _section("Also weighed", map(_alternative, facts["alternatives"]))


def _section(title: str, rows: Iterable[str]) -> Iterator[str]:
    lines = [f"  {row}" for row in rows]
    return iter([f"{title}:", *lines] if lines else [])


def _alternative(choice: Mapping[str, Any]) -> str:
    """Return one setting that lost: the cost counts against it, the size speaks for it."""
    return f"{choice['size_px']:.1f} px, cost {choice['cost']:.2f}: {' / '.join(choice['lines'])}"
