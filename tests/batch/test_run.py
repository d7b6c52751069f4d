"""One bad card costs itself; a broken folder and a signal end the batch with its account kept."""

from __future__ import annotations

import signal
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from quotecard.batch import draw as drawing
from quotecard.batch import run as module
from quotecard.batch.batch_options import BatchOptions
from quotecard.batch.plan import Plan, Task
from quotecard.batch.run import dry_run, run_batch
from quotecard.errors import BadQuote, FontError, MissingGlyphs, OutputError
from quotecard.model import Notice, Origin, Place, Quote
from quotecard.store import Folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOTICE = Notice("punctuation", "a comma was widened")


def task(number: int, text: str = "x") -> Task:
    origin = Origin(Place("q.yaml", number, 3), text)
    return Task(Quote(text, number=number, origin=origin), "xuan", "portrait", f"{number:03}-x.png")


@pytest.fixture
def draw(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let a card raise what its quote's text names."""

    def install(**errors: BaseException) -> None:
        def render_card(quote: Quote, **_: object) -> SimpleNamespace:
            if quote.text in errors:
                raise errors[quote.text]
            scene = SimpleNamespace(width=1080, height=1350)
            blocks = SimpleNamespace(quote=SimpleNamespace(size=96.0))
            return SimpleNamespace(
                png=lambda **_: b"PNG",
                scene=scene,
                blocks=blocks,
                alt=quote.text,
                notices=(NOTICE,),
                job=SimpleNamespace(theme=SimpleNamespace(fonts="")),
            )

        monkeypatch.setattr(drawing, "render_card", render_card)
        monkeypatch.setattr(drawing.DrawContext, "key", lambda *_: "key")
        monkeypatch.setattr(module, "default_book", lambda: SimpleNamespace(verify=lambda: None))

    install()
    return install


@pytest.mark.usefixtures("draw")
def test_every_card_is_written_and_counted(tmp_path: Path):
    seen = []
    report = run_batch(Plan((task(1), task(2)), {}), tmp_path / "cards", on_done=seen.append)
    assert [r.status for r in report.records] == ["written", "written"]
    assert seen == report.records
    assert report.return_code == 0
    assert sorted(p.name for p in (tmp_path / "cards").iterdir()) == [
        "001-x.png",
        "002-x.png",
        "quotecard.jsonl",
    ]
    first = report.records[0]
    assert (first.width, first.height, first.bytes, first.alt) == (1080, 1350, 3, "x")
    assert first.notices == (NOTICE,)
    assert (first.size_px, first.bucket) == (96.0, 0)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (MissingGlyphs(["\u4e00"], where=Place("q.yaml", 9, 9)), "MissingGlyphs"),
        (ValueError("odd"), "CardError"),
        (RecursionError(), "CardError"),
        (MemoryError(), "CardError"),
    ],
)
def test_one_bad_quote_costs_itself(draw: Callable[..., None], tmp_path: Path, error: Exception, kind: str):
    draw(bad=error)
    report = run_batch(Plan((task(1), task(2, "bad"), task(3)), {}), tmp_path)
    assert [r.status for r in report.records] == ["written", "failed", "written"]
    failure = report.records[1].error
    assert failure
    assert failure.kind == kind
    assert failure.line in {2, 9}
    assert report.return_code == 1


def test_an_unforeseen_error_is_named(draw: Callable[..., None], tmp_path: Path):
    draw(bad=ValueError("odd"))
    report = run_batch(Plan((task(4, "bad"),), {}), tmp_path)
    assert "q.yaml:4:3: quote 4: unexpected ValueError: odd" in report.records[0].error_line()


@pytest.mark.usefixtures("draw")
def test_items_that_are_no_quotes_are_counted(tmp_path: Path):
    bad = BadQuote("unknown key", where=Place("q.yaml", 5, 3), quote="2")
    named = BadQuote("unknown key", where=Place("q.yaml", 6, 3), quote="name")
    report = run_batch(Plan((task(1),), {2: bad, 3: named}), tmp_path)
    assert [(r.id, r.number, r.status) for r in report.records] == [
        ("", 1, "written"),
        ("", 2, "failed"),
        ("name", 3, "failed"),
    ]
    assert (report.total, report.failed, report.return_code) == (3, 2, 1)


@pytest.mark.parametrize(
    ("stop", "code"), [(KeyboardInterrupt(), 130), (KeyboardInterrupt(int(signal.SIGTERM)), 143)]
)
def test_a_signal_keeps_the_account(
    draw: Callable[..., None], tmp_path: Path, stop: KeyboardInterrupt, code: int
):
    draw(stop=stop)
    report = run_batch(Plan((task(1), task(2, "stop"), task(3)), {}), tmp_path)
    assert report.return_code == code
    assert str(report) == "stopped; 1 of 3 written; run again to continue"
    assert [(r.file, r.status) for r in report.records] == [
        ("001-x.png", "written"),
        ("002-x.png", "skipped"),
        ("003-x.png", "skipped"),
    ]
    assert not list(tmp_path.glob("*.part")), "a torn card lies about"


def test_a_stop_that_a_library_swallowed_is_checked_for(draw: Callable[..., None], tmp_path: Path):
    draw(second=ImportError("half imported"))
    heard: list[int] = []

    def check() -> None:
        if len(heard) == 1:
            raise KeyboardInterrupt(int(signal.SIGTERM))
        heard.append(1)

    report = run_batch(Plan((task(1), task(2, "second"), task(3)), {}), tmp_path, check=check)
    assert report.return_code == 143
    assert (report.written, report.failed) == (1, 0), "the stop is no fault of the quote"


@pytest.mark.usefixtures("draw")
def test_a_folder_that_cannot_be_is_an_output_error(tmp_path: Path):
    (tmp_path / "file").write_text("x")
    report = run_batch(Plan((task(1),), {}), tmp_path / "file")
    assert isinstance(report.broken, OutputError)
    assert report.return_code == 4
    assert (tmp_path / "file").read_text() == "x"
    assert [r.status for r in report.records] == ["skipped"]


@pytest.mark.usefixtures("draw")
def test_a_folder_that_breaks_ends_the_batch(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    def full(self: Folder, name: str, data: bytes, *, force: bool) -> Path:
        if name == "002-x.png":
            raise OutputError("cannot write 002-x.png", why="the disk is full")
        return write(self, name, data, force=force)

    write = Folder.write
    monkeypatch.setattr(Folder, "write", full)
    bad = BadQuote("no", quote="4")
    report = run_batch(Plan((task(1), task(2), task(3)), {4: bad}), tmp_path)
    assert report.return_code == 4
    assert [(r.number, r.status) for r in report.in_order] == [
        (1, "written"),
        (2, "skipped"),
        (3, "skipped"),
        (4, "failed"),
    ]
    assert len(report.records) == report.total == report.as_dict()["total"]


@pytest.mark.usefixtures("draw")
def test_a_file_of_somebody_else_is_kept_unless_forced_and_costs_its_card_only(tmp_path: Path):
    (tmp_path / "001-x.png").write_bytes(b"mine")
    work = Plan((task(1), task(2)), {})
    report = run_batch(work, tmp_path)
    assert (report.return_code, report.broken) == (1, None)
    assert [r.status for r in report.records] == ["failed", "written"]
    assert "001-x.png was not made by quotecard" in report.records[0].error_line()
    assert (tmp_path / "001-x.png").read_bytes() == b"mine"
    assert run_batch(work, tmp_path, BatchOptions(force=True)).return_code == 0
    assert (tmp_path / "001-x.png").read_bytes() == b"PNG"


@pytest.mark.usefixtures("draw")
def test_a_folder_of_a_card_s_name_costs_that_card_only(tmp_path: Path):
    (tmp_path / "001-x.png").mkdir()
    for force in (False, True):
        report = run_batch(Plan((task(1), task(2)), {}), tmp_path / "", BatchOptions(force=force))
        assert (report.return_code, report.broken) == (1, None)
        (tmp_path / "002-x.png").unlink()


def test_fonts_are_verified_before_the_first_card(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    def verify() -> None:
        raise FontError("changed")

    monkeypatch.setattr(module, "default_book", lambda: SimpleNamespace(verify=verify))
    with pytest.raises(FontError):
        run_batch(Plan((task(1),), {}), tmp_path / "cards")


def test_a_dry_run_writes_nothing(tmp_path: Path):
    report = dry_run(Plan((task(1),), {2: BadQuote("no", quote="2")}), tmp_path / "cards")
    assert [r.status for r in report.records] == ["planned", "failed"]
    assert not (tmp_path / "cards").exists()
