"""Which face set what, and why: told of the quote, its translation and the attribution."""

from __future__ import annotations

from typing import Any

import pytest
from quotecard.card import render_card
from quotecard.fontbook import default_book
from quotecard.page.faces import FaceUse, face_uses
from quotecard.style import load_theme


def told(quote: Any, **look: Any) -> dict[str, FaceUse]:
    """Return the uses by what they set, all runs joined."""
    card = render_card(quote, on_missing="warn", **look)
    found = face_uses(card.job, card.blocks, default_book())
    runs = [
        run
        for block in (card.blocks.quote, card.blocks.translation, card.blocks.name, card.blocks.source)
        for line in (block.lines if block else ())
        for run in line.runs
    ]
    assert sum(len(use.texts) for use in found) == len(runs), "a run is told twice or not at all"
    assert {use.face for use in found} == {run.face for run in runs}
    return {"".join(use.texts): use for use in found}


def test_the_theme_s_face_and_latin_beside_it():
    found = told("我用GenAI寫字")
    assert found["我用寫字"].why == "ming is the face of the theme xuan"
    assert found["我用寫字"].family == "Noto Serif CJK TC"
    assert found["GenAI"].why == "Latin letters beside ming"
    assert found["GenAI"].family == "EB Garamond"


def test_latin_as_a_language_of_its_own():
    (use,) = told({"text": "Less is more.", "lang": "en"}).values()
    assert use.why == "the Latin face that goes with ming"


@pytest.mark.parametrize(("sign", "family"), [("\u20a2", "LXGW WenKai TC"), ("\u20b9", "EB Garamond")])
def test_a_fallback_names_what_the_first_face_lacks(sign: str, family: str):
    assert not default_book().pick("ming", "zh-Hant").covers(sign)
    found = told(f"好{sign}")
    assert found[sign].why == f"fallback: Noto Serif CJK TC lacks U+{ord(sign):04X} {sign}"
    assert found[sign].family == family
    assert found["好"].why == "ming is the face of the theme xuan"


def test_emoji_and_boxes():
    found = told("好\U0001f600\u0e01")
    assert found["\U0001f600"].why == "the face for emoji"
    assert any("U+0E01" in use.why and use.why.endswith("drawn as a box") for use in found.values())


def test_a_role_that_lacks_a_character_gives_the_whole_text_away():
    kai = load_theme("xuan")._replace(face="kai")
    assert {use.why for use in told("道可道", theme=kai).values()} == {"kai is the face of the theme xuan"}
    rare = next(
        chr(code) for code in range(0x3400, 0x9FFF)
        if not default_book().pick("kai", "zh-Hant").covers(chr(code))
        and default_book().pick("ming", "zh-Hant").covers(chr(code))
    )  # fmt: skip
    (use,) = told(f"道可{rare}", theme=kai).values()
    assert f"the theme's face, lacks U+{ord(rare):04X} {rare}: the whole text is set in ming" in use.why


@pytest.mark.parametrize("direction", ["horizontal", "vertical"])
def test_translation_and_attribution_are_told_too(direction: str):
    quote = {
        "text": "少即是多\u3002",
        "author": "密斯",
        "source": "訪談",
        "direction": direction,
        "translation": {"text": "Less is more.", "lang": "en"},
    }
    found = told(quote)
    assert any("密斯" in key and "訪談" in key for key in found)
    assert found["Less is more."].why == "the Latin face that goes with ming"


def test_another_weight_of_a_face_is_still_its_role():
    quote = {"text": "好", "author": "密斯", "emphasis": "weight"}
    found = told(quote, theme="press")
    assert {use.why for use in found.values()} == {"hei is the face of the theme press"}
    assert len({use.face for use in found.values()}) == 2, "the name has a weight of its own"
