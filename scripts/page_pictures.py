"""Take the pictures of docs/preview.md anew: `make pages`.

The page is taken in Chromium by playwright; the terminal is a real xterm on a virtual screen (Debian's
packages chromium, xvfb, xterm, imagemagick). What is not installed is left as it is, and said.
"""

# ruff: noqa: S603, S607, PLC0415  # a script, which starts programs of its own and prints

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
PROGRAM = [sys.executable, str(ROOT / "cli.py")]
GROUND = "#8A8782"
GAP = 24
DISPLAY = ":97"


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a copy of quotes.yaml and give the page's address."""
    shutil.copy(ROOT / "quotes.yaml", folder)
    with subprocess.Popen(
        [*PROGRAM, "serve", "-a", "0"], cwd=folder, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout
        yield child.stdout.readline().strip()
        child.terminate()


def page(browser: Any, address: str, scheme: str, size: tuple[int, int], scale: float = 1) -> Any:
    """Return a tab that shows the page."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, device_scale_factor=scale
    )
    tab = context.new_page()
    tab.goto(address)
    tab.wait_for_selector("#card[data-count]")
    tab.wait_for_timeout(4000)
    return tab


def pages(folder: Path) -> None:
    """Take the page: wide and light, dark with its layout, and on a phone."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    with serving(folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        tab = page(browser, address, "light", (1440, 900))
        tab.fill("#search", "")
        tab.locator(".quote", has_text="\u667a\u80fd\u3002").click()
        tab.wait_for_timeout(4000)
        tab.evaluate("document.activeElement.blur()")
        tab.screenshot(path=PICTURES / "serve.png")
        dark = page(browser, address, "dark", (1440, 900))
        dark.locator(".quote", has_text="\u843d\u5f8c").click()
        dark.get_by_label("ink", exact=False).first.check()
        dark.keyboard.press("Escape")
        dark.click("#layout")
        dark.wait_for_timeout(4000)
        dark.evaluate("document.activeElement.blur()")
        dark.screenshot(path=folder / "dark.png")
        phone = page(browser, address, "light", (390, 844))
        phone.locator("#text").scroll_into_view_if_needed()
        phone.click("#text")
        phone.keyboard.press("End")
        phone.keyboard.insert_text("\uff0c\u5929\u5929\u5982\u6b64\u3002")
        phone.wait_for_timeout(800)
        phone.screenshot(path=folder / "phone.png")
        browser.close()
    left, right = (Image.open(folder / name).convert("RGB") for name in ("dark.png", "phone.png"))
    right = right.resize(
        (round(right.width * left.height / right.height), left.height), Image.Resampling.LANCZOS
    )
    both = Image.new("RGB", (left.width + right.width + 3 * GAP, left.height + 2 * GAP), GROUND)
    both.paste(left, (GAP, GAP))
    both.paste(right, (left.width + 2 * GAP, GAP))
    both.save(PICTURES / "serve-more.png")


def terminals(folder: Path) -> None:
    """Take a card in xterm, and an error in its place."""
    shutil.copy(ROOT / "quotes.yaml", folder)
    text = (folder / "quotes.yaml").read_text(encoding="utf-8")
    (folder / "broken.yaml").write_text(
        text.replace("    author: \u9c81\u8fc5", "    autor: \u9c81\u8fc5"), encoding="utf-8"
    )
    shots = {
        "preview.png": ("preview intelligence -o card.png", "56x36"),
        "watch.png": ("preview broken.yaml 19 --watch --display sixel", "82x7"),
    }
    for name, (words, size) in shots.items():
        xterm(folder, words, size, folder / name)
        flat = Image.open(folder / name).convert("RGB").quantize(256, dither=Image.Dither.NONE)
        flat.save(PICTURES / name, optimize=True)


def xterm(folder: Path, words: str, size: str, picture: Path) -> None:
    """Run our program in an xterm on a screen of its own and take the screen."""
    screen = subprocess.Popen(
        ["Xvfb", DISPLAY, "-screen", "0", "1000x760x24", "-wr"], stderr=subprocess.DEVNULL
    )
    env = os.environ | {"DISPLAY": DISPLAY, "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    shell = f"printf '$ quotecard {words}\\n'; {' '.join(PROGRAM)} {words}; sleep 30"
    look = (
        "-ti",
        "vt340",
        "-fa",
        "DejaVu Sans Mono",
        "-fs",
        "11",
        "-bg",
        "#fdfcf9",
        "-fg",
        "#25211b",
        "-b",
        "10",
    )
    try:
        time.sleep(1)
        command = [
            "xterm",
            "-xrm",
            "*numColorRegisters: 256",
            "-xrm",
            "*cursorColor: #fdfcf9",
            "-xrm",
            "*borderWidth: 0",
            *look,
        ]
        window = subprocess.Popen(
            [*command, "-geometry", f"{size}+0+0", "-e", "sh", "-c", shell], cwd=folder, env=env
        )
        time.sleep(5)
        columns, rows = map(int, size.split("x"))
        crop = f"{9 * columns + 24}x{19 * rows + 24}+1+1"
        subprocess.run(
            ["import", "-window", "root", "-crop", crop, "+repage", str(picture)], check=True, env=env
        )
        window.terminate()
        window.wait()
    finally:
        screen.terminate()
        screen.wait()


def main() -> None:
    """Take what can be taken here."""
    for needed, take in ((["chromium"], pages), (["Xvfb", "xterm", "import"], terminals)):
        missing = [name for name in needed if not shutil.which(name)]
        if missing:
            print(f"{take.__name__} are left as they are: no {', '.join(missing)}")
            continue
        with tempfile.TemporaryDirectory() as folder:
            take(Path(folder))
        print(f"{take.__name__} are taken")


if __name__ == "__main__":
    main()
