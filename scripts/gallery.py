#!/usr/bin/env python3
"""Draw the gallery, docs/gallery.md, from quotes.yaml: every theme, as it is now (`make pictures`)."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402
from quotecard import images, load_quotes, render_card, themes  # noqa: E402
from quotecard.style import load_theme  # noqa: E402

PAGE = ROOT / "docs" / "gallery.md"
PICTURES = ROOT / "docs" / "pictures" / "gallery"
SAMPLE = ROOT / "tests" / "data" / "pictures"
GAP, GROUND = 20, "#9A9893"
HEIGHT = 500
"""px of a strip"""
STRIP = (("portrait", ""), ("square", ""), ("wide", ""), ("story", ""))
SHOWN = {
    "xuan": "bell-labs",
    "ink": "not-a-ceo",
    "blank": "stupidity",
    "scroll": "intelligence",
    "press": "bell-labs",
    "poster": "stupidity",
    "mark": "funding",
    "dawn": "future",
    "night": "furuike",
    "photo": "future",
    "letter": "hope",
    "spine": "xue",
    "bubble": "age",
    "bilingual": "xue",
    "portrait": "investors",
}
"""The quote that each theme is shown with."""
PICTURED = {"photo": {"background": SAMPLE / "hills.jpg"}, "portrait": {"portrait": SAMPLE / "face.png"}}
LANGUAGES = ("kusamakura", "seosi", "walden", "road", "kieu")
FIVE = ("xuan", "press", "mark", "dawn", "spine")

HEAD = """# Gallery

`make pictures` draws this page from `quotes.yaml`, so it shows what the program draws now. To draw a theme and size
yourself, use `quotecard batch -t THEME -s SIZE`; for one quote in all themes, `quotecard sheet --only ID -t all`.

![The first quote in fifteen themes](pictures/gallery/all.jpg)

*One quote, every theme, in the order of `quotecard themes`.*

![The same quote in each theme's other tone](pictures/gallery/tones.jpg)

*The same with `--dark` or `--light`: each theme's other ground.*

![Japanese, Korean, English, Simplified Chinese and Vietnamese in five themes](pictures/gallery/languages.jpg)

*Five languages in five themes.*
"""


def card(quote: object, look: str, size: str = "portrait", tone: str = "") -> Image.Image:
    """Draw a card of the gallery."""
    given = quote._replace(theme="", **{key: picture(path) for key, path in PICTURED.get(look, {}).items()})
    return render_card(given, theme=look, size=size, tone=tone).image


def picture(path: Path) -> object:
    """Open a sample picture."""
    return images.load_picture(path)


def row(images: list[Image.Image], height: int) -> Image.Image:
    """Return images side by side at one height."""
    scaled = [
        image.resize((round(image.width * height / image.height), height), Image.Resampling.LANCZOS)
        for image in images
    ]
    page = Image.new("RGB", (sum(one.width + GAP for one in scaled) + GAP, height + 2 * GAP), GROUND)
    x = GAP
    for one in scaled:
        page.paste(one, (x, GAP))
        x += one.width + GAP
    return page


def rows(images: list[Image.Image], columns: int, width: int) -> Image.Image:
    """Return images of one size in rows."""
    height = round(images[0].height * width / images[0].width)
    count = -(-len(images) // columns)
    size = (columns * (width + GAP) + GAP, count * (height + GAP) + GAP)
    page = Image.new("RGB", size, GROUND)
    for at, image in enumerate(images):
        place = (GAP + at % columns * (width + GAP), GAP + at // columns * (height + GAP))
        page.paste(image.resize((width, height), Image.Resampling.LANCZOS), place)
    return page


def save(image: Image.Image, name: str) -> None:
    """Save a picture small enough for a page, and say where."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    path = PICTURES / f"{name}.jpg"
    image.save(path, quality=90, subsampling=0, optimize=True)
    print(path.relative_to(ROOT))


def main() -> None:
    """Draw the strips and write the page."""
    quotes = {quote.id: quote for quote in load_quotes(ROOT / "quotes.yaml")}
    first = quotes["stupidity"]
    save(rows([card(first, name) for name in themes()], 5, 300), "all")
    others = [name for name in themes() if load_theme(name).other]
    toned = {name: "light" if load_theme(name).tone == "dark" else "dark" for name in others}
    save(rows([card(first, name, tone=toned[name]) for name in others], 5, 220), "tones")
    save(rows([card(quotes[id_], name) for name in FIVE for id_ in LANGUAGES], 5, 240), "languages")
    parts = [HEAD]
    for name in themes():
        quote, look = quotes[SHOWN[name]], load_theme(name)
        save(row([card(quote, name, size, tone) for size, tone in STRIP], HEIGHT), name)
        about = f"{look.about[0].upper()}{look.about[1:]}."
        parts.append(
            f"\n## {look.name} `{name}`\n\n{about}\n\n![{look.about}](pictures/gallery/{name}.jpg)\n"
        )
    PAGE.write_text("".join(parts), encoding="utf-8", newline="\n")
    print(PAGE.relative_to(ROOT))


if __name__ == "__main__":
    main()
