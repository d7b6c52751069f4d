"""Line breaks against outside judges: the web platform, the standards' tables, and two people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bench import edges, hands, words, wpt
from bench.breaks import SEGMENTATION
from bench.corpora import mixed, quotes, sample

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

PERFECT = dict.fromkeys(edges.FAULTS, 0)


@pytest.mark.parametrize("chinese", ["zh-Hans", "zh-Hant"])
def test_every_strict_row_of_the_web_platform_holds(chinese: str):
    rows = wpt.rows()
    assert len(rows) == 121
    assert [row["name"] for row in rows if not wpt.agrees(row, chinese)] == []


@pytest.mark.parametrize("measure", [6.0, 9.0, 14.0])
def test_a_sample_of_quotes_has_no_fault(measure: float):
    found, examples = edges.score(sample(120), [measure])
    assert found["breaks"] > 100
    assert {fault: found[fault] for fault in edges.FAULTS} == PERFECT, examples[:10]


@pytest.mark.soak
@pytest.mark.parametrize("measure", edges.MEASURES)
def test_a_thousand_quotes_have_no_fault(measure: float):
    found, examples = edges.score(quotes(), [measure])
    assert found["texts"] == 1000
    assert {fault: found[fault] for fault in edges.FAULTS} == PERFECT, examples[:10]


@pytest.mark.parametrize("measure", [4.0, 7.0, 12.0, 20.0])
@pytest.mark.parametrize("draw", [sample, mixed])
def test_a_sample_of_columns_has_no_fault(measure: float, draw: Callable[[int], list[dict[str, Any]]]):
    found, examples = edges.score(draw(120), [measure], "vertical")
    assert found["breaks"] > 100
    assert {fault: found[fault] for fault in edges.FAULTS} == PERFECT, examples[:10]


@pytest.mark.parametrize("measure", [5.0, 9.0])
def test_a_sample_with_latin_words_has_no_fault(measure: float):
    found, examples = edges.score(mixed(120), [measure])
    assert {fault: found[fault] for fault in edges.FAULTS} == PERFECT, examples[:10]


@pytest.mark.soak
@pytest.mark.parametrize("measure", edges.ALL_MEASURES)
@pytest.mark.parametrize("latin", [False, True])
def test_a_thousand_quotes_in_columns_have_no_fault(measure: float, latin: bool):
    texts = mixed(len(quotes())) if latin else quotes()
    found, examples = edges.score(texts, [measure], "vertical")
    assert found["texts"] == 1000
    assert {fault: found[fault] for fault in edges.FAULTS} == PERFECT, examples[:10]


@pytest.mark.soak
@pytest.mark.parametrize("measure", edges.ALL_MEASURES)
def test_a_thousand_quotes_with_latin_words_have_no_fault(measure: float):
    found, examples = edges.score(mixed(len(quotes())), [measure])
    assert {fault: found[fault] for fault in edges.FAULTS} == PERFECT, examples[:10]


def test_breaks_agree_with_two_people():
    rows = hands.rows()
    assert len(rows) == 94
    assert sum(hands.agreement(rows)) / 2 >= 0.75


@pytest.mark.soak
@pytest.mark.parametrize(("lang", "most"), [("zh-Hant", 2.0), ("zh-Hans", 2.0)])
def test_few_breaks_cut_a_chinese_word(lang: str, most: float):
    made = words.score(marked_sentences(), lang)["ours"]
    assert words.pool(made.values()).percent <= most


@pytest.mark.soak
def test_japanese_breaks_come_near_what_the_gold_allows():
    made = {maker: words.pool(at.values()) for maker, at in words.score(marked_sentences(), "ja").items()}
    assert made["ours"].percent <= made["oracle"].percent + 5


def marked_sentences() -> Path:
    if not SEGMENTATION.is_dir():
        pytest.skip("the marked sentences are share-alike and lie outside the project")
    return SEGMENTATION
