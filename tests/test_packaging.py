"""What is built: the wheel, the editable install and the sdist; each works where it is installed.

No environment downloads anything: the dependencies are those of the environment that runs the tests.
"""

from __future__ import annotations

import email
import os
import re
import site
import subprocess
import sys
import textwrap
import venv
import zipfile
from pathlib import Path, PurePosixPath

import pytest
from hatchling.builders.sdist import SdistBuilder
from PIL import Image

from hatch_build import for_index

pytestmark = pytest.mark.xdist_group("packaging")  # each worker would build a wheel of its own

ROOT = Path(__file__).parent.parent
QUOTE = "\u6211\u5011\u98fd\u53d7\u611a\u8822\u4e4b\u82e6"
BUILD = "import sys; from hatchling.build import build_editable, build_wheel; build_wheel(sys.argv[1]); build_editable(sys.argv[2])"
FOREIGN = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "foreign"
version = "1"
[tool.hatch.build.targets.wheel]
packages = ["render", "cli.py"]
"""
CONSUMER = '''\
"""A program of a user's, checked strictly; each ignored line is an error that mypy must find."""
from collections.abc import Mapping
from pathlib import Path

from quotecard import (
    Card, CardError, Failure, Notice, Quote, Quotes, Record, Report, Size, Theme, UsageError,
    legal_breaks, load_quotes, load_theme, parse_size, render_batch, render_card, set_lines, sizes, themes,
)


def draw(quote: Quote, theme: Theme, size: Size) -> tuple[Path, Mapping[str, str], bytes]:
    card: Card = render_card(quote, theme=theme, size=size)
    notices: tuple[Notice, ...] = card.notices
    print(card.width * card.height, card.image.size, notices)
    return card.save("card.png"), card.texts, card.png(optimize=True)


def draw_all(path: Path) -> list[Failure]:
    quotes: Quotes = load_quotes(path)
    done: list[Record] = []
    try:
        report: Report = render_batch(quotes, path.parent / "cards", themes=themes()[:2], on_done=done.append)
    except UsageError as error:
        wrong: CardError = error
        raise SystemExit(wrong.exit_code) from None
    draw(quotes[0], load_theme("ink"), parse_size(sizes()[0]))
    return [record.error for record in report.records if record.error]


lines: list[str] = set_lines("text", measure=12.0)
offsets: set[int] = legal_breaks("text")
render_card(5)  # type: ignore[arg-type]
render_card("text").lines + 1  # type: ignore[operator]
'''


def run(*command: str | Path, cwd: Path) -> str:
    """Run a program as a stranger would: nothing of this interpreter's paths leaks in."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV", "QUOTECARD_"))}
    done = subprocess.run([str(c) for c in command], cwd=cwd, env=env, capture_output=True, text=True)  # noqa: PLW1510
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


class Environment:
    """A new environment; it borrows the dependencies of the one that runs the tests, but not its quotecard."""

    def __init__(self, folder: Path, *wheels: Path) -> None:
        venv.create(folder, with_pip=False, symlinks=os.name != "nt")
        self.programs = folder / ("Scripts" if os.name == "nt" else "bin")
        self.python = self.programs / "python"
        self.folder = folder
        for wheel in wheels:  # one by one: the order is what is tested
            self.pip("install", "--no-deps", "--no-index", "--no-compile", wheel)
        where = run(self.python, "-c", "import site; print(site.getsitepackages()[0])", cwd=folder).strip()
        self.site = Path(where)
        # Python reads no .pth file inside a folder that a .pth file names: an editable quotecard stays out.
        (self.site / "dependencies.pth").write_text("\n".join(site.getsitepackages()), encoding="utf-8")

    def pip(self, *arguments: str | Path) -> None:
        options = ("--python", self.python, "--quiet", "--disable-pip-version-check")
        run(sys.executable, "-m", "pip", *options, *arguments, cwd=self.folder)

    def home(self, module: str) -> Path:
        """The folder that a module is imported from."""
        code = f"import {module}; print({module}.__file__)"
        return Path(run(self.python, "-c", code, cwd=self.folder).strip()).resolve().parent


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The wheel, and the wheel of an editable install."""
    folders = tmp_path_factory.mktemp("wheel"), tmp_path_factory.mktemp("editable")
    run(sys.executable, "-c", BUILD, *folders, cwd=ROOT)
    (wheel,), (editable,) = (folder.glob("*.whl") for folder in folders)
    return wheel, editable


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of another project with a package `render` and a module `cli`."""
    source, out = tmp_path_factory.mktemp("foreign"), tmp_path_factory.mktemp("foreign-wheel")
    (source / "pyproject.toml").write_text(FOREIGN, encoding="utf-8")
    (source / "render").mkdir()
    for file in ("render/__init__.py", "cli.py"):
        (source / file).write_text("OWNER = 'foreign'\n", encoding="utf-8")
    code = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    run(sys.executable, "-c", code, out, cwd=source)
    (wheel,) = out.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def installed(built: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Environment:
    return Environment(tmp_path_factory.mktemp("env"), built[0])


def is_card(path: Path) -> bool:
    with Image.open(path, formats=("PNG",)) as image:
        image.load()
        return image.size == (1080, 1350) and len(image.convert("L").getcolors() or []) > 16


def metadata(wheel: Path) -> email.message.Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        return email.message_from_string(archive.read(name).decode("utf-8"))


def test_the_wheel_holds_the_package_its_fonts_and_licences_once(built: tuple[Path, Path]):
    names = zipfile.ZipFile(built[0]).namelist()
    assert {n.split("/")[0] for n in names} == {"quotecard", metadata_folder(names)}
    assert len(names) == len(set(names))
    ours = {n.removeprefix("quotecard/") for n in names if n.startswith("quotecard/")}
    source = ROOT / "render" / "quotecard"
    code = {p.relative_to(source).as_posix() for p in source.rglob("*") if p.is_file()}
    fonts = {f"fonts/{p.relative_to(ROOT / 'fonts').as_posix()}" for p in (ROOT / "fonts").rglob("*.*")}
    assert ours == {name for name in code | fonts if "__pycache__" not in name}
    assert {"py.typed", "fonts/fonts.toml", "style/themes/xuan.toml", "serve/page/index.html"} <= ours
    held = {PurePosixPath(n).name for n in names if ".dist-info/licenses/" in n}
    assert held == {"LICENSE", *(p.name for p in (ROOT / "fonts" / "licenses").iterdir())}


def metadata_folder(names: list[str]) -> str:
    (folder,) = {n.split("/")[0] for n in names if ".dist-info/" in n}
    return folder


def test_an_editable_install_is_one_line_of_a_pth_file(built: tuple[Path, Path]):
    with zipfile.ZipFile(built[1]) as archive:
        names = archive.namelist()
        (pth,) = (n for n in names if not n.startswith(metadata_folder(names)))
        assert pth.endswith(".pth")
        assert archive.read(pth).decode().split() == [str(ROOT / "render")]


def test_the_sdist_holds_what_the_wheel_is_built_from_and_no_more():
    files = {file.distribution_path for file in SdistBuilder(str(ROOT)).recurse_included_files()}
    assert {"README.md", "LICENSE", "CHANGELOG.md", "hatch_build.py", "cli.py", "quotes.yaml"} <= files
    assert {f"fonts/licenses/{p.name}" for p in (ROOT / "fonts" / "licenses").iterdir()} <= files
    assert {f.split("/")[0] for f in files if "/" in f} == {"render", "fonts"}
    assert {f for f in files if PurePosixPath(f).name in {"README.md", "LICENSE"}} == {
        *("README.md", "LICENSE", "fonts/README.md"),
    }


def test_the_metadata_invents_nothing(built: tuple[Path, Path]):
    fields = metadata(built[0])
    classifiers = fields.get_all("Classifier")
    for wanted in (
        *(f"Programming Language :: Python :: 3.{minor}" for minor in (11, 12, 13, 14)),
        *("Operating System :: POSIX :: Linux", "Operating System :: MacOS", "Typing :: Typed"),
        *("Operating System :: Microsoft :: Windows", "Development Status :: 4 - Beta"),
    ):
        assert wanted in classifiers
    assert {"Home-page", "Project-URL", "Author", "Author-email", "Maintainer"}.isdisjoint(fields)
    assert fields["Requires-Python"] == ">=3.11"


def test_the_readme_of_an_index_has_no_broken_picture_or_link(built: tuple[Path, Path]):
    shown = metadata(built[0]).get_payload()
    assert shown.startswith("# quotecard")
    assert "docs/scale.md" in shown
    assert not re.search(r"!\[|\]\((?!https?:|#)", shown)
    assert "\n\n\n" not in shown


def test_the_readme_of_an_index_shows_the_pictures_of_a_given_address():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = for_index(readme, "https://docs.example/1.0/")
    assert shown.count("![") == readme.count("![") > 0
    pointed = re.findall(r"\]\(https://docs\.example/1\.0/([^)#]+)", shown)
    assert pointed
    assert all((ROOT / path).is_file() for path in pointed)
    assert not re.search(r"\]\((?!https?:|#)", shown)


def test_a_picture_between_words_leaves_the_words():
    assert for_index("a ![b](c.png) d [e](f.md) [g](https://h)\n") == "a  d e [g](https://h)\n"
    assert for_index("![b](c.png)\n\n![d](https://e/f.png)\n") == "![d](https://e/f.png)\n"


def test_a_new_environment_draws_a_card_from_an_empty_folder(installed: Environment, tmp_path: Path):
    for number, program in enumerate(
        ([installed.programs / "quotecard"], [installed.python, "-m", "quotecard"])
    ):
        card = tmp_path / f"{number}.png"
        run(*program, "preview", "--text", QUOTE, "-o", card.name, cwd=tmp_path)
        assert is_card(card)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["0.png", "1.png"]


def test_a_new_environment_draws_its_own_sample(installed: Environment, tmp_path: Path):
    run(installed.programs / "quotecard", "init", cwd=tmp_path)
    run(installed.programs / "quotecard", "batch", cwd=tmp_path)
    cards = sorted((tmp_path / "cards").glob("*.png"))
    assert cards
    assert all(is_card(card) for card in cards)


@pytest.mark.parametrize("ours_first", [True, False], ids=["ours-first", "ours-second"])
def test_a_foreign_render_and_cli_live_beside_ours(
    built: tuple[Path, Path], foreign: Path, tmp_path: Path, *, ours_first: bool
):
    order = (built[0], foreign) if ours_first else (foreign, built[0])
    both = Environment(tmp_path / "env", *order)
    owners = "import render, cli; print(render.OWNER, cli.OWNER)"
    assert run(both.python, "-c", owners, cwd=tmp_path).split() == ["foreign", "foreign"]
    draw(both, tmp_path / "beside.png")
    both.pip("uninstall", "--yes", "foreign")
    assert not (both.site / "render").exists()
    assert not (both.site / "cli.py").exists()
    draw(both, tmp_path / "after.png")


def draw(environment: Environment, card: Path) -> None:
    """Draw a card with the program of an environment, and with its package."""
    assert environment.home("quotecard") == (environment.site / "quotecard").resolve()
    run(environment.programs / "quotecard", "preview", "--text", QUOTE, "-o", card, cwd=card.parent)
    assert is_card(card)


@pytest.mark.parametrize("install", ["wheel", "editable"])
def test_a_strict_type_checker_knows_the_types(
    install: str, built: tuple[Path, Path], installed: Environment, tmp_path: Path
):
    environment = installed if install == "wheel" else Environment(tmp_path / "env", built[1])
    home = environment.site if install == "wheel" else ROOT / "render"
    assert environment.home("quotecard") == (home / "quotecard").resolve()
    (tmp_path / "consumer.py").write_text(textwrap.dedent(CONSUMER), encoding="utf-8")
    options = ("--strict", "--python-executable", environment.python, "--cache-dir", built[0].parent / "mypy")
    assert "no issues" in run(sys.executable, "-m", "mypy", *options, "consumer.py", cwd=tmp_path)


def test_the_program_file_runs_as_it_lies(tmp_path: Path):
    run(sys.executable, ROOT / "cli.py", "preview", "--text", QUOTE, "-o", "card.png", cwd=tmp_path)
    assert is_card(tmp_path / "card.png")
