"""Theme files of a user's own: what they extend, bring and change, and what is said of a wrong one."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from quotecard import render_card
from quotecard.devices import DEVICES, devices_of
from quotecard.errors import ThemeError, UsageError
from quotecard.style import load_theme, theme_id, theme_source, themes
from quotecard.style.theme_file import read_theme_file

PICTURES = Path(__file__).parents[1] / "data" / "pictures"
MINE = """\
extends = "xuan"
seal = false

[colours]
ground = "月白"
ink = "墨"
quiet = "#55606A"
accent = "胭脂"
"""


def written(folder: Path, text: str, name: str = "mine.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_lies_over_what_it_extends(tmp_path: Path):
    mine, xuan = load_theme(str(written(tmp_path, MINE))), load_theme("xuan")
    assert mine.id == "mine"
    assert mine.name == "mine"
    assert mine.palette.ground == (0xEE, 0xF3, 0xF4)
    assert "seal" not in mine.devices
    assert mine.shapes == xuan.shapes
    card = render_card("大道至簡", theme=str(tmp_path / "mine.toml"))
    assert card.scene.ground == mine.palette.ground


def test_a_changed_file_is_read_anew(tmp_path: Path):
    path = written(tmp_path, MINE)
    before = load_theme(str(path))
    written(tmp_path, MINE.replace("月白", "#FFFFFF"))
    os.utime(path, ns=(1, 1))
    assert load_theme(str(path)).palette.ground != before.palette.ground


def test_a_folder_brings_its_pictures(tmp_path: Path):
    shutil.copy(PICTURES / "hills.jpg", tmp_path)
    written(tmp_path, 'extends = "photo"\nbackground = "hills.jpg"\nlogo = "hills.jpg"\n', "theme.toml")
    mine = load_theme(f"{tmp_path}/")
    assert mine.id == tmp_path.name
    card = render_card("大道至簡", theme=f"{tmp_path}/")
    assert card.job.background == mine.background
    assert [notice.kind for notice in card.notices] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('extends = "nonesuch"', "extends .* 'nonesuch' .*the id of a theme"),
        ('extends = "../xuan"', "extends"),
        ('extends = "mine"', "does not extend this one"),
        ('extends = "xuan"\nbackground = "../up.jpg"', "background of the theme mine"),
        ('extends = "xuan"\nbackground = "none.jpg"', "background of the theme mine"),
        ('extends = "xuan"\nseal = 3', "seal .* is 3 .*a table"),
        ('extends = "xuan"\n[dark]\nground = "x"', "dark.ground .* 'x' .*a colour like"),
        ('extends = "xuan"\n[light]\nground = "#FFFFFF"', "the theme's own tone is light"),
        ('extends = "xuan"\n[colours]\nstops = [[0.0, "#FFFFFF"]]', "colours.stops .*two or more"),
        ('extends = "xuan"\n[colours]\nstops = [[1.0, "#FFFFFF"], [0.0, "#000000"]]', "in order"),
        ('extends = "xuan"\n[bubble]\nradius = 3', "bubble.pad .* is missing .*must be a number"),
        ('extends = "xuan"\n[shape.all]\nanchor = "left"', "anchor .* 'left' .*centre or head"),
        ('extends = "xuan"\nvary = 3', "vary .* is 3 "),
        ('extends = "xuan"\ndash = "no"', "dash .* 'no' .*true or false"),
        ('extends = "xuan"\nfonts = "/etc"', "fonts"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, message: str):
    path = written(tmp_path, text)
    with pytest.raises(ThemeError, match=re.compile(message, re.DOTALL)) as caught:
        read_theme_file(path)
    assert str(caught.value).startswith(f"{path}:")


@pytest.mark.parametrize("name", ["./none.toml", "none/", "a\\b.toml"])
def test_a_file_that_is_not_there_is_refused_with_what_to_do(name: str):
    with pytest.raises(UsageError, match="no theme file") as caught:
        load_theme(name)
    assert "themes --export" in caught.value.hint


@pytest.mark.parametrize("name", themes())
def test_each_theme_can_be_started_from(tmp_path: Path, name: str):
    mine = read_theme_file(written(tmp_path, theme_source(name), f"{name}.toml"))
    assert mine == load_theme(name)


def test_a_path_is_its_own_name_and_a_chinese_name_its_id(tmp_path: Path):
    path = str(written(tmp_path, MINE))
    assert theme_id(path) == path
    assert theme_id("宣紙") == "xuan"


def test_every_device_is_used_by_a_theme():
    used = {type(device) for name in themes() for device in devices_of(load_theme(name))}
    assert used == set(DEVICES)


def test_pale_inks_of_a_file_are_told(tmp_path: Path):
    path = written(tmp_path, MINE.replace("#55606A", "#B5BCC2"))
    [notice] = render_card("大道至簡", theme=str(path)).notices
    assert notice.kind == "contrast"
    assert "quiet" in notice.message


def test_quotes_of_a_varied_theme_keep_their_colour_and_differ():
    grounds = {
        text: render_card(text, theme="bubble").scene.ground
        for text in ("甲乙", "丙丁", "戊己", "庚辛", "壬癸")
    }
    assert len(set(grounds.values())) > 1
    assert all(render_card(text, theme="bubble").scene.ground == ground for text, ground in grounds.items())


def test_a_ground_that_a_theme_does_not_have_is_told():
    card = render_card("大道至簡", theme="night", tone="light")
    assert [notice.kind for notice in card.notices] == ["tone"]
    assert card.job.theme.tone == "dark"
