"""Public helpers that set text without a card: the best lines for a measure."""

from __future__ import annotations

import itertools

from quotecard.errors import UsageError
from quotecard.fontbook import default_book
from quotecard.languages.known import DEFAULT_TAG, checked_tag
from quotecard.text.breaks.costs import breaks
from quotecard.text.line.break_map import map_breaks
from quotecard.text.line.fit import fixed_measure
from quotecard.text.line.optimise import fewest_lines
from quotecard.text.line.spacing import DISPLAY, PLAIN, space
from quotecard.text.shape.shape import shape
from quotecard.text.shape.voice import Voice

_ROUNDING = 0.1
"""em by which display setting rounds brackets up"""


def set_lines(
    text: str, lang: str = DEFAULT_TAG, measure: float = 12.0, direction: str = "horizontal"
) -> list[str]:
    """Return the best lines of `text` for a measure in em of Ming.

    No character is changed: the lines joined are the text but for spaces and line feeds at breaks.
    No line is wider than the measure once its edges are trimmed and hung, but for a single unit that
    cannot be broken; at most one line more than the fewest possible is used. Raise UsageError for a
    language, direction or measure that cannot be set.
    """
    if not isinstance(text, str) or not isinstance(lang, str):
        raise UsageError("text and lang are strings")
    if not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text):
        raise UsageError("the text holds half of a surrogate pair")
    if direction not in ("horizontal", "vertical"):
        raise UsageError(f"the direction {direction!r} cannot be set", hint="it is horizontal or vertical")
    if not isinstance(measure, (int, float)) or not measure > 0:
        raise UsageError(f"the measure {measure!r} cannot be set", hint="give a width in em, as 12")
    if not text.strip():
        return []
    lang, book = checked_tag(lang), default_book()
    shaped = shape(text, Voice("ming", lang), book, vertical=direction == "vertical")
    places = breaks(text, lang)
    whole = map_breaks(space(shaped, book, PLAIN), places)
    # The fewest lines are counted with opening marks hung; the lines chosen fit without hanging too.
    hung = fewest_lines(map_breaks(space(shaped, book, DISPLAY), places).table, measure + _ROUNDING)
    nodes = fixed_measure(whole.table, measure, hung).nodes
    offsets = [whole.offsets[node] for node in nodes]
    return [text[a:b].strip(" \n") for a, b in itertools.pairwise(offsets)]
