"""Workers that die, hang, eat memory or cannot be started: each costs the card that made it so."""

from __future__ import annotations

import os
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

import pytest
from quotecard.batch import draw as drawing
from quotecard.batch import pool as module
from quotecard.batch.pool import Pool
from quotecard.batch.report import FAILED, WRITTEN
from quotecard.batch.run import run_batch
from quotecard.errors import OutputError
from quotecard.store import Folder

from tests.batch.conftest import cards, pictured, plan

if TYPE_CHECKING:
    from pathlib import Path

    from quotecard.model import Quote

pytestmark = [
    pytest.mark.usefixtures("quick"),
    pytest.mark.skipif(sys.platform != "linux", reason="a forked worker inherits the quick cards"),
]
two = partial(Pool, jobs=2)


@pytest.fixture(autouse=True)
def forked(monkeypatch: pytest.MonkeyPatch) -> None:
    # Other tests may have left threads; the quick cards need a fork all the same.
    monkeypatch.setattr(module, "start_method", lambda: "fork")


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
@pytest.mark.parametrize("count", [1, 5, 500])
def test_two_processes_write_what_one_does(tmp_path: Path, count: int):
    seen: list[int] = []
    report = run_batch(
        plan(count), tmp_path / "two", make_backend=two, on_done=lambda record: seen.append(record.number)
    )
    run_batch(plan(count), tmp_path / "one")
    assert (report.return_code, report.written) == (0, count)
    assert seen == list(range(1, count + 1)), "records come in the order of the quotes"
    files = [
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two")
    ]
    assert files[0] == files[1]
    assert len(files[0]) == count + 1


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("dies", "the process that drew it died (signal 9, SIGKILL)"),
        ("leaves", "the process that drew it died (exit code 3)"),
        ("eats", "needs more memory than is available"),
    ],
)
def test_a_card_that_ends_its_worker_is_named_and_the_others_are_drawn(tmp_path: Path, text: str, says: str):
    report = run_batch(plan(100, **{text: 40}), tmp_path, make_backend=two)
    assert (report.written, report.failed, report.return_code) == (99, 1, 1)
    (bad,) = [record for record in report.records if record.status == FAILED]
    assert bad.number == 40
    assert says in bad.error_line()
    assert bad.error_line().startswith("q.yaml:40:3: quote 40: ")
    assert len(cards(tmp_path)) == 99


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_several_that_end_their_workers_are_each_named(tmp_path: Path):
    report = run_batch(plan(60, dies=1, leaves=2, eats=60), tmp_path, make_backend=two)
    assert [record.number for record in report.records if record.status == FAILED] == [1, 2, 60]
    assert report.written == 57


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_a_card_that_hangs_is_ended_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    hanging = tmp_path / "hanging"

    def hangs(quote: Quote, **_: object) -> object:
        if quote.text == "hangs":
            hanging.write_text(str(os.getpid()))
            while True:
                time.sleep(60)
        return pictured(quote)

    class Clock:
        """Counts while a card hangs and no other worker has work: a slow worker is not taken for a hanging one."""

        pool: Pool
        now = 0.0

        def __call__(self) -> float:
            busy = [str(worker.process.pid) for worker in self.pool._workers if worker.has]
            self.now += hanging.exists() and busy == [hanging.read_text()]
            return self.now

    def made(context: drawing.DrawContext) -> Pool:
        clock = Clock()
        clock.pool = Pool(context, 2, max_silence=3, clock=clock)
        return clock.pool

    monkeypatch.setattr(drawing, "render_card", hangs)
    report = run_batch(plan(100, hangs=10), tmp_path / "cards", make_backend=made)
    assert (report.written, report.failed) == (99, 1)
    assert "took more than 3 seconds" in report.records[9].error_line()
    assert report.records[10].status == WRITTEN


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_workers_that_cannot_start_end_the_batch_with_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "_run_worker", lambda *_: os._exit(7))
    report = run_batch(plan(100), tmp_path, make_backend=two)
    assert (
        "worker processes end before they draw a card (the process that drew it died (exit code 7))"
        in str(report.broken)
    )
    assert report.return_code == 1
    assert "-j 1" in str(report.broken)


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_a_folder_that_breaks_ends_the_batch_in_the_worker_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(self: Folder, name: str, data: bytes, *, force: bool) -> Path:
        if name > "050":
            raise OutputError(f"cannot write {name}", why="the disk is full")
        return write(self, name, data, force=force)

    write = Folder.write
    monkeypatch.setattr(Folder, "write", full)
    report = run_batch(plan(100), tmp_path, make_backend=two)
    assert report.return_code == 4
    assert "the disk is full" in str(report.broken)
    assert report.written == len(cards(tmp_path))
    assert report.counts["skipped"] == 100 - report.written
    assert [record.number for record in report.records] == list(range(1, 101))


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_a_stop_keeps_what_was_done_and_leaves_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def slow(quote: Quote, **_: object) -> object:
        time.sleep(0.01)
        return pictured(quote)

    monkeypatch.setattr(drawing, "render_card", slow)
    monkeypatch.setattr(module, "STOP_TIMEOUT", 600)  # on a busy machine a card may take long
    pools: list[Pool] = []

    def made(context: drawing.DrawContext) -> Pool:
        pools.append(Pool(context, 2))
        return pools[0]

    workers: list[int] = []
    seen: list[int] = []

    def given() -> int:
        """Count the cards that workers have been given."""
        return len(seen) + len(pools[0]._ready) + sum(len(worker.has) for worker in pools[0]._workers)

    def stop() -> None:
        workers.extend(worker.process.pid for worker in pools[0]._workers)
        if len(workers) > 10:
            at_stop.append(given())
            raise KeyboardInterrupt

    at_stop: list[int] = []
    report = run_batch(
        plan(1000),
        tmp_path,
        make_backend=made,
        check=stop,
        on_done=lambda record: seen.append(record.number),
    )
    assert report.return_code == 130
    assert report.written == len(cards(tmp_path)) <= at_stop[0] < 300, "no card is begun after a stop"
    assert report.written + report.counts["skipped"] == 1000
    for pid in set(workers):
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    monkeypatch.setattr(drawing, "render_card", pictured)
    again = run_batch(plan(1000), tmp_path, make_backend=two)
    assert (again.written + report.written, again.unchanged) == (1000, report.written)
