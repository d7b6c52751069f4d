"""Pictures are kept under everything that decides them, and no more of them than there is room for."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from quotecard import render_card
from quotecard.images import picture_from_bytes
from quotecard.model import Notice, Quote, Ruby, Translation
from quotecard.serve import cards
from quotecard.serve.cards import Cards, picture_key
from quotecard.serve.request import RequestedLook, read_request

if TYPE_CHECKING:
    from pathlib import Path


def some_picture() -> Any:
    """A photograph, as far as a key is concerned."""
    file = BytesIO()
    Image.effect_mandelbrot((400, 300), (-2, -1.5, 1, 1.5), 40).save(file, "PNG")
    return picture_from_bytes(file.getvalue())


PICTURE = some_picture()
WORDS = Quote("\u667a\u80fd words", author="A", lang="en")
CHANGES: dict[str, Any] = {
    "text": "other",
    "accents": ((0, 1),),
    "rubies": (Ruby(0, 1, ("a",)),),
    "translation": Translation("t"),
    "author": "B",
    "role": "r",
    "source": "s",
    "date": "d",
    "lang": "ja",
    "direction": "vertical",
    "trim": "all",
    "align": "centre",
    "marks": "keep",
    "punctuation": "keep",
    "emphasis": "dots",
    "digits": "3",
    "capitals": "upright",
    "background": PICTURE,
    "portrait": PICTURE,
    "logo": PICTURE,
    "focus": (0.1, 0.2),
    "grain": 0.5,
    "tone": "dark",
    "theme": "ink",
    "size": "wide",
    "id": "x",
}
NO_PART = {"tags": ("t",), "number": 7, "origin": None, "notices": (Notice("k", "m"),)}


def test_every_field_is_known_here():
    assert set(Quote._fields) <= set(CHANGES) | set(NO_PART), "does the new field decide how a card looks?"


@pytest.mark.parametrize("field", CHANGES)
def test_each_field_that_decides_makes_another_key(field: str):
    other = WORDS._replace(**{field: CHANGES[field]})
    assert picture_key("card", other, RequestedLook()) != picture_key("card", WORDS, RequestedLook())


@pytest.mark.parametrize("field", NO_PART)
def test_a_field_that_decides_nothing_makes_none(field: str):
    other = WORDS._replace(**{field: NO_PART[field]})
    assert picture_key("card", other, RequestedLook()) == picture_key("card", WORDS, RequestedLook())
    assert render_card(other).png() == render_card(WORDS).png()


def test_so_do_the_look_the_kind_the_theme_s_data_and_the_machinery(monkeypatch: pytest.MonkeyPatch):
    from quotecard.style import load_theme

    keys = {
        picture_key("card", WORDS, look)
        for look in (
            RequestedLook(),
            RequestedLook("ink"),
            RequestedLook(size="wide"),
            RequestedLook(direction="vertical"),
            RequestedLook(tone="dark"),
        )
    }
    keys |= {picture_key("thumb", WORDS, RequestedLook())}
    changed = load_theme("xuan")._replace(marks="keep")
    monkeypatch.setattr(cards, "load_theme", lambda _: changed)
    keys |= {picture_key("card", WORDS, RequestedLook())}
    monkeypatch.setattr(cards, "_renderer_versions", lambda: ("newer",))
    keys |= {picture_key("card", WORDS, RequestedLook())}
    assert len(keys) == 8


def test_so_does_a_folder_of_fonts(tmp_path: Path):
    def key() -> str:
        return picture_key("card", WORDS, RequestedLook(), str(tmp_path))

    keys = {
        picture_key("card", WORDS, RequestedLook()),
        key(),
        picture_key("card", WORDS, RequestedLook(), str(tmp_path / "none")),
    }
    (tmp_path / "a.ttf").write_bytes(b"1")
    keys.add(key())
    (tmp_path / "a.ttf").write_bytes(b"22")
    keys.add(key())
    assert len(keys) == 5


def test_a_picture_is_drawn_once(monkeypatch: pytest.MonkeyPatch):
    drawn = []
    monkeypatch.setattr(cards, "render_card", lambda *a, **k: drawn.append(a) or render_card(*a, **k))
    shelf = Cards()
    first, second = shelf.card(WORDS, RequestedLook()), shelf.card(WORDS, RequestedLook())
    assert first.png == second.png == render_card(WORDS).png()
    assert len(drawn) == 1


def test_the_oldest_picture_goes_first(monkeypatch: pytest.MonkeyPatch):
    size = len(render_card(WORDS).png())
    shelf = Cards(kept=3 * size)
    looks = [RequestedLook(direction=direction) for direction in ("", "auto", "horizontal", "vertical")]
    for look in looks[:3]:
        shelf.card(WORDS, look)
    shelf.card(WORDS, looks[0])
    shelf.card(WORDS, looks[3])
    drawn = []
    monkeypatch.setattr(cards, "render_card", lambda *a, **k: drawn.append(a) or render_card(*a, **k))
    shelf.card(WORDS, looks[0])
    assert not drawn
    shelf.card(WORDS, looks[1])
    assert drawn
    assert shelf._size == sum(map(len, shelf._pictures.values())) <= 3 * size


def test_a_look_says_what_it_is_asked():
    asked = read_request({"theme": "\u5ba3\u7d19", "size": "Square", "id": "x"})
    assert asked == ("x", RequestedLook("xuan", "square"), {}, False)
    assert RequestedLook("ink", tone="dark").arguments() == {"theme": "ink", "size": "", "tone": "dark"}
