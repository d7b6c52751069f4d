#!/usr/bin/env python3
"""Draw the pictures of docs/typography.md: a browser's setting at the left, ours at the right.

The texts stand in `typography.yaml`, the browser's halves in docs/pictures/typography/browser, where
`typography_browser.py` puts them.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import yaml  # noqa: E402
from PIL import Image, ImageChops, ImageDraw, ImageFont  # noqa: E402
from quotecard import render_card  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard.card import Card
    from quotecard.theme import Theme

PICTURES = ROOT / "docs" / "pictures" / "typography"
BROWSER = PICTURES / "browser"
THEME, SIZE = "xuan", "720x900"

_MARGIN = 40
"""px kept above and below what is drawn"""
_BETWEEN = 12
"""px between the halves"""
_HEAD = 52
"""px of the row that says whose half it is"""
_LEAST_WIDTH = 440
"""px of a half"""
_LETTER = 28
"""px an em of that row"""
_TONES = 16
"""ink on paper, with its edges"""


class Rule(NamedTuple):
    """One rule as shown: its cards, and what the browser is given in their place."""

    name: str
    cards: tuple[Card, ...]
    html: str
    families: tuple[str, ...]
    tagged: bool

    @property
    def theme(self) -> Theme:
        """The theme of its cards."""
        return self.cards[0].job.theme

    @property
    def columns(self) -> bool:
        """Whether the text stands in columns."""
        return self.cards[0].job.vertical


def rules() -> Iterator[Rule]:
    """Yield the rules of `typography.yaml` in its order."""
    table = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    for row in table:
        cards = tuple(_card(quote, row["em"]) for quote in row.get("parts") or [row["quote"]])
        families = tuple(row.get("families", ()))
        yield Rule(row["name"], cards, row.get("html", ""), families, row.get("tagged", True))


def _card(quote: dict[str, Any], em: float) -> Card:
    return render_card(quote, theme=THEME, size=SIZE, at_most=em)


def cropped(image: Image.Image, *, columns: bool) -> Image.Image:
    """Return the rows of a picture that hold ink, with a margin; for `columns` the ink's box alone."""
    paper = image.getpixel((0, 0))
    box = ImageChops.difference(image, Image.new("RGB", image.size, paper)).getbbox()
    left, top, right, foot = box or (0, 0, *image.size)
    if columns:
        left, right = left - _MARGIN, right + _MARGIN
    else:
        left, right = 0, image.width
    page = Image.new("RGB", (right - left, foot - top + 2 * _MARGIN), paper)
    page.paste(image.crop((left, top, right, foot)), (0, _MARGIN))
    return page


def stacked(images: list[Image.Image]) -> Image.Image:
    """Return pictures of one width, one below the other."""
    page = Image.new("RGB", (images[0].width, sum(image.height for image in images)))
    y = 0
    for image in images:
        page.paste(image, (0, y))
        y += image.height
    return page


def beside(left: Image.Image, right: Image.Image, theme: Theme) -> Image.Image:
    """Return two halves with a row above that says whose they are."""
    width, height = max(_LEAST_WIDTH, left.width, right.width), max(left.height, right.height)
    page = Image.new("RGB", (2 * width + _BETWEEN, _HEAD + height), theme.ground)
    draw = ImageDraw.Draw(page)
    font = ImageFont.truetype(ROOT / "fonts" / "EBGaramond-Italic-VF.ttf", _LETTER)
    for half, x, whose in ((left, 0, "a browser"), (right, width + _BETWEEN, "quotecard")):
        page.paste(half, (x + (width - half.width) // 2, _HEAD))
        draw.text((x + width / 2, _HEAD / 2 + 8), whose, theme.quiet, font, anchor="mm")
    draw.rectangle((width, 0, width + _BETWEEN - 1, page.height), "white")
    return page


def save(image: Image.Image, path: Path) -> None:
    """Write a picture in few tones, and say where."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image.quantize(_TONES, dither=Image.Dither.NONE).save(path, optimize=True)
    print(path.relative_to(ROOT))


def main() -> None:
    """Draw one picture a rule below docs/pictures/typography."""
    for rule in rules():
        ours = stacked([cropped(card.image, columns=rule.columns) for card in rule.cards])
        with Image.open(BROWSER / f"{rule.name}.png") as theirs:
            page = beside(theirs.convert("RGB"), ours, rule.theme)
        save(page, PICTURES / f"{rule.name}.png")


if __name__ == "__main__":
    main()
