"""Reference cards: the scene as text, then the pixels; one issue a card."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
import yaml
from PIL import Image
from quotecard import render_card
from quotecard.scene import dump

FOLDER = Path(__file__).parent / "golden"
CASES = {case["name"]: case for case in yaml.safe_load((FOLDER / "cases.yaml").read_text(encoding="utf-8"))}
PICTURES = Path(__file__).parent / "data" / "pictures"
for case in CASES.values():
    for key in ("background", "portrait"):
        if key in case["quote"]:
            case["quote"][key] = PICTURES / case["quote"][key]
SMALL = "360x450"
MOST_BYTES, MOST_ON_BACKDROP = 24 * 1024, 110 * 1024


@pytest.mark.parametrize("name", CASES)
def test_card(name: str, golden):
    case = CASES[name]
    card = render_card(case["quote"], theme=case.get("theme", "xuan"), size=case.get("size", SMALL))
    png = card.png()
    assert len(png) <= (MOST_ON_BACKDROP if card.scene.backdrop else MOST_BYTES)
    golden.card(name, dump(card.scene), png, card.image)


def test_every_case_says_what_it_shows():
    titles = [case["shows"] for case in CASES.values()]
    assert len(set(titles)) == len(titles)
    assert all(len(title) <= 60 for title in titles)
    assert all(re.fullmatch(r"[a-z0-9-]+", name) for name in CASES)


def test_no_golden_is_dead(golden):
    alive = {f"{name}.{kind}" for name in CASES for kind in ("png", "scene.txt")} | {"cases.yaml"}
    dead = [path for path in FOLDER.iterdir() if path.name not in alive]
    if golden.accept:
        for path in dead:
            path.unlink()
    assert not dead, "no case names these"


def test_one_changed_pixel_fails_and_is_shown(golden, tmp_path):
    """The comparison itself can fail: two steps in one channel of one pixel are too many."""
    probe = type(golden)(tmp_path, tmp_path / "out", accept=False)
    card = Image.new("RGB", (36, 45), (250, 246, 238))
    card.save(tmp_path / "probe.png")
    card.putpixel((3, 4), (250, 246, 237))
    assert probe.picture("probe.png", b"", card) == ""
    card.putpixel((3, 4), (250, 246, 236))
    assert "expected | difference | actual" in probe.picture("probe.png", b"", card)
    with Image.open(tmp_path / "out" / "probe.png") as sheet:
        assert sheet.size == (108, 45)
        assert sheet.getpixel((36 + 3, 4)) == (0, 0, 16)


def test_accepting_rewrites_and_still_fails(golden, tmp_path):
    probe = type(golden)(tmp_path, tmp_path / "out", accept=True)
    card = Image.new("RGB", (36, 45))
    card.save(png := io.BytesIO(), "PNG")
    with pytest.raises(pytest.fail.Exception, match="accepted probe"):
        probe.card("probe", "scene 36x45\n", png.getvalue(), card)
    assert (tmp_path / "probe.scene.txt").read_text() == "scene 36x45\n"
    probe.card("probe", "scene 36x45\n", png.getvalue(), card)
