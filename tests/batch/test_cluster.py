"""Executors of others: threads, processes, and a real Dask scheduler with two workers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from quotecard import render_batch
from quotecard.batch import backends
from quotecard.batch.cluster import connect
from quotecard.errors import UsageError

from tests.batch.conftest import cards

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
TEXTS = [f"{number}. 我們飽受愚蠢之苦\uff0c第{number}次。" for number in range(1, 25)]
ENVIRONMENT = os.environ | {
    "PYTHONPATH": str(ROOT / "render"),
    "DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "critical",
}


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("local")
    assert render_batch(TEXTS, folder).written == len(TEXTS)
    return cards(folder)


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a scheduler and two workers, each a process of its own, and give the address."""
    pytest.importorskip("distributed")
    folder = tmp_path_factory.mktemp("dask")
    file = folder / "scheduler.json"
    tool = [sys.executable, "-m"]
    quiet: dict[str, Any] = {"cwd": folder, "env": ENVIRONMENT, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "start_new_session": True}  # fmt: skip
    where = ["--scheduler-file", str(file)]
    processes = [
        subprocess.Popen(
            [
                *tool,
                "distributed.cli.dask_scheduler",
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--no-dashboard",
                *where,
            ],
            **quiet,
        )
    ]
    try:
        wait_for(file.exists)
        worker = [*tool, "distributed.cli.dask_worker", *where, "--nthreads", "1", "--no-dashboard"]
        processes += [subprocess.Popen(worker, **quiet) for _ in range(2)]
        yield json.loads(file.read_text())["address"].replace("tcp://", "dask://")
    finally:
        for process in reversed(processes):
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_for(ready: Callable[[], object]) -> None:
    deadline = time.monotonic() + 120
    while not ready():
        assert time.monotonic() < deadline
        time.sleep(0.05)


pytestmark = pytest.mark.skipif(os.name != "posix", reason="process groups are POSIX's")
# A cluster's client is threads and sockets, which it closes when it likes.
loose = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning", "ignore::pytest.PytestUnraisableExceptionWarning")  # fmt: skip


@loose
def test_two_workers_draw_what_one_process_does(tmp_path: Path, local: dict[str, bytes], scheduler: str):
    with connect(scheduler) as (executor, _):
        client = executor._client  # type: ignore[attr-defined]
        client.wait_for_workers(2, timeout=20)
    report = render_batch(TEXTS, tmp_path, executor=scheduler)
    assert (report.written, report.return_code) == (len(TEXTS), 0)
    assert cards(tmp_path) == local
    again = render_batch(TEXTS, tmp_path, executor=scheduler)
    assert (again.written, again.unchanged) == (0, len(TEXTS)), (
        "the keys of the workers are those of this process"
    )


@loose
def test_the_program_takes_a_scheduler(tmp_path: Path, local: dict[str, bytes], scheduler: str):
    quotes = tmp_path / "q.jsonl"
    quotes.write_text("\n".join(map(json.dumps, TEXTS)), "utf-8")
    command = [
        sys.executable,
        "cli.py",
        "batch",
        str(quotes),
        "-o",
        str(tmp_path / "out"),
        "--executor",
        scheduler,
    ]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == f"24 written; the cards are in {tmp_path / 'out'}"
    assert cards(tmp_path / "out") == local


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("dask://127.0.0.1:1", "no Dask scheduler answers at dask://127.0.0.1:1"),
        ("dask://", "give a Dask scheduler, such as dask://host:8786"),
        ("spark://host", "spark://host is not a valid executor"),
    ],
)
@loose
def test_what_is_no_cluster_is_a_usage_error(
    tmp_path: Path, address: str, says: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("quotecard.batch.cluster.CONNECT_TIMEOUT", 1)
    with pytest.raises(UsageError) as error:
        render_batch(["a"], tmp_path, executor=address)
    assert says in str(error.value)


def test_without_dask_the_words_say_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"pip install 'quotecard\[dask\]'"):
        render_batch(["a"], tmp_path, executor="dask://host:1")


def test_threads_draw_the_same(tmp_path: Path, local: dict[str, bytes]):
    with ThreadPoolExecutor(4) as executor:
        assert render_batch(TEXTS * 4, tmp_path / "more", executor=executor).written == 4 * len(TEXTS)
        assert render_batch(TEXTS, tmp_path / "same", executor=executor).written == len(TEXTS)
    assert cards(tmp_path / "same") == local


def test_processes_draw_the_same(tmp_path: Path, local: dict[str, bytes]):
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        assert render_batch(TEXTS, tmp_path, executor=executor).written == len(TEXTS)
    assert cards(tmp_path) == local


class Unsure(Executor):
    """An executor that fails a chunk with a bad text whole, as a cluster does whose worker died."""

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self.waiting = self.most = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.sizes.append(len(args[0]))
        if any("kills" in work.task.quote.text for work in args[0]):
            future.set_exception(RuntimeError("worker gone"))
        else:
            future.set_result(fn(*args, **kwargs))
        return future


def test_a_chunk_that_is_lost_is_drawn_card_by_card_and_the_culprit_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(backends, "POLL_INTERVAL", 600)  # a chunk is full however slowly the list is read
    executor = Unsure()
    texts = [f"text {number}" for number in range(40)]
    texts[20] = "kills"
    report = render_batch(texts, tmp_path, executor=executor)
    assert (report.written, report.failed) == (39, 1)
    assert list(report.failures()) == ["quote 21: the worker that drew it died (RuntimeError: worker gone)"]
    assert executor.sizes == [16, 16, 8] + [1] * 16


def test_an_executor_that_takes_no_more_ends_the_batch(tmp_path: Path):
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    report = render_batch(["a", "b"], tmp_path, executor=executor)
    assert "the executor accepts no more work" in str(report.broken)
    assert report.return_code == 1


def test_a_list_is_read_no_further_than_it_is_drawn(tmp_path: Path):
    """Memory does not grow with the list: what is read ahead is bounded."""
    taken: list[int] = []
    drawn: list[int] = []
    ahead: list[int] = []

    def endless() -> Iterator[str]:
        for number in range(600):
            taken.append(number)
            ahead.append(len(taken) - len(drawn))
            yield f"text {number % 3}"

    with ThreadPoolExecutor(1) as executor:
        render_batch(
            endless(),
            tmp_path,
            sizes=["200x200"],
            executor=executor,
            on_done=lambda r: drawn.append(r.number),
        )
    assert len(drawn) == 600
    assert max(ahead) <= 200
