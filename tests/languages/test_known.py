"""Each language is one value, and the stages ask nothing else about a language."""

from __future__ import annotations

import ast
from pathlib import Path
from string import ascii_letters

import pytest
from quotecard import legal_breaks
from quotecard.errors import UsageError
from quotecard.languages.known import CJK, DEFAULT_TAG, LANGUAGES, WITH_FACES, checked_tag, language
from quotecard.languages.tags import canonical
from quotecard.text.breaks.segment import budoux_phrases

PACKAGE = Path(__file__).parents[2] / "render/quotecard"
ELSEWHERE = 20
"""Literals of language tags outside languages/, at most."""
TAGS = [row.tag for row in LANGUAGES]
OTHERS = ["sw", "pt-BR", "sr-Latn-RS", "ja-Latn", "nan-Latn-TW", "th"]


@pytest.mark.parametrize("tag", TAGS)
def test_a_row_stands_under_its_canonical_tag(tag: str):
    assert canonical(tag) == tag == language(tag).tag
    assert language(tag) is language(tag)


def test_tags_are_unique():
    assert len(set(TAGS)) == len(TAGS)


@pytest.mark.parametrize("tag", OTHERS)
def test_any_other_tag_is_a_language_in_an_alphabet(tag: str):
    own, english = language(tag), language("en")
    assert (own.tag, own.harfbuzz, own.line_locale) == (tag, tag, f"{tag}-u-lb-strict")
    same = {"tag": "en", "harfbuzz": "en", "harfbuzz_latin": "en", "line_locale": english.line_locale}
    assert own._replace(**same, face=english.face) == english


@pytest.mark.parametrize(
    ("tag", "face"), [("ja-Latn", "ja"), ("ko-Latn-KR", "ko"), ("zh-Latn", "zh-Hant"), ("yue-Latn", "zh-HK")]
)
def test_han_in_a_romanised_text_takes_the_faces_of_its_language(tag: str, face: str):
    assert language(tag).face == face


def test_an_empty_tag_is_the_default():
    assert language("") is language(DEFAULT_TAG)
    assert checked_tag("") == checked_tag("zh") == DEFAULT_TAG


def test_a_word_that_is_no_tag_is_refused():
    with pytest.raises(UsageError, match="is not a language tag"):
        checked_tag("chinese!")


@pytest.mark.parametrize("tag", [*TAGS, *OTHERS])
def test_a_language_is_whole(tag: str):
    own = language(tag)
    assert all(map(len, own.quotes))
    assert own.is_cjk == (own.script != "latin") == (own.legible > language("en").legible)
    assert own.italic_titles != own.is_cjk
    assert own.kicker
    assert not own.columns or own.script == "han"
    assert not own.sesame_in_columns or own.dots_over
    assert not own.kinsoku.not_at_start & frozenset(ascii_letters)
    assert own.corner_quotes == (own.quotes.outer_open == "\u300c")
    assert legal_breaks("a b", tag) == {2}


@pytest.mark.parametrize("own", CJK, ids=lambda own: own.tag)
def test_a_cjk_language_takes_faces_that_there_are(own):
    assert own.face in {row.tag for row in WITH_FACES}
    assert own.harfbuzz_latin == "en"
    assert bool(own.full_width) == (own.script == "han") == (len(own.ellipsis) == 2)
    assert own.dash == own.name_dash or own.script == "hangul"
    if own.phrase_model:
        budoux_phrases("\u4eca\u65e5\u306f\u5929\u6c17", own.phrase_model)


@pytest.mark.parametrize(
    ("tag", "comma", "stop", "between"),
    [
        ("zh-Hant", "\uff0c", "\u3002", "\uff0c"),
        ("lzh", "\uff0c", "\u3002", "\uff0c"),
        ("ja", "\u3001", "\u3002", "\u3001"),
        ("ko", ",", ".", ", "),
        ("en", ",", ".", ", "),
    ],
)
def test_commas_and_stops(tag: str, comma: str, stop: str, between: str):
    own = language(tag)
    assert (own.comma, own.stop, own.source_comma) == (comma, stop, between)


def test_languages_differ_where_the_standards_say():
    by = {row.tag: row for row in CJK}
    assert {tag for tag, row in by.items() if row.centred_stops} == {"zh-Hant", "zh-HK", "lzh"}
    assert {tag for tag, row in by.items() if row.only_at_spaces} == {"ko"}
    assert {tag for tag, row in by.items() if row.corner_quotes} == {"zh-Hant", "zh-HK", "lzh", "ja"}
    assert {tag for tag, row in by.items() if row.dots_over} == {"ja", "ko"}
    assert {tag: row.interpunct_box for tag, row in by.items()} == {
        **dict.fromkeys(("zh-Hant", "zh-HK", "lzh", "ja"), 1.0),
        "zh-Hans": 0.5,
        "ko": 0.0,
    }


def tag_literals(tree: ast.Module) -> int:
    """How many string constants are a language's tag; docstrings and field names apart."""
    known = {row.tag for row in LANGUAGES} | {"zh"}
    return sum(
        isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in known
        for node in ast.walk(tree)
    )


def test_tags_are_named_in_one_room():
    files = [path for path in PACKAGE.rglob("*.py") if path.parent.name != "languages"]
    counts = {
        path.relative_to(PACKAGE).as_posix(): tag_literals(ast.parse(path.read_text("utf-8")))
        for path in files
    }
    named = {path: count for path, count in counts.items() if count}
    assert sum(named.values()) <= ELSEWHERE, named
