#!/usr/bin/env python3
"""Take the browser's halves for `typography.py`: the same text, fonts, size and width in Chromium.

Needs the command `chromium`; opens no connection. What the page asks for is what any page asks for:
a family, a size, a width. The browser is shown no fonts but those of `fonts/`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PIL import Image
from typography import BROWSER, ROOT, Rule, cropped, rules, save, stacked

if TYPE_CHECKING:
    from quotecard.card import Card
    from quotecard.theme import Colour

_FACES = {"zh-Hant": "TC", "zh-Hans": "SC", "ja": "JP", "ko": "KR"}
_FONTS = """<?xml version="1.0"?>
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""
_PAGE = """<!doctype html><html{lang}><meta charset="utf-8">
<style>
body {{ margin: 0; background: {ground}; color: {ink} }}
div {{ margin: 40px auto; font: {font}; {box} }}
p {{ margin: 0 }}
</style>
<div>{html}</div>
"""
_LINES = "width: {}px"
_COLUMNS = "writing-mode: vertical-rl; width: max-content; height: {}px"
_WINDOW = (720, 1200)


def page(rule: Rule, card: Card) -> str:
    """Return the page that shows a card's text as a browser sets it."""
    job, size, proportions = card.job, card.blocks.quote.size, card.job.proportions
    families = rule.families or (f"Noto Serif CJK {_FACES[job.lang]}",)
    leading = proportions.pitch if job.vertical else proportions.leading
    return _PAGE.format(
        lang=f' lang="{job.lang}"' if rule.tagged else "",
        ground=_css(rule.theme.ground),
        ink=_css(rule.theme.ink),
        box=_COLUMNS.format(job.box_height) if job.vertical else _LINES.format(job.box_width),
        font=f"500 {size}px/{leading} " + ", ".join(f"'{name}'" for name in families),
        html=rule.html or escape(job.quote.text).replace("\n", "<br>"),
    )


def _css(colour: Colour) -> str:
    return "rgb({}, {}, {})".format(*colour)


def shoot(html: str, chromium: str, folder: Path) -> Image.Image:
    """Return what the browser makes of a page; `folder` takes what it leaves behind."""
    source, picture = folder / "page.html", folder / "page.png"
    source.write_text(html, encoding="utf-8")
    fonts = folder / "fonts.conf"
    fonts.write_text(_FONTS.format(fonts=ROOT / "fonts", cache=folder / "cache"), encoding="utf-8")
    width, height = _WINDOW
    subprocess.run(  # noqa: S603 - the command found above, on a page written here
        [
            chromium,
            "--headless",
            "--no-sandbox",
            "--hide-scrollbars",
            "--disable-lcd-text",
            "--font-render-hinting=none",
            f"--user-data-dir={folder / 'profile'}",
            f"--window-size={width},{height}",
            f"--screenshot={picture}",
            source.as_uri(),
        ],
        check=True,
        capture_output=True,
        env=os.environ | {"FONTCONFIG_FILE": str(fonts)},
        timeout=60,
    )
    with Image.open(picture) as image:
        return image.convert("RGB")


def main() -> int:
    """Take one picture a rule; return 1 where there is no browser."""
    chromium = shutil.which("chromium")
    if not chromium:
        print("There is no command chromium: the browser's halves stay as they are.", file=sys.stderr)
        return 1
    with TemporaryDirectory() as folder:
        for rule in rules():
            halves = [shoot(page(rule, card), chromium, Path(folder)) for card in rule.cards]
            save(
                stacked([cropped(half, columns=rule.columns) for half in halves]),
                BROWSER / f"{rule.name}.png",
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
