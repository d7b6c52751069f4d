"""Centred lines: on their bodies, about the card's axis, in both directions."""

from __future__ import annotations

import pytest
from quotecard import render_card
from quotecard.fontbook import default_book

TEXT = "\u6709\u4e86\u66f4\u591a\u7684\u667a\u80fd\uff0c\u4eba\u985e\u7684\u82e6\u96e3\u5c31\u6703\u6e1b\u5c11\u3002"
MARKS = "\uff0c\u3002"


def centres(card, *, vertical: bool) -> list[float]:
    """Return the middle of each line's characters, marks left out."""
    book = default_book()
    found = []
    for line in card.blocks.quote.lines:
        edges = []
        for run in line.runs:
            face = book.face(run.face)
            for glyph, x, y, char in zip(run.glyphs, run.x, run.y, run.text, strict=True):
                if char not in MARKS:
                    advance = face.font.get_glyph_h_advance(glyph) / face.upem * run.size
                    # A Han body is one em: from the pen in a line, about the baseline's box in a column.
                    edges += [y - 0.88 * run.size, y + 0.12 * run.size] if vertical else [x, x + advance]
        found.append((min(edges) + max(edges)) / 2)
    return found


@pytest.mark.parametrize("direction", ["horizontal", "vertical"])
@pytest.mark.parametrize("size", ["portrait", "square", "wide"])
def test_centred_lines_share_an_axis(direction: str, size: str):
    """CARDS: centred lines are centred on their Han bodies, not on their commas."""
    card = render_card({"text": TEXT, "align": "centre", "direction": direction}, size=size)
    middles = centres(card, vertical=direction == "vertical")
    assert len(middles) > 1
    assert max(middles) - min(middles) <= 0.5


def test_centred_lines_stand_about_the_card():
    card = render_card({"text": TEXT, "align": "centre", "author": "\u695a\u8fad"})
    ink = [x for item in card.scene.items if getattr(item, "text", "") and item.size > 60 for x in item.x]
    middle = (min(ink) + max(ink) + card.blocks.quote.size) / 2
    assert abs(middle - card.job.size.width / 2) < card.blocks.quote.size


def test_start_is_the_same_edge():
    lines = render_card({"text": TEXT}).blocks.quote.lines
    assert len({line.runs[0].x[0] for line in lines}) == 1


def test_many_marks_at_an_end_do_not_push_a_line_off_the_card():
    text = "\u5b5f\u5b50\u66f0\uff1a\u300c\u4ec1\uff0c\u4eba\u5fc3\u4e5f\uff1b\u7fa9\uff0c\u4eba\u8def\u4e5f\u3002\u300d"
    card = render_card({"text": text, "align": "centre", "marks": "keep"})
    right = max(x + item.size for item in card.scene.items if getattr(item, "text", "") for x in item.x)
    assert right <= card.job.size.width


@pytest.mark.parametrize(
    ("trim", "lang", "width"),
    [
        ("none", "zh-Hant", 2.0),
        ("auto", "zh-Hant", 2.0),
        ("all", "zh-Hant", 1.75),
        ("all", "ja", 1.5),
        ("brackets", "ja", 2.0),
        ("none", "ja", 2.0),
    ],
)
def test_trim_says_whose_blank_goes(trim: str, lang: str, width: float):
    """The pair of a stop and a closing bracket, from the stop's pen to the bracket's end (TYPOGRAPHY section 6)."""
    text = "\u300c\u597d\u3002\u300d\u597d"
    card = render_card({"text": text, "lang": lang, "trim": trim, "marks": "keep"})
    assert card.lines == [text]
    (run,) = card.blocks.quote.lines[0].runs
    assert (run.x[4] - run.x[2]) / run.size == pytest.approx(width)
