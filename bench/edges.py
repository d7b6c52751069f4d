"""What no line may do: start or end with a forbidden mark, split a unit, hold one character, spill, lose text."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from quotecard import legal_breaks, set_lines

from bench.corpora import DATA, table
from bench.ruler import OPENING, TOLERANCE, Ruler, fewest, stretches

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MEASURES = tuple(float(em) for em in range(6, 17))
ALL_MEASURES = tuple(float(em) for em in range(4, 21))
FAULTS = ("forbidden", "orphan", "over", "lost", "loose")
ORPHAN_FROM = 6
"""A paragraph shorter than this may end in one character."""

LATIN_SLACK = 0.25
"""em; Latin faces differ by this much a line, so the fewest lines are counted on a narrower measure."""

Span = tuple[int, int]


class Edges(NamedTuple):
    """The marks of one style."""

    start: frozenset[str]
    end: frozenset[str]
    split: frozenset[str]
    after_digit: frozenset[str]
    before_digit: frozenset[str]


@lru_cache
def edges(lang: str) -> Edges:
    """Read the marks that a language forbids at the edges of a line."""
    style = lang.partition("-")[0]
    rows = [row for row in table(DATA / "forbidden_edges.tsv") if row["style"] == style]

    def marks(edge: str, when: str) -> frozenset[str]:
        return frozenset(chr(int(r["code"], 16)) for r in rows if (r["edge"], r["when"]) == (edge, when))

    return Edges(
        marks("start", "always"),
        marks("end", "always"),
        marks("split", "always"),
        marks("start", "after-digit"),
        marks("end", "before-digit"),
    )


def forbidden(text: str, at: int, lang: str) -> str:
    """Say why no line may start at an offset; return an empty string if one may."""
    before, after = text[:at].rstrip(), text[at:].lstrip()
    if not before or not after or "\n" in text[len(before) : len(text) - len(after)]:
        return ""  # a paragraph may open with any mark
    a, b, rule = before[-1], after[0], edges(lang)
    if b in rule.start or (b in rule.after_digit and a.isdigit()):
        return f"starts with U+{ord(b):04X}"
    if a in rule.end or (a in rule.before_digit and b.isdigit()):
        return f"ends with U+{ord(a):04X}"
    touching = len(before) + len(after) == len(text)
    if touching and (unit(a, b) or (a == b and a in rule.split)):
        return f"splits {a}{b}"
    return ""


def unit(a: str, b: str) -> bool:
    """Whether two neighbours belong to one number, one Latin word or one cluster."""
    if a.isdigit() and b.isdigit():
        return True
    if a.isascii() and b.isascii() and a.isalpha() and b.isalpha():
        return True
    return bool(unicodedata.combining(b)) or b in "\u200d\ufe0e\ufe0f"


def locate(text: str, lines: Iterable[str]) -> list[Span] | None:
    """Find each line in the text, in order; None if a character is missing, added or moved."""
    spans: list[Span] = []
    at = 0
    for line in lines:
        while at < len(text) and text[at].isspace():
            at += 1
        core = line.strip()
        if not core or not text.startswith(core, at):
            return None
        spans.append((at, at + len(core)))
        at += len(core)
    return None if text[at:].strip() else spans


def paragraphs(text: str, spans: list[Span]) -> list[list[Span]]:
    """Group lines by the paragraph they stand in; U+000A ends one."""
    groups: list[list[Span]] = []
    for span in spans:
        if groups and "\n" not in text[groups[-1][-1][1] : span[0]]:
            groups[-1].append(span)
        else:
            groups.append([span])
    return groups


def body(text: str) -> int:
    """Count the characters of a stretch, marks and spaces left out."""
    return sum(unicodedata.category(char)[0] in "LNS" for char in text)


def faults(text: str, lines: list[str], lang: str, measure: float, *, vertical: bool = False) -> Counter[str]:
    """Count what is wrong with a setting; `breaks`, `lines` and `paragraphs` are totals to divide by.

    `loose` counts paragraphs of more than one line over the fewest possible.
    """
    spans = locate(text, lines)
    if spans is None or any("\n" in text[a:b] for a, b in spans):
        return Counter(lost=1, texts=1)
    found = Counter(texts=1, lines=len(spans))
    tight, wide = (Ruler(text, lang, tight=tight, vertical=vertical) for tight in (True, False))
    legal = legal_breaks(text, lang)
    for group in paragraphs(text, spans):
        start, stop = group[0][0], group[-1][1]
        least = fewest(stretches(wide, legal, measure - LATIN_SLACK, start, stop), start, stop)
        found += Counter(
            paragraphs=1,
            breaks=len(group) - 1,
            forbidden=sum(bool(forbidden(text, at, lang)) for at, _ in group[1:]),
            orphan=int(orphaned(text, group) and avoidable(wide, legal, group, measure)),
            over=sum(spills(tight, legal, span, measure) for span in group),
            loose=int(len(group) > least + 1),
        )
    return found


def orphaned(text: str, group: list[Span]) -> bool:
    """Whether a paragraph, given as the spans of its lines, ends in a line of one character."""
    alone = len(group) > 1 and body(text[slice(*group[-1])]) < 2
    return alone and body(text[group[0][0] : group[-1][1]]) >= ORPHAN_FROM


def avoidable(ruler: Ruler, legal: set[int], group: list[Span], measure: float) -> bool:
    """Whether a last line of more characters fits: `\u66f0\uff1a|\u300e\u53ef\u300f\u3002` cannot be else at 4 em."""
    last, stop = group[-1]
    earlier = (at for at in legal if group[0][0] <= at < last and body(ruler.text[at:last]))
    start = max(earlier, default=group[0][0])
    hung = 0.5 if ruler.text[start] in OPENING else 0.0  # lines are chosen to fit without hanging too
    return ruler.width(start, stop) + hung <= measure + TOLERANCE


def spills(ruler: Ruler, legal: set[int], span: Span, measure: float) -> bool:
    """Whether a line is wider than the measure and could have been broken."""
    start, end = span
    return ruler.width(start, end) > measure + TOLERANCE and any(start < at < end for at in legal)


def score(
    quotes: Iterable[Mapping[str, str]],
    measures: Iterable[float] = MEASURES,
    direction: str = "horizontal",
) -> tuple[Counter[str], list[str]]:
    """Set each quote at each measure; return the counts and a line about each setting at fault."""
    total: Counter[str] = Counter()
    examples: list[str] = []
    measures = tuple(measures)
    for quote in quotes:
        for measure in measures:
            lines = set_lines(quote["text"], lang=quote["lang"], measure=measure, direction=direction)
            found = faults(quote["text"], lines, quote["lang"], measure, vertical=direction == "vertical")
            total += found
            if wrong := [fault for fault in FAULTS if found[fault]]:
                examples.append(f"{', '.join(wrong)} at {measure:g} em, {quote['lang']}: {' / '.join(lines)}")
    return total, examples
