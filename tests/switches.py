"""How the rule of each golden card is switched off, and what of the card the rule is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from quotecard.style.theme_lookup import load_theme
from quotecard.text.rules import RULES, TypesettingRules

from tests import signs

if TYPE_CHECKING:
    from collections.abc import Callable

    from quotecard import Card
    from quotecard.model import Blocks, Job
    from quotecard.theme import Theme

    Quote = dict[str, Any]


class Switch(NamedTuple):
    """A rule's sign on a card, and what takes the rule away.

    A sign that is a bool holds on the golden and not without its rule; any other only differs.
    """

    sign: Callable[[Card], object]
    rules: TypesettingRules = RULES
    """the rules without the one"""
    quote: Callable[[Quote], Quote] = dict
    """the quote that asks for the opposite, where a key or a mark is the rule"""
    theme: Callable[[Theme], Theme] = lambda one: one
    job: Callable[[Job], Job] = lambda one: one
    blocks: Callable[[Blocks], Blocks] = lambda one: one
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
    return lambda one: one._replace(devices={key: own for key, own in one.devices.items() if key != device})


def _role_stands_higher(blocks: Blocks) -> Blocks:
    """Blocks of which the role's says that it reaches further down than it does."""
    assert blocks.role
    return blocks._replace(role=blocks.role._replace(height=1.5 * blocks.role.height))


_READING = r"\{([^|]*)\|[^}]*\}"
_STOPS = "\uff0c\u3002\u3001"
_BRACKETS = "\uff08\uff09\u300a\u300b"

SWITCHES: dict[str, Switch] = {
    # size and lines
    "large": Switch(
        lambda card: card.blocks.quote.size > 0.9 * card.job.largest,
        RULES._replace(short_quote=0, long_quote=1),
    ),
    "halves": Switch(
        lambda card: len(card.lines) == 2 and len(set(signs.widths(card))) == 1, RULES._replace(halves=False)
    ),
    "clauses": Switch(signs.ends_at_clauses, RULES._replace(clauses=False)),
    "legible": Switch(lambda card: card.blocks.quote.size >= 24, job=lambda job: job._replace(smallest=12.0)),
    "hard-break": Switch(lambda card: [len(line) for line in card.lines] == [5] * 4, quote=_text("\n")),
    "phrases": Switch(lambda card: "紅葉踏み分け" in card.lines, RULES._replace(phrases=False)),
    "korean-spaces": Switch(
        lambda card: " ".join(card.lines) == card.blocks.text, RULES._replace(whole_words=False)
    ),
    "stanza-gap": Switch(
        lambda card: len(signs.pitches(card)) == 2,
        RULES._replace(stanza_gap=0.0),
    ),
    # marks and spaces
    "hang": Switch(lambda card: signs.hangs(card, "「"), RULES._replace(hang=False)),
    "strip": Switch(lambda card: "「" not in card.blocks.text, quote=_keys(marks="keep")),
    "two-em": Switch(signs.marks_take_two_em, RULES._replace(wide_marks=False)),
    "wide-quotes": Switch(
        lambda card: signs.faces(card, "\u201c\u201d") == {"ming:zh-Hans"}, RULES._replace(wide_marks=False)
    ),
    "repair": Switch(lambda card: not set(card.blocks.text) & set(",!"), quote=_keys(punctuation="keep")),
    "autospace": Switch(lambda card: signs.step(card, "時F"), RULES._replace(autospace=0.0)),
    "end-trim": Switch(lambda card: max(signs.widths(card)) == 8.5, RULES._replace(end_trim=False)),
    # faces
    "hong-kong": Switch(signs.glyphs, quote=_keys(lang="zh-Hant")),
    "classical": Switch(lambda card: signs.faces(card) == {"ming:zh-Hant"}, quote=_keys(lang="zh-Hans")),
    "latin-face": Switch(lambda card: signs.faces(card) == {"latin:440"}, RULES._replace(latin_face=False)),
    "emoji": Switch(lambda card: "emoji" in signs.faces(card), RULES._replace(emoji=False)),
    "astral": Switch(
        lambda card: signs.step(card, "の𠮷" if "の𠮷" in card.blocks.text else "のY") == 1.0,
        quote=_text("の𠮷", "のY"),
    ),
    # card
    "below": Switch(lambda card: card.blocks.place != "side", theme=_shapes(signature="side")),
    "details": Switch(
        lambda card: bool(card.blocks.role and card.blocks.source),
        quote=_keys(role=None, source=None, date=None),
    ),
    "accent": Switch(lambda card: load_theme("xuan").accent in signs.colours(card), quote=_text("==")),
    "dark-accent": Switch(
        lambda card: load_theme("ink").accent in signs.colours(card),
        theme=lambda one: one._replace(palette=one.palette._replace(accent=load_theme("xuan").accent)),
    ),
    "dark": Switch(lambda card: max(card.scene.ground) < 64, theme=lambda _: load_theme("xuan")),
    "square": Switch(lambda card: card.scene.width == card.scene.height, size="360x450"),
    "at-side": Switch(lambda card: card.blocks.place == "side", theme=_shapes(signature="below")),
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
    "standing": Switch(lambda card: signs.upright(card, "\uff1a\uff1b"), RULES._replace(colons_stand=False)),
    "interpunct": Switch(
        lambda card: signs.in_cell(card, "·", 2) and signs.on_axis(card, "·"),
        RULES._replace(box_interpuncts=False),
    ),
    "column-quotes": Switch(lambda card: "『" in card.blocks.text, RULES._replace(column_marks=False)),
    "column-stops": Switch(
        lambda card: not set(card.blocks.text) & set(",."), RULES._replace(column_marks=False)
    ),
    "stops-right": Switch(
        lambda card: signs.right_of_axis(card, _STOPS), RULES._replace(vertical_forms=False)
    ),
    "upright-bars": Switch(lambda card: signs.upright(card, "ー〜"), RULES._replace(forms_stand=False)),
    "word-space": Switch(
        lambda card: signs.step(card, " 하") < 0.5, RULES._replace(column_word_spaces=False)
    ),
    "two-digits": Switch(lambda card: signs.upright(card, "25"), RULES._replace(tate_chu_yoko=False)),
    "three-digits": Switch(lambda card: signs.upright(card, "119"), quote=_keys(digits="2")),
    "long-numbers": Switch(
        lambda card: signs.turned(card, "2026"), RULES._replace(long_numbers_turned=False)
    ),
    "acronyms": Switch(lambda card: signs.upright(card, "AILM"), quote=_keys(capitals="turned")),
    "pairs": Switch(
        lambda card: signs.upright(card, "\uff01") and len(signs.of(card, "\uff01\uff1f")) == 1,
        RULES._replace(pair_marks=False),
    ),
    "axis": Switch(lambda card: signs.on_axis(card, "2026"), RULES._replace(centred_on_axis=False)),
    "turned-words": Switch(lambda card: signs.turned(card, "Facebook"), RULES._replace(words_turned=False)),
    "capital": Switch(lambda card: signs.upright(card, "AB"), RULES._replace(capitals_stand=False)),
    "dash-down": Switch(
        lambda card: signs.stand(card, "—"), RULES._replace(turning=False, vertical_forms=False)
    ),
    "dots-down": Switch(lambda card: signs.stand(card, "…"), RULES._replace(vertical_forms=False)),
    "brackets-across": Switch(lambda card: signs.lie(card, _BRACKETS), RULES._replace(vertical_forms=False)),
    "feet": Switch(signs.feet_level, blocks=_role_stands_higher),
    "rule": Switch(signs.rule_between, theme=_without("rule")),
    "weight": Switch(lambda card: "latin:740" in signs.faces(card), quote=_keys(emphasis="colour")),
    # readings
    "spread-121": Switch(signs.leads, RULES._replace(ruby_edges=False)),
    "readings": Switch(lambda card: signs.noted(card) > 0 and signs.over(card), quote=_text(_READING, r"\1")),
    "spread-base": Switch(lambda card: signs.step(card, "時鳥") > 1.0, RULES._replace(ruby_spread=False)),
    "apart": Switch(signs.leads, RULES._replace(ruby_apart=0.0)),
    "overhang": Switch(lambda card: signs.step(card, "の志"), RULES._replace(ruby_overhang=0.0)),
    "unspaced-words": Switch(signs.leads, RULES._replace(ruby_words_whole=False)),
    "readings-right": Switch(signs.beside, RULES._replace(notes_right=False)),
    "reading-room": Switch(signs.inside_margin, RULES._replace(ruby_room=False)),
    "zhuyin-right": Switch(lambda card: signs.sides(card) == {"beside"}, RULES._replace(zhuyin=False)),
    "zhuyin-solid": Switch(lambda card: signs.step(card, "千里") == 1.0, RULES._replace(zhuyin=False)),
    "tones": Switch(
        lambda card: signs.tones_beside(card, "\u02ca\u02c7\u02cb"), RULES._replace(zhuyin_tones=False)
    ),
    "light-tone": Switch(signs.light_above, RULES._replace(light_tone_first=False)),
    # emphasis dots
    "dots-under": Switch(signs.under, RULES._replace(dots_by_language=False)),
    "dots-over": Switch(signs.over, RULES._replace(dots_by_language=False)),
    "dots-right": Switch(signs.beside, RULES._replace(notes_right=False)),
    "dots-skip": Switch(
        lambda card: signs.noted(card) == len("情に棹させば流される"), RULES._replace(dots_skip_marks=False)
    ),
    "sesame": Switch(lambda card: max(signs.note_heights(card)) > 0.15, RULES._replace(sesame=False)),
    "dots-yield": Switch(signs.under, RULES._replace(dots_yield=False)),
}
