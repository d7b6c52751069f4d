"""Emphasis by weight: heavier where the face has an axis, never a false bold."""

from __future__ import annotations

import pytest
from quotecard import Card, render_card
from quotecard.style import load_theme

QUOTE = {"text": "不==必須==了", "emphasis": "weight"}


def faces(card: Card) -> dict[str, str]:
    return {run.text: run.face for line in card.blocks.quote.lines for run in line.runs}


@pytest.mark.parametrize(("weight", "loud"), [(None, 700), (400, 700), (700, 900)])
def test_hei_is_set_heavier_in_its_own_ink(weight: int | None, loud: int):
    card = render_card(QUOTE, theme=load_theme("xuan")._replace(face="hei", weight=weight))
    assert faces(card)["必須"] == f"hei:zh-Hant@{loud}"
    assert faces(card)["不"] == f"hei:zh-Hant@{weight or 400}"
    assert {run.ink for line in card.blocks.quote.lines for run in line.runs} == {"ink"}
    assert card.notices == ()


@pytest.mark.parametrize(("face", "weight"), [("ming", None), ("kai", None), ("hei", 800)])
def test_a_face_without_a_heavier_weight_gives_colour_and_says_so(face: str, weight: int | None):
    card = render_card(QUOTE, theme=load_theme("xuan")._replace(face=face, weight=weight))
    inks = {run.text: run.ink for line in card.blocks.quote.lines for run in line.runs}
    assert inks["必須"] == "accent"
    assert [notice.kind for notice in card.notices] == ["emphasis"]


def test_latin_beside_nothing_has_the_weights_of_garamond():
    card = render_card({"text": "The life is ==not== worth living.", "emphasis": "weight", "lang": "en"})
    assert faces(card)["not"] == "latin:740"


def test_nothing_accented_is_nothing_to_tell():
    assert render_card({"text": "不必了", "emphasis": "weight"}).notices == ()
