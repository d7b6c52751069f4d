"""Widths and fewest lines, measured apart from the project's own code.

Advances come from HarfBuzz and the bundled Ming, and EB Garamond for Latin words; trimming follows CLREQ, JLREQ and CSS Text 4: a pair
of full-width marks gives up half an em, an opening mark hangs before the line's start, and the blank
after a closing mark or stop hangs after its end: half an em, or a quarter where the mark is centred.

In a column a character stands upright or on its side by UAX #50 and the face's vertical forms; one or
two figures, or one capital, alone among Han take one em and no space.
"""

from __future__ import annotations

import re
from functools import lru_cache

import uharfbuzz as hb

from bench.corpora import DATA, ROOT, pairs

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

# In a column ！？；： take their whole em, but for a Japanese colon, which lies in the middle of it.
CLOSE_COLUMN = {"ja": CLOSING | STOPS, "ko": CLOSING | STOPS, "zh-Hans": CLOSING | STOPS, "zh-Hant": CLOSING}
MIDDLE_COLUMN = {
    "ja": frozenset("\uff1a"),
    "ko": frozenset[str](),
    "zh-Hans": frozenset[str](),
    "zh-Hant": STOPS,
}
LATIN_RUN = re.compile(r"[!-~]+(?: +[!-~]+)* *")
LATIN_RUN_KO = re.compile(r"[!-~\u201c\u201d\u2018\u2019]+(?: +[!-~\u201c\u201d\u2018\u2019]+)* *")
LATIN_SCALE, CAPITALS_SCALE, CAPITALS_TRACKING = 1.12, 1.04, 0.02
"""Latin beside Ming is set larger; words in capitals less so, and tracked (docs: the cards set by hand)."""
CELL = re.compile(r"(?<![!-~] )(?<![!-~])(?:[0-9]{1,2}|[A-Z])(?![!-~])(?! [!-~])")
"""What stands across a column in one em; a word or number beside it would lie on its side with it."""

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


@lru_cache
def garamond() -> hb.Font:
    """Open the face of Latin words."""
    latin = hb.Font(hb.Face(hb.Blob.from_file_path(str(ROOT / "fonts" / "EBGaramond-VF.ttf"))))
    latin.set_variations({"wght": 440})
    return latin


def advances(text: str, lang: str) -> list[float]:
    """Return the advance of each code point in em; a cluster's whole advance stands on its first."""
    upem = font(lang).face.upem
    result = [0.0] * len(text)
    for cluster, _, position in shaped(text, lang, "ltr"):
        result[cluster] += position.x_advance / upem
    for run in (LATIN_RUN_KO if lang == "ko" else LATIN_RUN).finditer(text):
        if re.search("[0-9A-Za-z]", run[0]):
            result[slice(*run.span())] = latin_advances(run[0])
    return result


def latin_advances(word: str) -> list[float]:
    """Return the advance of each character of a Latin run beside Han, in em."""
    letters = [char for char in word if char.isalpha()]
    capitals = len(letters) > 1 and all(map(str.isupper, letters))
    scale, tracking = (CAPITALS_SCALE, CAPITALS_TRACKING) if capitals else (LATIN_SCALE, 0.0)
    buffer = hb.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    hb.shape(garamond(), buffer)
    result = [0.0] * len(word)
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        result[info.cluster] += position.x_advance / garamond().face.upem * scale + tracking
    return result


def shaped(text: str, lang: str, direction: str) -> list[tuple[int, int, hb.GlyphPosition]]:
    """Return cluster, glyph and position of each glyph of a text in the Ming."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction, buffer.script, buffer.language = direction, "Hani", LANGUAGES[lang]
    hb.shape(font(lang), buffer, {"kern": True})
    infos = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    return [(info.cluster, info.codepoint, position) for info, position in infos]


@lru_cache
def upright_table() -> frozenset[int]:
    """Read the code points that stand upright in a column: U and Tu of UAX #50."""
    found: set[int] = set()
    for codes, value in pairs(DATA / "unicode" / "VerticalOrientation-17.tsv"):
        if value in {"U", "Tu"}:
            first, last = (int(code, 16) for code in codes.split(".."))
            found.update(range(first, last + 1))
    return frozenset(found)


@lru_cache(maxsize=4096)
def upright(char: str, lang: str) -> bool:
    """Whether a character stands upright: by UAX #50, or since the Ming has a vertical form of it."""
    if char in COLONS or ord(char) in upright_table():
        return True
    glyphs = [[glyph for _, glyph, _ in shaped(char, lang, way)] for way in ("ttb", "ltr")]
    return glyphs[0] != glyphs[1]


def depths(text: str, lang: str) -> list[float]:
    """Return the advance of each code point down a column, in em."""
    upem = font(lang).face.upem
    result = advances(text, lang)
    down = [0.0] * len(text)
    for cluster, _, position in shaped(text, lang, "ttb"):
        down[cluster] -= position.y_advance / upem
    for at, char in enumerate(text):
        if not char.isspace() and upright(char, lang):
            result[at] = down[at]
    for cell in CELL.finditer(text):
        result[cell.start() : cell.end()] = [1.0] + [0.0] * (len(cell[0]) - 1)
    return result


class Ruler:
    """A text with its advances, to measure any stretch of it as a line."""

    def __init__(self, text: str, lang: str, *, tight: bool = True, vertical: bool = False) -> None:
        self.text = text
        self.narrow = ANNOTATING if tight else frozenset[str]()
        self.close = (CLOSE_COLUMN if vertical else CLOSE)[lang]
        self.middle = (MIDDLE_COLUMN if vertical else MIDDLE)[lang]
        self.ending = self.close | self.middle
        adv = depths(text, lang) if vertical else advances(text, lang)
        self.full = [a >= FULL_WIDTH for a in adv]
        self.cells = {at for cell in CELL.finditer(text) for at in range(*cell.span())} if vertical else set()
        for at in range(1, len(text) - 1):
            # A typed space between Han and Latin is the space that would be set there without it.
            if text[at] == " " and (beside := {at - 1, at + 1}) and spaced_out(text[:at], text[at + 1 :]):
                adv[at] = 0.0 if self.cells & beside else AUTOSPACE
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
        if self.cells & {at - 1, at}:
            return 0.0
        if a in self.close and self.full[at - 1] and b == " ":
            return -0.5
        if not (self.full[at - 1] and self.full[at]):
            return AUTOSPACE if spaced_out(self.text[:at], self.text[at:]) else 0.0
        opens = b in OPENING and (a in OPENING or a in self.ending or b in self.narrow)
        closes = a in self.close and (b in self.ending or a in self.narrow)
        return -0.5 if opens or closes else 0.0


HAN = "[\u3041-\u30fa\u4e00-\u9fff]"
LATIN_STARTS, LATIN_ENDS = re.compile(r"[0-9A-Za-z]|[$#][0-9]"), re.compile(r"(?:[0-9A-Za-z]|[0-9]%)$")


def spaced_out(before: str, after: str) -> bool:
    """Whether Han or kana and a Latin word or numeral meet, in either order, where a space is set."""
    han = re.match(HAN, after), re.match(HAN, before[-1:])
    return bool((han[0] and LATIN_ENDS.search(before[-2:])) or (han[1] and LATIN_STARTS.match(after)))


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
