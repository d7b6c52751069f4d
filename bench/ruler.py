"""Widths and fewest lines, measured apart from the project's own code.

Advances come from HarfBuzz and the bundled Ming; trimming follows CLREQ, JLREQ and CSS Text 4: a pair
of full-width marks gives up half an em, an opening mark hangs before the line's start, and the blank
after a closing mark or stop hangs after its end: half an em, or a quarter where the mark is centred.
"""

from __future__ import annotations

from functools import lru_cache

import uharfbuzz as hb

from bench.corpora import ROOT

FACES = {"ja": 0, "ko": 1, "zh-Hans": 2, "zh-Hant": 3}
LANGUAGES = {"ja": "ja", "ko": "ko", "zh-Hans": "zh-hans", "zh-Hant": "zh-hant"}

OPENING = frozenset(
    "\u2018\u201c\u300c\u300e\uff08\u300a\u3008\u3010\u3016\u3014\uff3b\uff5b\u3018\u301a\uff5f\u301d"
)
CLOSING = frozenset(
    "\u2019\u201d\u300d\u300f\uff09\u300b\u3009\u3011\u3017\u3015\uff3d\uff5d\u3019\u301b\uff60\u301f"
)
STOPS = frozenset("\u3001\u3002\uff0c\uff0e")
COLONS = frozenset("\uff1a\uff1b")
CRIES = frozenset("\uff01\uff1f")

# Which marks lean to the left of their em, and which stand in its middle (CLREQ, JLREQ; the Ming's own glyphs).
CLOSE = {
    "ja": CLOSING | STOPS,
    "ko": CLOSING | STOPS,
    "zh-Hans": CLOSING | STOPS | COLONS | CRIES,
    "zh-Hant": CLOSING,
}
MIDDLE = {"ja": COLONS, "ko": COLONS, "zh-Hans": frozenset[str](), "zh-Hant": STOPS | COLONS}

ANNOTATING = frozenset("\uff08\uff09\u300a\u300b\u3008\u3009")
"""May be half an em wide inside a line too (CLREQ): a tight ruler counts them as that."""

FULL_WIDTH = 0.9
"""em; a mark narrower than this is proportional and has no blank to give up."""
AUTOSPACE = 0.125
"""em between Han and Latin (CSS text-autospace)."""
TOLERANCE = 0.01
"""em; less than a fifth of a pixel at the sizes of a card."""


@lru_cache
def font(lang: str) -> hb.Font:
    """Open the Ming face of a language."""
    blob = hb.Blob.from_file_path(str(ROOT / "fonts" / "NotoSerifCJK-Medium.ttc"))
    return hb.Font(hb.Face(blob, FACES[lang]))


def advances(text: str, lang: str) -> list[float]:
    """Return the advance of each code point in em; a cluster's whole advance stands on its first."""
    face = font(lang)
    result = [0.0] * len(text)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction, buffer.script, buffer.language = "ltr", "Hani", LANGUAGES[lang]
    hb.shape(face, buffer, {"kern": True})
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        result[info.cluster] += position.x_advance / face.face.upem
    return result


class Ruler:
    """A text with its advances, to measure any stretch of it as a line."""

    def __init__(self, text: str, lang: str, *, tight: bool = True) -> None:
        self.text = text
        self.narrow = ANNOTATING if tight else frozenset[str]()
        self.close = CLOSE[lang]
        self.middle = MIDDLE[lang]
        self.ending = CLOSE[lang] | MIDDLE[lang]
        adv = advances(text, lang)
        self.full = [a >= FULL_WIDTH for a in adv]
        self.sums = [0.0]
        for at, advance in enumerate(adv):
            self.sums.append(self.sums[-1] + advance + self._kern(at))

    def width(self, start: int, end: int) -> float:
        """Measure text[start:end] as a line, in em, what hangs left out."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start == end:
            return 0.0
        line = self.sums[end] - self.sums[start] - self._kern(start)
        blank = self._hang(end - 1, self.close, 0.5) + self._hang(end - 1, self.middle, 0.25)
        return line - self._hang(start, OPENING, 1.0) - blank

    def _hang(self, at: int, marks: frozenset[str], share: float) -> float:
        return share if self.text[at] in marks and self.full[at] else 0.0

    def _kern(self, at: int) -> float:
        """Return the em between a character and the one before it, negative where marks close up."""
        if at == 0:
            return 0.0
        a, b = self.text[at - 1], self.text[at]
        if not (self.full[at - 1] and self.full[at]):
            return AUTOSPACE if meets_latin(a, b) or meets_latin(b, a) else 0.0
        opens = b in OPENING and (a in OPENING or a in self.ending or b in self.narrow)
        closes = a in self.close and (b in self.ending or a in self.narrow)
        return -0.5 if opens or closes else 0.0


def meets_latin(a: str, b: str) -> bool:
    """Whether a Han or kana character stands before an ASCII letter or digit, where a space is set."""
    return ("\u3041" <= a <= "\u30fa" or "\u4e00" <= a <= "\u9fff") and b.isascii() and b.isalnum()


def stretches(ruler: Ruler, legal: set[int], measure: float, start: int, stop: int) -> dict[int, list[int]]:
    """Return, for each place a line may start, the places it may end within the measure.

    A unit without a legal break that is wider than the measure stands on a line of its own.
    """
    places = [start, *sorted(at for at in legal if start < at < stop), stop]
    fitting: dict[int, list[int]] = {}
    for index, at in enumerate(places[:-1]):
        ends = [end for end in places[index + 1 :] if ruler.width(at, end) <= measure + TOLERANCE]
        fitting[at] = ends or [places[index + 1]]
    return fitting


def fewest(ends: dict[int, list[int]], start: int, stop: int) -> int:
    """Return the least number of lines between two places."""
    count = {stop: 0}
    for at in sorted(ends, reverse=True):
        count[at] = 1 + min(count[end] for end in ends[at])
    return count[start]
