"""How the rule of each golden card is switched off, and what of the card the rule is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from quotecard import legal_breaks
from quotecard.model import ASCENT
from quotecard.page import layout, parts
from quotecard.style.theme_lookup import theme
from quotecard.text.annotate import dots
from quotecard.text.annotate.notes import Room
from quotecard.text.shape import harfbuzz, itemise, orientation, shape

from tests import signs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from quotecard import Card
    from quotecard.theme import Theme

    Quote = dict[str, Any]


class Switch(NamedTuple):
    """A rule's sign on a card, and what takes the rule away.

    A sign that is a bool holds on the golden and not without its rule; any other only differs.
    """

    sign: Callable[[Card], object]
    patches: Mapping[str, object] = {}
    """module:name → what stands there instead"""
    quote: Callable[[Quote], Quote] = dict
    """the quote that asks for the opposite, where a key or a mark is the rule"""
    theme: Callable[[Theme], Theme] = lambda one: one
    size: str = ""


def _keys(**changed: str | None) -> Callable[[Quote], Quote]:
    return lambda quote: {**quote, **changed}


def _text(pattern: str, replacement: str = "") -> Callable[[Quote], Quote]:
    """The text without its markup."""
    return lambda quote: {**quote, "text": re.sub(pattern, replacement, quote["text"])}


def _shapes(**changed: object) -> Callable[[Theme], Theme]:
    """A theme with other proportions on every shape of card."""

    def changes(one: Theme) -> Theme:
        return one._replace(shapes={name: own._replace(**changed) for name, own in one.shapes.items()})

    return changes


def _without(device: str) -> Callable[[Theme], Theme]:
    """A theme without one of its devices."""
    return lambda one: one._replace(**{device: None})


# The rules that have no number or table to change are replaced by what would be done without them.
_space, _choice, _glyphs = layout.space, itemise._choice, parts.glyphs


class _Position(NamedTuple):
    x_offset: float
    y_offset: float
    x_advance: float
    y_advance: float


def _lying(text: str, item: itemise.FaceRun, lang: str, direction: str = "ltr") -> Iterator[tuple[Any, Any]]:
    """The forms of a line, each upright in the column."""
    for info, place in harfbuzz.shape_run(text, item, lang):
        width = place.x_advance
        down = _Position(-width / 2, -ASCENT * item.face.upem, width, -width)
        yield info, (down if direction == "ttb" else place)


def _wide_spaces(shaped: shape.Shaped, item: itemise.FaceRun, scale: float, tracking: float) -> None:
    """Word spaces of a whole em, as faces have them in a column."""
    first = len(shaped.advances)
    shape._upright(shaped, item, scale, tracking)
    for at in range(first, len(shaped.advances)):
        if shaped.text[shaped.starts[at]] == " ":
            shaped.advances[at] = 1.0


def _untrimmed(*given: Any) -> Any:
    """Lines that end with the blank of their last mark."""
    spaced = _space(*given)
    return spaced._replace(end_trim=[0.0] * len(spaced.end_trim))


def _heads_level(job: Any, block: Any, x: float, y: float) -> Any:
    """Columns of an attribution that begin at one height."""
    signed = block.lines[0].runs[0].ink == "quiet"
    return _glyphs(job, block, x, job.frame.top if signed else y)


def _over_readings(shaped: Any, accents: Any, notes: Any, *rest: Any) -> Any:
    """Dots that know of no readings."""
    dotted = dots.dots(shaped, accents, notes._replace(over=frozenset()), *rest)
    return dotted._replace(over=notes.over)


_PLAIN = layout.DISPLAY._replace(autospace=0.0)
_READING = r"\{([^|]*)\|[^}]*\}"
_STOPS = "\uff0c\u3002\u3001"
_BRACKETS = "\uff08\uff09\u300a\u300b"

SWITCHES: dict[str, Switch] = {
    # size and lines
    "large": Switch(
        lambda card: card.blocks.quote.size > 0.9 * card.job.largest,
        {"quotecard.page.typeset:_SHORT_QUOTE": 0, "quotecard.page.typeset:_LONG_QUOTE": 1},
    ),
    "halves": Switch(
        lambda card: len(card.lines) == 2 and len(set(signs.widths(card))) == 1,
        {"quotecard.text.breaks.phrases:_HALVES": 0.0, "quotecard.text.line.fit:_ALONE": 0.0},
    ),
    "clauses": Switch(signs.ends_at_clauses, {"quotecard.text.breaks.costs:_clause": lambda *_: None}),
    "legible": Switch(
        lambda card: card.blocks.quote.size >= 24, {"quotecard.style.resolve:_LEGIBLE_FLOOR": 12.0}
    ),
    "hard-break": Switch(lambda card: [len(line) for line in card.lines] == [5] * 4, quote=_text("\n")),
    "phrases": Switch(
        lambda card: "紅葉踏み分け" in card.lines,
        {"quotecard.text.breaks.phrases:_by_language": lambda *given: dict.fromkeys(given[-1], 0.02)},
    ),
    "korean-spaces": Switch(
        lambda card: " ".join(card.lines) == card.blocks.text,
        {"quotecard.text.breaks.costs:legal_breaks": lambda text, _: legal_breaks(text, "zh-Hant")},
    ),
    "stanza-gap": Switch(
        lambda card: len(signs.pitches(card)) == 2,
        {"quotecard.page.typeset:STANZA_GAP": 0.0, "quotecard.text.line.fit:STANZA_GAP": 0.0},
    ),
    # marks and spaces
    "hang": Switch(
        lambda card: signs.hangs(card, "「"),
        {"quotecard.page.layout:DISPLAY": layout.DISPLAY._replace(hang=False)},
    ),
    "strip": Switch(lambda card: "「" not in card.blocks.text, quote=_keys(marks="keep")),
    "two-em": Switch(
        signs.marks_take_two_em, {"quotecard.text.shape.itemise:_shared_side": lambda *_: "latin"}
    ),
    "wide-quotes": Switch(
        lambda card: signs.faces(card, "\u201c\u201d") == {"ming:zh-Hans"},
        {"quotecard.text.shape.itemise:_shared_side": lambda *_: "latin"},
    ),
    "repair": Switch(lambda card: not set(card.blocks.text) & set(",!"), quote=_keys(punctuation="keep")),
    "autospace": Switch(lambda card: signs.step(card, "時F"), {"quotecard.page.layout:DISPLAY": _PLAIN}),
    "end-trim": Switch(
        lambda card: max(signs.widths(card)) == 8.5, {"quotecard.page.layout:space": _untrimmed}
    ),
    # faces
    "hong-kong": Switch(signs.glyphs, quote=_keys(lang="zh-Hant")),
    "classical": Switch(
        lambda card: signs.faces(card) == {"ming:zh-Hant"},
        {"quotecard.fontbook.book:face_language": lambda lang: lang},
    ),
    "latin-face": Switch(
        lambda card: signs.faces(card) == {"latin:440"},
        {"quotecard.text.shape.itemise:_choice": lambda cluster, _, *rest: _choice(cluster, "han", *rest)},
    ),
    "emoji": Switch(
        lambda card: "emoji" in signs.faces(card),
        {"quotecard.fontbook.book:may_be_emoji": lambda _: False},
    ),
    "astral": Switch(
        lambda card: signs.step(card, "の𠮷") == 1.0,
        {"quotecard.text.chars:_IDEOGRAPHS": ((0x3041, 0x9FFF),)},
    ),
    # card
    "below": Switch(lambda card: not card.blocks.upright, theme=_shapes(signature="side")),
    "details": Switch(
        lambda card: bool(card.blocks.role and card.blocks.source),
        quote=_keys(role=None, source=None, date=None),
    ),
    "accent": Switch(lambda card: theme("xuan").accent in signs.colours(card), quote=_text("==")),
    "dark-accent": Switch(
        lambda card: theme("ink").accent in signs.colours(card),
        theme=lambda one: one._replace(palette=one.palette._replace(accent=theme("xuan").accent)),
    ),
    "dark": Switch(lambda card: max(card.scene.ground) < 64, theme=lambda _: theme("xuan")),
    "square": Switch(lambda card: card.scene.width == card.scene.height, size="360x450"),
    "at-side": Switch(lambda card: card.blocks.upright, theme=_shapes(signature="below")),
    "short-in-columns": Switch(lambda card: card.job.vertical, theme=_shapes(columns=0)),
    "lines": Switch(lambda card: not card.job.vertical, quote=_keys(direction="vertical")),
    "bars": Switch(signs.clear_of_bars, theme=_shapes(top=0.0, bottom=0.0)),
    # themes
    "two-tones": Switch(lambda card: max(card.scene.ground) < 64, quote=_keys(tone="light")),
    "low": Switch(lambda card: signs.top(card) > 0.5, theme=_shapes(anchor="centre")),
    "border": Switch(lambda card: signs.ruled(card) > 8, theme=_without("border")),
    "masthead": Switch(lambda card: card.blocks.kicker is not None, theme=_without("masthead")),
    "as-large": Switch(
        lambda card: card.blocks.quote.size > 0.2 * card.scene.width, theme=_shapes(largest=0.125, worth=1.0)
    ),
    "large-marks": Switch(lambda card: signs.tinted(card) == 4, theme=_without("quotes")),
    "gradient": Switch(
        lambda card: card.scene.backdrop is not None,
        theme=lambda one: one._replace(palette=one.palette._replace(stops=(), glows=())),
    ),
    "stagger": Switch(signs.later_and_later, theme=_shapes(stagger=0.0)),
    "disc": Switch(lambda card: signs.outlines(card) == ["disc"], theme=_without("disc")),
    "scrim": Switch(signs.on_photo, quote=_keys(background=None)),
    "cells": Switch(lambda card: signs.ruled(card) > 20, theme=_without("cells")),
    "spine": Switch(lambda card: card.blocks.place == "slip", theme=_without("spine")),
    "bubble": Switch(lambda card: signs.outlines(card) == ["bubble", "tail"], theme=_without("bubble")),
    "divider": Switch(lambda card: signs.ruled(card) == 1, theme=_without("divider")),
    "portrait": Switch(signs.has_image, quote=_keys(portrait=None)),
    # columns
    "columns": Switch(signs.right_to_left, quote=_keys(direction="horizontal")),
    "standing": Switch(
        lambda card: signs.upright(card, "\uff1a\uff1b"),
        {"quotecard.text.shape.orientation:_STANDING": "\n "},
    ),
    "interpunct": Switch(
        lambda card: signs.in_cell(card, "·", 2) and signs.on_axis(card, "·"),
        {"quotecard.text.line.spacing:_box_interpunct": lambda *_: None},
    ),
    "column-quotes": Switch(
        lambda card: "『" in card.blocks.text, {"quotecard.text.prepare.normalise:_COLUMN_MARKS": {}}
    ),
    "column-stops": Switch(
        lambda card: not set(card.blocks.text) & set(",."),
        {"quotecard.text.prepare.normalise:_COLUMN_MARKS": {}},
    ),
    "stops-right": Switch(
        lambda card: signs.right_of_axis(card, _STOPS), {"quotecard.text.shape.shape:shape_run": _lying}
    ),
    "upright-bars": Switch(
        lambda card: signs.upright(card, "ー〜"),
        {"quotecard.text.shape.orientation:has_vertical_form": lambda *_: False},
    ),
    "word-space": Switch(
        lambda card: signs.step(card, " 하") < 0.5,
        {"quotecard.text.shape.shape:_VERTICAL": {**shape._VERTICAL, orientation.UPRIGHT: _wide_spaces}},
    ),
    "two-digits": Switch(
        lambda card: signs.upright(card, "25"),
        {"quotecard.text.shape.orientation:_fits_a_cell": lambda word, _: len(word) == 1},
    ),
    "three-digits": Switch(lambda card: signs.upright(card, "119"), quote=_keys(digits="2")),
    "long-numbers": Switch(
        lambda card: signs.turned(card, "2026"),
        {"quotecard.text.shape.orientation:_fits_a_cell": lambda word, _: word.isdecimal()},
    ),
    "acronyms": Switch(lambda card: signs.upright(card, "AILM"), quote=_keys(capitals="turned")),
    "pairs": Switch(
        lambda card: signs.upright(card, "\uff01") and len(signs.of(card, "\uff01\uff1f")) == 1,
        {"quotecard.text.shape.orientation:_PAIR": re.compile("(?!)")},
    ),
    "axis": Switch(
        lambda card: signs.on_axis(card, "2026"), {"quotecard.text.shape.shape:_middle": lambda *_: 0.0}
    ),
    "turned-words": Switch(
        lambda card: signs.turned(card, "Facebook"),
        {"quotecard.text.shape.orientation:_fits_a_cell": lambda *_: True},
    ),
    "capital": Switch(
        lambda card: signs.upright(card, "AB"),
        {"quotecard.text.shape.orientation:_fits_a_cell": lambda word, _: word.isdecimal()},
    ),
    "dash-down": Switch(
        lambda card: signs.stand(card, "—"),
        {
            "quotecard.text.shape.orientation:_way": lambda *_: orientation.UPRIGHT,
            "quotecard.text.shape.shape:shape_run": _lying,
        },
    ),
    "dots-down": Switch(
        lambda card: signs.stand(card, "…"), {"quotecard.text.shape.shape:shape_run": _lying}
    ),
    "brackets-across": Switch(
        lambda card: signs.lie(card, _BRACKETS), {"quotecard.text.shape.shape:shape_run": _lying}
    ),
    "feet": Switch(signs.feet_level, {"quotecard.page.parts:glyphs": _heads_level}),
    "rule": Switch(signs.rule_between, theme=lambda one: one._replace(rule=None)),
    "weight": Switch(lambda card: "latin:740" in signs.faces(card), quote=_keys(emphasis="colour")),
    # readings
    "spread-121": Switch(
        signs.leads,
        {"quotecard.text.annotate.ruby:_shares": lambda spare, count: (0.0, spare / max(count - 1, 1))},
    ),
    "readings": Switch(lambda card: signs.noted(card) > 0 and signs.over(card), quote=_text(_READING, r"\1")),
    "spread-base": Switch(
        lambda card: signs.step(card, "時鳥") > 1.0,
        {"quotecard.text.annotate.ruby:_Sheet._spread": lambda *_: None},
    ),
    "apart": Switch(signs.leads, {"quotecard.text.annotate.ruby:_APART": 0.0}),
    "overhang": Switch(
        lambda card: signs.step(card, "の志"), {"quotecard.text.annotate.ruby:_OVERHANG": 0.0}
    ),
    "unspaced-words": Switch(signs.leads, {"quotecard.text.annotate.ruby:_is_word": lambda _: False}),
    "readings-right": Switch(signs.beside, {"quotecard.text.annotate.ruby:_BESIDE": -0.765}),
    "reading-room": Switch(signs.inside_margin, {"quotecard.text.annotate.ruby:_OVER_ROOM": Room(0.24)}),
    "zhuyin-right": Switch(
        lambda card: signs.sides(card) == {"beside"},
        {"quotecard.text.annotate.ruby:is_zhuyin": lambda _: False},
    ),
    "zhuyin-solid": Switch(
        lambda card: signs.step(card, "千里") == 1.0,
        {"quotecard.text.annotate.ruby:is_zhuyin": lambda _: False},
    ),
    "tones": Switch(
        lambda card: signs.tones_beside(card, "\u02ca\u02c7\u02cb"),
        {
            "quotecard.text.annotate.ruby:is_zhuyin": lambda _: True,
            "quotecard.text.annotate.zhuyin:_TONES": frozenset(),
        },
    ),
    "light-tone": Switch(signs.light_above, {"quotecard.text.annotate.zhuyin:_LIGHT": "none"}),
    # emphasis dots
    "dots-under": Switch(signs.under, {"quotecard.text.annotate.dots:_OVER": frozenset({"zh-Hant"})}),
    "dots-over": Switch(signs.over, {"quotecard.text.annotate.dots:_OVER": frozenset()}),
    "dots-right": Switch(signs.beside, {"quotecard.text.annotate.dots:_OFF": -1 - dots._OFF}),
    "dots-skip": Switch(
        lambda card: signs.noted(card) == len("情に棹させば流される"),
        {
            "quotecard.text.annotate.dots:_places": lambda shaped, accents: [
                at for at, start in enumerate(shaped.starts[:-1]) if accents[0][0] <= start < accents[0][1]
            ]
        },
    ),
    "sesame": Switch(
        lambda card: max(signs.note_heights(card)) > 0.15,
        {"quotecard.text.annotate.dots:_SESAME": dots._ROUND},
    ),
    "dots-yield": Switch(signs.under, {"quotecard.page.layout:dots": _over_readings}),
}
