"""Find the lines of a Japanese verse that was written as one: haiku 5-7-5, tanka 5-7-5-7-7.

Morae are counted for kana; a kanji may be read as one to three. A text is verse where it can be cut
at words so that every line can have its count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecard.text.chars import is_ideograph, is_kana

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

_SMALL = frozenset(
    "\u3041\u3043\u3045\u3047\u3049\u3083\u3085\u3087\u308e\u30a1\u30a3\u30a5\u30a7\u30a9\u30e3\u30e5\u30e7\u30ee"
)
_KANJI_LEAST, _KANJI_USUAL, _KANJI_MOST = 1.0, 1.5, 3.0
_OFF, _AT_WORD, _INSIDE, _PARTICLE_FIRST = 0.37, 0.46, 2.7, 0.5
_PARTICLES = frozenset("\u3092\u306f\u304c\u3078\u305e\u3070\u3066\u3067\u306b\u306e")
_NO_VERSE = 1.65
"""A dearer cut is chance, not metre."""

Morae = tuple[float, float, float]
"""The least, the usual and the most morae."""


def verse_breaks(
    text: str, forms: Iterable[tuple[int, ...]], phrases: AbstractSet[int], words: AbstractSet[int]
) -> frozenset[int]:
    """Return where the lines of the verse start, or nothing where `text` is not one."""
    if not 9 <= len(text) <= 31 or not all(map(is_ideograph, text)):
        return frozenset()
    sums = _sums(text)
    found = [cut for form in forms if (cut := _cut(text, form, sums, phrases, words))]
    cost, breaks = min(found, default=(_NO_VERSE, ()))
    return frozenset(breaks) if cost < _NO_VERSE else frozenset()


def _sums(text: str) -> list[Morae]:
    """Return the morae before each character."""
    sums = [(0.0, 0.0, 0.0)]
    for char in text:
        if char in _SMALL:
            one = (0.0, 0.0, 0.0)
        elif is_kana(char):
            one = (1.0, 1.0, 1.0)
        else:
            one = (_KANJI_LEAST, _KANJI_USUAL, _KANJI_MOST)
        least, usual, most = sums[-1]
        sums.append((least + one[0], usual + one[1], most + one[2]))
    return sums


def _cut(
    text: str, form: tuple[int, ...], sums: list[Morae], phrases: AbstractSet[int], words: AbstractSet[int]
) -> tuple[float, tuple[int, ...]] | None:
    """Return the cheapest cut into lines of this form, or None where no cut can have its counts."""
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for line, count in enumerate(form):
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        last = line == len(form) - 1
        for start, (cost, breaks) in best.items():
            for end in [len(text)] if last else range(start + 1, len(text)):
                off = _off(sums, start, end, count)
                if off is None:
                    continue
                total = cost + off + (0.0 if last else _at(text, end, phrases, words))
                if end not in reached or total < reached[end][0]:
                    reached[end] = (total, breaks if last else (*breaks, end))
        best = reached
    return best.get(len(text))


def _at(text: str, end: int, phrases: AbstractSet[int], words: AbstractSet[int]) -> float:
    boundary = 0.0 if end in phrases else _AT_WORD if end in words else _INSIDE
    return boundary + _PARTICLE_FIRST * (text[end] in _PARTICLES)


def _off(sums: list[Morae], start: int, end: int, count: int) -> float | None:
    least, usual, most = (after - before for before, after in zip(sums[start], sums[end], strict=True))
    # A line one mora over its count is a licence of the form.
    if least > count + 1 or most < count:
        return None
    return _OFF * abs(usual - count)
