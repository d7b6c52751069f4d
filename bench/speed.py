"""Speed beside a plain Pillow script and whichever peers are installed, in one run: `python -m bench.speed`.

Each repetition is a new process on one core, ours and the others' in turn. It draws a few other quotes first, so
that libraries and fonts are loaded, then the same quotes twice: in the first pass our glyph cache fills, in the
second it is full. Only ratios mean anything on another machine. --cold adds start-up, --cores our batch on one and
two processes, --count 2000 a longer list, --peers all the others where they are installed.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.corpora import ROOT, cards, many
from bench.peers import KINDS, PEERS, THEMES
from bench.stages import stages

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

COUNT = 200
FEW = 20
"""Quotes for peers that take more than a hundred milliseconds a card."""
WARMING = 5
REPEATS = 5
STARTS = 11
FIRST = 200
"""Quotes drawn while the processes of a batch start; their time is taken off."""
CORES = 2000
"""Quotes that are timed once all processes run."""
SHORT = "\u6211\u5011\u98fd\u53d7\u611a\u8822\u4e4b\u82e6"
# 60 characters of one article, so that the segmenter is needed.
LONG = (
    "\u6211\u662f\u4e00\u540d\u79d1\u5b78\u5bb6\uff0c\u4e00\u500b\u6709\u9060\u898b\u7684\u4eba\u3002"
    "\u6211\u80fd\u6fc0\u52f5\u4eba\u5011\u53bb\u505a\u6709\u8da3\u7684\u4e8b\u60c5\u3002"
    "\u6211\u5f88\u64c5\u9577\u9810\u6e2c\u54ea\u7a2e\u6280\u8853\u6703\u6210\u529f\uff0c"
    "\u54ea\u7a2e\u6703\u5931\u6557\uff0c\u4f46\u6211\u73fe\u5728\u4e5f\u592a\u8001\u4e86\u5566\u3002"
)


def measure(maker: str, kind: str, count: int) -> dict[str, Any]:
    """Draw quotes twice in this process; seconds a card of each pass, and the mean file in KiB."""
    peer = PEERS[maker]
    make, clock = peer.make(kind), time.perf_counter if peer.elsewhere else time.process_time
    quotes = many(count)
    with tempfile.TemporaryDirectory(dir=workshop()) as folder:
        out = Path(folder)
        for quote in cards(WARMING):
            make(quote, out / "warming.png")
        passes = [draw_all(make, quotes, out, clock) / count for _ in range(2)]
        sizes = [(out / f"{n}.png").stat().st_size for n in range(count)]
    return {"passes": passes, "kib": statistics.mean(sizes) / 1024}


def draw_all(
    make: Callable[[dict[str, str], Path], object],
    quotes: Sequence[dict[str, str]],
    out: Path,
    clock: Callable[[], float],
) -> float:
    """Draw each quote into a folder and return the seconds it took."""
    start = clock()
    for number, quote in enumerate(quotes):
        make(quote, out / f"{number}.png")
    return clock() - start


def child(*work: object) -> Any:
    """Run a part of the work in a new process and return what it found."""
    command = [sys.executable, "-m", "bench.speed", "--child", *map(str, work)]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)


def spread(values: Sequence[float], form: str) -> str:
    """Return the median with the least and the most."""
    low, middle, high = min(values), statistics.median(values), max(values)
    return f"{middle:{form}} ({low:{form}} to {high:{form}})"


def print_kind(kind: str, makers: Sequence[str], count: int, repeats: int) -> None:
    """Print ms a card and the ratio to the plain script in each repetition, by maker."""
    found: dict[str, list[dict[str, Any]]] = {maker: [] for maker in makers}
    for _ in range(repeats):
        for maker in makers:
            some = count if maker in {"plain", "ours"} else min(FEW, count)
            found[maker].append(child(maker, kind, some))
    print(f"{kind}: {count} quotes of 10 to 70 Han characters, ms a card, one core, {repeats} runs in turn")
    for index, name in enumerate(("caches filling", "caches full")):
        base = [run["passes"][index] for run in found["plain"]]
        for maker, runs in found.items():
            each = [run["passes"][index] for run in runs]
            ratio = spread(
                [a / b for a, b in zip(base, each, strict=True)], ".2f" if maker != "ours" else ".1f"
            )
            ms = spread([seconds * 1000 for seconds in each], ".2f")
            print(f"  {name:<15} {maker:<9} {ms:<26} {ratio + ' times as fast':<34} {runs[0]['kib']:.1f} KiB")


def print_missing(makers: Sequence[str]) -> None:
    """Print how to install the peers that are missing."""
    for maker in makers:
        if PEERS[maker].missing:
            print(f"{maker} is not installed: {PEERS[maker].missing}")


def print_stages() -> None:
    """Print where the time of a card of ours goes."""
    print("where a card's time goes, \u03bcs, caches full")
    for name, seconds in child("stages").items():
        print(f"  {name:<34} {seconds * 1e6:6.0f}")


def print_cold(starts: int) -> None:
    """Print the wall time from the start of a process to one card, beside that of the plain script."""
    print(f"cold start, wall ms, {starts} runs in turn")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "card.png"
        for name, text in (("8 characters", SHORT), (f"{len(LONG)} characters", LONG)):
            commands: dict[str, list[str | Path]] = {
                "plain": [sys.executable, ROOT / "bench" / "plain.py", text, "", out],
                "ours": [*program(), "preview", "--text", text, "-o", out],
            }
            times: dict[str, list[float]] = {maker: [] for maker in commands}
            for _ in range(starts + 1):
                for maker, command in commands.items():
                    times[maker].append(wall(command))
            middles = {maker: statistics.median(each[1:]) for maker, each in times.items()}
            print(
                f"  {name:<20} plain {spread(times['plain'][1:], '.0f')}  ours {spread(times['ours'][1:], '.0f')}"
                f"  ratio {middles['ours'] / middles['plain']:.2f}"
            )


def print_cores(repeats: int) -> None:
    """Print the wall time of our batch in one process and in two: of whole commands, and of what they do once begun.

    Half a second goes by before the second process has anything to do: the time of a short list is taken off.
    """
    times: dict[tuple[int, int], list[float]] = {
        (n, jobs): [] for n in (FIRST, FIRST + CORES) for jobs in (1, 2)
    }
    with tempfile.TemporaryDirectory(dir=workshop()) as folder:
        for count in (FIRST, FIRST + CORES):
            lines = (json.dumps(quote) + "\n" for quote in many(count))
            (Path(folder) / f"{count}.jsonl").write_text("".join(lines), encoding="utf-8")
        for number in range(repeats):
            for (count, jobs), each in times.items():
                quotes, out = Path(folder) / f"{count}.jsonl", Path(folder) / f"{number}-{count}-{jobs}"
                each.append(wall([*program(), "batch", quotes, "-o", out, "-j", str(jobs)]) / 1000)
    print(f"batch from JSON Lines, wall s, {repeats} runs in turn")
    whole = [times[FIRST + CORES, jobs] for jobs in (1, 2)]
    begun = [
        [a - b for a, b in zip(times[FIRST + CORES, jobs], times[FIRST, jobs], strict=True)]
        for jobs in (1, 2)
    ]
    for name, (one, two) in (
        (f"{FIRST + CORES:,} cards, start and all", whole),
        (f"the last {CORES:,}", begun),
    ):
        ratios = [a / b for a, b in zip(one, two, strict=True)]
        print(
            f"  {name:<28} one process {spread(one, '.2f')}  two {spread(two, '.2f')}  ratio {spread(ratios, '.2f')}"
        )


def workshop() -> str | None:
    """Return a folder in memory if there is one: some disks take a millisecond to create a file beside removed ones."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def wall(command: Sequence[str | Path]) -> float:
    """Run a command and return its wall time in ms."""
    start = time.perf_counter()
    subprocess.run([str(part) for part in command], check=True, capture_output=True)
    return (time.perf_counter() - start) * 1000


def program() -> list[str | Path]:
    """Return the installed program, or `cli.py` if none is installed."""
    installed = Path(sys.executable).with_name("quotecard")
    return [installed] if installed.exists() else [sys.executable, ROOT / "cli.py"]


def pin() -> None:
    """Keep this process on one core."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def work(words: Sequence[str]) -> Any:
    """Do the work of a child process and return its result."""
    pin()
    return stages(many(COUNT)) if words[0] == "stages" else measure(words[0], words[1], int(words[2]))


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--cold", action="store_true", help="measure start-up too")
    parser.add_argument("--cores", action="store_true", help="measure our batch in one and two processes too")
    parser.add_argument(
        "--count", type=int, default=COUNT, metavar="N", help="quotes, for ours and the plain script"
    )
    parser.add_argument(
        "--kinds", nargs="+", choices=KINDS, default=list(THEMES), help="what stands behind the text"
    )
    parser.add_argument(
        "--peers", nargs="+", choices=[*PEERS, "all"], default=[], help="others to run as well"
    )
    parser.add_argument("--repeats", type=int, default=REPEATS, metavar="N")
    parser.add_argument("--child", nargs="+", help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> None:
    """Print the comparison."""
    asked = options()
    if asked.child:
        print(json.dumps(work(asked.child)))
        return
    makers = [name for name in PEERS if name in {"plain", "ours", *asked.peers} or "all" in asked.peers]
    print_missing(makers)
    there = [maker for maker in makers if not PEERS[maker].missing]
    for kind in asked.kinds:
        print_kind(
            kind, [maker for maker in there if maker != "ours" or kind in THEMES], asked.count, asked.repeats
        )
    print_stages()
    if asked.cores:
        print_cores(asked.repeats)
    if asked.cold:
        print_cold(STARTS)


if __name__ == "__main__":
    main()
