"""The wheel, installed where nothing else is, draws a card; so does `python cli.py`."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).parent.parent
QUOTE = "\u6211\u5011\u98fd\u53d7\u611a\u8822\u4e4b\u82e6"


def run(*command: str | Path, cwd: Path) -> str:
    """Run a program as a stranger would: nothing of this interpreter's paths leaks in."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run([str(c) for c in command], cwd=cwd, env=env, capture_output=True, text=True)  # noqa: PLW1510
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", out, ROOT, cwd=out)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a new environment that holds the wheel and what it asks for."""
    home = tmp_path_factory.mktemp("env")
    venv.create(home, with_pip=True)
    programs = home / ("Scripts" if os.name == "nt" else "bin")
    run(
        programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=home
    )
    return programs


def is_card(path: Path) -> bool:
    with Image.open(path, formats=("PNG",)) as image:
        image.load()
        return image.size == (1080, 1350) and len(image.convert("L").getcolors() or []) > 16


def test_the_wheel_holds_code_fonts_and_licences_once(wheel: Path):
    names = zipfile.ZipFile(wheel).namelist()
    fonts = [Path(n).name for n in names if n.endswith((".ttc", ".ttf"))]
    assert sorted(fonts) == sorted(p.name for p in (ROOT / "fonts").glob("*.tt[cf]"))
    assert "cli.py" in names
    assert "render/quotecard/fonts/fonts.toml" in names
    assert {Path(n).name for n in names if n.startswith("render/quotecard/style/themes/")} >= {
        "xuan.toml",
        "ink.toml",
    }
    assert {Path(n).name for n in names if n.startswith("render/quotecard/serve/page/")} == {
        "index.html",
        "page.css",
        "page.js",
        "icon.svg",
    }
    assert any(n.endswith("licenses/LICENSE") for n in names)
    assert not [n for n in names if n.split("/")[0] not in {"render", "cli.py"} and ".dist-info/" not in n]


def test_a_new_environment_draws_a_card_from_an_empty_folder(installed: Path, tmp_path: Path):
    run(installed / "quotecard", "preview", "--text", QUOTE, "-o", "card.png", cwd=tmp_path)
    assert is_card(tmp_path / "card.png")
    assert [p.name for p in tmp_path.iterdir()] == ["card.png"]


def test_a_new_environment_draws_its_own_sample(installed: Path, tmp_path: Path):
    run(installed / "quotecard", "init", cwd=tmp_path)
    run(installed / "quotecard", "batch", cwd=tmp_path)
    cards = sorted((tmp_path / "cards").glob("*.png"))
    assert cards
    assert all(is_card(card) for card in cards)


def test_the_program_file_runs_as_it_lies(tmp_path: Path):
    run(sys.executable, ROOT / "cli.py", "preview", "--text", QUOTE, "-o", "card.png", cwd=tmp_path)
    assert is_card(tmp_path / "card.png")
