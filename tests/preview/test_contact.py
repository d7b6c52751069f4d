"""Contact sheets: what they show, how they are labelled, what a page of them may hold."""

from __future__ import annotations

import base64
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image, ImageChops
from quotecard import render_card, sizes, themes
from quotecard.commands.main import cli
from quotecard.errors import UsageError
from quotecard.model import Quote
from quotecard.preview.contact import EMPTY, GAP, GROUND, TONES, draw_thumbs, sheet_cards, sheet_image
from quotecard.preview.contact_page import sheet_html

QUOTE = Quote("大道至簡", author="老子", id="dao")
LONG = Quote("我們" * 900, id="long")


def drawn(quotes: list[Quote], *look: tuple[str, ...], width: int = 120) -> list:
    return list(draw_thumbs(sheet_cards(quotes, *(look or ((), (), ()))), width, lambda: None))


def test_all_stands_for_every_theme_and_every_size():
    assert [one.theme for one in sheet_cards([QUOTE], ("all",), (), ())] == list(themes())
    assert [one.size for one in sheet_cards([QUOTE], (), ("all",), ())] == list(sizes())
    assert [one.tone for one in sheet_cards([QUOTE], ("xuan",), (), TONES)] == ["light", "dark"]


@pytest.mark.parametrize(
    ("look", "labels"),
    [
        ((("xuan", "ink"), (), ()), ["xuan", "ink"]),
        ((("xuan",), ("square", "wide"), ()), ["square", "wide"]),
        ((("xuan", "ink"), (), TONES), ["xuan  light", "xuan  dark", "ink  light", "ink  dark"]),
        (((), (), ()), ["dao"]),
    ],
)
def test_a_label_says_what_differs(look: tuple, labels: list[str]):
    assert [one.label for one in sheet_cards([QUOTE], *look)] == labels


@pytest.mark.parametrize("look", [(("nonesuch",), (), ()), ((), ("nonesuch",), ())])
def test_a_look_that_there_is_not_is_refused(look: tuple):
    with pytest.raises(UsageError):
        sheet_cards([QUOTE], *look)


def test_too_many_cards_are_refused_before_the_first():
    with pytest.raises(UsageError, match="a sheet of 420 cards"):
        sheet_cards([QUOTE] * 4, ("all",), ("all",), ())


def test_the_picture_holds_each_card_in_its_place():
    found = drawn([QUOTE], ("xuan", "ink", "press"), (), ())
    sheet = sheet_image(found, 120, 2)
    assert sheet.width == 2 * 120 + 3 * GAP
    for at, one in enumerate(found):
        x = GAP + at % 2 * (120 + GAP)
        y = GAP if at < 2 else sheet.height - GAP - one.image.height - round(17 * 2.1)
        part = sheet.crop((x, y, x + 120, y + one.image.height))
        assert ImageChops.difference(part, one.image).getbbox() is None
    labels = sheet.crop((GAP, GAP + found[0].image.height, GAP + 120, GAP + found[0].image.height + 34))
    assert len(labels.getcolors(1 << 12)) > 3, "a label is written under the card"


def test_a_card_that_fails_leaves_its_place_and_its_reason():
    good, bad = drawn([QUOTE, LONG])
    assert good.image is not None
    assert bad.image is None
    assert "does not fit" in bad.wrong
    sheet = sheet_image([good, bad], 120, 2)
    assert sheet.getpixel((GAP + 120 + GAP + 60, GAP + 30)) == EMPTY
    assert sheet.getpixel((2, 2)) == GROUND


def test_a_page_is_well_formed_whatever_quotes_hold():
    names = Path(__file__).parents[1] / "hostile" / "blns.json"
    words = [text for text in json.loads(names.read_text(encoding="utf-8")) if text.strip()]
    found = [one._replace(label=word, alt=word, wrong=word) for one in drawn([QUOTE]) for word in words]
    found += [one._replace(image=None) for one in found[:100]]
    text = sheet_html(found, 120).decode()
    body = ET.fromstring(text.partition("\n")[2].partition("</head>")[2].partition("</html>")[0])
    assert {element.tag for element in body.iter()} == {"body", "main", "figure", "img", "figcaption", "p"}
    assert len(list(body.iter("figure"))) == len(found)


def test_a_page_holds_the_pictures_themselves():
    [one] = drawn([QUOTE])
    text = sheet_html([one], 120).decode()
    data = text.partition('src="data:image/png;base64,')[2].partition('"')[0]
    with Image.open(io.BytesIO(base64.b64decode(data))) as shown:
        assert ImageChops.difference(shown.convert("RGB"), one.image).getbbox() is None
    assert "http" not in text.partition("</head>")[2]
    assert render_card(QUOTE).alt in text


@pytest.mark.parametrize("name", ["sheet.png", "sheet.html"])
def test_the_command_writes_a_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str):
    monkeypatch.chdir(tmp_path)
    Path("quotes.yaml").write_text("- 大道至簡\n- text: 上善若水\n  id: water\n", encoding="utf-8")
    call = ["sheet", "--only", "water", "-t", "xuan", "-t", "ink", "--width", "100", "-o", name]
    result = CliRunner().invoke(cli, call)
    assert result.exit_code == 0, result.output
    assert Path(name).stat().st_size > 2000


def test_a_sheet_with_a_failure_says_so_and_exits_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli, ["sheet", "--text", "我們" * 900])
    assert result.exit_code == 1
    assert "does not fit" in result.output
    assert Path("sheet.png").exists()


@pytest.mark.parametrize("name", ["sheet.jpg", "sheet", "-"])
def test_another_kind_of_file_is_refused(name: str):
    result = CliRunner().invoke(cli, ["sheet", "--text", "好", "-o", name])
    assert result.exit_code != 0
