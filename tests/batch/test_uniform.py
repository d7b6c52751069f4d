"""A series of one size, or of two or three: the sizes are the best there are, and every card takes them."""

from __future__ import annotations

import itertools
from math import isclose, log
from statistics import median
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quotecard.batch.batch_options import BatchOptions
from quotecard.batch.plan import Plan, Task, make_plan
from quotecard.batch.run import run_batch
from quotecard.batch.uniform import MAX_SIZES, MIN_SHARE, make_uniform, partition, shared_sizes
from quotecard.model import Quote
from quotecard.read.document import load_quotes

if TYPE_CHECKING:
    from pathlib import Path

SHORT = ["少即是多", "道可道\uff0c非常道\u3002", "一二三\n四五\n六七\n八九\n十", "我們飽受愚蠢之苦"]
TALL = "一\n二\n三\n四\n五\n六\n七\n八\n九"
LONG = "我們有很多新想法和非常棒的東西\uff0c他們應該付諸實施\u3002"
SIZES = st.lists(st.sampled_from([36.0, 41.0, 46.0, 54.0, 64.0, 74.0, 86.0, 97.0, 112.0, 131.0]), min_size=1, max_size=12)  # fmt: skip


def tasks(*texts: str, size: str = "portrait") -> tuple[Task, ...]:
    return tuple(
        Task(Quote(text, number=at), "xuan", size, f"{at}-{size}.png") for at, text in enumerate(texts, 1)
    )


def lost(groups: list[list[float]]) -> float:
    return sum(log(size / group[0]) ** 2 for group in groups for size in group)


# the sizes


@given(SIZES, st.integers(1, MAX_SIZES))
def test_the_partition_is_the_best_of_all(alone: list[float], many: int):
    found = partition(alone, many)
    ordered = sorted(alone)
    assert list(itertools.chain.from_iterable(found)) == ordered
    count = min(many, len(set(alone)))
    assert len(found) == count
    every = (
        [ordered[a:b] for a, b in itertools.pairwise((0, *cuts, len(ordered)))]
        for cuts in itertools.combinations(range(1, len(ordered)), count - 1)
    )
    assert isclose(lost(found), min(map(lost, every)), abs_tol=1e-9)


@given(SIZES)
def test_one_size_does_where_none_falls_far(alone: list[float]):
    sizes = shared_sizes(alone)
    assert (len(sizes) == 1) == (min(alone) >= MIN_SHARE * median(alone))
    assert list(sizes) == sorted(set(sizes), reverse=True)
    assert 1 <= len(sizes) <= MAX_SIZES
    assert sizes[-1] == min(alone)
    assert set(sizes) <= set(alone)


@pytest.mark.parametrize(
    ("alone", "sizes"),
    [
        ([96.0], (96.0,)),
        ([96.0, 90.0, 80.0], (80.0,)),
        ([131.0, 131.0, 127.0, 40.0], (127.0, 40.0)),
        ([131.0] * 5 + [80.0] * 3 + [40.0] * 2, (131.0, 80.0, 40.0)),
    ],
)
def test_sizes_by_example(alone: list[float], sizes: tuple[float, ...]):
    assert shared_sizes(alone) == sizes


# the plan


def test_every_card_of_a_series_is_set_at_one_size(tmp_path: Path):
    alone = run_batch(Plan(tasks(*SHORT), {}), tmp_path / "alone")
    assert len({record.size_px for record in alone.records}) > 1
    assert {record.bucket for record in alone.records} == {0}
    report = run_batch(make_uniform(Plan(tasks(*SHORT), {})), tmp_path / "cards")
    assert {record.size_px for record in report.records} == {min(r.size_px for r in alone.records)}
    assert {record.bucket for record in report.records} == {1}
    assert not report.notices()


def test_an_outlier_is_named_and_costs_the_others_nothing(tmp_path: Path):
    report = run_batch(make_uniform(Plan(tasks(*SHORT, TALL), {})), tmp_path)
    assert [record.bucket for record in report.records] == [1, 1, 1, 1, 2]
    usual, odd = report.records[0].size_px, report.records[-1].size_px
    assert odd < MIN_SHARE * usual
    said = {name: " ".join(words) for name, words in report.notices().items()}
    assert set(said) == {"5"}
    assert f"in xuan portrait it has room for {odd:g} px per em, its series for {usual:g}: " in said["5"]
    data = report.as_dict()["cards"]
    assert [card["bucket"] for card in data] == [1, 1, 1, 1, 2]
    assert data[-1]["size_px"] == odd
    assert data[-1]["notices"][0]["kind"] == "outlier"


def test_each_theme_and_size_is_a_series_of_its_own():
    work = make_uniform(Plan(tasks(*SHORT) + tasks(*SHORT[:2], size="wide"), {}))
    limits = {task.size: task.at_most for task in work.tasks}
    assert limits["portrait"] != limits["wide"]
    assert all(task.at_most == limits[task.size] for task in work.tasks)


def test_what_cannot_be_drawn_fails_in_its_turn_and_spoils_nothing(tmp_path: Path):
    thai, endless = "\u0e01", "測" * 2000
    work = make_uniform(Plan(tasks(*SHORT, thai, endless), {}))
    assert [task.bucket for task in work.tasks] == [1, 1, 1, 1, 0, 0]
    report = run_batch(work, tmp_path)
    assert [record.status for record in report.records] == ["written"] * 4 + ["failed"] * 2
    boxed = make_uniform(Plan(tasks(*SHORT, thai), {}), BatchOptions(on_missing="warn"))
    assert boxed.tasks[-1].bucket == 1


def test_the_first_pass_can_be_stopped():
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_uniform(Plan(tasks(*SHORT), {}), check=stop)


def test_a_long_quote_is_set_at_the_size_of_the_short_ones(tmp_path: Path):
    report = run_batch(make_uniform(Plan(tasks("少即是多", LONG), {})), tmp_path)
    assert len({record.size_px for record in report.records}) == 1


def test_a_file_of_quotes_takes_at_most_three_sizes(request: pytest.FixtureRequest, tmp_path: Path):
    quotes = load_quotes(request.config.rootpath / "tests/data/article-quotes.yaml")
    report = run_batch(make_uniform(make_plan(quotes, BatchOptions())), tmp_path)
    assert report.failed == 0
    sizes = {(record.bucket, record.size_px) for record in report.records}
    assert 1 < len(sizes) <= MAX_SIZES
    assert len({bucket for bucket, _ in sizes}) == len(sizes)
