"""docs/typography.md: what it shows and names is there."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "typography.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"\]\(pictures/typography/([\w-]+)\.png\)", PAGE)
NAMES = [
    row["name"] for row in yaml.safe_load((ROOT / "scripts" / "typography.yaml").read_text(encoding="utf-8"))
]


def test_page_shows_each_text_of_the_table_once():
    assert sorted(SHOWN) == sorted(NAMES)


def test_no_picture_is_left_over():
    folder = ROOT / "docs" / "pictures" / "typography"
    for pictures in (folder, folder / "browser"):
        assert sorted(path.stem for path in pictures.glob("*.png")) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_picture_is_small(name):
    assert (ROOT / "docs" / "pictures" / "typography" / f"{name}.png").stat().st_size <= 40 * 1024


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`(render/[\w/]+\.py)`", PAGE))))
def test_named_file_holds_the_rule(path):
    assert (ROOT / path).is_file()
