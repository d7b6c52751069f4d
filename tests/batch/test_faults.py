"""What may happen to a whole batch, done to the real program: kills, stops, disks, two at a time."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from quotecard.batch.pool import CARDS_AHEAD

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and limits are POSIX's")
ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, str(ROOT / "cli.py"), "batch"]
GATED = [sys.executable, str(Path(__file__).with_name("gated.py")), "batch"]
"""The same, with cards that wait: tests/batch/gated.py."""
LONG = 300
"""Seconds that nothing here takes, on however busy a machine."""
TAIL = b"IEND\xaeB`\x82"


def quotes(folder: Path, count: int) -> Path:
    path = folder / "q.jsonl"
    path.write_text(
        "".join(
            json.dumps({"text": f"{n}. 我們飽受愚蠢之苦", "id": f"q{n}"}) + "\n" for n in range(1, count + 1)
        )
    )
    return path


def started(*words: object, **options: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*PROGRAM, *map(str, words)], stderr=subprocess.PIPE, text=True, start_new_session=True, **options
    )


def gated(gate: Path, after: int, *words: object) -> subprocess.Popen[str]:
    """Start the program with a gate: cards of quotes after that number wait until the file is there."""
    environment = os.environ | {
        "PYTHONPATH": str(ROOT / "render"),
        "GATE": str(gate),
        "GATE_AFTER": str(after),
    }
    return subprocess.Popen(
        [*GATED, *map(str, words)],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=environment,
    )


def finished(*words: object, **options: Any) -> tuple[int, str]:
    with started(*words, **options) as process:
        _, err = process.communicate(timeout=LONG)
        return process.returncode, err


def cards(folder: Path) -> list[Path]:
    return sorted((folder / "out").glob("*.png"))


def children(pid: int) -> list[int]:
    """The processes of a session, by the kernel's own list."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[3] == str(pid) and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def wait_for(folder: Path, count: int, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + LONG
    while len(cards(folder)) < count:
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.005)


def assert_whole(folder: Path) -> None:
    for card in cards(folder):
        data = card.read_bytes()
        assert data.endswith(TAIL), f"{card} is torn"


def killed(folder: Path, rounds: int, jobs: str) -> None:
    """Kill the program again and again at random moments, and let the last one end."""
    chance = random.Random(jobs)
    source = quotes(folder, 150)
    for _ in range(rounds):
        process = started(source, "-o", folder / "out", "-j", jobs, "-s", "400x500")
        assert process.stderr
        time.sleep(chance.uniform(0.1, 0.9))
        if chance.random() < 0.5:
            os.kill(process.pid, signal.SIGKILL)  # the workers find nobody at the other end
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stderr.close()
        deadline = time.monotonic() + LONG
        while sys.platform == "linux" and children(process.pid):
            assert time.monotonic() < deadline, "a worker outlives its batch"
            time.sleep(0.01)
        assert_whole(folder)
        if chance.random() < 0.2:
            shutil.rmtree(folder / "out", ignore_errors=True)
    code, err = finished(source, "-o", folder / "out", "-j", jobs, "-s", "400x500")
    assert code == 0, err
    assert len(cards(folder)) == 150
    assert_whole(folder)
    # A killed worker counts as running until the system has buried it: the next run sweeps what it left.
    assert finished(source, "-o", folder / "out", "-s", "400x500")[1].startswith("0 written, 150 unchanged")
    assert {path.name for path in (folder / "out").iterdir() if path.suffix != ".png"} == {"quotecard.jsonl"}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_killed_batch_leaves_whole_cards_and_no_process(tmp_path: Path, jobs: str):
    killed(tmp_path, 4, jobs)


@pytest.mark.soak
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_two_hundred_kills_tear_no_file(tmp_path: Path, jobs: str):
    killed(tmp_path, 100, jobs)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_stop_begins_no_more_cards_and_a_second_run_draws_the_rest(
    tmp_path: Path, jobs: str, number: int, code: int
):
    source, gate = quotes(tmp_path, 400), tmp_path / "gate"
    with gated(gate, 150, source, "-o", tmp_path / "out", "-j", jobs, "-s", "400x500") as process:
        wait_for(tmp_path, 100, process)
        os.killpg(process.pid, number)
        gate.touch()
        _, err = process.communicate(timeout=LONG)
    assert process.returncode == code, err
    assert "Traceback" not in err
    assert sys.platform != "linux" or not children(process.pid)
    done = len(cards(tmp_path))
    # Alone, the card that waited is the last; two processes may draw what they had been given, and no more.
    assert done <= 151 if jobs == "1" else done <= 150 + 4 * CARDS_AHEAD
    assert err.splitlines()[-1] == f"stopped; {done} written; run again to continue"
    assert len((tmp_path / "out" / "quotecard.jsonl").read_text().splitlines()) == done
    written = {path: path.stat().st_ino for path in cards(tmp_path)}
    code, err = finished(source, "-o", tmp_path / "out", "-j", jobs, "-s", "400x500")
    assert err.splitlines()[-1].startswith(f"{400 - done} written, {done} unchanged"), (
        "each card is drawn once"
    )
    assert {path: path.stat().st_ino for path in written} == written
    assert len(cards(tmp_path)) == 400


def test_a_worker_that_is_killed_from_outside_costs_nothing(tmp_path: Path):
    if sys.platform != "linux":
        pytest.skip("the kernel's list of processes is Linux's")
    source, gate = quotes(tmp_path, 600), tmp_path / "gate"
    with gated(gate, 200, source, "-o", tmp_path / "out", "-j", "2", "-s", "400x500") as process:
        wait_for(tmp_path, 60, process)
        victims = [pid for pid in children(process.pid) if pid != process.pid]
        os.kill(victims[0], signal.SIGKILL)
        gate.touch()
        _, err = process.communicate(timeout=LONG)
    assert process.returncode == 0, err
    assert len(cards(tmp_path)) == 600


def limited(size: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_disk_that_takes_no_more_ends_the_batch_in_words(tmp_path: Path, jobs: str):
    source = quotes(tmp_path, 200)
    code, err = finished(source, "-o", tmp_path / "out", "-j", jobs, preexec_fn=lambda: limited(9000))
    assert code == 4, err
    assert "the disk's limit for one file is reached" in err
    assert "Traceback" not in err
    assert [path.name for path in (tmp_path / "out").iterdir() if path.suffix == ".part"] == []
    assert_whole(tmp_path)
    assert finished(source, "-o", tmp_path / "out", "-j", jobs)[0] == 0
    assert len(cards(tmp_path)) == 200


def test_a_full_disk_ends_the_batch_in_words(tmp_path: Path):
    """A disk of 200 KiB: the list of cards and the cards share it."""
    disk = tmp_path / "out"
    disk.mkdir()
    mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", disk], check=False, capture_output=True
    )
    if mount.returncode:
        pytest.skip("a disk can be mounted by root only")
    try:
        source = quotes(tmp_path, 100)
        code, err = finished(source, "-o", disk, "-j", "2")
        assert code == 4, err
        assert "the disk is full" in err
        assert "Traceback" not in err
        assert 0 < len(cards(tmp_path)) < 100
        assert_whole(tmp_path)
        assert not list(disk.glob("*.part"))
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path):
    disk = tmp_path / "out"
    disk.mkdir()
    if os.geteuid() == 0:
        mount = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", disk], check=False, capture_output=True
        )
        if mount.returncode:
            pytest.skip("root writes where it likes, and may not mount")
    else:
        disk.chmod(0o500)
    try:
        code, err = finished(quotes(tmp_path, 3), "-o", disk)
        assert code == 4, err
        assert err.splitlines()[-2].startswith(f"Error: cannot write into {disk} (")
        assert err.splitlines()[-1] == "stopped; 0 written"
    finally:
        if os.geteuid() == 0:
            subprocess.run(["umount", disk], check=True)
        else:
            disk.chmod(0o700)


def test_two_batches_in_one_folder_are_one_after_the_other(tmp_path: Path):
    source, gate = quotes(tmp_path, 400), tmp_path / "gate"
    with gated(gate, 100, source, "-o", tmp_path / "out", "-j", "2", "-s", "400x500") as first:
        wait_for(tmp_path, 20, first)
        code, err = finished(source, "-o", tmp_path / "out")
        assert code == 4, err
        assert "another batch is writing into" in err
        assert f"process {first.pid}" in err
        gate.touch()
        assert first.communicate(timeout=LONG)
        assert first.returncode == 0


def test_two_parts_of_a_list_share_a_folder(tmp_path: Path):
    source = quotes(tmp_path, 60)
    parts = [started(source, "-o", tmp_path / "out", "--shard", f"{at}/2", "-s", "400x500") for at in (1, 2)]
    for part in parts:
        with part:
            _, err = part.communicate(timeout=LONG)
            assert err.splitlines()[-1].startswith("30 written"), err
    assert finished(source, "-o", tmp_path / "out", "-s", "400x500")[1].startswith("0 written, 60 unchanged")


def test_a_reader_who_leaves_ends_the_batch(tmp_path: Path):
    source = quotes(tmp_path, 3000)
    with started(
        source, "-o", tmp_path / "out", "-j", "2", "--json", "-s", "200x200", stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr
        err = process.stderr.read()
        process.wait(timeout=LONG)
    assert "Traceback" not in err
    assert sys.platform != "linux" or not children(process.pid)


def test_the_report_of_a_stream_is_one_json_text_whatever_happens(tmp_path: Path):
    source = tmp_path / "q.jsonl"
    source.write_text('"one"\n{"text": "two", "colour": 1}\n"three"\n')
    for words, code, statuses in (
        ([], 1, ["written", "failed", "written"]),
        (["--only", "3", "--only", "9"], 2, ["unchanged"]),
        (["--shard", "2/2"], 1, ["failed"]),
        (["-o", str(source)], 4, []),
        (["--dry-run"], 1, ["unchanged", "failed", "unchanged"]),
    ):
        done = subprocess.run(
            [*PROGRAM, source, "-o", tmp_path / "out", "--json", *words],
            check=False,
            capture_output=True,
            text=True,
        )
        data = json.loads(done.stdout)
        assert done.returncode == code, done.stderr
        assert [card["status"] for card in data["cards"]] == statuses
        assert data["written"] + data["failed"] + data["unchanged"] == len(statuses)
        assert bool(data["broken"]) == (code in (2, 4))
