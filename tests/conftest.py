"""Golden files: how a reference is compared, shown when it differs, and accepted."""

from __future__ import annotations

import difflib
import gc
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent

# Both bounds are resvg's: one step a channel forgives rounding, and then no pixel is forgiven.
CHANNEL_THRESHOLD = 1
DIFF_GAIN = 8


@pytest.fixture(autouse=True)
def _garbage() -> Iterator[None]:
    """Commands set when their process looks for garbage; here it is the tests' own."""
    before, enabled = gc.get_threshold(), gc.isenabled()
    yield
    gc.set_threshold(*before)
    (gc.enable if enabled else gc.disable)()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the goldens that differ, and fail")


@dataclass(frozen=True)
class Golden:
    """A folder of references; `out` gets what did not match."""

    folder: Path
    out: Path
    accept: bool

    def card(self, name: str, scene: str, png: bytes, image: Image.Image) -> None:
        """Fail unless a card is its golden: the scene as text, then the pixels; both are looked at."""
        complaints = [self.text(f"{name}.scene.txt", scene), self.picture(f"{name}.png", png, image)]
        if any(complaints):
            pytest.fail("\n".join(filter(None, complaints)), pytrace=False)

    def text(self, name: str, actual: str) -> str:
        """Return how a text differs from its golden, or nothing; rewrite the golden to accept it."""
        path = self.folder / name
        expected = path.read_text(encoding="utf-8") if path.exists() else ""
        if actual == expected:
            return ""
        if self.accept:
            path.write_text(actual, encoding="utf-8", newline="\n")
            return f"accepted {name}"
        lines = expected.splitlines(), actual.splitlines()
        changes = difflib.unified_diff(*lines, "expected", "actual", lineterm="", n=1)
        return "\n".join([f"{name} differs", *changes])

    def picture(self, name: str, png: bytes, actual: Image.Image) -> str:
        """Return how a picture differs from its golden, or nothing; a triptych in `out` shows it."""
        path = self.folder / name
        shown = actual.convert("RGB")
        expected = load(path) if path.exists() else Image.new("RGB", shown.size)
        if path.exists() and worst(expected, shown) <= CHANNEL_THRESHOLD:
            return ""
        if self.accept:
            path.write_bytes(png)
            return f"accepted {name}"
        self.out.mkdir(exist_ok=True)
        triptych(expected, shown).save(self.out / name)
        return f"{name} differs: see {self.out / name} (expected | difference | actual)"


def load(path: Path) -> Image.Image:
    with Image.open(path, formats=("PNG",)) as image:
        return image.convert("RGB")


def worst(expected: Image.Image, actual: Image.Image) -> int:
    """The largest difference of a channel of a pixel, 255 where the sizes differ."""
    if expected.size != actual.size:
        return 255
    return max(high for _, high in ImageChops.difference(expected, actual).getextrema())


def triptych(expected: Image.Image, actual: Image.Image) -> Image.Image:
    """expected | difference × 8 | actual, side by side."""
    width, height = (max(a, b) for a, b in zip(expected.size, actual.size, strict=True))
    left, right = (image.crop((0, 0, width, height)) for image in (expected, actual))
    middle = ImageChops.difference(left, right).point(lambda v: min(255, v * DIFF_GAIN))
    sheet = Image.new("RGB", (3 * width, height))
    for index, panel in enumerate((left, middle, right)):
        sheet.paste(panel, (index * width, 0))
    return sheet


@pytest.fixture(scope="session")
def golden(request: pytest.FixtureRequest) -> Golden:
    return Golden(HERE / "golden", HERE / "out", accept=request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def brand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a brand's Kai of 40 characters and its Latin of ASCII, both made of bundled fonts."""
    from tests import own_fonts as own

    folder = tmp_path_factory.mktemp("brand")
    kai = own.brand("Brand Kai", own.KAI, own.HAN + own.MARKS)
    return own.write(folder, kai=kai, serif=own.brand("Brand Serif"))
