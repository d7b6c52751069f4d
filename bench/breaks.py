"""Score line breaks: `python -m bench.breaks`; --show prints ours beside the hands where we differ."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bench import edges, hands, words, wpt
from bench.corpora import ROOT, quotes, sample

if TYPE_CHECKING:
    from collections.abc import Callable

SEGMENTATION = ROOT.parent / "shared" / "data" / "segmentation"


def row(name: str, figure: str, note: str = "") -> None:
    """Print one row of the table."""
    print(f"{name:<44}{figure:>12}  {note}".rstrip())


def print_wpt() -> None:
    """Print how many rows of the web platform's tests hold."""
    rows = wpt.rows()
    row("WPT rows at strict", f"{sum(map(wpt.agrees, rows))} of {len(rows)}")


def print_edges(count: int, *, show: bool) -> None:
    """Print what went wrong when each quote was set at each measure."""
    texts = sample(count) if count else quotes()
    found, examples = edges.score(texts)
    row("settings of quotes at 6 to 16 em", f"{found['texts']:,}", f"{found['breaks']:,} breaks")
    labels = {
        "forbidden": "forbidden edges",
        "orphan": "one-character last lines",
        "over": "lines over the measure",
        "lost": "text lost",
        "loose": "two lines or more over the fewest",
    }
    for fault in edges.FAULTS:
        row(f"  {labels[fault]}", str(found[fault]))
    for example in examples if show else examples[:5]:
        print(f"    {example}")


def print_words(folder: Path) -> None:
    """Print the share of breaks inside a gold word or bunsetsu."""
    if not folder.is_dir():
        print("breaks inside a word: not measured, no marked sentences; name their folder by --segmentation")
        return
    for lang in words.LANGUAGES:
        for maker, at in words.score(folder, lang).items():
            total = words.pool(at.values())
            each = ", ".join(f"{em:g} em {cuts.percent:.1f}" for em, cuts in at.items())
            unit = "bunsetsu" if lang == "ja" else "word"
            name = f"breaks inside a {unit}, {lang}, {maker}"
            row(name, f"{total.percent:.2f} %", f"{total.inside} of {total.breaks}; {each}")


def print_hands(*, show: bool) -> None:
    """Print how far we agree with the hands, and where we do not."""
    rows = hands.rows()
    first, second = hands.agreement(rows)
    row("F1 with two settings by hand", f"{(first + second) / 2:.3f}", f"{first:.3f} and {second:.3f}")
    row("  the two with each other", f"{hands.f1(r.hands for r in rows):.3f}")
    for lang in sorted({r.lang for r in rows}):
        some = [r for r in rows if r.lang == lang]
        row(f"  {lang}", f"{sum(hands.agreement(some)) / 2:.3f}", f"{len(some)} texts")
    for r in rows:
        if show and not r.agrees:
            print(f"\n{r.name}\n  ours  {r.ours}\n  a     {r.hands[0]}\n  b     {r.hands[1]}")


def main() -> None:
    """Print the whole table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print ours beside the hands where we differ")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="take N quotes instead of all")
    parser.add_argument("--segmentation", type=Path, default=SEGMENTATION, metavar="DIR")
    parser.add_argument("--only", choices=["wpt", "edges", "words", "hands"], help="print one part")
    options = parser.parse_args()
    parts: dict[str, Callable[[], None]] = {
        "wpt": print_wpt,
        "edges": lambda: print_edges(options.sample, show=options.show),
        "words": lambda: print_words(options.segmentation),
        "hands": lambda: print_hands(show=options.show),
    }
    for name, part in parts.items():
        if options.only in {None, name}:
            part()


if __name__ == "__main__":
    main()
