"""Find the places near a line's end that would have made better lines, had no rule forbidden them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from quotecard.languages.known import language
from quotecard.text.breaks import segment
from quotecard.text.breaks.costs import Break
from quotecard.text.breaks.legal import ONE_READING, forbids, unicode_breaks
from quotecard.text.line.break_map import map_breaks
from quotecard.text.line.fit import Space, display_shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quotecard.text.line.break_map import BreakMap
    from quotecard.text.line.spacing import Spaced

_GAIN, _GAIN_INSIDE = 0.05, 0.1
"""What two lines must have cost less for a break between words, or inside one, to have tempted."""
_ROUNDING = 1e-6
_AROUND = 4
"""Characters of the text shown on each side of a place"""


class Forbidden(NamedTuple):
    """A place that tempts a setter who knows no rules."""

    line: int
    """The line whose end it would have been, from 0."""
    offset: int
    """Code point of the text before which the line would have ended."""
    gain: float
    """What the lengths of the two lines would have cost less."""
    word: bool
    """Whether a segmenter sees a word end there."""
    rule: str
    """What forbids it."""

    def as_dict(self, text: str) -> dict[str, Any]:
        """Return the place in `text` as `explain --json` prints it; `line` counts from 1."""
        start, end = max(self.offset - _AROUND, 0), self.offset + _AROUND
        return {
            "line": self.line + 1,
            "before": text[start : self.offset].rpartition("\n")[2],
            "after": text[self.offset : end].partition("\n")[0],
            "word": self.word,
            "gain": round(self.gain, 3),
            "rule": self.rule,
        }


def forbidden(spaced: Spaced, whole: BreakMap, nodes: Sequence[int], space: Space) -> Iterator[Forbidden]:
    """Yield for each line's end at most three: before it and after it where words end, and one inside a word.

    Each would have set both lines within the block's width and made their lengths better.
    """
    text, lang = spaced.shaped.text, spaced.shaped.lang
    ruler = _Ruler(spaced, whole, nodes, space)
    if not ruler.open:
        return
    own, allowed, ends = language(lang), unicode_breaks(text, lang), _word_ends(text, lang)
    found: dict[int, Forbidden] = {}
    for line, node in enumerate(nodes[1:-1]):
        if node in whole.table.paragraph_ends:
            continue
        for at, gain in _tempting(ruler, line, ends):
            rule = forbids(text, at, own, allowed) or ONE_READING
            one = Forbidden(line, at, gain, at in ends, rule.explain(text, at))
            found[at] = max(found.get(at, one), one, key=lambda place: place.gain)
    yield from sorted(found.values())


def _tempting(ruler: _Ruler, line: int, ends: frozenset[int]) -> Iterator[tuple[int, float]]:
    """Yield the best places of each sort with what they gain."""
    end = ruler.ends[line + 1]
    near = [at for at in ruler.open if ruler.ends[line] < at < ruler.ends[line + 2]]
    sorts = (
        [at for at in near if at in ends and at < end],
        [at for at in near if at in ends and at > end],
        [at for at in near if at not in ends],
    )
    for sort, least in zip(sorts, (_GAIN, _GAIN, _GAIN_INSIDE), strict=True):
        gain, at = max(((ruler.gain(line, at), at) for at in sort), default=(0.0, 0))
        if gain > least:
            yield at, gain


class _Ruler:
    """Measures lines that end anywhere, by what the optimiser says of their lengths."""

    def __init__(self, spaced: Spaced, whole: BreakMap, nodes: Iterable[int], space: Space) -> None:
        text, starts = spaced.shaped.text, spaced.shaped.starts[1:-1]
        paragraph_ends = {whole.offsets[node] for node in whole.table.paragraph_ends}
        every = map_breaks(spaced, [Break(at, 0.0, 0.0, at in paragraph_ends) for at in starts])
        self._table = every.table
        self._shape = display_shape(every.table, space)
        self._node = {at: node for node, at in enumerate(every.offsets)}
        self.ends = [whole.offsets[node] for node in nodes]
        """Where the chosen lines start, and the text's end."""
        known = frozenset(whole.offsets)
        self.open = [at for at in starts if at not in known and text[at] not in " \n"]
        """Where no line may start, though a character does."""
        self._longest = max(map(self._width, self.ends, self.ends[1:])) + _ROUNDING

    def _width(self, start: int, end: int) -> float:
        return self._table.right[self._node[end]] - self._table.left[self._node[start]]

    def _length(self, start: int, end: int) -> float:
        return self._shape(self._width(start, end), self._node[start], self._node[end])

    def gain(self, line: int, at: int) -> float:
        """Return what two lines would cost less if the first ended before `at`; 0 where one grows too wide."""
        start, end, last = self.ends[line : line + 3]
        if max(self._width(start, at), self._width(at, last)) > self._longest:
            return 0.0
        chosen = self._length(start, end) + self._length(end, last)
        return chosen - self._length(start, at) - self._length(at, last)


def _word_ends(text: str, lang: str) -> frozenset[int]:
    """Return where the segmenters of a language see a word end; of the three for Chinese, two."""
    own = language(lang)
    if own.break_model == "japanese":
        return segment.budoux_phrases(text, own.phrase_model) | segment.icu_words(text, lang)
    if own.break_model == "chinese":
        votes = segment.ballots(text, lang).votes
        return frozenset(at for at, count in enumerate(votes) if count > 1)
    return segment.icu_words(text, lang)
