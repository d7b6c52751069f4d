from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from quotecard.errors import CardError, FontError
from quotecard.fontbook import FontBook, default_book, face_language
from quotecard.fontbook.listing import bundled_folder, check_hash, locate_font, read_list

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = bundled_folder()
SMALL = "EBGaramond-VF.ttf"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder of its own with the list and one small font."""
    shutil.copy(FOLDER / "fonts.toml", tmp_path)
    shutil.copy(FOLDER / SMALL, tmp_path)
    return tmp_path


def rewrite(folder: Path, old: str, new: str) -> None:
    path = folder / "fonts.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_every_bundled_file_is_the_listed_one():
    default_book().verify()


def test_the_list_and_the_folder_hold_the_same_files():
    listed = {font.file for font in read_list(FOLDER)}
    present = {path.name for path in FOLDER.iterdir() if path.suffix in {".ttf", ".ttc", ".otf", ".otc"}}
    assert listed == present
    licences = {font.licence_file for font in read_list(FOLDER)}
    assert licences == {path.name for path in (FOLDER / "licenses").iterdir()}


def test_one_flipped_byte_is_seen(copy: Path):
    listed = next(font for font in read_list(copy) if font.file == SMALL)
    check_hash(copy, listed)
    data = bytearray((copy / SMALL).read_bytes())
    data[len(data) // 2] ^= 1
    (copy / SMALL).write_bytes(data)
    with pytest.raises(FontError, match=rf"{SMALL}.*SHA-256.*install quotecard again"):
        check_hash(copy, listed)


def test_verify_names_the_first_missing_file(copy: Path):
    with pytest.raises(FontError, match=r"NotoSerifCJK-Medium\.ttc: the font is missing"):
        FontBook(copy).verify()


def test_a_shortened_file_is_refused_when_it_is_opened(copy: Path):
    data = (copy / SMALL).read_bytes()
    (copy / SMALL).write_bytes(data[: len(data) // 2])
    with pytest.raises(FontError, match=rf"{len(data) // 2} bytes, but {len(data)} are listed"):
        FontBook(copy).pick("latin", "en").covers("A")


def test_a_file_of_the_right_length_that_is_no_font_is_refused(copy: Path):
    length = (copy / SMALL).stat().st_size
    (copy / SMALL).write_bytes(b"\0" * length)
    with pytest.raises(FontError, match="the font is unusable"):
        FontBook(copy).pick("latin", "en").covers("A")


@pytest.mark.parametrize(
    "name",
    [
        "../EBGaramond-VF.ttf",
        "/etc/passwd",
        "..",
        ".hidden.ttf",
        "",
        "sub/font.ttf",
        "C:font.ttf",
        "\\\\\\\\server\\\\share\\\\font.ttf",
        "file:font.ttf",
        "nul\\u0000.ttf",
    ],
)
def test_a_name_that_could_point_elsewhere_is_refused(copy: Path, name: str):
    rewrite(copy, f'file = "{SMALL}"', f'file = "{name}"')
    with pytest.raises(FontError, match="not a plain file name"):
        FontBook(copy).pick("latin", "en").covers("A")


def test_a_link_that_leaves_the_folder_is_refused(copy: Path):
    (copy / SMALL).unlink()
    (copy / SMALL).symlink_to(FOLDER / SMALL)
    with pytest.raises(FontError, match="a link that leaves the folder"):
        FontBook(copy).pick("latin", "en").covers("A")


def test_a_link_to_the_whole_folder_is_followed(copy: Path, tmp_path_factory: pytest.TempPathFactory):
    link = tmp_path_factory.mktemp("linked") / "fonts"
    link.symlink_to(copy, target_is_directory=True)
    assert FontBook(link).pick("latin", "en").covers("A")


@pytest.mark.parametrize(
    "text",
    ["[[font]", "", "font = 3", '[[font]]\nfile = "x.ttf"', "\ufeff\u0000"],
    ids=["syntax", "empty", "kind", "keys", "bytes"],
)
def test_a_wrong_list_is_a_font_error(tmp_path: Path, text: str):
    (tmp_path / "fonts.toml").write_text(text, encoding="utf-8")
    with pytest.raises(FontError, match=r"fonts\.toml: the list of fonts is wrong"):
        read_list(tmp_path)


def test_a_missing_list_is_a_font_error(tmp_path: Path):
    with pytest.raises(FontError, match="cannot be read"):
        read_list(tmp_path)


def test_font_errors_are_for_callers():
    assert issubclass(FontError, CardError)


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root reads everything")
def test_an_unreadable_file_is_a_font_error(copy: Path):
    (copy / SMALL).chmod(0)
    with pytest.raises(FontError):
        FontBook(copy).pick("latin", "en").covers("A")


def test_locate_returns_a_path_inside_the_folder():
    for font in read_list(FOLDER):
        assert locate_font(FOLDER, font).parent == FOLDER


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("zh-Hant", "zh-Hant"),
        ("zh-TW", "zh-Hant"),
        ("zh", "zh-Hant"),
        ("lzh", "zh-Hant"),
        ("zh-HK", "zh-HK"),
        ("zh-Hant-HK", "zh-HK"),
        ("yue", "zh-HK"),
        ("zh-Hans", "zh-Hans"),
        ("zh-Hans-SG", "zh-Hans"),
        ("zh_CN", "zh-Hans"),
        ("ja-JP", "ja"),
        ("KO", "ko"),
        ("en", "zh-Hant"),
        ("vi", "zh-Hant"),
        ("", "zh-Hant"),
    ],
)
def test_the_language_that_gives_the_han_face(tag: str, language: str):
    assert face_language(tag) == language
