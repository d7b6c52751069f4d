"""How much a break between clause ends hurts: after a phrase, after a word, inside a word.

Words come from the segmenters. Function words say which words lean on their neighbours: a
particle on what precedes it, a preposition on what follows; a conjunction or preposition opens a
phrase. Simplified and traditional forms stand side by side, for quotes mix them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from quotecard.languages.known import language
from quotecard.text.breaks import segment, words
from quotecard.text.chars import ASCII_CLOSING, ASCII_OPENING, CLOSING, OPENING, is_hangul
from quotecard.text.rules import RULES

if TYPE_CHECKING:
    from quotecard.text.rules import TypesettingRules

LEAST = 0.02

# Chinese, by how many of three segmenters see a word end here.
_BY_VOTES = (6.0, 3.2, 1.0, 0.57)
_PARTICLE, _LOCALISER, _LEANS_ON_NEXT, _OPENS_PHRASE = 1.2, 0.4, 0.6, -0.63
_AFTER_DE, _SHORT_REST, _HALVES = -0.1, 0.32, -0.1
_BEFORE_QUOTE, _AFTER_QUOTE, _BESIDE_LATIN = -0.3, -0.19, -0.1
_INSIDE_BRACKETS = 2.0
_BEFORE_COMPLEMENT = 0.8
_IN_DATE, _IN_LATIN = 1.5, 0.6
"""Inside 2024年3月15日, and between the words of a name as iPhone 15 Pro"""
_AFTER_MEASURE_WORD = 0.72
_DE_AND_SYLLABLE = 0.43
# By the kinds of the words on both sides: n noun, v verb, a adjective, b attribute, d adverb, m numeral,
# r pronoun, p preposition, c conjunction, f place word (jieba's tags).
_BY_KINDS = {
    "nn": 0.3, "dv": 0.4, "da": 0.4, "dd": 0.4, "an": 0.4, "bn": 0.4, "mn": 0.3, "rn": 0.2, "vn": 0.1,
    "nf": 0.4, "cn": 0.2, "cr": 0.2,
}  # fmt: skip
_VERSE = 0.25
"""A text with line feeds of its own is cut less gladly elsewhere: its lines are verse."""

_OPENING = OPENING | ASCII_OPENING
_CLOSING = CLOSING | ASCII_CLOSING
_CLAUSE_EDGES = frozenset("\uff0c\u3002\uff1b\uff1a\uff01\uff1f\u3001\n") | (_OPENING | _CLOSING) - frozenset(
    "\uff08\uff09()"
)
# Pairs that a line does not cut gladly where they hold no more characters than this.
_BRACKETS = {
    "\uff08": ("\uff09", 14),
    "(": (")", 14),
    "\u300a": ("\u300b", 14),
    "\u3008": ("\u3009", 14),
    "\u3010": ("\u3011", 14),
    "\u3014": ("\u3015", 14),
    "\u300c": ("\u300d", 8),
    "\u201c": ("\u201d", 8),
}

# Japanese: BudouX's phrases (bunsetsu), ICU's words inside them.
_BUNSETSU, _AFTER_NO, _AFTER_JOSHI, _JA_WORD, _JA_INSIDE = 0.15, 0.25, -0.2, 3.0, 6.0
INSIDE_VERSE = 2.0

# Korean, at spaces only: after a particle that closes a phrase, after an adnominal ending.
_KO_SPACE, _KO_CLOSED, _KO_ADNOMINAL = 0.36, -0.33, 0.39
_FINAL_NIEUN, _FINAL_RIEUL = 4, 8

# Latin: between words; not after an article, a preposition or the like, gladly before one.
_LATIN_SPACE, _LATIN_LEANS, _LATIN_OPENS, _LATIN_HYPHEN = 0.5, 0.7, -0.3, 1.2


def costs(text: str, lang: str, offsets: list[int], rules: TypesettingRules = RULES) -> dict[int, float]:
    """Return the cost of a break at each of `offsets`, which are legal and end no clause.

    The segmenters of a language are loaded only when this finds offsets to choose among.
    """
    if not offsets:
        return {}
    found = _by_language(text, lang, offsets, rules) if rules.phrases else dict.fromkeys(offsets, LEAST)
    return {at: cost + _VERSE for at, cost in found.items()} if "\n" in text.strip() else found


def _by_language(text: str, lang: str, offsets: list[int], rules: TypesettingRules) -> dict[int, float]:
    model = language(lang).break_model
    if model == "japanese":
        return _japanese(text, lang, offsets)
    if model == "korean":
        return {at: _korean(text, at) for at in offsets}
    if model == "chinese":
        return _chinese(text, lang, offsets, rules)
    return {at: _latin(text, at) for at in offsets}


def _chinese(text: str, lang: str, offsets: list[int], rules: TypesettingRules) -> dict[int, float]:
    said = segment.ballots(text, lang)
    edges = [-1, *(at for at, char in enumerate(text) if char in _CLAUSE_EDGES), len(text)]
    brackets = _bracketed(text)
    found = {}
    for at in offsets:
        cost = _BY_VOTES[said.votes[at] if text[at - 1] != " " else 3]
        cost += _BY_KINDS.get(said.kinds.get(at, ""), 0.0)
        cost += _by_neighbours(text, at, said.votes) + _by_marks(text, at)
        left = at - edges[bisect_right(edges, at - 1) - 1] - 1
        right = edges[bisect_left(edges, at)] - at
        if min(left, right) < 3:
            cost += _SHORT_REST
        elif left == right > 3 and rules.halves:
            cost += _HALVES
        if brackets and any(start < at <= end for start, end in brackets):
            cost += _INSIDE_BRACKETS
        found[at] = max(cost, LEAST)
    return found


def _by_neighbours(text: str, at: int, votes: list[int]) -> float:
    """Return what the words around a break add."""
    before, after = text[at - 1], text[at]
    cost = _PARTICLE if after in words.PARTICLES else _LOCALISER if after in words.LOCALISERS else 0.0
    if _leans(text, at, votes):
        cost += _LEANS_ON_NEXT
    elif text.startswith(words.COMPLEMENTS, at):
        cost += _BEFORE_COMPLEMENT
    elif text.startswith(words.OPENERS, at):
        cost += _OPENS_PHRASE
    if before in words.MEASURE_WORDS and at > 1 and text[at - 2] in words.COUNTED:
        cost += _AFTER_MEASURE_WORD
    if before == "\u7684":
        syllable = votes[min(at + 1, len(text))] > 1
        cost += _DE_AND_SYLLABLE if syllable else _AFTER_DE
    return cost


def _by_marks(text: str, at: int) -> float:
    """Return what quotation marks, dates and Latin words around a break add."""
    before, after, second = text[at - 1], text[at], text[at - 2 : at - 1]
    cost = _BEFORE_QUOTE if after in _OPENING else 0.0
    if before in _CLOSING:
        cost += _AFTER_QUOTE
    if before in "\u5e74\u6708" and after.isdigit() and second.isdigit():
        cost += _IN_DATE
    if before == " ":
        return cost + _IN_LATIN if after.isascii() and second.isascii() else cost
    return cost + _BESIDE_LATIN if before.isascii() != after.isascii() else cost


def _leans(text: str, at: int, votes: list[int]) -> bool:
    """Tell whether the word before a break leans on what follows."""
    if text[at - 1] in words.LEANING and (at == 1 or votes[at - 1] > 1):
        return True
    return at > 1 and text.startswith(words.LEANING_WORDS, at - 2)


def _bracketed(text: str) -> list[tuple[int, int]]:
    """Return the ranges of short brackets, which a line does not cut gladly."""
    found = []
    for at, char in enumerate(text):
        if char in _BRACKETS:
            close, most = _BRACKETS[char]
            end = text.find(close, at)
            if 0 < end - at <= most:
                found.append((at, end))
    return found


def _japanese(text: str, lang: str, offsets: list[int]) -> dict[int, float]:
    from quotecard.text.breaks.verse import verse_breaks

    # Classical てふ (と言ふ) is one word; the model, trained on today's, cuts it.
    own = language(lang)
    phrases = segment.budoux_phrases(text, own.phrase_model)
    bunsetsu = {at for at in phrases if not text.startswith("\u3066\u3075", at - 1)}
    pieces = segment.icu_words(text, lang)
    verse = verse_breaks(text, own.verse_forms, bunsetsu, pieces)
    found = {}
    for at in offsets:
        if at in verse:
            cost = LEAST
        elif verse:
            cost = INSIDE_VERSE
        elif at in bunsetsu:
            before = text[at - 1]
            cost = _BUNSETSU + (
                _AFTER_NO if before == "\u306e" else _AFTER_JOSHI if before in words.JOSHI else 0.0
            )
        else:
            cost = _JA_WORD if at in pieces else _JA_INSIDE
        found[at] = max(cost, LEAST)
    return found


def _korean(text: str, at: int) -> float:
    last = text[at - 2 : at - 1] if text[at - 1] == " " else text[at - 1]
    cost = _KO_SPACE
    if last in words.KO_CLOSING:
        cost += _KO_CLOSED
    elif is_hangul(last or " ") and (ord(last) - 0xAC00) % 28 in (_FINAL_NIEUN, _FINAL_RIEUL):
        cost += _KO_ADNOMINAL
    return max(cost, LEAST)


def _latin(text: str, at: int) -> float:
    if text[at - 1] != " ":
        return _LATIN_HYPHEN
    start = text.rfind(" ", 0, at - 1) + 1
    end = text.find(" ", at)
    before = _bare(text[start : at - 1])
    after = _bare(text[at : end if end > 0 else len(text)])
    cost = _LATIN_SPACE
    if before in words.LATIN_LEANING:
        cost += _LATIN_LEANS
    if after in words.LATIN_OPENERS:
        cost += _LATIN_OPENS
    elif after in words.LATIN_PREPOSITIONS:
        cost += _LATIN_OPENS / 2
    return max(cost, LEAST)


@lru_cache(maxsize=4096)
def _bare(word: str) -> str:
    return word.strip("\u201c\u201d\u2018\u2019()\"',.;:!?").lower()
