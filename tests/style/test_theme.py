"""Themes by name, and what is said of a theme file that is wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from quotecard import themes
from quotecard.errors import ThemeError, UsageError
from quotecard.style.colour import contrast, faint
from quotecard.style.theme_file import SHAPES, read_theme_file
from quotecard.style.theme_lookup import load_theme

if TYPE_CHECKING:
    from pathlib import Path


SOUND = """\
name = "試"
aliases = ["试"]

[colours]
ground = "#FFFFFF"
ink = "#000000"
quiet = "#555555"
accent = "#AA0000"

[shape.portrait]
margin = 0.1
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "probe.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_names_start_with_the_default():
    assert themes()[0] == "xuan"
    assert set(themes()) >= {"xuan", "ink"}


@pytest.mark.parametrize(
    ("name", "id_"),
    [("xuan", "xuan"), ("宣紙", "xuan"), ("宣纸", "xuan"), ("ink", "ink"), ("墨", "ink"), ("水墨", "ink")],
)
def test_a_theme_answers_to_its_id_and_its_chinese_names(name: str, id_: str):
    assert load_theme(name).id == id_


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("xaun", "did you mean xuan?"),
        ("inks", "did you mean ink?"),
        ("zzzz", "the themes are xuan, ink"),
        ("../xuan", ""),
    ],
)
def test_an_unknown_theme_is_refused_with_the_nearest_name(name: str, hint: str):
    with pytest.raises(UsageError, match=r"unknown theme|no theme file") as caught:
        load_theme(name)
    assert repr(name) in str(caught.value)
    assert hint in caught.value.hint


def test_no_name_means_two_themes():
    names = [name for id_ in themes() for name in {id_, load_theme(id_).name, *load_theme(id_).aliases}]
    assert len(names) == len(set(names))


def test_a_sound_file_is_taken(tmp_path: Path):
    made = read_theme_file(written(tmp_path, SOUND))
    assert (made.id, made.name, made.aliases) == ("probe", "試", ("试",))
    assert made.accent == (0xAA, 0, 0)
    assert "seal" not in made.devices
    assert "rule" not in made.devices
    assert made.shapes["portrait"].margin == 0.1
    assert made.shapes["wide"] == read_theme_file(written(tmp_path, SOUND)).shapes["wide"]


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ('name = "試"', 'nam = "試"', "1:1", "unknown key nam.*did you mean name"),
        ("[colours]", "[colors]", "4:2", "unknown key colors.*did you mean colours"),
        ('ink = "#000000"', 'ink = "black"', "6:1", "colours.ink .* 'black'.*a colour like #"),
        ('ink = "#000000"', 'ink = "#0000"', "6:1", "colours.ink .* '#0000'"),
        ('ink = "#000000"', "ink = 0", "6:1", "colours.ink .* is 0 "),
        ("margin = 0.1", "margni = 0.1", "11:1", "unknown key shape.portrait.margni.*did you mean margin"),
        ("margin = 0.1", "  margin = 'wide'", "11:3", "shape.portrait.margin .* 'wide' .*a number"),
        ("margin = 0.1", "margin = true", "11:1", "shape.portrait.margin .* True .*a number"),
        ("margin = 0.1", "signature = 'top'", "11:1", "'top' .*below or side"),
        ("[shape.portrait]", "[shape.poster]", "10:8", "unknown key shape.poster"),
        (
            "margin = 0.1",
            "margin = 0.1\n[seal]\nside = 6",
            "12:2",
            "seal.gap .* is missing .*must be a number",
        ),
        ("margin = 0.1", "margin = 0.1\n[shape.wide]\nmargin = ''", "13:1", "shape.wide.margin .* ''"),
        ("[colours]", "[colour]", "4:2", "unknown key colour "),
        ("margin = 0.1", "margin = 0.1\n[rule]\ngap = 1\nwide = 1", "14:1", "unknown key rule.wide"),
    ],
)
def test_a_wrong_key_is_named_with_its_place(tmp_path: Path, old: str, new: str, place: str, message: str):
    path = written(tmp_path, SOUND.replace(old, new))
    with pytest.raises(ThemeError, match=re.compile(message, re.DOTALL)) as caught:
        read_theme_file(path)
    assert str(caught.value).startswith(f"{path}:{place}: ")


@pytest.mark.parametrize(
    ("text", "line"),
    [("name = \n", 1), ("name = '試'\nname = '試'\n", 2), ("[colours\n", 1), ("name = '\x00'", 1)],
)
def test_a_file_that_is_no_toml_is_refused_with_its_place(tmp_path: Path, text: str, line: int):
    path = written(tmp_path, text)
    with pytest.raises(ThemeError, match="cannot be read") as caught:
        read_theme_file(path)
    assert str(caught.value).startswith(f"{path}:{line}:")


def test_a_file_that_is_missing_or_no_text_is_refused(tmp_path: Path):
    (tmp_path / "bytes.toml").write_bytes(b"name = '\xff'")
    for name in ("missing.toml", "bytes.toml"):
        with pytest.raises(ThemeError, match=name):
            read_theme_file(tmp_path / name)


def test_contrast_is_wcags():
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((0x77, 0x77, 0x77), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", themes())
def test_every_ink_of_every_ground_stands_out(name: str):
    made = load_theme(name)
    for palette in (made.palette, made.other, *made.vary):
        assert palette is None or faint(palette, on_tint="bubble" in made.devices) == ()


def test_an_ink_that_does_not_is_found():
    pale = load_theme("xuan").palette._replace(quiet=(0xB0, 0xA8, 0x9A))
    [(role, ratio)] = faint(pale, on_tint=False)
    assert role == "quiet"
    assert 1.5 < ratio < 2.5


@pytest.mark.parametrize("name", themes())
def test_each_theme_is_described(name: str):
    made = load_theme(name)
    assert made.about
    assert made.name != made.id
    assert set(made.shapes) == set(SHAPES)
