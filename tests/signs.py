"""What the rules of the golden cards are about, read from a card: places in em, ink, turns, faces."""

from __future__ import annotations

import re
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from quotecard.fontbook import default_book
from quotecard.scene import Glyphs, Image, Outline, Photo, Rect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard import Card
    from quotecard.model import Block, GlyphRun

_CLEARANCE = 0.02
"""em by which two outlines that stand apart may still meet"""


class Spot(NamedTuple):
    """One glyph of a block; lengths in em of the block from its top left corner, y down."""

    char: str
    """empty for a reading or a dot"""
    line: int
    face: str
    glyph: int
    x: float
    y: float
    scale: float
    turned: bool

    @property
    def box(self) -> tuple[float, float, float, float]:
        """left, top, right, foot of the ink"""
        return _box(self.face, self.glyph, (self.x, self.y), self.scale, turned=self.turned)

    @property
    def middle(self) -> tuple[float, float]:
        left, top, right, foot = self.box
        return (left + right) / 2, (top + foot) / 2

    @property
    def stands(self) -> bool:
        """whether the ink is taller than wide"""
        left, top, right, foot = self.box
        return foot - top > right - left


def _box(
    face: str, glyph: int, pen: tuple[float, float], scale: float, *, turned: bool
) -> tuple[float, float, float, float]:
    left, bottom, right, top = (edge * scale for edge in default_book().face(face).bounds(glyph))
    if turned:
        left, bottom, right, top = bottom, -right, top, -left
    return pen[0] + left, pen[1] - top, pen[0] + right, pen[1] - bottom


def spots(card: Card) -> Iterator[Spot]:
    block = card.blocks.quote
    for number, line in enumerate(block.lines):
        for run in line.runs:
            yield from _of_run(run, number, block.size)


def _of_run(run: GlyphRun, line: int, em: float) -> Iterator[Spot]:
    chars = run.text[: len(run.glyphs)]
    for char, glyph, x, y in zip_longest(chars, run.glyphs, run.x, run.y, fillvalue=""):
        yield Spot(char, line, run.face, glyph, x / em, y / em, run.size / em, run.turned)


def of(card: Card, chars: str) -> list[Spot]:
    """The glyphs of these characters; at least one."""
    found = [spot for spot in spots(card) if spot.char and spot.char in chars]
    assert found, chars
    return found


def notes(card: Card) -> list[Spot]:
    """Readings and dots."""
    return [spot for spot in spots(card) if not spot.char]


def step(card: Card, pair: str) -> float:
    """em from the pen of one character to that of the next, which must stand on its line"""
    vertical = card.blocks.quote.vertical
    for one, other in pairwise(spot for spot in spots(card) if spot.char):
        if one.char + other.char == pair and one.line == other.line:
            return round(other.y - one.y if vertical else other.x - one.x, 2)
    raise AssertionError(f"{pair} stands on no line of {card.lines}")


def leads(card: Card) -> list[float]:
    """em from each reading to the next of its line, along the line"""
    vertical = card.blocks.quote.vertical
    return [
        round(other.y - one.y if vertical else other.x - one.x, 2)
        for one, other in pairwise(notes(card))
        if one.line == other.line
    ]


def turned(card: Card, chars: str) -> bool:
    return all(spot.turned for spot in of(card, chars))


def upright(card: Card, chars: str) -> bool:
    return not any(spot.turned for spot in of(card, chars))


def stand(card: Card, chars: str) -> bool:
    return all(spot.stands for spot in of(card, chars))


def lie(card: Card, chars: str) -> bool:
    return not any(spot.stands for spot in of(card, chars))


def faces(card: Card, chars: str = "") -> set[str]:
    return {spot.face for spot in (of(card, chars) if chars else spots(card))}


def glyphs(card: Card) -> tuple[int, ...]:
    return tuple(spot.glyph for spot in spots(card))


def widths(card: Card) -> list[float]:
    """em of each line"""
    return [round(line.width / card.blocks.quote.size, 1) for line in card.blocks.quote.lines]


def pitches(card: Card) -> set[float]:
    """em from line to line"""
    tops = [line.top / card.blocks.quote.size for line in card.blocks.quote.lines]
    return {round(after - before, 2) for before, after in pairwise(tops)}


def ends_at_clauses(card: Card) -> bool:
    return all(not set(line[:-1]) & set("\uff0c\u3002\uff1b") for line in card.lines)


def marks_take_two_em(card: Card) -> bool:
    """Whether what is no Han on each line that ends in a dash or an ellipsis takes two em."""
    ends = [
        (line, em) for line, em in zip(card.lines, widths(card), strict=True) if line[-1] in "\u2014\u2026"
    ]
    return bool(ends) and all(em - len(re.findall("[\u4e00-\u9fff]", line)) == 2 for line, em in ends)


def hangs(card: Card, mark: str) -> bool:
    """Whether an opening mark's ink stands outside the edge that its line starts at."""
    along = 3 if card.blocks.quote.vertical else 2
    return all(spot.box[along] <= 0 for spot in of(card, mark))


def axes(card: Card) -> dict[int, float]:
    """em to each column's axis"""
    block = card.blocks.quote
    return {at: (block.width - line.top) / block.size - 0.5 for at, line in enumerate(block.lines)}


def right_of_axis(card: Card, chars: str) -> bool:
    """Whether the ink of these characters stands right of the middle of their columns."""
    return all(spot.box[0] > axes(card)[spot.line] for spot in of(card, chars))


def on_axis(card: Card, chars: str) -> bool:
    """Whether the ink of these characters, on the first column that has them, has its middle on the axis."""
    found = of(card, chars)
    boxes = [spot.box for spot in found if spot.line == found[0].line]
    middle = (min(box[0] for box in boxes) + max(box[2] for box in boxes)) / 2
    return abs(middle - axes(card)[found[0].line]) < _CLEARANCE


def in_cell(card: Card, char: str, cell: float) -> bool:
    """Whether the ink of a character stands in the middle of one em, so many em down its column."""
    return abs(of(card, char)[0].middle[1] - cell - 0.5) < _CLEARANCE


def right_to_left(card: Card) -> bool:
    firsts = {spot.line: spot.x for spot in reversed(list(spots(card)))}
    return all(firsts[line] > firsts[line + 1] for line in range(len(firsts) - 1))


def beside(card: Card) -> bool:
    """Whether every reading or dot stands right of its column's em box."""
    found = notes(card)
    return bool(found) and all(note.box[0] >= axes(card)[note.line] + 0.5 - _CLEARANCE for note in found)


def over(card: Card) -> bool:
    """Whether every reading or dot stands over the Han of its line."""
    return sides(card) == {"over"}


def under(card: Card) -> bool:
    """Whether every dot stands under the Han of its line; readings are no dots."""
    return "under" in sides(card)


def sides(card: Card) -> set[str]:
    """Where notes stand: over the em box of their line, under it, or else beside a character."""
    baselines = {spot.line: spot.y for spot in spots(card) if spot.char}
    return {_side(note.box, baselines[note.line]) for note in notes(card)}


def _side(box: tuple[float, float, float, float], baseline: float) -> str:
    if box[3] < baseline - 0.8:
        return "over"
    return "under" if box[1] > baseline else "beside"


def noted(card: Card) -> int:
    return len(notes(card))


def note_heights(card: Card) -> set[float]:
    """em that the ink of notes is high"""
    return {round(note.box[3] - note.box[1], 2) for note in notes(card)}


def tones_beside(card: Card, tones: str) -> bool:
    """Whether each tone stands right of the symbol before it."""
    found = [(one, other) for one, other in pairwise(notes(card)) if other.glyph in _glyphs_of(card, tones)]
    return bool(found) and all(tone.box[0] > symbol.box[2] - _CLEARANCE for symbol, tone in found)


def light_above(card: Card) -> bool:
    """Whether the light tone stands straight over the first of its symbols."""
    found = notes(card)
    lights = [at for at, note in enumerate(found) if note.glyph in _glyphs_of(card, "\u02d9")]
    return bool(lights) and all(
        abs(found[at].middle[0] - found[at - 1].middle[0]) < 0.05 and found[at].box[3] < found[at - 1].box[1]
        for at in lights
    )


def _glyphs_of(card: Card, chars: str) -> set[int]:
    face = default_book().face(next(spots(card)).face)
    return {face.glyph(char) for char in chars}


def items(card: Card, block: Block | None) -> list[Glyphs]:
    """The parts of the scene that are a block's."""
    texts = {run.text for line in block.lines for run in line.runs} if block else set()
    return [item for item in card.scene.items if isinstance(item, Glyphs) and item.text in texts]


def feet_level(card: Card) -> bool:
    """Whether the columns of role and source end at one height, a tenth of an em apart at most."""
    ends = []
    for block in (card.blocks.role, card.blocks.source):
        last = max(items(card, block), key=lambda item: item.y[-1])
        ends.append(_box(last.face, last.glyphs[-1], (0, last.y[-1]), last.size, turned=last.turned)[3])
    return max(ends) - min(ends) < 0.2 * card.blocks.role.size


def rule_between(card: Card) -> bool:
    """Whether a rule stands between the quote's columns and the name's."""
    rules = [item for item in card.scene.items if isinstance(item, Rect)]
    left, right = items(card, card.blocks.name)[0].x[0], items(card, card.blocks.quote)[-1].x[0]
    return any(left < rule.x < right for rule in rules)


def ink(card: Card) -> tuple[float, float, float, float]:
    """left, top, right, foot of all glyphs on the card, px"""
    boxes = [
        _box(item.face, glyph, (x, y), item.size, turned=item.turned)
        for item in card.scene.items
        if isinstance(item, Glyphs)
        for glyph, x, y in zip(item.glyphs, item.x, item.y, strict=True)
    ]
    lefts, tops, rights, feet = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(feet)


def inside_margin(card: Card) -> bool:
    return ink(card)[2] <= card.job.frame.right


def clear_of_bars(card: Card) -> bool:
    """Whether the top 14 % and the last 20 % of a story are left to its interface."""
    _, top, _, foot = ink(card)
    return 0.14 * card.scene.height <= top and foot <= 0.8 * card.scene.height


def colours(card: Card) -> set[tuple[int, int, int]]:
    return {item.colour for item in items(card, card.blocks.quote)}


def top(card: Card) -> float:
    """Where the quote begins, as part of the height."""
    return min(item.y[0] for item in items(card, card.blocks.quote)) / card.scene.height


def ruled(card: Card) -> int:
    """How many rules have the colour of lines."""
    colour = card.job.theme.palette.line
    return sum(isinstance(item, Rect) and item.colour == colour for item in card.scene.items)


def tinted(card: Card) -> int:
    """How many rectangles have the theme's tint."""
    tint = card.job.theme.palette.tint
    return sum(isinstance(item, Rect) and item.colour == tint for item in card.scene.items)


def outlines(card: Card) -> list[str]:
    """What the outlines of a card are."""
    return [item.label for item in card.scene.items if isinstance(item, Outline)]


def later_and_later(card: Card) -> bool:
    """Whether each column begins lower than the one before it."""
    heads = [min(y for run in line.runs for y in run.y) for line in card.blocks.quote.lines]
    return all(one < other for one, other in pairwise(heads))


def on_photo(card: Card) -> bool:
    """Whether the card stands on a photo under a scrim."""
    under = card.scene.backdrop
    return under is not None and isinstance(under.base, Photo) and bool(under.base.scrim or under.base.side)


def has_image(card: Card) -> bool:
    return any(isinstance(item, Image) for item in card.scene.items)
