"""A server of the program itself, and a browser that looks at its page."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.serve.asking import Served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """A function that serves a file with a text in it."""
    started: list[Served] = []

    def start(text: str, *words: str, audit: bool = False) -> Served:
        path = tmp_path / "quotes.yaml"
        path.write_text(text, encoding="utf-8")
        started.append(Served(path, *words, audit=audit))
        return started[-1]

    yield start
    for served in started:
        served.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        pytest.skip(
            "NO BROWSER: the page of `quotecard serve` is NOT tested; install chromium (apt-get install chromium)"
        )
    driver = pytest.importorskip(
        "playwright.sync_api", reason="NO PLAYWRIGHT: the page of `quotecard serve` is NOT tested"
    )
    os.environ.pop("DISPLAY", None)
    with driver.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()
