"""A second run draws what is missing, changed or damaged, and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from quotecard.batch import card_key as keys
from quotecard.batch.batch_options import BatchOptions
from quotecard.batch.manifest import Entry, Manifest, format_line
from quotecard.batch.output_store import open_output
from quotecard.batch.plan import Plan
from quotecard.batch.run import dry_run, run_batch
from quotecard.errors import BadQuote

from tests.batch.conftest import PNG, cards, plan, task

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.usefixtures("quick")
ROOT = Path(__file__).parents[2]


def lines(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "quotecard.jsonl").read_text("utf-8").splitlines()]


def counts(folder: Path, work: Plan | None = None, **options: object) -> tuple[int, int]:
    report = run_batch(work or plan(5), folder, BatchOptions(**options))
    assert not report.failed
    return report.written, report.unchanged


def test_nothing_is_drawn_twice(tmp_path: Path):
    assert counts(tmp_path) == (5, 0)
    before = (tmp_path / "quotecard.jsonl").read_bytes()
    written = {path: path.stat().st_mtime_ns for path in tmp_path.glob("*.png")}
    assert counts(tmp_path) == (0, 5)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.glob("*.png")} == written
    assert (tmp_path / "quotecard.jsonl").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix != ".png") == ["quotecard.jsonl"]


def test_the_list_says_what_a_site_needs(tmp_path: Path):
    from hashlib import sha256

    counts(tmp_path)
    found = lines(tmp_path)
    assert [line["number"] for line in found] == [1, 2, 3, 4, 5]
    for one in found:
        data = (tmp_path / str(one["file"])).read_bytes()
        assert (one["bytes"], one["sha256"]) == (len(data), sha256(data).hexdigest())
        assert (one["width"], one["height"], one["alt"]) == (1080, 1350, f"text {one['number']}")
        assert set(one) == set(Entry._fields)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "gone": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "one bit": lambda path: path.write_bytes(path.read_bytes()[:-1] + b"!"),
    "zeros, as a power cut leaves": lambda path: path.write_bytes(bytes(len(path.read_bytes()))),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_what_is_damaged_is_drawn_again_and_only_that(tmp_path: Path, damage: Callable[[Path], object]):
    counts(tmp_path)
    good = cards(tmp_path)
    damage(tmp_path / "003-x.png")
    assert counts(tmp_path) == (1, 4)
    assert cards(tmp_path) == good


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_link_in_a_card_s_place_is_replaced(tmp_path: Path):
    counts(tmp_path)
    card = tmp_path / "003-x.png"
    victim = tmp_path / "victim"
    card.replace(victim)
    card.symlink_to(victim)
    assert counts(tmp_path) == (1, 4)
    assert not card.is_symlink()


def test_one_changed_quote_is_one_card(tmp_path: Path):
    counts(tmp_path)
    assert counts(tmp_path, plan(5, changed=2)) == (1, 4)
    assert counts(tmp_path, plan(5, changed=2)) == (0, 5)
    assert len(lines(tmp_path)) == 5, "the list has one line a card"


@pytest.mark.parametrize(
    "choice", [{"on_missing": "warn"}, {"optimize": True}, {"max_bytes": 9000}, {"force": True}]
)
def test_another_choice_draws_all(tmp_path: Path, choice: dict[str, object]):
    counts(tmp_path)
    assert counts(tmp_path, **choice) == (5, 0)


def test_a_theme_that_changes_draws_its_cards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from importlib import import_module

    counts(tmp_path)
    themes = import_module("quotecard.style.theme_lookup")
    own = themes.load_theme("xuan")
    changed = own._replace(palette=own.palette._replace(ink=(1, 2, 3)))
    monkeypatch.setattr(themes, "load_theme", lambda _: changed)
    assert counts(tmp_path) == (5, 0)


def test_other_fonts_or_libraries_draw_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    counts(tmp_path)
    monkeypatch.setattr(keys, "_engine", lambda: b"another")
    assert counts(tmp_path) == (5, 0)


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"\0" * 5000,
        b"{}\n[]\nnull\n",
        b'{"file": 3, "key": []}\n',
        b"\xff\xfe\n",
        b'{"file": "003-x.png"',
    ],
    ids=["nothing", "zeros", "other JSON", "other kinds", "no UTF-8", "a torn line"],
)
def test_a_corrupt_manifest_is_ignored(tmp_path: Path, garbage: bytes):
    counts(tmp_path)
    (tmp_path / "quotecard.jsonl").write_bytes(garbage)
    assert counts(tmp_path) == (5, 0)
    assert len(lines(tmp_path)) == 5
    assert counts(tmp_path) == (0, 5)


def test_a_list_torn_at_its_end_costs_the_last_card(tmp_path: Path):
    counts(tmp_path)
    path = tmp_path / "quotecard.jsonl"
    path.write_bytes(path.read_bytes()[:-20])
    assert counts(tmp_path) == (1, 4)
    assert [line["number"] for line in lines(tmp_path)] == [1, 2, 3, 4, 5]


def test_a_quote_that_moved_keeps_its_card_and_the_list_says_where(tmp_path: Path):
    from dataclasses import replace

    counts(tmp_path)
    moved = [replace(one, quote=one.quote._replace(number=one.quote.number + 7)) for one in plan(5).tasks]
    assert counts(tmp_path, Plan(tuple(moved), {})) == (0, 5)
    assert [line["number"] for line in lines(tmp_path)] == [8, 9, 10, 11, 12]


# pruning


def test_pruning_removes_what_is_ours_and_asked_for_no_more(tmp_path: Path):
    counts(tmp_path)
    (tmp_path / "holiday.png").write_bytes(b"mine")
    (tmp_path / "005-x.png").write_bytes(b"mine now")
    assert counts(tmp_path, plan(3)) == (0, 3)
    report = run_batch(plan(3), tmp_path, BatchOptions(prune=True))
    assert (report.pruned, str(report)) == (
        1,
        f"0 of 3 written, 3 unchanged, 1 removed; the cards are in {tmp_path}",
    )
    assert sorted(cards(tmp_path)) == ["001-x.png", "002-x.png", "003-x.png", "005-x.png", "holiday.png"]
    assert [line["number"] for line in lines(tmp_path)] == [1, 2, 3]


def test_nothing_is_pruned_while_part_of_the_list_cannot_be_read(tmp_path: Path):
    counts(tmp_path)
    report = run_batch(
        Plan((task(1, "text 1"),), {2: BadQuote("no", quote="2")}), tmp_path, BatchOptions(prune=True)
    )
    assert report.pruned == 0
    assert len(cards(tmp_path)) == 5


def test_a_list_cannot_make_us_remove_what_is_not_in_the_folder(tmp_path: Path):
    folder = tmp_path / "cards"
    counts(folder)
    (tmp_path / "victim.png").write_bytes(PNG)
    entry = Entry("../victim.png", "", 9, "xuan", "portrait", 1, 1, len(PNG), "", "00", "key")
    with (folder / "quotecard.jsonl").open("ab") as file:
        file.write(format_line(entry))
    report = run_batch(plan(5), folder, BatchOptions(prune=True))
    assert (tmp_path / "victim.png").exists()
    assert "not a plain file name" in str(report.broken)


# dry runs, parts, locks


def test_a_dry_run_knows_what_is_there(tmp_path: Path):
    counts(tmp_path)
    (tmp_path / "002-x.png").unlink()
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    report = dry_run(plan(6), tmp_path)
    assert [record.status for record in report.records] == [
        "unchanged",
        "planned",
        "unchanged",
        "unchanged",
        "unchanged",
        "planned",
    ]
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def test_parts_have_lists_of_their_own_which_the_whole_takes_over(tmp_path: Path):
    whole = plan(6)
    for at in (1, 2):
        part = Plan(tuple(one for one in whole.tasks if one.quote.number % 2 == at % 2), {})
        assert counts(tmp_path, part, shard=f"{at}/2") == (3, 0)
    assert {path.name for path in tmp_path.glob("*.jsonl")} == {
        "quotecard.1-of-2.jsonl",
        "quotecard.2-of-2.jsonl",
    }
    assert counts(tmp_path, whole) == (0, 6)
    assert {path.name for path in tmp_path.glob("*.jsonl")} == {"quotecard.jsonl"}
    assert [line["number"] for line in lines(tmp_path)] == [1, 2, 3, 4, 5, 6]


def test_a_second_batch_is_kept_out_and_a_part_is_not(tmp_path: Path):
    with Manifest(open_output(tmp_path)):
        report = run_batch(plan(2), tmp_path)
        assert report.return_code == 4
        assert f"another batch is writing into {tmp_path} (process {os.getpid()})" in str(report.broken)
        assert report.counts == {"skipped": 2}
        assert counts(tmp_path, plan(2), shard="1/2") == (2, 0)
    assert counts(tmp_path, plan(2)) == (0, 2)
    assert not list(tmp_path.glob(".quotecard*"))


HOLDER = """
import sys, time
sys.path.insert(0, sys.argv[1])
from quotecard.store import Folder
with Folder(sys.argv[2], is_own=bool).lock():
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_lock_goes_with_its_process(tmp_path: Path):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(ROOT / "render"), str(tmp_path)], stdout=subprocess.PIPE
    )
    assert holder.stdout
    with holder.stdout as out:
        assert out.readline() == b"held\n"
    assert "another batch" in str(run_batch(plan(2), tmp_path).broken)
    holder.kill()
    holder.wait()
    deadline = time.monotonic() + 60
    while (report := run_batch(plan(2), tmp_path)).broken:
        assert time.monotonic() < deadline
    assert report.written == 2


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
@pytest.mark.parametrize("name", ["quotecard.jsonl", ".quotecard.lock"])
def test_a_link_in_the_place_of_the_list_or_the_lock_is_not_followed(tmp_path: Path, name: str):
    folder = tmp_path / "cards"
    folder.mkdir()
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    (folder / name).symlink_to(victim)
    report = run_batch(plan(2), folder)
    assert report.return_code == 4
    assert victim.read_bytes() == b"mine"
