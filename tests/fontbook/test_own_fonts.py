"""A folder of a user's fonts: what is read, what each is for, which face sets what, and what is told."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from quotecard import render_card
from quotecard.errors import FontError, ThemeError, UsageError
from quotecard.fontbook import FontBook, coverage_by_family, family_reports, font_book
from quotecard.fontbook.font_folder import MAX_FONT_BYTES, fonts_beside
from quotecard.fontbook.own_fonts import read_own_fonts

from tests import own_fonts as own

if TYPE_CHECKING:
    from pathlib import Path

QUOTE = "\u6211\u5011\u98fd\u53d7\u611a\u8822\u4e4b\u82e6"
LIKE = "\u9b31"


def key(book: FontBook, cluster: str, role: str = "ming", lang: str = "zh-Hant", prefer="han") -> str:
    face = book.find(cluster, role, lang, None, prefer)
    assert face is not None
    return f"{face.family}" if face.own else face.key


@pytest.mark.parametrize("role", ["ming", "hei", "kai", "round"])
def test_a_han_family_takes_the_place_of_every_role_in_its_languages(brand: Path, role: str):
    book = font_book(brand)
    assert key(book, "\u6211", role) == "Brand Kai"
    assert book.pick(role, "zh-Hant").family == "Brand Kai"
    assert not book.pick(role, "ja").own
    assert book.whole_quote_role(QUOTE + LIKE, role, "zh-Hant") == role


@pytest.mark.parametrize(
    ("cluster", "role", "prefer", "name"),
    [
        (LIKE, "ming", "han", "ming:zh-Hant"),
        (LIKE, "kai", "han", "kai"),
        (LIKE, "hei", "han", "hei:zh-Hant@400"),
        ("A", "ming", "latin", "Brand Serif"),
        ("A", "hei", "latin", "Brand Serif"),
        ("\u00e9", "ming", "latin", "latin:440"),
        ("\u00e9", "hei", "latin", "hei:zh-Hant@400"),
        ("\u2615", "ming", "han", "emoji"),
    ],
)
def test_the_bundled_face_of_the_theme_stands_behind_it(brand: Path, cluster, role, prefer, name):
    assert key(font_book(brand), cluster, role, prefer=prefer) == name


def test_a_folder_without_han_leaves_han_alone(tmp_path: Path):
    book = font_book(own.write(tmp_path, serif=own.brand("Brand Serif")))
    assert (key(book, "\u6211"), key(book, "A", prefer="latin")) == ("ming:zh-Hant", "Brand Serif")
    card = render_card("\u6211 A", fonts=tmp_path)
    assert card.notices == ()


def test_a_card_says_in_one_notice_what_each_font_lacks(brand: Path):
    card = render_card({"text": f"{QUOTE}{LIKE} caf\u00e9", "author": f"\u738b{LIKE}"}, fonts=brand)
    [notice] = card.notices
    assert notice.kind == "own-font"
    assert str(notice) == (
        "Brand Kai lacks U+9B31 \u9b31, U+738B \u738b: set in Noto Serif CJK TC; "
        "Brand Serif lacks U+00E9 \u00e9: set in EB Garamond"
    )
    families = {use["family"]: use["why"] for use in card.explain()["faces"]}
    assert families["Brand Kai"] == "Brand Kai is your own font, used in place of ming"
    assert families["EB Garamond"] == "fallback: Brand Serif lacks U+00E9 \u00e9"
    assert render_card(QUOTE + "A", fonts=brand).notices == ()


def test_another_language_is_told(brand: Path):
    [notice] = render_card("\u3044\u308d\u306f", fonts=brand).notices
    assert str(notice) == "none of your fonts is for ja: Han is set in Noto Serif CJK JP"


def test_the_readings_and_the_translation_count(brand: Path):
    quote = {
        "text": "{\u5b78|\u3105}\u800c\u6642\u7fd2\u4e4b",
        "translation": {"text": "na\u00efve", "lang": "en"},
    }
    [notice] = render_card(quote, fonts=brand).notices
    assert "lacks U+3105 \u3105" in str(notice)
    assert "Brand Serif lacks U+00EF \u00ef" in str(notice)


def test_weights_of_a_family_and_its_italic(tmp_path: Path):
    slanted = own.brand("Brand Serif", "EBGaramond-Italic-VF.ttf", weight=400)
    fonts = {f"w{w}": own.brand("Brand Serif", weight=w) for w in (400, 600, 800)}
    book = font_book(own.write(tmp_path, **fonts, slanted=slanted))
    assert [family.role for family in book.own.families] == ["latin", "latin-italic"]
    for asked, got in ((None, 400), (100, 400), (500, 400), (510, 600), (900, 800)):
        face = book.pick("latin", "en", asked)
        assert face.key.endswith(f":latin@{got}:Brand Serif")
    assert book.pick("latin", "en", italic=True).role == "latin-italic"
    assert book.pick("latin", "en").file.range == (400, 800)
    loud = render_card({"text": "so ==loud== it is", "emphasis": "weight"}, fonts=tmp_path)
    faces = {run.face[-21:] for line in loud.blocks.quote.lines for run in line.runs}
    assert faces == {"latin@400:Brand Serif", "latin@800:Brand Serif"} or len(faces) == 2


def test_an_axis_gives_every_weight(brand: Path):
    book = font_book(brand)
    keys = [book.pick("latin", "en", weight).key for weight in (None, 510, 900)]
    assert [one.split("@")[1] for one in keys] == ["400:Brand Serif", "510:Brand Serif", "800:Brand Serif"]
    thin, fat = (book.face(one) for one in (keys[0], keys[2]))
    assert thin.outline(thin.glyph("l")) != fat.outline(fat.glyph("l"))


def test_latin_without_an_italic_stays_upright(brand: Path):
    face = font_book(brand).pick("latin", "en", italic=True)
    assert (face.family, face.role) == ("Brand Serif", "latin")


def test_a_family_is_asked_for_by_name(brand: Path):
    book = font_book(brand)
    assert book.pick("Brand Kai", "ja").family == "Brand Kai"
    assert key(book, LIKE, "brand kai", "ja") == "ming:ja"
    plain = font_book(brand, "hei")
    assert key(plain, "A", prefer="latin") == "hei:zh-Hant@400"
    assert key(font_book(brand, "Brand Serif"), "A", prefer="latin") == "Brand Serif"
    assert key(font_book(None, "round"), "A", prefer="latin") == "round"
    with pytest.raises(FontError, match=r"no font has the role or name 'Brand Kay'.*did you mean Brand Kai"):
        book.pick("Brand Kay", "ja")
    with pytest.raises(FontError, match="no font has the role or name 'Brandt'"):
        font_book(brand, "Brandt")
    with pytest.raises(FontError, match=r"'Brand Kai'.*add a font with --fonts"):
        font_book().pick("Brand Kai", "ja")


def test_a_theme_names_a_folder_and_families(brand: Path):
    from quotecard.style import load_theme

    own_theme = load_theme("xuan")._replace(fonts=str(brand), face="Brand Kai", latin="Brand Serif")
    card = render_card({"text": QUOTE + "A", "lang": "ja"}, theme=own_theme)
    assert {use["family"] for use in card.explain()["faces"]} == {"Brand Kai", "Brand Serif"}
    assert card.png() == render_card({"text": QUOTE + "A", "lang": "ja"}, theme=own_theme).png()


def test_keys_find_the_face_in_another_process(brand: Path):
    book = font_book(brand)
    again = FontBook(own=read_own_fonts(brand))
    for role, weight in (("ming", None), ("latin", None), ("latin", 700)):
        face = book.pick(role, "zh-Hant", weight)
        other = again.face(pickle.loads(pickle.dumps(face.key)))
        assert (other.key, other.weight, other.family) == (face.key, face.weight, face.family)
    for bad in ("own:", "own:abc@400:x", book.pick("ming", "zh-Hant").key.replace("own:", "own:0")):
        with pytest.raises(FontError):
            again.face(bad)
    with pytest.raises(FontError):
        FontBook().face(book.pick("ming", "zh-Hant").key)


def test_a_card_depends_on_the_fonts_and_not_on_their_place(brand: Path, tmp_path: Path):
    copy = tmp_path / "elsewhere"
    copy.mkdir()
    for path in brand.iterdir():
        shutil.copy(path, copy / f"x{path.name}")
    first, second = (render_card(QUOTE + "A", fonts=folder) for folder in (brand, copy))
    assert first.png() == second.png()
    assert first.png() != render_card(QUOTE + "A").png()


def test_a_bad_font_is_left_out_and_told(brand: Path, tmp_path: Path):
    shutil.copytree(brand, tmp_path, dirs_exist_ok=True)
    (tmp_path / "bad.otf").write_bytes(b"OTTO" + b"\0" * 90)
    (tmp_path / "web.woff2").write_bytes(b"wOF2")
    (tmp_path / "README.txt").write_text("no font")
    card = render_card(QUOTE, fonts=tmp_path)
    assert [notice.kind for notice in card.notices] == ["left-out"] * 2
    told = " ".join(map(str, card.notices))
    assert "bad.otf: the font is unusable" in told
    assert "web.woff2: the font is refused (WOFF2" in told
    assert "use the .ttf or .otf that it was made from" in told
    assert "README" not in told


def test_a_folder_of_bad_fonts_only_is_an_error(tmp_path: Path):
    (tmp_path / "a.ttf").write_bytes(b"")
    (tmp_path / "b.ttf").write_bytes(b"abc")
    with pytest.raises(
        FontError, match=r"a\.ttf: the font is unusable.*no font of .* can be used.*and 1 more"
    ):
        font_book(tmp_path)


@pytest.mark.parametrize("kind", ["missing", "file", "empty"])
def test_what_is_no_folder_of_fonts_is_a_wrong_call(tmp_path: Path, kind: str):
    folder = tmp_path / kind
    if kind == "file":
        folder.write_text("x")
    elif kind == "empty":
        (folder / "below").mkdir(parents=True)
        own.write(folder / "below", serif=b"x")
    with pytest.raises(UsageError, match=r"cannot be read|no font in this folder"):
        font_book(folder)


@pytest.mark.skipif(os.name != "posix", reason="POSIX has them")
@pytest.mark.parametrize("kind", ["link", "fifo", "folder", "loop", "large", "unreadable"])
def test_only_regular_files_of_the_folder_are_read(brand: Path, tmp_path: Path, kind: str):
    own.write(tmp_path, serif=own.brand("Brand Serif"))
    odd = tmp_path / "odd.ttf"
    match kind:
        case "link":
            odd.symlink_to(brand / "kai.ttf")
        case "fifo":
            os.mkfifo(odd)
        case "folder":
            odd.mkdir()
        case "loop":
            odd.symlink_to(odd)
        case "large":
            with odd.open("wb") as file:
                file.truncate(MAX_FONT_BYTES + 1)
        case "unreadable":
            if os.geteuid() == 0:
                pytest.skip("root reads everything")
            odd.write_bytes(b"x")
            odd.chmod(0)
    [error] = read_own_fonts(tmp_path).left_out
    assert "odd.ttf: the font" in str(error)
    assert error.why
    assert error.hint


def test_a_link_within_the_folder_is_the_same_font_twice(tmp_path: Path):
    own.write(tmp_path, serif=own.brand("Brand Serif"))
    (tmp_path / "twin.ttf").symlink_to(tmp_path / "serif.ttf")
    [error] = read_own_fonts(tmp_path).left_out
    assert "twin.ttf: the font is left out (serif.ttf has the same family and weight)" in str(error)


def test_a_changed_file_is_judged_anew_and_never_mixed_in(tmp_path: Path):
    own.write(tmp_path, serif=own.brand("Brand Serif"))
    card = render_card("Hello", fonts=tmp_path)
    own.write(tmp_path, serif=own.brand("Brand Serif", weight=800))
    with pytest.raises(FontError):
        card.png()
    assert render_card("Hello", fonts=tmp_path).png() != render_card("Hello").png()


def test_the_bytes_drawn_are_the_bytes_judged(tmp_path: Path):
    own.write(tmp_path, serif=own.brand("Brand Serif"))
    book = FontBook(own=read_own_fonts(tmp_path))
    own.write(tmp_path, serif=own.brand("Brand Serif", weight=800))
    with pytest.raises(FontError, match="changed while it was in use"):
        book.pick("latin", "en").covers("A")


def test_blank_glyphs_are_no_characters(tmp_path: Path):
    font = own.brand("Brand Kai", own.KAI, own.HAN + own.MARKS)
    blank = font.getBestCmap()[ord("\u4e4b")]
    font["glyf"][blank] = type(font["glyf"][blank])()
    book = font_book(own.write(tmp_path, kai=font))
    assert key(book, "\u4e4b") == "ming:zh-Hant"
    assert key(book, "\u6211") == "Brand Kai"


def test_a_font_without_a_space_sets_none(tmp_path: Path):
    book = font_book(own.write(tmp_path, kai=own.brand("Brand Kai", own.KAI, own.HAN)))
    assert key(book, " ") == "ming:zh-Hant"


def test_the_list_of_fonts_has_a_user_s_before_the_bundled(brand: Path):
    rows = family_reports(font_book(brand))
    assert [row.family for row in rows[:2]] == ["Brand Kai", "Brand Serif"]
    kai, serif = rows[:2]
    assert (kai.role, kai.languages) == ("han", ("zh-Hant", "zh-HK"))
    assert (serif.weights, serif.characters) == ("400-800", 95)
    assert serif.licence.startswith("yours: ")
    assert len(rows) == 2 + len(family_reports(font_book()))
    covers = {one.family: one.missing for one in coverage_by_family(font_book(brand), "A\u6211")}
    assert (covers["Brand Kai"], covers["Brand Serif"]) == (("A",), ("\u6211",))


def test_restricted_embedding_is_said(tmp_path: Path):
    font = own.brand("Brand Serif")
    font["OS/2"].fsType = 2
    [row, *_] = family_reports(font_book(own.write(tmp_path, serif=font)))
    assert row.licence.endswith("embedding restricted")


def test_nothing_of_this_is_loaded_without_a_folder():
    code = (
        "import sys; from quotecard import render_card; render_card('Hello \u5b57').png(); "
        "sys.exit('fontTools' in sys.modules or 'quotecard.fontbook.own_fonts' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("value", ["fonts", "./fonts", "a/b", "."])
def test_a_theme_s_folder_stands_beside_it(tmp_path: Path, value: str):
    folder = tmp_path / value
    folder.mkdir(parents=True, exist_ok=True)
    assert fonts_beside(tmp_path / "mine.toml", value) == str(folder.resolve())


@pytest.mark.parametrize(
    "value",
    [
        "",
        "..",
        "../x",
        "a/../../x",
        "/etc",
        "~",
        "~root",
        "C:fonts",
        "\\\\server\\x",
        "file:x",
        "no",
        "link",
        3,
        None,
        "a\0",
    ],
)
def test_a_theme_s_folder_is_nowhere_else(
    tmp_path: Path, value: object, tmp_path_factory: pytest.TempPathFactory
):
    (tmp_path / "link").symlink_to(tmp_path_factory.mktemp("other"), target_is_directory=True)
    with pytest.raises(ThemeError, match="fonts is"):
        fonts_beside(tmp_path / "mine.toml", value)
