"""`quotecard serve` as a script sees it, and as a page of the web that means harm does."""

from __future__ import annotations

import http.client
import json
import re
import signal
import socket
import subprocess
import time
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from PIL import Image
from quotecard import load_quotes, render_card
from quotecard.commands import main as cli
from quotecard.errors import OutputError, UsageError
from quotecard.read.document import read_quotes
from quotecard.serve.guard import HEADERS
from quotecard.serve.listen import PORT, open_listener
from quotecard.serve.request import PARAMETERS, TONES
from quotecard.style import sizes, theme_source, themes

from tests.preview.pretend import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.serve.asking import Served

ONE = "\u6211\u5011\u98fd\u53d7\u611a\u8822\u4e4b\u82e6"
FILE = f"""\
- {ONE}
- {{text: "==Second== thing, said...", id: two, author: Somebody, theme: ink, size: square}}
- {{text: Third, colour: red}}
- {{text: Fourth, theme: nosuch}}
"""
PNG = b"\x89PNG\r\n\x1a\n"
ELSEWHERE = (
    *("../secret.yaml", "../../../../etc/passwd", "/etc/passwd", "..\\secret.yaml", "file:///etc/passwd"),
    *(
        "%2e%2e%2fsecret",
        "....//secret",
        "secret.yaml\0",
        "~/secret",
        "C:\\secret",
        "\u2025/secret",
        "./quotes.yaml",
        "./mine.toml",
        "brand/",
    ),
)


@pytest.fixture
def site(serving: Callable[..., Served]) -> Served:
    return serving(FILE)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for the tests that change nothing."""
    from tests.serve.asking import standing

    with standing(tmp_path_factory.mktemp("guarded"), FILE) as served:
        yield served


# Pictures


@pytest.mark.parametrize(
    ("asked", "which", "look"),
    [
        ({}, 0, {}),
        ({"id": "1"}, 0, {}),
        ({"id": "001"}, 0, {}),
        ({"id": "two"}, 1, {}),
        ({"id": "2", "theme": "xuan", "size": "wide"}, 1, {"theme": "xuan", "size": "wide"}),
        ({"id": "1", "theme": "\u58a8", "size": "800x600"}, 0, {"theme": "ink", "size": "800x600"}),
    ],
)
def test_a_card_is_that_of_batch_byte_for_byte(
    guarded: Served, asked: dict[str, str], which: int, look: dict[str, str]
):
    answer = guarded.get("/card.png", **asked)
    assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
    assert answer.body == render_card(load_quotes(guarded.path)[which], **look).png()


def test_a_direction_is_that_of_the_quote(guarded: Served):
    quote = load_quotes(guarded.path)[0]
    columns = render_card(quote._replace(direction="vertical")).png()
    assert guarded.get("/card.png", id="1", direction="vertical").body == columns
    assert guarded.get("/card.png", id="1", direction="auto").body == render_card(quote).png()
    assert columns != render_card(quote).png()


def test_a_file_that_changes_has_another_card_at_once(site: Served):
    assert site.get("/card.png").status == 200
    site.path.write_text("- Other words\n", encoding="utf-8")
    assert site.get("/card.png").body == render_card("Other words").png()


def test_a_picture_that_is_known_is_not_sent_again(guarded: Served):
    first = guarded.get("/card.png", id="two")
    again = guarded.ask("/card.png?id=two", if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert guarded.ask("/card.png?id=1", if_none_match=first.headers["etag"]).status == 200
    assert first.headers["content-disposition"] == "inline; filename*=UTF-8''002-two.png"
    assert first.headers["server-timing"].startswith("card;dur=")


@pytest.mark.parametrize(
    ("asked", "status", "what"),
    [
        ({"id": "9"}, 404, "no quote has the id or number 9"),
        ({"id": "3"}, 422, "unknown key 'colour'"),
        ({"id": "4"}, 422, "unknown theme 'nosuch'"),
        ({"theme": "inc"}, 400, "unknown theme 'inc'"),
        ({"size": "9x9"}, 400, "at least"),
        ({"direction": "up"}, 400, "unknown direction up"),
        ({"tone": "loud"}, 400, "unknown tone loud"),
        ({"colour": "red"}, 400, "unknown parameter colour"),
        ({"id": "x" * 201}, 400, "id must be a string of at most 200 characters"),
    ],
)
def test_what_there_is_not_says_so(guarded: Served, asked: dict[str, str], status: int, what: str):
    answer = guarded.get("/card.png", **asked)
    assert answer.status == status
    assert what in answer.json["error"]["what"] + answer.json["error"]["why"]


def test_an_error_has_its_place_and_line(guarded: Served):
    error = guarded.get("/card.png", id="3").json["error"]
    assert (error["file"], error["line"], error["column"]) == ("quotes.yaml", 3, 17)
    assert error["excerpt"] == "- {text: Third, colour: red}"


def test_a_broken_file_is_an_error_unless_the_last_good_card_will_do(site: Served):
    good = site.get("/card.png").body
    site.path.write_text('- "never closed\n', encoding="utf-8")
    assert site.get("/card.png").status == 422
    assert site.get("/card.png").json["error"]["line"] >= 1
    assert site.get("/card.png", last="good").body == good
    site.path.unlink()
    assert "cannot be opened" in site.get("/card.png").json["error"]["what"]
    site.path.write_text(FILE, encoding="utf-8")
    assert site.get("/card.png").body == good


def test_a_thumbnail_and_a_layout_are_pictures(guarded: Served):
    from io import BytesIO

    from PIL import Image

    assert Image.open(BytesIO(guarded.get("/thumb.png", id="1").body)).size == (134, 168)
    assert Image.open(BytesIO(guarded.get("/overlay.png", id="1").body)).width == 1080


# What is typed


def test_a_text_that_is_typed_is_set(guarded: Served):
    edits = {"text": "==Typed== now", "author": "Me"}
    answer = guarded.ask("/card", body={"id": "two", "edits": edits})
    quote = load_quotes(guarded.path)[1]
    typed = {"text": "==Typed== now", "author": "Me", "theme": "ink", "size": "square", "id": "two"}
    assert quote.author == "Somebody"
    assert answer.body == render_card(typed).png()
    assert guarded.ask("/card", body={"edits": {"text": "alone"}}).body == render_card("alone").png()


def test_what_is_said_of_a_quote(guarded: Served):
    said = guarded.ask("/facts", body={"id": "two", "size": "wide", "direction": "horizontal"}).json
    assert said["alt"] == "Second thing, said\u2026 \u2014 Somebody"
    assert (said["width"], said["height"], said["theme"], said["name"]) == (1200, 630, "ink", "002-two.png")
    assert any("\u2026" in notice for notice in said["notices"])
    assert [one["rule"] for one in said["findings"]] == ["ellipsis"]
    assert (said["findings"][0]["line"], said["findings"][0]["column"]) == (2, 33)
    (back,) = read_quotes(said["yaml"].encode())
    assert (
        render_card(back).png()
        == guarded.get("/card.png", id="two", size="wide", direction="horizontal").body
    )


def test_a_draft_is_checked_beside_the_others(guarded: Served):
    said = guarded.ask("/facts", body={"id": "two", "edits": {"text": ONE}}).json
    assert [(one["rule"], one["line"]) for one in said["findings"] if one["rule"] == "duplicate"] == [
        ("duplicate", 0)
    ]


@pytest.mark.parametrize(
    ("edits", "status", "what"),
    [
        ({"text": "  "}, 422, "the text is empty"),
        ({"text": "\x1b[2J"}, 422, "U+001B"),
        ({"text": "x" * 2001}, 422, "too long"),
        ({"text": "\U000f0000"}, 422, "U+F0000"),
        ({"theme": "ink"}, 400, "unknown field theme"),
        ({"text": 3}, 400, "text must be a string"),
        (["text"], 400, "edits must be a JSON object"),
    ],
)
def test_a_draft_that_cannot_be_set_says_why(guarded: Served, edits: Any, status: int, what: str):
    answer = guarded.ask("/card", body={"id": "1", "edits": edits})
    assert answer.status == status
    assert what in answer.json["error"]["what"]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"[" * 60000, "application/json", 400),
        (b"{}", "text/plain", 400),
        (b"id=1", "application/x-www-form-urlencoded", 400),
        (b'"' + b"x" * 300_000 + b'"', "application/json", 413),
    ],
)
def test_a_body_that_is_none_is_refused(guarded: Served, body: bytes, kind: str, status: int):
    assert guarded.ask("/card", body=body, content_type=kind).status == status


# Who may ask


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:{port}"},
        {"Host": "127.0.0.1.evil.example:{port}"},
        {"Host": "127.0.0.1"},
        {"Host": "127.0.0.1:1"},
        {"Host": "0.0.0.0:{port}"},
        {"Host": "[::]:{port}"},
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "https://127.0.0.1:{port}"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"},
    ],
)
@pytest.mark.parametrize("path", ["/card.png?id=1", "/quotes.json", "/events", "/page.js"])
def test_what_comes_from_elsewhere_is_refused(guarded: Served, headers: dict[str, str], path: str):
    port = guarded.host.split(":")[1]
    answer = guarded.ask(path, **{key: value.format(port=port) for key, value in headers.items()})
    assert answer.status == 403
    assert ONE.encode() not in answer.body


def test_what_comes_from_here_is_answered(guarded: Served):
    port = guarded.host.split(":")[1]
    for name in ("127.0.0.1", "localhost", "LOCALHOST", "[::1]"):
        assert guarded.ask("/card.png", Host=f"{name}:{port}").status == 200
    assert guarded.ask("/card", body={"id": "1"}, Origin=f"http://localhost:{port}").status == 200
    assert guarded.ask("/card.png", Sec_Fetch_Site="same-origin").status == 200
    assert guarded.ask("/", Sec_Fetch_Site="cross-site", Sec_Fetch_Dest="document").status == 200
    assert guarded.ask("/", Sec_Fetch_Site="cross-site", Sec_Fetch_Dest="iframe").status == 403


def test_one_host_and_no_other(guarded: Served):
    host = f"Host: {guarded.host}"
    assert b" 200 " in guarded.raw("GET / HTTP/1.1", host, "Connection: close")
    for hosts in ([], [host, "Host: evil.example"], ["Host: evil.example", host]):
        status = guarded.raw("GET /quotes.json HTTP/1.1", *hosts, "Connection: close").split()[1]
        assert status in (b"400", b"403")
    assert (
        guarded.raw(
            "GET http://evil.example/quotes.json HTTP/1.1", "Host: evil.example", "Connection: close"
        ).split()[1]
        == b"403"
    )


@pytest.mark.parametrize(
    "path", ["/", "/page.css", "/card.png?id=1", "/card.png?id=9", "/nothing", "/events", "/font.otf?lang=ja"]
)
def test_every_answer_says_what_a_browser_may_do(guarded: Served, path: str):
    connection = http.client.HTTPConnection(guarded.host, timeout=60)
    connection.request("GET", path)
    headers = {key.lower(): value for key, value in connection.getresponse().getheaders()}
    connection.close()
    assert {key: headers.get(key) for key in HEADERS} == HEADERS
    assert "server" not in headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_the_page_has_nothing_inline_and_nothing_from_elsewhere(guarded: Served):
    page = guarded.ask("/").body.decode()
    assert " style=" not in page
    assert "<style" not in page
    assert not re.search(r"\son\w+\s*=", page)
    for name in ("/", "/page.css", "/page.js"):
        text = guarded.ask(name).body.decode().replace("http://www.w3.org/2000/svg", "")
        assert "http:" not in text
        assert "https:" not in text
        assert "innerHTML" not in text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(guarded: Served, method: str):
    assert guarded.ask("/card.png", method=method).status == 405
    assert guarded.ask("/card", method=method).status == 405


# Nothing else is read, and nothing written


def test_no_parameter_is_a_path(serving: Callable[..., Served], tmp_path: Path):
    """Every name in every parameter of every address; the interpreter itself tells what was opened."""
    secret = "TOP SECRET WORDS"
    (tmp_path.parent / "secret.yaml").write_text(f"- {secret}\n")
    (tmp_path / "secret.yaml").write_text(f"- {secret}\n")
    site = serving(FILE, audit=True)
    for path in ("/", "/card.png", "/thumb.png?id=1", "/overlay.png?id=1", "/font.otf?lang=zh-Hant"):
        assert site.ask(path).status == 200
    assert site.ask("/facts", body={"id": "1", "edits": {"text": "a\u4e4b"}}).status == 200
    before = sorted((path.name, path.read_bytes()) for path in tmp_path.iterdir() if path.name != "stderr")
    known = len(site.errors.read_text().splitlines())
    for name in ELSEWHERE:
        for parameter in (*PARAMETERS, "lang", "file", "path"):
            for address in ("/card.png", "/thumb.png", "/overlay.png", "/font.otf"):
                answer = site.get(address, **{parameter: name})
                assert answer.status in (400, 404), (address, parameter, name)
                assert secret.encode() not in answer.body
            for address in ("/card", "/thumb", "/overlay", "/facts"):
                assert site.ask(address, body={"id": "1", parameter: name}).status in (400, 404)
        for path in (
            f"/{name}",
            f"/page/{name}",
            f"//{name}",
            "/..%2fquotes.yaml",
            "/quotes.yaml",
            "/%2e%2e/cli.py",
        ):
            status = site.raw(
                f"GET {path.replace(chr(0), '%00').replace(chr(0x2025), '%E2%80%A5')} HTTP/1.1",
                f"Host: {site.host}",
                "Connection: close",
            ).split()[1]
            assert status == b"404"
    site.path.touch()
    assert site.get("/card.png", id="1").status == 200
    opened = [line for line in site.errors.read_text().splitlines()[known:] if line.startswith("OPENED")]
    elsewhere = [
        line
        for line in opened
        if "'quotes.yaml'" not in line and "site-packages" not in line and "lib/python" not in line
    ]
    assert opened, "the hook sees what is opened"
    assert not elsewhere
    after = sorted((path.name, path.read_bytes()) for path in tmp_path.iterdir() if path.name != "stderr")
    assert after == before


def test_nothing_of_a_request_or_a_quote_reaches_the_terminal(site: Served):
    site.ask("/card.png?id=%1b%5d0;owned%07&theme=%1b[2J")
    site.ask("/card", body={"edits": {"text": "\x1b]0;owned\x07"}})
    site.raw("GET /\x1b[2J HTTP/1.1", f"Host: {site.host}", "Connection: close")
    site.raw("\x1b]0;owned\x07")
    assert site.stop() == 143
    assert site.errors.read_text() == "Error: stopped\n"


# Where it listens, and how it ends


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0:8000",
        "example.org:80",
        "192.168.1.1:8000",
        "[::]:80",
        "127.0.0.1:",
        "127.0.0.1:99999",
        "x",
        ":-1",
        "127.0.0.1:\u0663",
    ],
)
def test_an_address_that_is_not_of_this_machine_is_refused(address: str):
    with pytest.raises(UsageError):
        open_listener(address)


def test_only_this_machine_can_connect():
    listener, host = open_listener("0")
    with listener:
        assert (host, listener.getsockname()[0]) == ("127.0.0.1", "127.0.0.1")


def test_a_port_that_is_taken_is_an_error_or_the_next_one():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OutputError, match="cannot listen"):
            open_listener(str(taken.getsockname()[1]))
    first, _ = open_listener("")
    second, _ = open_listener("")
    with first, second:
        assert PORT <= first.getsockname()[1] < second.getsockname()[1]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_it_ends_at_a_signal_with_a_page_open(site: Served, number: int, code: int):
    connection = http.client.HTTPConnection(site.host, timeout=60)
    connection.request("GET", "/events")
    stream = connection.getresponse()
    assert stream.readline() == b"retry: 500\n"
    assert site.stop(number) == code
    stream.read()  # raises IncompleteRead unless the server ended the stream itself before it stopped
    connection.close()


def test_a_save_is_told_to_every_page(site: Served):
    connection = http.client.HTTPConnection(site.host, timeout=60)
    connection.request("GET", "/events")
    stream = connection.getresponse()
    told = [stream.readline() for _ in range(4)]
    first = json.loads(told[2].removeprefix(b"data: "))["revision"]
    time.sleep(0.2)
    site.path.write_text("- Saved\n", encoding="utf-8")
    assert stream.readline() == b"event: file\n"
    assert json.loads(stream.readline().removeprefix(b"data: "))["revision"] > first
    connection.close()


@pytest.mark.parametrize(("words", "code"), [(["-"], 2), (["nosuch.yaml"], 3), (["-a", "0.0.0.0:80"], 2)])
def test_how_it_does_not_begin(words: list[str], code: int, tmp_path: Path):
    (tmp_path / "quotes.yaml").write_text("- a\n")
    done = subprocess.run(
        [*PROGRAM, "serve", *words], cwd=tmp_path, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == code
    assert b"Traceback" not in done.stderr


def test_the_page_is_opened_when_it_is_ready(monkeypatch: pytest.MonkeyPatch):
    opened: list[str] = []
    monkeypatch.setattr("click.launch", opened.append)
    monkeypatch.setattr(
        "quotecard.serve.listen.serve_file",
        lambda file, address, ready, **_: ready(f"http://{file}:{address}/"),
    )
    for words, expected in (
        (["a.yaml", "-a", "80", "--open"], ["http://a.yaml:80/"]),
        (["a.yaml", "-a", "80"], []),
    ):
        opened.clear()
        result = CliRunner().invoke(cli.cli, ["serve", *words])
        assert (result.exit_code, result.stdout, opened) == (0, "http://a.yaml:80/\n", expected)


def test_what_there_is_to_choose_from(guarded: Served):
    looks = guarded.ask("/looks.json").json
    assert looks["tones"] == list(TONES)
    assert [one["id"] for one in looks["themes"]] == list(themes())
    assert [one["id"] for one in looks["sizes"]] == list(sizes())


def test_a_picture_and_a_theme_file_that_change_make_another_card(site: Served):
    folder = site.path.parent
    Image.new("RGB", (1200, 1500), "navy").save(folder / "photo.png")
    (folder / "mine.toml").write_text(theme_source("ink"), encoding="utf-8")
    site.path.write_text(
        "- {text: On it, background: photo.png}\n- {text: In it, theme: ./mine.toml}\n", encoding="utf-8"
    )

    def cards() -> list[bytes]:
        answers = [site.get("/card.png", id=number) for number in ("1", "2")]
        assert [answer.status for answer in answers] == [200, 200], answers[1].body
        return [answer.body for answer in answers]

    before = cards()
    Image.new("RGB", (1200, 1500), "maroon").save(folder / "photo.png")
    (folder / "mine.toml").write_text(theme_source("ink").replace("#171614", "#301010"), encoding="utf-8")
    after = cards()
    assert [one != other for one, other in zip(before, after, strict=True)] == [True, True]


def test_the_tone_is_that_of_batch(guarded: Served):
    quote = load_quotes(guarded.path)[0]
    assert guarded.get("/card.png", id="1", tone="dark").body == render_card(quote, tone="dark").png()
    assert guarded.get("/card.png", id="1", tone="light").body == render_card(quote, tone="light").png()
