"""The report counts, speaks and becomes data."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest
from quotecard.batch.report import FAILED, SKIPPED, WRITTEN, Failure, Record, Report
from quotecard.errors import CardError, DoesNotFit, OutputError
from quotecard.model import Notice, Place

GOOD = Record("a", 1, "001-a.png", "xuan", "portrait", 1080, 1350, 9, "a", WRITTEN)
BAD = Record("", 2, "002-b.png", status=FAILED, error=Failure("BadQuote", "no"))


@pytest.mark.parametrize(
    ("records", "end", "code"),
    [
        ([], {}, 0),
        ([GOOD], {}, 0),
        ([GOOD, BAD], {}, 1),
        ([GOOD, BAD], {"broken": OutputError("disk full")}, 4),
        ([GOOD], {"stopped_by": signal.SIGINT}, 130),
        ([GOOD, BAD], {"stopped_by": signal.SIGTERM}, 143),
    ],
)
def test_the_return_code_is_the_worst_that_happened(records: list[Record], end: dict, code: int):
    assert Report(Path("cards"), 3, records, **end).return_code == code


def test_the_summary_counts_and_says_where():
    assert str(Report(Path("cards"), 2, [GOOD, BAD])) == "1 of 2 written, 1 failed; the cards are in cards"


@pytest.mark.parametrize("end", [{"stopped_by": signal.SIGINT}, {"broken": OutputError("disk full")}])
def test_a_batch_that_ended_early_counts_what_it_wrote(end: dict):
    skipped = Record("c", 3, status=SKIPPED)
    on = "; run again to continue" if "stopped_by" in end else ""
    assert (
        str(Report(Path("cards"), 40, [GOOD] * 12 + [skipped] * 28, **end))
        == f"stopped; 12 of 40 written{on}"
    )
    assert (
        str(Report(Path("cards"), 3, [GOOD, BAD, skipped], **end)) == f"stopped; 1 of 3 written, 1 failed{on}"
    )


def test_a_stream_is_counted_and_not_kept():
    report = Report("cards", None, keep=False)
    for at in range(3000):
        report.add(GOOD._replace(number=at, notices=(Notice("mark", "one"),), id=f"q{at}"))
        report.add(BAD._replace(number=at))
    assert (report.written, report.failed, report.done) == (3000, 3000, 6000)
    assert report.records == []
    assert len(report.notices()) == len(report.failures()) == 1000
    assert report.unlisted == 4000
    assert report.as_dict()["total"] == 6000


@pytest.mark.parametrize(
    ("end", "broken", "stopped_by"),
    [
        ({}, "", ""),
        (
            {"broken": OutputError("cannot write a.png", why="the disk is full")},
            "cannot write a.png (the disk is full)",
            "",
        ),
        ({"stopped_by": signal.SIGTERM}, "", "SIGTERM"),
        ({"stopped_by": 2}, "", "SIGINT"),
    ],
)
def test_the_data_says_what_ended_it(end: dict, broken: str, stopped_by: str):
    data = json.loads(json.dumps(Report(Path("cards"), 1, [GOOD], **end).as_dict()))
    assert (data["broken"], data["stopped_by"]) == (broken, stopped_by)


def test_a_failure_knows_its_place_and_says_it_once():
    error = DoesNotFit(900, 600, size_px=36, where=Place("q.yaml", 3, 7), quote="b")
    failure = Failure.of(error, Place("q.yaml", 1, 1))
    assert (failure.kind, failure.path, failure.line, failure.column) == ("DoesNotFit", "q.yaml", 3, 7)
    assert "q.yaml" not in failure.message
    record = Record("b", 2, "002-b.png", status=FAILED, error=failure)
    assert record.error_line() == str(error)


def test_a_failure_without_a_place_takes_the_quotes():
    assert Failure.of(CardError("no"), Place("q.yaml", 1, 3)).column == 3
    assert Failure.of(CardError("no")).line == 0


def test_what_fails_all_cards_of_a_quote_is_said_once():
    other = Record("", 2, "002-b-wide.png", status=FAILED, error=BAD.error)
    report = Report(Path("cards"), 2, [BAD, other])
    assert report.failures() == {"quote 2: no": ["002-b.png", "002-b-wide.png"]}


def test_notices_are_said_once_a_quote():
    noticed = Record("a", 1, notices=(Notice("mark", "one"), Notice("mark", "two"), Notice("mark", "one")))
    assert Report(Path("cards"), 2, [noticed, noticed, GOOD]).notices() == {"a": ["one", "two"]}


def test_the_data_is_json():
    noticed = Record("a", 1, notices=(Notice("mark", "one"),))
    data = json.loads(json.dumps(Report(Path("cards"), 2, [GOOD, BAD, noticed]).as_dict()))
    assert (data["folder"], data["total"], data["written"], data["failed"]) == ("cards", 2, 1, 1)
    assert data["cards"][0]["error"] is None
    assert data["cards"][1]["notices"] == [{"kind": "mark", "message": "one"}]
    assert data["cards"][2]["error"]["kind"] == "BadQuote"


def test_records_are_told_in_the_order_of_the_file():
    report = Report(Path("cards"), 2, [BAD, GOOD])
    assert [card["number"] for card in report.as_dict()["cards"]] == [1, 2]
