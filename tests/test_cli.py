"""The commands: what they print, where, and how they end."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result
from PIL import Image
from quotecard.commands import main as cli
from quotecard.commands.quote_argument import parse_quote_argument

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM = [sys.executable, str(Path(__file__).resolve().parents[1] / "cli.py")]
QUOTE = "\u6211\u5011\u98fd\u53d7\u611a\u8822\u4e4b\u82e6"
GOOD = f"- {QUOTE}\n- {{text: Second, id: two, tags: [ai]}}\n"
BROKEN = GOOD + "- {text: Third, id: bad, colour: red}\n"
SIGNATURE = b"\x89PNG\r\n\x1a\n"
posix = pytest.mark.skipif(os.name != "posix", reason="POSIX has it")
NEW_GROUP = {"start_new_session": True}
UNSAFE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def quotecard(*words: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli.cli, words, input=stdin, prog_name="quotecard")


def started(*words: str, **options: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*PROGRAM, *words], stderr=subprocess.PIPE, stdout=subprocess.PIPE, **options)


# How it ends


@pytest.mark.parametrize(
    ("source", "words", "code"),
    [
        (GOOD, ["batch"], 0),
        (GOOD, ["batch", "--dry-run"], 0),
        (GOOD, ["preview"], 0),
        (GOOD, ["explain", "two"], 0),
        (BROKEN, ["batch"], 1),
        (BROKEN, ["batch", "--only", "two"], 0),
        (BROKEN, ["preview", "bad"], 1),
        ("- {text: a, theme: nosuch}\n- b\n", ["batch"], 1),
        (GOOD, [], 2),
        (GOOD, ["nosuch"], 2),
        (GOOD, ["batch", "--jobs"], 2),
        (GOOD, ["batch", "-t", "nosuch"], 2),
        (GOOD, ["batch", "-s", "nosuch"], 2),
        (GOOD, ["batch", "--only", "nosuch"], 2),
        (GOOD, ["batch", "--name", "{author}"], 2),
        (GOOD, ["preview", "9"], 2),
        (GOOD, ["preview", "-o", "card.jpg"], 2),
        (GOOD, ["preview", "-o", "./card.PNG"], 0),
        (GOOD, ["preview", "-o", "card"], 0),
        (GOOD, ["preview", "-o", "-", "--open"], 2),
        (GOOD, ["preview", "quotes.yaml", "1", "2"], 2),
        (GOOD, ["preview", "1", "--text", "a"], 2),
        (GOOD, ["explain"], 2),
        (GOOD, ["explain", "quotes.yaml"], 2),
        (GOOD, ["batch", "nosuch.yaml"], 3),
        (GOOD, ["preview", "nosuch.yaml"], 3),
        ("- [", ["batch"], 3),
        ("- [", ["explain", "1"], 3),
        (GOOD, ["batch", "-o", "quotes.yaml"], 4),
        (GOOD, ["batch", "-o", ""], 2),
        (GOOD, ["batch", "--tag", "ai", "--only", "1"], 2),
        (GOOD, ["preview", "-o", "nosuch/card.png"], 4),
        (GOOD, ["init"], 4),
    ],
)
def test_exit_codes(here: Path, source: str, words: list[str], code: int):
    (here / "quotes.yaml").write_text(source, encoding="utf-8")
    result = quotecard(*words)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    if code:
        assert result.stderr.strip()
        assert (here / "quotes.yaml").read_text(encoding="utf-8") == source


@pytest.mark.parametrize(
    "command", ["", "batch", "preview", "explain", "fonts", "themes", "sizes", "init", "schema"]
)
def test_each_command_explains_itself(command: str):
    result = quotecard(*command.split(), "--help")
    assert result.exit_code == 0
    assert result.output.startswith("Usage: quotecard")


def test_the_version_is_told():
    assert re.fullmatch(r"quotecard, version \d+\.\d+.*\n", quotecard("--version").output)


# batch


def test_a_batch_draws_every_quote(here: Path):
    (here / "quotes.yaml").write_text(GOOD, encoding="utf-8")
    result = quotecard("batch")
    assert result.stdout == ""
    cards = sorted((here / "cards").glob("*.png"))
    assert [c.name[:4] for c in cards] == ["001-", "002-"]
    assert {path.name for path in (here / "cards").iterdir()} - {card.name for card in cards} == {
        "quotecard.jsonl"
    }
    assert cards[1].name == "002-two.png"
    for card in cards:
        with Image.open(card) as image:
            assert image.size == (1080, 1350)
    assert result.stderr.splitlines()[-1] == "2 of 2 written; the cards are in cards"


def test_one_bad_item_is_named_and_the_rest_are_drawn(here: Path):
    (here / "quotes.yaml").write_text(BROKEN, encoding="utf-8")
    result = quotecard("batch")
    (line,) = [line for line in result.stderr.splitlines() if line.startswith("Error: ")]
    assert re.match(r"Error: quotes\.yaml:3:\d+: quote bad: .*colour", line)
    assert result.stderr.splitlines()[-1].startswith("2 of 3 written, 1 failed")
    assert len(list((here / "cards").glob("*.png"))) == 2


def test_the_quotes_come_from_standard_input(here: Path):
    assert quotecard("batch", "-", stdin=GOOD).exit_code == 0
    assert len(list((here / "cards").glob("*.png"))) == 2


def test_several_looks_make_several_cards(here: Path):
    (here / "quotes.yaml").write_text(GOOD, encoding="utf-8")
    quotecard(
        "batch", "-t", "xuan", "-t", "ink", "-s", "square", "-s", "300x400", "--only", "two", "-o", "out"
    )
    assert sorted(p.name for p in (here / "out").glob("*.png")) == [
        "002-two-ink-300x400.png",
        "002-two-ink-square.png",
        "002-two-xuan-300x400.png",
        "002-two-xuan-square.png",
    ]


def test_a_dry_run_names_the_cards_and_writes_nothing(here: Path):
    (here / "quotes.yaml").write_text(GOOD, encoding="utf-8")
    result = quotecard("batch", "--dry-run", "--name", "{id}")
    assert result.stdout.splitlines() == [
        str(Path("cards/1.png")),
        str(Path("cards/2.png")).replace("2", "two"),
    ]
    assert result.stderr.splitlines()[-1] == "2 would be written"
    assert not (here / "cards").exists()


def test_the_json_report_has_one_record_a_card(here: Path):
    (here / "quotes.yaml").write_text(BROKEN, encoding="utf-8")
    result = quotecard("batch", "--json", "-s", "300x400", "-s", "400x300")
    data = json.loads(result.stdout)
    assert {key: type(value) for key, value in data.items()} == {
        "folder": str,
        "total": int,
        "written": int,
        "unchanged": int,
        "failed": int,
        "removed": int,
        "broken": str,
        "stopped_by": str,
        "cards": list,
    }
    assert (data["folder"], data["total"], data["written"], data["failed"]) == ("cards", 5, 4, 1)
    kinds = {
        **dict.fromkeys(("id", "file", "theme", "size", "alt", "status", "sha256", "key"), str),
        **dict.fromkeys(("number", "width", "height", "bytes"), int),
        "notices": list,
        "size_px": float,
        "bucket": int,
    }
    for card in data["cards"]:
        assert {key: type(value) for key, value in card.items() if key != "error"} == kinds
        if card["status"] == "failed":
            assert set(card["error"]) == {"kind", "message", "path", "line", "column"}
            assert (card["error"]["kind"], card["error"]["line"]) == ("BadQuote", 3)
        else:
            assert card["error"] is None
            assert (here / "cards" / card["file"]).stat().st_size == card["bytes"]
    assert [c["size"] for c in data["cards"]].count("300x400") == 2


def test_a_dry_run_reports_what_is_planned(here: Path):
    (here / "quotes.yaml").write_text(GOOD, encoding="utf-8")
    data = json.loads(quotecard("batch", "--json", "--dry-run").stdout)
    assert [card["status"] for card in data["cards"]] == ["planned", "planned"]


# preview and explain


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([], ("quotes.yaml", "")),
        (["3"], ("quotes.yaml", "3")),
        (["intelligence"], ("quotes.yaml", "intelligence")),
        (["-"], ("-", "")),
        (["a.yaml"], ("a.yaml", "")),
        (["A.YML"], ("A.YML", "")),
        (["dir/a.json"], ("dir/a.json", "")),
        (["a.yaml", "3"], ("a.yaml", "3")),
        (["a.txt", "b.yaml"], ("a.txt", "b.yaml")),
    ],
)
def test_a_lone_word_is_a_file_where_it_looks_like_one(words: list[str], found: tuple[str, str]):
    assert parse_quote_argument(tuple(words)) == found


def test_a_preview_prints_the_path_of_a_temporary_card(here: Path):
    result = quotecard("preview", "--text", QUOTE)
    path = Path(result.stdout.removesuffix("\n"))
    try:
        assert path.read_bytes().startswith(SIGNATURE)
        assert here not in path.parents
        assert re.match(r"1080\u00d71350 px, \d lines?", result.stderr)
        assert list(here.iterdir()) == []
    finally:
        path.unlink()
        path.parent.rmdir()


def test_a_preview_is_the_first_quote_or_the_one_named(here: Path):
    (here / "quotes.yaml").write_text(GOOD + "- {text: Third, size: 300x400}\n", encoding="utf-8")
    for words, size in (
        ([], (1080, 1350)),
        (["3"], (300, 400)),
        (["quotes.yaml", "3", "-s", "square"], (1080, 1080)),
    ):
        assert quotecard("preview", *words, "-o", "card.png").stdout == "card.png\n"
        with Image.open("card.png") as image:
            assert image.size == size


def test_a_preview_opens_the_card_when_asked(here: Path, monkeypatch: pytest.MonkeyPatch):
    opened: list[str] = []
    monkeypatch.setattr("click.launch", opened.append)
    quotecard("preview", "--text", QUOTE, "-o", "card.png")
    assert opened == []
    quotecard("preview", "--text", QUOTE, "-o", "card.png", "--open")
    assert opened == ["card.png"]


def test_a_preview_to_a_pipe_is_the_picture_alone(here: Path):
    process = started("preview", "--text", QUOTE, "-o", "-")
    out, err = process.communicate()
    assert process.returncode == 0, err
    with Image.open(io.BytesIO(out)) as image:
        image.load()
    assert out.endswith(b"IEND\xaeB`\x82")
    assert b"1350 px" in err


def test_an_account_has_its_parts(here: Path):
    (here / "quotes.yaml").write_text(GOOD, encoding="utf-8")
    data = json.loads(quotecard("explain", "1", "--json").stdout)
    kept = ["id", "lang", "direction", "size_px", "lines", "runs", "notices", "alternatives"]
    assert [key for key in data if key in kept] == kept
    assert set(data) - set(kept) == {"cost", "line_costs", "forbidden", "faces"}
    assert data["lang"] == "zh-Hant"
    told = quotecard("explain", "1")
    assert "zh-Hant (guessed from the text)" in told.stdout
    assert data["lines"][0] in told.stdout
    assert told.stderr == ""


def test_an_overlay_is_a_picture_beside_the_account(here: Path):
    (here / "quotes.yaml").write_text(GOOD, encoding="utf-8")
    plain = quotecard("explain", "1").stdout
    assert quotecard("explain", "1", "--overlay", "layout.png").stdout == plain
    with Image.open(here / "layout.png") as image:
        image.load()
        assert image.height > 1350
    assert quotecard("explain", "1", "--overlay", "-").exit_code == 2
    assert quotecard("explain", "1", "--overlay", "layout.jpg").exit_code == 2


def test_a_uniform_batch_names_what_stands_out(here: Path):
    tall = "\\n".join("一二三四五六七八九")
    (here / "quotes.yaml").write_text(f'- 少即是多\n- 知足常樂\n- 我思故我在\n- "{tall}"\n', encoding="utf-8")
    result = quotecard("batch", "--uniform", "--json")
    cards = json.loads(result.stdout)["cards"]
    assert [card["bucket"] for card in cards] == [1, 1, 1, 2]
    assert len({card["size_px"] for card in cards}) == 2
    assert "quote 4: in xuan portrait it has room for" in result.stderr
    alone = json.loads(quotecard("batch", "--json", "-o", "alone").stdout)["cards"]
    assert {card["bucket"] for card in alone} == {0}


# the small commands


def test_a_sample_is_written_once_and_can_be_drawn(here: Path):
    assert quotecard("init").exit_code == 0
    before = (here / "quotes.yaml").read_bytes()
    assert quotecard("init").exit_code == 4
    assert (here / "quotes.yaml").read_bytes() == before
    assert quotecard("batch").exit_code == 0


@posix
def test_a_link_to_nowhere_is_not_followed(here: Path):
    (here / "quotes.yaml").symlink_to(here / "elsewhere.yaml")
    assert quotecard("init").exit_code == 4
    assert not (here / "elsewhere.yaml").exists()


def test_the_schema_is_json():
    assert "$schema" in json.loads(quotecard("schema").stdout)


def test_themes_and_sizes_are_listed():
    assert {line.split()[0] for line in quotecard("themes").stdout.splitlines()} >= {"xuan", "ink"}
    assert re.search(r"^square +1080\u00d71080$", quotecard("sizes").stdout, re.MULTILINE)


def test_fonts_are_listed_with_their_licence():
    lines = quotecard("fonts").stdout.splitlines()
    assert len(lines) >= 6
    assert all("Licen" in line or "CC" in line for line in lines)


def test_fonts_say_who_covers_a_text():
    told = quotecard("fonts", "--covers", "\u76f4\U0001f600").stdout
    assert re.search(r"lacks U\+1F600", told)
    assert re.search(r"lacks U\+76F4", told)


# What reaches a terminal

HOSTILE = (
    "\x1b]0;owned\x07",
    "\x1b[2J",
    "\x1b]52;c;eA==\x07",
    "\x9b31m",
    "\u202egnp",
    "\x90q\x9c",
    "\u2066x",
)
ATTACKS = [
    *(
        ["batch", *more]
        for more in ([], ["--json"], ["--dry-run"], ["--dry-run", "--json"], ["--name", "{id}"])
    ),
    *(["preview", str(n), "-o", "card.png"] for n in range(1, 6)),
    *(["explain", str(n), *more] for n in range(1, 6) for more in ([], ["--json"])),
]
ARGUMENTS = [
    ["batch", "-t", "{}"],
    ["batch", "-s", "{}"],
    ["batch", "--only", "{}"],
    ["batch", "--tag", "{}"],
    ["batch", "--name", "{}{{x}}"],
    ["batch", "--on-missing", "{}"],
    ["batch", "--{}"],
    ["batch", "{}.yaml"],
    ["batch", "-o", "quotes.yaml/{}"],
    ["preview", "-o", "{}.jpg"],
    ["preview", "-o", "nosuch/{}.png"],
    ["preview", "a", "b", "{}"],
    ["explain", "{}"],
    ["fonts", "--covers", "{}"],
    ["{}"],
    ["--{}"],
]


def hostile_file(word: str) -> str:
    said = json.dumps(word)  # YAML reads JSON's escapes
    return "".join(
        f"- {item}\n"
        for item in (
            f"{{text: a, id: {said}}}",
            f"{{text: b, author: {said}, tags: [{said}]}}",
            f"{{text: c, {said}: x}}",
            said,
            f"{{text: e, theme: {said}, size: {said}}}",
            f"plain {word}" if word.isprintable() else "f",
        )
    )


def assert_clean(shown: str) -> None:
    wild = {hex(ord(c)) for c in shown if unicodedata.category(c) in UNSAFE and c not in "\r\n"}
    assert not wild, shown


@pytest.mark.parametrize("word", HOSTILE, ids=ascii)
def test_no_quote_reaches_the_terminal_raw(here: Path, word: str):
    (here / "quotes.yaml").write_text(hostile_file(word), encoding="utf-8")
    for words in ATTACKS:
        assert_clean(quotecard(*words).output)


@pytest.mark.parametrize("words", ARGUMENTS, ids=" ".join)
def test_no_argument_reaches_the_terminal_raw(here: Path, words: list[str]):
    (here / "quotes.yaml").write_text(GOOD, encoding="utf-8")
    for word in HOSTILE:
        result = quotecard(*(part.format(word) for part in words))
        assert_clean(result.output)
        assert "Traceback" not in result.output


def test_a_fault_of_ours_is_told_safely(here: Path, monkeypatch: pytest.MonkeyPatch):
    def render_card(*_: object, **__: object) -> None:
        raise ZeroDivisionError(HOSTILE[0])

    monkeypatch.setattr("quotecard.card.render_card", render_card)
    result = quotecard("preview", "--text", "a")
    assert result.exit_code == 1
    assert "please report it" in result.stderr
    assert_clean(result.output)


def in_terminal(*words: str) -> tuple[int, str]:
    """Run the program on a terminal of its own; return its exit code and what the terminal got."""
    pty = pytest.importorskip("pty")
    main, sub = pty.openpty()
    process = subprocess.Popen([*PROGRAM, *words], stdin=sub, stdout=sub, stderr=sub)
    os.close(sub)
    shown = b"".join(chunks(main))
    os.close(main)
    return process.wait(), shown.decode()


def chunks(terminal: int) -> Iterator[bytes]:
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # Linux says so when the other end is closed
            return
        if not piece:
            return
        yield piece


def test_a_terminal_gets_a_bar_and_nothing_wild(here: Path):
    (here / "quotes.yaml").write_text("".join(map(hostile_file, HOSTILE)), encoding="utf-8")
    code, shown = in_terminal("batch", "-s", "300x400")
    assert code == 1
    assert "] 1 of 42" in shown
    assert_clean(shown)


def test_a_picture_is_not_written_to_a_terminal():
    code, shown = in_terminal("preview", "--text", QUOTE, "-o", "-")
    assert code == 2
    assert "PNG" not in shown
    assert "redirect it" in shown


# Signals and pipes


@posix
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_a_batch_with_its_account(here: Path, number: int, code: int):
    (here / "quotes.yaml").write_text("- text\n" * 2000, encoding="utf-8")
    process = started("batch", **NEW_GROUP)
    while len(list(here.glob("cards/*.png"))) < 3:
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)
    os.killpg(process.pid, number)
    before = len(list(here.glob("cards/*.png")))
    _, err = process.communicate(timeout=60)
    assert process.returncode == code, err
    assert b"Traceback" not in err
    last = err.decode().splitlines()[-1]
    found = re.fullmatch(r"stopped; (\d+) of 2000 written; run again to continue", last)
    assert found, last
    cards = list(here.glob("cards/*.png"))
    assert int(found[1]) in {len(cards), len(cards) - 1}
    assert len(cards) - before < 500, "it went on for a second after it was asked to stop"
    assert [p.name for p in (here / "cards").iterdir() if p.suffix != ".png"] == ["quotecard.jsonl"]
    assert all(card.read_bytes().endswith(b"IEND\xaeB`\x82") for card in cards)


@posix
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_a_preview_quietly(here: Path, number: int, code: int):
    os.mkfifo(here / "q.yaml")
    process = started("preview", "q.yaml", **NEW_GROUP)
    with (here / "q.yaml").open("wb"):  # opens when the program does, which then waits for a quote
        os.killpg(process.pid, number)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (code, b"")
    assert b"Traceback" not in err


def test_a_signal_that_a_library_swallowed_still_stops(here: Path, monkeypatch: pytest.MonkeyPatch):
    signals = cli.Signals()

    def render_card(*_: object, **__: object) -> None:
        with contextlib.suppress(KeyboardInterrupt):
            signals._stop(signal.SIGTERM, None)
        raise ImportError("half imported")

    monkeypatch.setattr("quotecard.card.render_card", render_card)
    result = CliRunner().invoke(cli.cli, ["preview", "--text", "a"], obj=signals)
    assert (result.exit_code, result.stderr) == (143, "Error: stopped\n")


@posix
def test_a_program_started_to_ignore_interrupts_ignores_them():
    code = f"import signal; from quotecard.commands import main as cli; signal.signal({int(signal.SIGINT)}, signal.SIG_IGN); cli.Signals().listen(); print(signal.getsignal(2) is signal.SIG_IGN)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        cwd=PROGRAM[1][: -len("cli.py")],
    )
    assert done.stdout == "True\n"


@posix
@pytest.mark.parametrize(
    ("words", "closed", "code", "says"),
    [
        ("batch -", "<&-", 3, "standard input is closed"),
        ("preview --text a -o -", ">&-", 4, "cannot write to standard output (it is closed)"),
        ("preview --text a", ">&-", 4, "cannot write to standard output"),
        ("batch --json", ">&-", 4, "cannot write to standard output"),
        ("batch --dry-run", ">&-", 4, "cannot write to standard output"),
        ("explain 1 --json", ">&-", 4, "cannot write to standard output"),
        ("schema", ">&-", 4, "cannot write to standard output"),
        ("themes", ">&-", 4, "cannot write to standard output"),
        ("batch --only two", ">&-", 0, "1 of 1 written"),
        ("batch --only two", "2>&-", 0, ""),
        ("batch nosuch.yaml", "2>&-", 3, ""),
    ],
)
def test_a_closed_stream_is_an_error_in_words(here: Path, words: str, closed: str, code: int, says: str):
    (here / "quotes.yaml").write_text(GOOD, encoding="utf-8")
    shell = ["sh", "-c", f'exec "$@" {closed}', "sh", *PROGRAM, *words.split()]
    done = subprocess.run(shell, check=False, capture_output=True, text=True)
    assert done.returncode == code, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert code != 4 or not (here / "cards").exists()


@posix
def test_a_reader_who_has_seen_enough_hears_nothing(here: Path):
    process = started("schema")
    assert process.stdout
    process.stdout.close()
    assert process.stderr
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 1


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk to write to")
def test_a_full_disk_behind_standard_output_is_an_output_error(here: Path):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, "preview", "--text", "a", "-o", "-"], check=False, stdout=full, stderr=subprocess.PIPE
        )
    assert done.returncode == 4, done.stderr
    assert b"Traceback" not in done.stderr


# Starting fast


@pytest.mark.parametrize(
    "words", [["preview", "--text", QUOTE, "-o", "card.png"], ["--help"], ["sizes"]], ids=" ".join
)
def test_the_start_imports_little(here: Path, words: list[str]):
    code = f"import sys\nfrom quotecard.commands import main as cli\ntry: cli.cli({words!r})\nexcept SystemExit as e: assert not e.code\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1] / "render")},
    )
    assert done.returncode == 0, done.stderr
    loaded = set(done.stderr.splitlines()[-1].split())
    heavy = {
        "yaml",
        "fontTools",
        "rjieba",
        "opencc",
        "numpy",
        "json",
        "tempfile",
        "asyncio",
        "quotecard.batch",
    }
    assert sorted(loaded & heavy) == []
