"""Digest many cards, scene and pixels, so that two versions of the program can be compared card by card.

    python -m bench.digest cards.tsv      # 15 themes x 7 sizes x 60 quotes, in both directions; takes some minutes
    diff before.tsv cards.tsv             # what a change moved

One line per card: theme, size, direction, quote; a digest of the scene as text, and of the picture's pixels.
"""

from __future__ import annotations

import argparse
import json
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from quotecard import CardError, render_card, sizes, themes
from quotecard.scene import dump

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
QUOTES = 60
FROM_CASES = 40
"""Quotes of the reference cards, those with the most keys; the rest are of the thousand real ones, evenly."""

OWN = (
    {"text": "Make it work, then make it quiet, and only then make it fast.", "author": "Ruth Lindqvist"},
    {
        "text": "The map was wrong in three places, and we were grateful for each of them.",
        "source": "Notes, 1931",
    },
    {"text": "Patience is a tool. Keep it sharp.", "author": "A. Okafor", "role": "joiner"},
    {
        "text": "\u0110i m\u1ed9t ng\u00e0y \u0111\u00e0ng, h\u1ecdc m\u1ed9t s\u00e0ng kh\u00f4n.",
        "lang": "vi",
        "author": "T\u1ee5c ng\u1eef",
    },
    {
        "text": "\ucc9c \ub9ac \uae38\ub3c4 \ud55c \uac78\uc74c\ubd80\ud130 \uc2dc\uc791\ud55c\ub2e4.",
        "lang": "ko",
        "source": "\uc18d\ub2f4",
    },
)
TRANSLATION = "A sentence in another language that runs on for long enough to need two lines of its own."


def quotes() -> list[dict[str, Any]]:
    """Return the quotes, as mappings with the keys of quotes.yaml."""
    cases = yaml.safe_load((ROOT / "tests/golden/cases.yaml").read_text("utf-8"))
    found = {case["quote"]["text"]: dict(case["quote"]) for case in cases}
    chosen = sorted(found.values(), key=len, reverse=True)[:FROM_CASES]
    for quote in chosen:
        quote.pop("direction", None)
        for key in ("background", "portrait", "logo"):
            if key in quote:
                quote[key] = ROOT / "tests/data/pictures" / quote[key]
    lines = (ROOT / "tests/data/quotes-1000.jsonl").read_text("utf-8").splitlines()
    step = len(lines) // (QUOTES - len(chosen) - len(OWN))
    keys = ("text", "author", "source", "lang")
    rows = [json.loads(line) for line in lines[::step]]
    chosen += [{key: row[key] for key in keys if row.get(key)} for row in rows]
    chosen = [*map(dict, OWN), *chosen][:QUOTES]
    for number, quote in enumerate(chosen):  # parts that few of them have
        if number % 6 == 2:
            quote.setdefault("translation", TRANSLATION)
        if number % 7 == 3:
            quote.setdefault("role", "\u4f5c\u5bb6")
        if number % 9 == 4:
            quote.setdefault("date", "1931")
    return chosen


def cards(theme: str) -> list[str]:
    """Return a theme's lines."""
    found = []
    for size, (number, quote), direction in product(sizes(), enumerate(quotes()), ("horizontal", "vertical")):
        head = f"{theme}\t{size}\t{direction}\t{number}"
        found.append("\t".join([head, *_digests(quote | {"direction": direction}, theme, size)]))
    return found


def _digests(quote: dict[str, Any], theme: str, size: str) -> Iterator[str]:
    try:
        card = render_card(quote, theme=theme, size=size, on_missing="warn")
        yield sha256(dump(card.scene).encode()).hexdigest()[:16]
        yield sha256(card.image.tobytes()).hexdigest()[:16]
    except CardError as error:
        yield type(error).__name__


def main() -> None:
    """Write the lines of all themes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--themes", nargs="*", default=[])
    given = parser.parse_args()
    with ProcessPoolExecutor(given.jobs) as pool:
        lines = [line for one in pool.map(cards, given.themes or themes()) for line in one]
    given.out.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
