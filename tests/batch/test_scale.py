"""Long lists: no card lost, each drawn once, memory that does not grow. A sample here, the full figures in `make soak`."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from bench.corpora import many
from tests.batch.test_faults import GATED, PROGRAM, ROOT, children

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is read as Linux tells it")
MOST = 150
"""MB that a process may have of its own; pages of fonts and libraries are shared by all."""


class Outcome(NamedTuple):
    """How one run of the program went."""

    written: int
    memory: dict[int, list[int]]
    """MB of its own of each process, over time"""


def own_memory(pid: int) -> int:
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(kb) for kb in re.findall(r"^Private_\w+: +(\d+) kB", told, re.MULTILINE)) // 1024


def drawn(source: Path, out: Path, *words: str, stop_after: int = 0) -> Outcome:
    """Run the program, watch its memory, and stop it when so many cards are listed."""
    memory: dict[int, list[int]] = {}
    listed, said = out / "quotecard.jsonl", source.with_suffix(".log")
    gate = out.with_name("gate")
    # A run that is to be stopped cannot end before: its last cards wait for the signal.
    environment = os.environ | {
        "PYTHONPATH": str(ROOT / "render"),
        "GATE": str(gate),
        "GATE_AFTER": str(stop_after * 3 // 2),
    }
    program = GATED if stop_after else PROGRAM
    with said.open("w") as log:
        process = subprocess.Popen(
            [*program, source, "-o", out, "-j", "2", *words],
            stderr=log,
            start_new_session=True,
            env=environment,
        )
    while process.poll() is None:
        time.sleep(0.1)
        for pid in children(process.pid):
            memory.setdefault(pid, []).append(own_memory(pid))
        # A line of the list is some 400 bytes.
        if stop_after and listed.exists() and listed.stat().st_size > stop_after * 400:
            os.killpg(process.pid, signal.SIGTERM)
            gate.touch()
            stop_after = 0
    told = said.read_text()
    found = re.search(r"(\d+) written", told.splitlines()[-1])
    assert found, told
    return Outcome(int(found[1]), memory)


def long_list(folder: Path, count: int, *words: str) -> None:
    source, out = folder / "q.jsonl", folder / "out"
    with source.open("w", encoding="utf-8") as file:
        for number, quote in enumerate(many(count)):
            file.write(json.dumps(quote | {"id": f"q{number}"}) + "\n")
    first = drawn(source, out, *words, stop_after=count // 2)
    second = drawn(source, out, *words)
    assert 0 < first.written < count
    assert first.written + second.written == count, "each card is drawn once"
    assert sum(1 for _ in out.glob("*.png")) == count
    with (out / "quotecard.jsonl").open() as file:
        assert [json.loads(line)["number"] for line in file] == list(range(1, count + 1))
    for run in (first, second):
        for seen in run.memory.values():
            assert max(seen) <= MOST
            settled = [mb for mb in seen[len(seen) // 2 :] if mb]
            assert not settled or max(settled) - settled[0] <= 25, "memory grows with the list"


def test_a_list_that_is_stopped_at_half_is_drawn_once(tmp_path: Path):
    long_list(tmp_path, 1200, "-s", "400x500")


@pytest.mark.soak
def test_a_hundred_thousand_quotes_lose_no_card(tmp_path: Path):
    long_list(tmp_path, 100_000)
