"""Score the lines of any maker's cards: `python -m bench.lines FILE...`, beside ours and the plain script's.

A FILE is JSON Lines, `{"text": …, "lang": …, "lines": [ … ]}` a card. Counted are forbidden edges, last lines of
one character, and breaks where none of three segmenters sees a word end; a setting that is not its text counts as
lost. Without a FILE, ours and the plain script's lines of 200 quotes are scored, on the cards of `bench.speed`.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotecard.text.breaks.segment import ballots

from bench.corpora import cards
from bench.edges import forbidden, locate, orphaned, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

COUNT = 200
CHINESE = frozenset({"zh-Hant", "zh-HK", "zh-Hans", "lzh"})
ROWS = {
    "forbidden": "forbidden edges",
    "orphan": "one-character last lines",
    "inside": "breaks inside a word",
    "lost": "settings that are not their text",
}


def ours(quotes: Iterable[Mapping[str, str]]) -> Iterator[dict[str, Any]]:
    """Yield the lines of our cards."""
    from quotecard import render_card

    for quote in quotes:
        card = render_card(dict(quote))
        yield {"text": card.blocks.text, "lang": card.job.lang, "lines": card.lines}


def plain(quotes: Iterable[Mapping[str, str]]) -> Iterator[dict[str, Any]]:
    """Yield the lines of the plain script's cards."""
    from PIL import Image, ImageDraw

    from bench.plain import SIZE, fonts, wrap

    draw = ImageDraw.Draw(Image.new("RGB", SIZE))
    font = fonts()[0]
    for quote in quotes:
        yield {"text": quote["text"], "lang": "zh-Hant", "lines": wrap(draw, quote["text"], font)}


def score(settings: Iterable[Mapping[str, Any]]) -> Counter[str]:
    """Count what is wrong; `breaks` and `settings` are totals to divide by."""
    found: Counter[str] = Counter()
    for one in settings:
        text, lang = one["text"], one.get("lang", "zh-Hant")
        spans = locate(text, [line for line in one["lines"] if line.strip()])
        found["settings"] += 1
        if spans is None:
            found["lost"] += 1
            continue
        votes = ballots(text, lang).votes if lang in CHINESE else None
        for group in paragraphs(text, spans):
            starts = [at for at, _ in group[1:]]
            found["breaks"] += len(starts)
            found["forbidden"] += sum(bool(forbidden(text, at, lang)) for at in starts)
            found["orphan"] += orphaned(text, group)
            found["inside"] += sum(votes[at] == 0 for at in starts) if votes else 0
    return found


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the settings of a file."""
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def main() -> None:
    """Print a table, a maker a column."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    quotes = cards(COUNT)
    scores = {"ours": score(ours(quotes)), "plain": score(plain(quotes))}
    scores |= {path.stem: score(read(path)) for path in parser.parse_args().files}
    print(f"{'':<34}" + "".join(f"{name:>16}" for name in scores))
    for key, label in ROWS.items():
        print(f"{label:<34}" + "".join(f"{found[key]:>16,}" for found in scores.values()))
    print(f"{'of breaks':<34}" + "".join(f"{found['breaks']:>16,}" for found in scores.values()))


if __name__ == "__main__":
    main()
