"""Speed beside the plain Pillow script, in one run: `python -m bench.speed`; --cold adds start-up.

Each repetition is a new process on one core, ours and the plain script's in turn. It draws a few other
quotes first, so that libraries and fonts are loaded, then the same 200 quotes twice: in the first pass
our glyph cache fills, in the second it is full. Only ratios mean anything on another machine.
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
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import grounds
from bench.corpora import ROOT, cards

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

COUNT = 200
GROUNDS = ("gradient", "photo")
FEWER = 40
"""quotes on a photograph: the plain script takes a third of a second for each"""
WARMING = 5
REPEATS = 5
STARTS = 11
STAGES = ("resolve", "typeset", "compose", "paint", "encode")
"""The verbs of render.card, in order."""
SHORT = "\u6211\u5011\u98fd\u53d7\u611a\u8822\u4e4b\u82e6"
# 60 characters of one article, so that the segmenter is needed.
LONG = (
    "\u6211\u662f\u4e00\u540d\u79d1\u5b78\u5bb6\uff0c\u4e00\u500b\u6709\u9060\u898b\u7684\u4eba\u3002"
    "\u6211\u80fd\u6fc0\u52f5\u4eba\u5011\u53bb\u505a\u6709\u8da3\u7684\u4e8b\u60c5\u3002"
    "\u6211\u5f88\u64c5\u9577\u9810\u6e2c\u54ea\u7a2e\u6280\u8853\u6703\u6210\u529f\uff0c"
    "\u54ea\u7a2e\u6703\u5931\u6557\uff0c\u4f46\u6211\u73fe\u5728\u4e5f\u592a\u8001\u4e86\u5566\u3002"
)


def plain_maker() -> Callable[[dict[str, str], Path], None]:
    """Return the plain script's way from a quote to a file."""
    from bench import plain

    fonts = plain.fonts()
    return lambda quote, path: plain.card(quote["text"], quote["author"], *fonts).save(path)


def our_maker() -> Callable[[dict[str, str], Path], None]:
    """Return our way from a quote to a file."""
    from render import render_card

    return lambda quote, path: void(path.write_bytes(render_card(quote).png()))


def void(_: object) -> None:
    """Drop a result."""


MAKERS: dict[str, Callable[[], Callable[[dict[str, str], Path], None]]] = {
    "plain": plain_maker,
    "ours": our_maker,
    **{f"plain-{kind}": partial(grounds.plain, kind) for kind in GROUNDS},
    **{f"ours-{kind}": partial(grounds.ours, kind) for kind in GROUNDS},
}


def measure(maker: str) -> dict[str, Any]:
    """Draw the quotes twice in this process; CPU seconds of each pass, and the mean file in KiB."""
    make, count = MAKERS[maker](), count_of(maker)
    quotes = cards(count + WARMING)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        for quote in quotes[count:]:
            make(quote, out / "warming.png")
        passes = [draw_all(make, quotes[:count], out) for _ in range(2)]
        sizes = [(out / f"{n}.png").stat().st_size for n in range(count)]
    return {"passes": passes, "kib": statistics.mean(sizes) / 1024}


def count_of(maker: str) -> int:
    """Return how many quotes a maker draws."""
    return FEWER if maker.endswith("photo") else COUNT


def draw_all(
    make: Callable[[dict[str, str], Path], None], quotes: Sequence[dict[str, str]], out: Path
) -> float:
    """Draw each quote into a folder and return the CPU seconds it took."""
    start = time.process_time()
    for number, quote in enumerate(quotes):
        make(quote, out / f"{number}.png")
    return time.process_time() - start


def stages() -> dict[str, float]:
    """Draw the quotes with a full glyph cache; wall ms a card that each stage of the chain takes."""
    from render import card as chain

    totals = dict.fromkeys(STAGES, 0.0)
    make, quotes = our_maker(), cards(COUNT)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        draw_all(make, quotes, out)
        for name in STAGES:
            setattr(chain, name, clocked(getattr(chain, name), name, totals))
        start = time.perf_counter()
        draw_all(make, quotes, out)
        whole = time.perf_counter() - start
    totals["the rest"] = whole - sum(totals.values())
    return {name: seconds / COUNT * 1000 for name, seconds in totals.items()}


def clocked(stage: Callable[..., Any], name: str, totals: dict[str, float]) -> Callable[..., Any]:
    """Wrap a stage so that it adds its wall time to the totals."""

    def timed(*args: Any, **kwargs: Any) -> Any:
        start = time.perf_counter()
        try:
            return stage(*args, **kwargs)
        finally:
            totals[name] += time.perf_counter() - start

    return timed


def in_turn(makers: Sequence[str], repeats: int) -> dict[str, list[dict[str, Any]]]:
    """Measure the makers in new processes, one after the other, again and again."""
    found: dict[str, list[dict[str, Any]]] = {maker: [] for maker in makers}
    for _ in range(repeats):
        for maker in makers:
            found[maker].append(child(maker))
    return found


def child(work: str) -> dict[str, Any]:
    """Run a part of the work in a new process and return what it found."""
    command = [sys.executable, "-m", "bench.speed", "--child", work]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)  # type: ignore[no-any-return]


def spread(values: Sequence[float], form: str) -> str:
    """Return the median with the least and the most."""
    low, middle, high = min(values), statistics.median(values), max(values)
    return f"{middle:{form}} ({low:{form}} to {high:{form}})"


def print_warm(repeats: int, kind: str = "") -> None:
    """Print CPU a card on a flat ground or on a `kind`, the ratio in each repetition, and the size of a file."""
    runs = in_turn(tuple(f"{maker}-{kind}".rstrip("-") for maker in ("plain", "ours")), repeats)
    found = {maker.partition("-")[0]: each for maker, each in runs.items()}
    head = f"{COUNT} quotes of 10 to 70 Han characters, CPU ms a card, one core, {repeats} runs in turn"
    print(f"on a {kind}, {count_of(kind)} quotes" if kind else head)
    for index, name in enumerate(("glyph cache filling", "glyph cache full")):
        times = {
            m: [run["passes"][index] / count_of(kind) * 1000 for run in runs] for m, runs in found.items()
        }
        ratios = [a / b for a, b in zip(times["plain"], times["ours"], strict=True)]
        print(f"  {name:<20} plain {spread(times['plain'], '.1f')}  ours {spread(times['ours'], '.2f')}")
        print(f"  {'':<20} ratio {spread(ratios, '.1f')}")
    print(f"  KiB a card           plain {found['plain'][0]['kib']:.1f}  ours {found['ours'][0]['kib']:.1f}")


def print_stages() -> None:
    """Print where our time goes."""
    each = ", ".join(f"{name} {ms:.2f}" for name, ms in child("stages").items())
    print(f"  ours by stage, ms     {each}")


def print_cold(starts: int) -> None:
    """Print the wall time from nothing to one card, beside the plain script's."""
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


def wall(command: Sequence[str | Path]) -> float:
    """Run a command and return its wall time in ms."""
    start = time.perf_counter()
    subprocess.run([str(part) for part in command], check=True, capture_output=True)
    return (time.perf_counter() - start) * 1000


def program() -> list[str | Path]:
    """Return the installed program, or the file that it starts where nothing is installed."""
    installed = Path(sys.executable).with_name("quotecard")
    return [installed] if installed.exists() else [sys.executable, ROOT / "cli.py"]


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--cold", action="store_true", help="measure start-up too")
    parser.add_argument("--repeats", type=int, default=REPEATS, metavar="N")
    parser.add_argument("--child", choices=[*MAKERS, "stages"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    if options.child:
        print(json.dumps(stages() if options.child == "stages" else measure(options.child)))
        return
    print_warm(options.repeats)
    print_stages()
    for kind in GROUNDS:
        print_warm(options.repeats, kind)
    if options.cold:
        print_cold(STARTS)


if __name__ == "__main__":
    main()
