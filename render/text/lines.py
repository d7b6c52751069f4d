"""Public helpers that set text without a card: the best lines for a measure."""

from __future__ import annotations

import itertools

from render.errors import UsageError
from render.fontbook import default_book
from render.text.breaks.costs import breaks
from render.text.fit import fixed_measure
from render.text.itemise import Voice
from render.text.line.optimise import fewest_lines
from render.text.line.spacing import DISPLAY, PLAIN, space
from render.text.line.strip import cut
from render.text.shape import shape

_ROUNDING = 0.1
"""em by which display setting rounds brackets up"""


def set_lines(
    text: str, lang: str = "zh-Hant", measure: float = 12.0, direction: str = "horizontal"
) -> list[str]:
    """Return the best lines of `text` for a measure in em of Ming.

    No character is changed: the lines joined are the text but for spaces and line feeds at breaks.
    No line is wider than the measure once its edges are trimmed and hung, but for a single unit that
    cannot be broken; at most one line more than the fewest possible is used. Raise UsageError for a
    direction or measure that cannot be set.
    """
    if direction != "horizontal":
        raise UsageError(f"the direction {direction!r} cannot be set", hint="the direction is horizontal")
    if not measure > 0:
        raise UsageError(f"the measure {measure!r} cannot be set", hint="give a width in em, as 12")
    if not text.strip():
        return []
    book = default_book()
    shaped = shape(text, Voice("ming", lang), book)
    whole = cut(space(shaped, book, PLAIN), breaks(text, lang))
    # The fewest lines are counted with opening marks hung; the lines chosen fit without hanging too.
    hung = fewest_lines(cut(space(shaped, book, DISPLAY), breaks(text, lang)).strip, measure + _ROUNDING)
    nodes = fixed_measure(whole.strip, measure, hung).nodes
    offsets = [whole.offsets[node] for node in nodes]
    return [text[a:b].strip(" \n") for a, b in itertools.pairwise(offsets)]
