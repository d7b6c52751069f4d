"""Where a card's time goes: each part of the chain clocked from outside, in a process with full caches."""

from __future__ import annotations

import time
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PARTS = (
    ("reading the item", "quotecard.card", "_read"),
    ("style: language, boxes", "quotecard.card", "resolve"),
    ("text: normalising, itemising, shaping", "quotecard.page.layout", "shape"),
    ("text: spacing", "quotecard.page.layout", "space"),
    ("text: legal breaks", "quotecard.text.breaks.costs", "legal_breaks"),
    ("text: words and phrases", "quotecard.text.breaks.segment", "ballots"),
    ("text: what breaks cost, the rest", "quotecard.page.layout", "breaks"),
    ("text: lines and size (fitting)", "quotecard.page.fit_quote", "fit"),
    ("text: attribution, blocks, the rest", "quotecard.card", "typeset"),
    ("page", "quotecard.card", "compose"),
    ("paint: finding glyphs", "quotecard.paint.palette_card", "item_stamps"),
    ("paint: composite", "quotecard.card", "paint"),
    ("PNG: deflate", "quotecard.paint.png", "_image_data"),
    ("PNG: the rest", "quotecard.card", "encode_png"),
)
"""Each stage by label, with the name through which it is called; its time excludes that of the stages inside it."""
REPEATS = 3


def stages(quotes: Sequence[dict[str, str]]) -> dict[str, float]:
    """Return the seconds a card that each part takes itself, the least of some repetitions of each card."""
    from quotecard import render_card

    clock = _Clock()
    for name, module, function in PARTS:
        home = import_module(module)
        setattr(home, function, clock.wrap(getattr(home, function), name))
    best: list[dict[str, float]] = [{} for _ in quotes]
    for _ in range(REPEATS + 1):
        for quote, least in zip(quotes, best, strict=True):
            clock.own.clear()
            start = time.perf_counter()
            render_card(quote).png()
            whole = time.perf_counter() - start
            seen = {**clock.own, "the rest": whole - sum(clock.own.values()), "a card": whole}
            least.update({name: min(taken, least.get(name, taken)) for name, taken in seen.items()})
    names = [*(name for name, _, _ in PARTS), "the rest", "a card"]
    return {name: sum(each.get(name, 0.0) for each in best) / len(best) for name in names}


class _Clock:
    """Adds up the time of wrapped functions, each without that of those it calls."""

    def __init__(self) -> None:
        self.own: dict[str, float] = {}
        self.inside: list[float] = [0.0]

    def wrap(self, function: Callable[..., Any], name: str) -> Callable[..., Any]:
        def timed(*args: Any, **kwargs: Any) -> Any:
            self.inside.append(0.0)
            start = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                taken = time.perf_counter() - start
                self.own[name] = self.own.get(name, 0.0) + taken - self.inside.pop()
                self.inside[-1] += taken

        return timed
