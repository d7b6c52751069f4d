"""Breaks inside a word, on sentences whose words a person marked; for Japanese, inside a bunsetsu.

A narrow line must cut some bunsetsu, so Japanese is read beside an oracle that knows the gold: over the
same legal breaks, at the same measure and with at most one line more than the fewest, it cuts as few as
can be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quotecard import legal_breaks, set_lines

from bench.corpora import pairs
from bench.edges import locate
from bench.ruler import CLOSING, COLONS, CRIES, OPENING, STOPS, Ruler, fewest, stretches

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MEASURES = (7.0, 9.0, 11.0, 13.0)
LANGUAGES = ("zh-Hant", "zh-Hans", "ja")
LEADING = OPENING | frozenset("([{")
TRAILING = CLOSING | STOPS | COLONS | CRIES | frozenset(",.:;!?)]}")


class Gold(NamedTuple):
    """A sentence and the offsets where a word, or for Japanese a bunsetsu, starts."""

    text: str
    starts: frozenset[int]


class Cuts(NamedTuple):
    """How many breaks were made, and how many of them cut."""

    inside: int = 0
    breaks: int = 0

    @property
    def percent(self) -> float:
        """The share of breaks that cut, in percent."""
        return 100 * self.inside / self.breaks if self.breaks else 0.0


def read(path: Path, lang: str) -> list[Gold]:
    """Read marked sentences: words joined by |, and in Japanese bunsetsu by /."""
    return [gold(marked, lang) for _, marked in pairs(path)]


def gold(marked: str, lang: str) -> Gold:
    """Split a marked sentence; marks lean on the word they belong to."""
    units = marked.replace("|", "").split("/") if lang == "ja" else marked.split("|")
    text, starts = "", []
    for part in units:
        starts.append(len(text))
        text += part
    return Gold(text, frozenset(lean(text, at) for at in starts))


def lean(text: str, at: int) -> int:
    """Move a boundary before the opening marks and after the closing marks that touch it."""
    while at > 0 and text[at - 1] in LEADING:
        at -= 1
    while 0 < at < len(text) and text[at] in TRAILING:
        at += 1
    return at


def ours(sentence: Gold, lang: str, measure: float) -> Cuts:
    """Count the breaks of our setting.

    Raises ValueError where the lines do not give the text back.
    """
    spans = locate(sentence.text, set_lines(sentence.text, lang=lang, measure=measure))
    if spans is None:
        raise ValueError(f"text lost: {sentence.text}")
    starts = [start for start, _ in spans[1:]]
    return Cuts(sum(at not in sentence.starts for at in starts), len(starts))


def oracle(sentence: Gold, lang: str, measure: float) -> Cuts:
    """Count the breaks of a setting that knows the gold: fewest cuts, then fewest lines."""
    text = sentence.text
    ends = stretches(Ruler(text, lang), legal_breaks(text, lang), measure, 0, len(text))
    limit = fewest(ends, 0, len(text)) + 1
    best: dict[int, dict[int, int]] = {len(text): {0: 0}}  # place → lines left → cuts
    for at in sorted(ends, reverse=True):
        ways: dict[int, int] = {}
        for end in ends[at]:
            cut = int(end < len(text) and end not in sentence.starts)
            for lines, cuts in best[end].items():
                if lines < limit:
                    ways[lines + 1] = min(ways.get(lines + 1, len(text)), cuts + cut)
        best[at] = ways
    cuts, lines = min((cuts, lines) for lines, cuts in best[0].items())
    return Cuts(cuts, lines - 1)


def score(folder: Path, lang: str) -> dict[str, dict[float, Cuts]]:
    """Score one language at each measure: `ours`, and for Japanese `oracle` beside it."""
    sentences = read(folder / f"{lang}.tsv", lang)
    makers = {"ours": ours, "oracle": oracle} if lang == "ja" else {"ours": ours}
    return {
        name: {em: pool(maker(sentence, lang, em) for sentence in sentences) for em in MEASURES}
        for name, maker in makers.items()
    }


def pool(counts: Iterable[Cuts]) -> Cuts:
    """Add counts up."""
    counts = list(counts)
    return Cuts(sum(one.inside for one in counts), sum(one.breaks for one in counts))
