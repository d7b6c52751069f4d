"""Every piece of work is given out once, and like lengths go to the same worker."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quotecard.batch import backends
from quotecard.batch.backends import WorkFeed
from quotecard.batch.draw import Work
from quotecard.batch.plan import Task
from quotecard.batch.work_queues import ROUND, WorkQueues
from quotecard.model import Quote


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A feed gives what was asked for, however slowly this machine reads it."""
    monkeypatch.setattr(backends, "POLL_INTERVAL", 600)


def feed(lengths: list[int]) -> WorkFeed:
    tasks = (
        Task(Quote("x" * length, number=n), "xuan", "portrait", f"{n}.png")
        for n, length in enumerate(lengths)
    )
    return WorkFeed((n, Work(task)) for n, task in enumerate(tasks))


def drained(
    queues: WorkQueues, workers: list[int], count: int, may_read: bool = True
) -> dict[int, list[tuple[int, int]]]:
    """Give out everything to workers that ask in this order, again and again: number and length."""
    found: dict[int, list[tuple[int, int]]] = {worker: [] for worker in workers}
    idle = 0
    while idle < len(workers):
        for worker in workers:
            chunk = queues.take(worker, count, lambda: may_read)
            idle = 0 if chunk else idle + 1
            found[worker] += [(number, len(work.task.quote.text)) for number, work in chunk]
    return found


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 90), max_size=500), st.integers(1, 5), st.integers(1, 30), st.randoms())
def test_all_is_given_out_once(lengths: list[int], workers: int, count: int, draw: random.Random):
    order = [draw.randrange(workers) for _ in range(3 * workers)] + list(range(workers))
    found = drained(WorkQueues(feed(lengths), workers), order, count)
    numbers = sorted(number for given_out in found.values() for number, _ in given_out)
    assert numbers == list(range(len(lengths)))


def test_a_worker_gets_quotes_of_like_lengths_and_as_much_to_do():
    draw = random.Random(3)
    queues = WorkQueues(feed([draw.randint(5, 80) for _ in range(2 * ROUND)]), 2)
    chunks = [queues.take(worker, 2 * ROUND, lambda: True) for worker in (0, 1)]
    short, long = ([len(work.task.quote.text) for _, work in chunk] for chunk in chunks)
    assert max(short) <= min(long)
    costs = [sum(1 + length / 50 for length in each) for each in (short, long)]
    assert max(costs) < 1.05 * min(costs)


def test_one_that_is_done_takes_half_of_what_another_has():
    queues = WorkQueues(feed([10] * 64 + [60] * 64), 2)
    first = queues.take(0, 200, lambda: True)
    left = len(queues.take(0, 200, lambda: False))
    assert (len(first) + 2 * left) in (128, 129)
    assert [number for number, _ in first] == sorted(number for number, _ in first)


def test_nothing_is_read_while_another_lags_behind_or_may_not_be():
    reading = feed([10] * 1000)
    queues = WorkQueues(reading, 2)
    assert queues.take(0, 16, lambda: False) == []
    assert reading.last == 0
    for _ in range(40):  # the other never asks
        assert queues.take(0, 16, lambda: True)
    assert reading.last < 4 * ROUND + 40 * 16


@pytest.mark.parametrize("themes", [("dawn", "night")])
def test_a_theme_s_ground_is_drawn_by_one_worker(themes: tuple[str, str]):
    tasks = [Task(Quote("x" * 20, number=n), themes[n % 2], "portrait", f"{n}.png") for n in range(128)]
    queues = WorkQueues(WorkFeed((n, Work(task)) for n, task in enumerate(tasks)), 2)
    for worker in (0, 1):
        assert {work.task.theme for _, work in queues.take(worker, 64, lambda: True)} == {themes[worker]}
