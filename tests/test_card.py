"""What a finished card says of itself, and the file that it saves."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from quotecard import (
    Card,
    FileInTheWay,
    OutputError,
    TooLarge,
    UsageError,
    parse_size,
    render_card,
    sizes,
    themes,
)

TEXT = "我們真正應該擁有的就是==更多的智能==。"
PLAIN = TEXT.replace("==", "")
QUOTE = {"text": TEXT, "author": "楊立昆", "role": "科學家", "source": "《金融時報》專訪"}
ROLES = ["quote", "translation", "author", "role", "source", "kicker"]


@pytest.fixture(scope="module")
def card() -> Card:
    return render_card(QUOTE, theme="ink", size="300x400")


@pytest.mark.parametrize("name", ["card.png", "CARD.PNG", "智能.Png", "a.b.png"])
@pytest.mark.parametrize("kind", [str, Path])
def test_a_saved_card_is_its_png_and_nothing_else_is_left(card: Card, tmp_path: Path, name: str, kind: type):
    asked = kind(tmp_path / name)
    assert card.save(asked) == tmp_path / name
    assert (tmp_path / name).read_bytes() == card.png()
    assert [path.name for path in tmp_path.iterdir()] == [name]
    with Image.open(asked, formats=("PNG",)) as image:
        assert image.size == (card.width, card.height)
        assert image.text["Author"] == "楊立昆"
        assert ImageChops.difference(image.convert("RGB"), card.image).getbbox() is None


def test_a_saved_card_replaces_what_was_there(card: Card, tmp_path: Path):
    path = tmp_path / "card.png"
    path.write_bytes(b"old")
    card.save(path)
    assert path.read_bytes() == card.png()


def test_a_card_is_saved_in_the_working_folder_by_name_alone(
    card: Card, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    assert card.save("card.png") == Path("card.png")
    assert (tmp_path / "card.png").read_bytes() == card.png()


def test_saving_takes_the_options_of_png(card: Card, tmp_path: Path):
    path = tmp_path / "card.png"
    assert card.save(path, optimize=True).read_bytes() == card.png(optimize=True)
    limit = len(card.png()) - 1
    assert len(card.save(path, max_bytes=limit).read_bytes()) <= limit
    with pytest.raises(TooLarge):
        card.save(path, max_bytes=10)
    assert len(path.read_bytes()) <= limit


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("card.jpg", "unknown file type '.jpg'"),
        ("card.png.tmp", "unknown file type '.tmp'"),
        ("card", "'card' has no file type"),
        (".png", "'.png' has no file type"),
        ("", "'' has no file type"),
    ],
)
def test_another_file_type_is_a_usage_error_that_names_png(
    card: Card, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, what: str
):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as caught:
        card.save(name)
    assert str(caught.value) == f"{what}; a card is saved as a PNG file: end its name in .png"
    assert list(tmp_path.iterdir()) == []


def test_a_card_that_cannot_be_saved_leaves_no_part_of_a_file(card: Card, tmp_path: Path):
    with pytest.raises(OutputError, match="the folder does not exist"):
        card.save(tmp_path / "none" / "card.png")
    (tmp_path / "card.png").mkdir()
    with pytest.raises(FileInTheWay):
        card.save(tmp_path / "card.png")
    assert [path.name for path in tmp_path.iterdir()] == ["card.png"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_the_file_has_the_permissions_that_the_system_gives_new_files(card: Card, tmp_path: Path):
    (tmp_path / "other").write_bytes(b"")
    mode = card.save(tmp_path / "card.png").stat().st_mode
    assert stat.S_IMODE(mode) == stat.S_IMODE((tmp_path / "other").stat().st_mode)


@pytest.mark.parametrize("size", [*sizes(), "300x400", "square@2x"])
def test_width_and_height_are_those_of_the_picture(size: str):
    card, asked = render_card("好", size=size), parse_size(size)
    assert (card.width, card.height) == (asked.width, asked.height) == card.image.size


@pytest.mark.parametrize("theme", themes())
@pytest.mark.parametrize("direction", ["horizontal", "vertical"])
def test_texts_are_what_was_set_by_role(theme: str, direction: str):
    card = render_card({**QUOTE, "direction": direction}, theme=theme)
    texts = card.texts
    assert list(texts) == [role for role in ROLES if role in texts]
    assert texts["quote"].split("\n") == card.lines
    assert "".join(card.lines) == PLAIN
    assert texts["author"].replace("\n", "").endswith("楊立昆")
    shown = "".join(texts.get("source", texts.get("kicker", "")).split("\n"))
    assert "金融時報" in shown


def test_only_the_texts_that_are_there_are_given():
    assert render_card("好").texts == {"quote": "好"}
    both = render_card({"text": "大道至簡", "translation": "The great way is simple."}, theme="bilingual")
    assert list(both.texts) == ["quote", "translation"]
    assert both.texts["translation"].replace("\n", " ") == "The great way is simple."
    assert list(render_card(QUOTE, theme="press").texts) == ["quote", "author", "role", "kicker"]


def test_texts_have_the_repairs_and_a_mapping_of_its_own():
    card = render_card("AI說,好")
    assert card.texts["quote"].replace("\n", "") == "AI說\uff0c好"
    card.texts["quote"] = "another"
    assert card.texts["quote"].replace("\n", "") == "AI說\uff0c好"


def test_a_notebook_shows_the_picture(card: Card):
    assert card._repr_png_() == card.png()


@pytest.mark.parametrize(
    ("text", "call", "expected"),
    [
        ("大道至簡", {}, "<Card '大道至簡' xuan portrait 1080×1350>"),
        (TEXT, {"theme": "墨"}, "<Card '我們真正應該擁有的就是更多的智能…' ink portrait 1080×1350>"),
        ("好\n好", {"size": "square@2x"}, "<Card '好 好' xuan square@2x 2160×2160>"),
        ("It's new", {"size": "300x400"}, '<Card "It\'s new" xuan 300×400>'),
        ("Stay hungry, stay foolish", {"size": "300x400"}, "<Card 'Stay hungry,…' xuan 300×400>"),
        ("Stay hungry, stay", {"size": "300x400"}, "<Card 'Stay hungry,…' xuan 300×400>"),
        ("Simplicity above", {"size": "300x400"}, "<Card 'Simplicity above' xuan 300×400>"),
    ],
)
def test_a_card_prints_as_one_short_line(text: str, call: dict[str, str], expected: str):
    assert repr(render_card(text, **call)) == expected.replace("It's", "It\u2019s").replace('"', "'")
