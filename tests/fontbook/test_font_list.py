"""A user's own fonts.toml: what it may say, and what is said where it is wrong."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from quotecard.errors import FontError
from quotecard.fontbook import font_book

from tests import own_fonts as own

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return own.write(tmp_path, kai=own.brand("Brand Kai", own.KAI, own.HAN), serif=own.brand("Brand Serif"))


def listed(folder: Path, *entries: str) -> Path:
    (folder / "fonts.toml").write_text("\n".join(f"[[font]]\n{entry}" for entry in entries), encoding="utf-8")
    return folder


def test_only_listed_files_are_read(folder: Path):
    book = font_book(listed(folder, 'file = "serif.ttf"\nbytes = 3\nlicence = {}'))
    assert [family.name for family in book.own.families] == ["Brand Serif"]


def test_a_list_says_family_role_and_languages(folder: Path):
    entry = 'file = "kai.ttf"\nfamily = "Ours"\nrole = "hei"\nfaces = { ja = 0, zh-Hant = 0 }'
    book = font_book(listed(folder, entry))
    assert book.pick("hei", "ja").family == "Ours"
    assert book.pick("ming", "ja").key == "ming:ja"
    assert not book.pick("hei", "zh-Hans").own


def test_a_file_may_have_two_roles(folder: Path):
    font = own.brand("Both", own.KAI, own.HAN + own.ASCII)
    own.write(folder, both=font)
    both = ('file = "both.ttf"\nrole = "han"', 'file = "both.ttf"\nrole = "latin"')
    book = font_book(listed(folder, *both))
    assert {book.pick("ming", "zh-Hant").family, book.latin_beside("ming", "zh-Hant").family} == {"Both"}


def test_a_hash_is_held(folder: Path):
    right = hashlib.sha256((folder / "kai.ttf").read_bytes()).hexdigest()
    entries = [f'file = "kai.ttf"\nsha256 = "{right.upper()}"', f'file = "serif.ttf"\nsha256 = "{"0" * 64}"']
    own_fonts = font_book(listed(folder, *entries)).own
    assert [family.name for family in own_fonts.families] == ["Brand Kai"]
    [error] = own_fonts.left_out
    assert "serif.ttf: not the listed font (SHA-256" in str(error)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[[font]", "fonts.toml"),
        ("", "must contain [[font]]"),
        ("font = 3", "must contain [[font]]"),
        ("font = [3]", "font 1 must be a table"),
        ("font = []", "must contain [[font]]"),
        ('other = 1\n[[font]]\nfile = "kai.ttf"', "nothing else"),
        ('[[font]]\nfamily = "x"', "not a plain file name"),
        ("[[font]]\nfile = 3", "file of font 1 must be a string"),
        ('[[font]]\nfile = "../kai.ttf"', "not a plain file name"),
        ('[[font]]\nfile = "/etc/passwd"', "not a plain file name"),
        ('[[font]]\nfile = "C:x.ttf"', "not a plain file name"),
        ('[[font]]\nfile = "kai.ttf"\nrule = "han"', "did you mean role?"),
        ('[[font]]\nfile = "kai.ttf"\nrole = "song"', "the roles are han, ming"),
        ('[[font]]\nfile = "kai.ttf"\nfaces = 3', "must be a table of languages"),
        ('[[font]]\nfile = "kai.ttf"\nfaces = { zh-hant = 0 }', "did you mean zh-Hant?"),
        ('[[font]]\nfile = "kai.ttf"\nfaces = { ja = -1 }', "counted from 0"),
        ('[[font]]\nfile = "kai.ttf"\nfaces = { ja = true }', "counted from 0"),
        ('[[font]]\nfile = "kai.ttf"\nfamily = "a\\u001b[2J"', "unprintable characters"),
        ("a = " + "[" * 5000, "fonts.toml"),
    ],
)
def test_a_wrong_list_names_what_is_wrong(folder: Path, text: str, why: str):
    (folder / "fonts.toml").write_text(text, encoding="utf-8")
    with pytest.raises(FontError, match="the list of fonts is wrong") as caught:
        font_book(folder)
    assert why in str(caught.value)


def test_a_face_that_a_file_has_not(folder: Path):
    listed(folder, 'file = "kai.ttf"\nfaces = { ja = 1 }', 'file = "serif.ttf"')
    [error] = font_book(folder).own.left_out
    assert "the list names face 1; the file has 1, counted from 0" in str(error)


def test_a_listed_file_that_is_not_there(folder: Path):
    [error] = font_book(listed(folder, 'file = "none.ttf"', 'file = "serif.ttf"')).own.left_out
    assert "none.ttf: the font cannot be read (No such file" in str(error)
