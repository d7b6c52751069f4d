"""Contrast of every theme, ground and size on painted pixels: `python -m bench.contrast`.

What lies under each text is painted without the text; of the pixels about a glyph's ink one in a hundred
may fall short (WCAG 2.2; the worst percentile). Accented words are measured with their own ink.
"""

from __future__ import annotations

import argparse
from math import ceil, floor
from typing import TYPE_CHECKING, Any, NamedTuple

from quotecard import render_card, sizes, themes
from quotecard.fontbook import default_book
from quotecard.paint.raster import paint
from quotecard.scene import Glyphs
from quotecard.style import load_theme
from quotecard.style.colour import QUOTE_CONTRAST, SMALL_CONTRAST, contrast

from bench.corpora import DATA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image
    from quotecard.card import Card
    from quotecard.theme import Colour

QUOTE = {
    "text": "我們真正應該擁有的就是==更多的智能==\u3002",
    "author": "楊立昆",
    "source": "《金融時報》專訪",
    "lang": "zh-Hant",
}
PASSED_OVER = 0.01
"""of the pixels under a text"""


class Worst(NamedTuple):
    """The least contrast of a card's texts, by role."""

    quote: float
    small: float
    accent: float

    @property
    def enough(self) -> bool:
        """Whether each is what its role asks for."""
        return self.quote >= QUOTE_CONTRAST and min(self.small, self.accent) >= SMALL_CONTRAST


def looks() -> Iterator[tuple[str, str]]:
    """Yield every theme on each of its grounds."""
    for name in themes():
        own = load_theme(name)
        yield name, own.tone
        if own.other:
            yield name, "light" if own.tone == "dark" else "dark"


def quote_for(name: str) -> dict[str, Any]:
    """Return the quote that is measured, with the picture that a theme asks for."""
    if name == "photo":
        return {**QUOTE, "background": DATA / "pictures" / "hills.jpg"}
    return dict(QUOTE)


def worst(card: Card) -> Worst:
    """Return the least contrast on a card."""
    scene, inks = card.scene, card.job.theme.palette
    bare = scene._replace(items=tuple(item for item in scene.items if not isinstance(item, Glyphs)))
    under = paint(bare, default_book()).image
    found: dict[str, list[float]] = {"quote": [21.0], "small": [21.0], "accent": [21.0]}
    for item in scene.items:
        if isinstance(item, Glyphs) and item.glyphs:
            role = {inks.ink: "quote", inks.accent: "accent"}.get(item.colour, "small")
            found[role] += (_contrast(under, box, item.colour) for box in _inks(item))
    return Worst(*(min(found[role]) for role in ("quote", "small", "accent")))


def _inks(item: Glyphs) -> Iterator[tuple[int, int, int, int]]:
    """Yield the box of each glyph's ink, px: the edge of a cell between two of them is under neither."""
    face = default_book().face(item.face)
    for glyph, x, y in zip(item.glyphs, item.x, item.y, strict=True):
        left, bottom, right, top = (edge * item.size for edge in face.bounds(glyph))
        if item.turned:
            left, bottom, right, top = bottom, -right, top, -left
        if right > left:
            yield floor(x + left), floor(y - top), ceil(x + right), ceil(y - bottom)


def _contrast(under: Image.Image, box: tuple[int, int, int, int], ink: Colour) -> float:
    part = under.crop(box)
    counted = part.getcolors(part.width * part.height) or []
    ratios = sorted((contrast(ink, colour), count) for count, colour in counted)  # type: ignore[arg-type]
    spare = PASSED_OVER * part.width * part.height
    for ratio, count in ratios:
        spare -= count
        if spare < 0:
            return ratio
    return ratios[-1][0]


def main() -> None:
    """Print the table, a row for each theme and ground: the least over all sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.parse_args()
    print(f"{'theme':<10} {'ground':<6} {'quote':>6} {'small':>6} {'accent':>6}  least at")
    for name, tone in looks():
        rows = {s: worst(render_card(quote_for(name), theme=name, size=s, tone=tone)) for s in sizes()}
        least = Worst(*(min(part) for part in zip(*rows.values(), strict=True)))
        at = min(rows, key=lambda size: rows[size].quote)
        flag = "" if least.enough else "  TOO LITTLE"
        print(f"{name:<10} {tone:<6} {least.quote:6.1f} {least.small:6.1f} {least.accent:6.1f}  {at}{flag}")


if __name__ == "__main__":
    main()
