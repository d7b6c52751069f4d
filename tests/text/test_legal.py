"""Where a line may end: units that stay whole, marks that may not stand at an edge, offsets."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quotecard import legal_breaks
from quotecard.text.shape.itemise import clusters

from bench.edges import edges, forbidden

LANGS = ("zh-Hant", "zh-Hans", "ja", "ko")
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
FLAG = "\U0001f1f9\U0001f1fc"
UNITS = (
    "3.14",
    "50%",
    "50\u2030",
    "NT$1,200",
    "$5",
    "\u20ac20",
    "12:30",
    "2026",
    "-5",
    "37\u00b0C",
    "\uff11\uff12\uff13",
    "\uff11\uff12\uff05",
    "\u2014\u2014",
    "\u2015\u2015",
    "\u2026\u2026",
    "\u2025\u2025",
    "Python",
    "it\u2019s",
    "km/h",
    "e\u0301",
    "か\u3099",
    "葛\U000e0100",
    FAMILY,
    FLAG,
    "1\ufe0f\u20e3",
    "\u2764\ufe0f",
    "\U0001f44d\U0001f3fd",
    "\u1112\u1161\u11ab",
)


def inside(text: str, unit: str) -> range:
    """The offsets strictly within a unit."""
    at = text.index(unit)
    return range(at + 1, at + len(unit))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_is_never_divided(unit: str, lang: str):
    text = f"我們有{unit}就好"
    assert not legal_breaks(text, lang) & set(inside(text, unit))


@pytest.mark.parametrize("lang", ["en", "vi", "de"])
@pytest.mark.parametrize(
    "unit", ["3.14", "$1,200", "50%", "it\u2019s", "e\u0301", FAMILY, FLAG, "well\u00a0known"]
)
def test_nor_in_latin_text(unit: str, lang: str):
    text = f"we have {unit} now"
    assert not legal_breaks(text, lang) & set(inside(text, unit))
    assert {3, 8} <= legal_breaks(text, lang)


def breakable() -> list[tuple[str, str, str]]:
    """Each mark of the tables with its language and the side of a break it may not stand on."""
    tags = {"zh-Hant": "zh-Hant", "zh-Hans": "zh-Hans", "ja": "ja", "ko": "ko"}
    return [
        (lang, side, "".join(sorted(getattr(edges(lang), side))))
        for lang in tags
        for side in ("start", "end")
    ]


@pytest.mark.parametrize(("lang", "side", "marks"), breakable())
def test_no_forbidden_mark_stands_at_an_edge(lang: str, side: str, marks: str):
    """Han on both sides; with a space too, which ends a line."""
    assert len(marks) > 10
    for mark in marks:
        for text in (f"水{mark}木", f"水 {mark}木" if side == "start" else f"水{mark} 木"):
            offsets = legal_breaks(text, lang)
            wrong = {text.index(mark)} if side == "start" else {text.index("木")}
            assert not offsets & wrong, f"U+{ord(mark):04X} in {text!r}"


@pytest.mark.parametrize(
    ("lang", "text", "at"),
    [
        ("zh-Hant", "水木", 1),
        ("zh-Hant", "水\uff0c木", 2),
        ("zh-Hant", "水。「木", 2),
        ("zh-Hant", "水AI木", 1),
        ("zh-Hant", "水AI木", 3),
        ("zh-Hant", "水3.14木", 1),
        ("zh-Hant", "水3.14木", 5),
        ("zh-Hant", "水\u2014\u2014木", 3),
        ("zh-Hant", "水\U0001f642木", 1),
        ("zh-Hans", "水\u201c木\u201d火", 1),
        ("zh-Hans", "水\u201c木\u201d火", 4),
        ("ja", "水は", 1),
        ("ko", "죽는 날까지", 3),
        ("en", "to be", 3),
    ],
)
def test_a_line_may_end_here(lang: str, text: str, at: int):
    assert at in legal_breaks(text, lang)


@pytest.mark.parametrize(
    ("text", "offsets"),
    [
        ("죽는 날까지 하늘을 우러러", {3, 7, 11}),
        ("한 점 부끄럼이 없기를,", {2, 4, 9}),
        ("나는(너는) 간다", {7}),
        ("가—나 다", {4}),
        ("윤동주", set()),
        ("가\n나 다", {2, 4}),
    ],
)
def test_korean_breaks_where_a_space_stands(text: str, offsets: set[int]):
    assert legal_breaks(text, "ko") == offsets


@pytest.mark.parametrize(
    ("text", "offsets"),
    [("𠮷野家", {1, 2}), ("🙂🙂", {1}), ("𠮷\u3002野", {2}), (f"{FAMILY}水", {5}), (f"水{FLAG}木", {1, 3})],
)
def test_offsets_are_code_points(text: str, offsets: set[int]):
    assert legal_breaks(text, "zh-Hant") == offsets


@pytest.mark.parametrize("lang", [*LANGS, "en", "lzh", "zh-HK", "vi", ""])
@pytest.mark.parametrize("text", ["水\n木", "水\n\u3002木", "「\n木", "\n木", "a\nb", "水\n\n木"])
def test_a_line_feed_always_ends_a_line(text: str, lang: str):
    after = {at + 1 for at, char in enumerate(text) if char == "\n"}
    assert after <= legal_breaks(text, lang)


@pytest.mark.parametrize("text", ["", "水", "\n", "水\n", " "])
def test_neither_edge_of_the_text_is_a_break(text: str):
    assert not legal_breaks(text, "zh-Hant") & {0, len(text)}


MIXED = st.text(
    "水木はッがー가나aB 1２３%$.,-\u2014\u2026\u3002\uff0c\u300c\u300d\uff08\uff09\u201c\u201d\u30fb\u3099\u200d\U0001f642\U0001f468\ufe0f𠮷\n/",
    max_size=20,
)


@settings(deadline=None, max_examples=300)
@given(MIXED, st.sampled_from(LANGS))
def test_breaks_lie_inside_the_text_between_clusters_and_never_where_the_tables_forbid(text: str, lang: str):
    offsets = legal_breaks(text, lang)
    assert offsets <= set(range(1, len(text)))
    assert {at for at, char in enumerate(text, 1) if char == "\n" and at < len(text)} <= offsets
    assert offsets <= {start for start, _ in clusters(text)}
    free = {at for at in offsets if text[at - 1] != "\n"}
    assert {at: why for at in free if (why := forbidden(text, at, lang))} == {}
