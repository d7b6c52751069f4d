"""How soon a card is seen again: `python -m bench.live`; wall ms, the median of 20 with the least and the most.

save to redraw      `preview --watch`: from the save until the card is written and its path printed
save to picture     `serve`: from the save until a listening page has the new picture
key to picture      `serve`: from one more character of text until its picture is there
key to page         the same in a real browser, if one is installed, until the frame that shows it
"""

from __future__ import annotations

import http.client
import json
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.corpora import ROOT, cards
from bench.speed import program, spread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TIMES = 20
REST = 0.25
"""Seconds between two: hands that type are slower"""


def texts() -> list[str]:
    """Return texts as a person would save them, one after the other."""
    return [quote["text"] for quote in cards(TIMES + 2)]


@contextmanager
def started(folder: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    """Run the program in a folder; its first line of output has been printed when this returns it."""
    (folder / "quotes.yaml").write_text("- first\n", encoding="utf-8")
    command = [*map(str, program()), *words]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as child:
        try:
            yield child
        finally:
            child.terminate()


def line(child: subprocess.Popen[str]) -> str:
    """Return the next line that the program prints."""
    assert child.stdout
    return child.stdout.readline().strip()


def clocked(acts: list[Callable[[], object]]) -> list[float]:
    """Return the wall ms of each act but the first two, which load libraries."""
    times = []
    for act in acts:
        time.sleep(REST)
        start = time.perf_counter()
        act()
        times.append((time.perf_counter() - start) * 1000)
    return times[2:]


def watching(folder: Path) -> list[float]:
    """Time saves until `preview --watch` has drawn them."""
    with started(folder, "preview", "--watch", "-o", "card.png") as child:
        line(child)

        def save(text: str) -> None:
            (folder / "quotes.yaml").write_text(f"- {json.dumps(text)}\n", encoding="utf-8")
            line(child)

        return clocked([lambda text=text: save(text) for text in texts()])  # type: ignore[misc]


def saving(folder: Path) -> list[float]:
    """Time saves until a listening page has the new picture."""
    with started(folder, "serve", "-a", "0") as child:
        host = line(child).removeprefix("http://").rstrip("/")
        stream, ask = http.client.HTTPConnection(host), http.client.HTTPConnection(host)
        stream.request("GET", "/events")
        events = stream.getresponse()
        lines = iter(events.readline, b"")

        def wait_for_event() -> None:
            next(each for each in lines if each.startswith(b"data:"))

        def save(text: str) -> None:
            (folder / "quotes.yaml").write_text(f"- {json.dumps(text)}\n", encoding="utf-8")
            wait_for_event()
            ask.request("GET", "/card.png?id=1")
            assert ask.getresponse().read(4) == b"\x89PNG"
            ask.close()

        wait_for_event()
        return clocked([lambda text=text: save(text) for text in texts()])  # type: ignore[misc]


def typing(folder: Path) -> list[float]:
    """Time requests for a text that grows by a character."""
    with started(folder, "serve", "-a", "0") as child:
        ask = http.client.HTTPConnection(line(child).removeprefix("http://").rstrip("/"))

        def key(text: str) -> None:
            body = json.dumps({"id": "1", "edits": {"text": text}})
            ask.request("POST", "/card", body, {"content-type": "application/json"})
            assert ask.getresponse().read().startswith(b"\x89PNG")

        return clocked([lambda text=text: key(text) for text in growing()])  # type: ignore[misc]


def growing() -> list[str]:
    """Return a text as it is typed, from its tenth character on."""
    whole = "".join(texts())
    return [whole[:end] for end in range(10, TIMES + 12)]


def browsing(folder: Path) -> list[float]:
    """Time keys in a browser until the frame that shows the card; empty where there is none."""
    chromium = shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return []
    if not chromium:
        return []
    shown = "() => document.querySelector('#card').dataset.count"
    with started(folder, "serve", "-a", "0") as child, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page(viewport={"width": 1440, "height": 900})
        tab.goto(line(child))
        tab.wait_for_selector("#card[data-count]")
        tab.fill("#text", growing()[0])
        times = []
        for text in growing()[1:]:
            tab.wait_for_timeout(REST * 1000)
            before = tab.evaluate(shown)
            tab.keyboard.insert_text(text[-1])
            tab.wait_for_function(f"before => ({shown})() !== before", arg=before)
            times.append(float(tab.evaluate("document.querySelector('#ms').dataset.shown")))
        browser.close()
        return times[1:]


def main() -> None:
    """Print the four figures."""
    figures: dict[str, Callable[[Path], list[float]]] = {
        "save to redraw, preview --watch": watching,
        "save to picture, serve": saving,
        "key to picture, serve": typing,
        "key to page, serve in chromium": browsing,
    }
    print(f"wall ms, median of {TIMES} (least to most)")
    for name, figure in figures.items():
        with tempfile.TemporaryDirectory() as folder:
            times: list[Any] = figure(Path(folder))
        print(f"  {name:<32} {spread(times, '.0f') if times else 'no browser here'}")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
