"""Cards in a store: a real server that speaks S3, started here, and fsspec's memory."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest
from quotecard import render_batch
from quotecard.batch.output_store import open_output
from quotecard.errors import FileInTheWay, OutputError, UsageError

from tests.batch.conftest import cards

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
TEXTS = [f"{number}. 我們飽受愚蠢之苦" for number in range(1, 9)]
fsspec = pytest.importorskip("fsspec")
loose = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning", "ignore::pytest.PytestUnraisableExceptionWarning")  # fmt: skip
pytestmark = loose


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("local")
    render_batch(TEXTS, folder)
    return cards(folder)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Start a server that speaks S3, and give its address."""
    pytest.importorskip("moto")
    pytest.importorskip("s3fs")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 120
    while True:
        try:
            urlopen(f"{address}/moto-api/").close()
            break
        except OSError:
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)
    yield address
    process.kill()
    process.wait()


@pytest.fixture
def bucket(server: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Any]:
    for name, value in {
        "AWS_ENDPOINT_URL": server,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    files = fsspec.filesystem("s3", skip_instance_cache=True)
    name = f"cards-{abs(hash(request.node.name)) % 10**9}"
    files.mkdir(name)
    yield files, f"s3://{name}/out"
    fsspec.filesystem("s3").clear_instance_cache()


def fetched(files: Any, url: str) -> dict[str, bytes]:
    files.invalidate_cache()
    return {
        path.rpartition("/")[2]: files.cat_file(path) for path in files.find(url) if path.endswith(".png")
    }


def test_a_bucket_gets_what_a_folder_gets(bucket: Any, local: dict[str, bytes]):
    files, url = bucket
    report = render_batch(TEXTS, url)
    assert (report.written, report.return_code) == (len(TEXTS), 0), report.broken
    assert fetched(files, url) == local
    lines = files.cat_file(f"{url}/quotecard.jsonl").decode().splitlines()
    assert [json.loads(line)["number"] for line in lines] == list(range(1, 9))
    again = render_batch(TEXTS, url)
    assert (again.written, again.unchanged) == (0, len(TEXTS))
    files.rm_file(f"{url}/{sorted(local)[2]}")
    files.pipe_file(f"{url}/{sorted(local)[3]}", b"half")
    third = render_batch(TEXTS, url)
    assert (third.written, third.unchanged) == (2, 6)
    assert fetched(files, url) == local
    pruned = render_batch(TEXTS[:5], url, prune=True)
    assert (pruned.pruned, len(fetched(files, url))) == (3, 5)


def test_workers_put_their_cards_themselves(bucket: Any, local: dict[str, bytes], tmp_path: Path):
    files, url = bucket
    quotes = tmp_path / "q.jsonl"
    quotes.write_text("\n".join(map(json.dumps, TEXTS)), "utf-8")
    command = [sys.executable, "cli.py", "batch", str(quotes), "-o", url, "-j", "2", "--json"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert fetched(files, url) == local
    assert json.loads(done.stdout)["folder"] == url


def test_a_file_of_another_s_in_a_bucket_is_left(bucket: Any):
    files, url = bucket
    folder = open_output(url)
    folder.write("a.png", b"mine", force=True)
    with pytest.raises(FileInTheWay, match="was not made by quotecard"):
        folder.write("a.png", b"yours")
    assert files.cat_file(f"{url}/a.png") == b"mine"
    assert not folder.remove("a.png")
    with pytest.raises(OutputError, match="not a plain file name"):
        folder.write("../a.png", b"x")


def test_a_bucket_that_is_not_there_is_an_output_error(bucket: Any):
    report = render_batch(["a"], "s3://no-such-bucket-here/out")
    assert report.return_code == 4
    assert str(report.broken).startswith("cannot ")
    assert "Traceback" not in str(report.broken)


def test_parts_in_a_bucket_are_taken_over(bucket: Any, local: dict[str, bytes]):
    files, url = bucket
    for part in ("1/2", "2/2"):
        assert render_batch(TEXTS, url, shard=part).written == 4
    assert render_batch(TEXTS, url).unchanged == 8
    assert fetched(files, url) == local
    assert [path for path in files.find(url) if path.endswith("jsonl")] == [
        f"{url}/quotecard.jsonl".removeprefix("s3://")
    ]


def test_memory_is_a_place_too(local: dict[str, bytes]):
    files = fsspec.filesystem("memory")
    report = render_batch(TEXTS, "memory://cards", jobs=4)
    assert report.written == len(TEXTS)
    found = {
        path.rpartition("/")[2]: files.cat_file(path)
        for path in files.find("/cards")
        if path.endswith(".png")
    }
    assert found == local
    assert render_batch(TEXTS, "memory://cards").unchanged == len(TEXTS)
    files.pipe_file(f"/cards/{min(local)}", b"\0" * len(local[min(local)]))
    assert render_batch(TEXTS, "memory://cards").written == 1


def test_a_store_that_shows_half_files_gets_them_by_a_move(tmp_path: Path, local: dict[str, bytes]):
    url = f"local://{tmp_path}/out"
    folder = open_output(url)
    moved: list[str] = []
    move = folder._files.mv

    def counted(one: str, other: str) -> None:
        moved.append(Path(one).name)
        move(one, other)

    folder._files.mv = counted
    folder.prepare()
    folder.write("a.png", b"data", force=True)
    del folder._files.mv
    assert moved
    assert all(name.startswith(".quotecard-") for name in moved)
    assert (tmp_path / "out" / "a.png").read_bytes() == b"data"
    (tmp_path / "out" / "a.png").unlink()
    render_batch(TEXTS, url)
    assert cards(tmp_path / "out") == local
    assert not [path for path in (tmp_path / "out").iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("url", ["nosuch://x", "gs://bucket/x"])
def test_a_place_that_nothing_reaches_says_what_to_install(url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "gcsfs", None)
    with pytest.raises(UsageError) as error:
        render_batch(["a"], url)
    assert "quotecard[cloud]" in str(error.value) or "cannot write cards to" in str(error.value)


def test_without_fsspec_the_words_say_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(UsageError, match=r"pip install 'quotecard\[cloud\]'"):
        open_output("s3://bucket/x")


def test_a_place_is_carried_to_a_worker():
    import pickle

    folder = pickle.loads(pickle.dumps(open_output("memory://carried/x")))
    folder.write("a.png", b"data", force=True)
    assert str(folder) == "memory://carried/x"
    assert folder.name_of("a.png") == "memory://carried/x/a.png"
    assert os.sep not in "a.png"
