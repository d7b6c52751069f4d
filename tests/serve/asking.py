"""What a test asks a server, byte by byte."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]

# Tells of each file that is opened, when asked to: the hook sees what Python opens, whoever asks.
HOOK = """
import os, sys
def hook(event, args):
    if event == "open" and os.environ.get("AUDIT"):
        os.write(2, f"OPENED {args[0]!r} {args[2]}\\n".encode())
sys.addaudithook(hook)
from quotecard.commands import main as cli
cli.main()
"""


def as_from_a_terminal() -> None:
    """Undo what a shell does to what it starts in the background: there Ctrl-C means nothing."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Answer:
    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = {key.lower(): value for key, value in response.getheaders()}
        self.body = response.read()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Served:
    """A program that serves a file on a port of its choice."""

    def __init__(self, path: Path, *words: str, audit: bool = False) -> None:
        self.path = path
        program = [sys.executable, "-c", HOOK] if audit else [sys.executable, str(ROOT / "cli.py")]
        command = [*program, "serve", path.name, "-a", "0", *words]
        root = str(ROOT / "render")
        env = os.environ | {"PYTHONPATH": root} | ({"AUDIT": "1"} if audit else {})
        self.errors = path.parent / "stderr"
        with self.errors.open("wb") as errors:
            self.process = subprocess.Popen(
                command,
                cwd=path.parent,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=env,
                preexec_fn=as_from_a_terminal if os.name == "posix" else None,  # noqa: PLW1509  # one thread
            )
        assert self.process.stdout
        self.address = self.process.stdout.readline().decode().strip()
        assert self.address, self.errors.read_text()
        self.host = self.address.removeprefix("http://").rstrip("/")

    def ask(self, path: str, *, method: str = "GET", body: Any = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection(self.host, timeout=60)
        sent = {key.replace("_", "-"): value for key, value in headers.items()}
        if body is not None:
            method = "POST"
            sent.setdefault("content-type", "application/json")
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        try:
            connection.request(method, path, data, sent)
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def get(self, path: str, /, **values: str) -> Answer:
        return self.ask(f"{path}?{urlencode(values)}" if values else path)

    def raw(self, *lines: str) -> bytes:
        """Send lines as they are and return the answer's first line."""
        import socket

        host, port = self.host.split(":")
        with socket.create_connection((host, int(port)), 10) as line:
            line.sendall("".join(f"{each}\r\n" for each in (*lines, "")).encode())
            return line.makefile("rb").readline()

    def stop(self, number: int = signal.SIGTERM) -> int:
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            code = self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        assert self.process.stdout
        self.process.stdout.close()
        return code


@contextmanager
def standing(folder: Path, text: str) -> Iterator[Served]:
    """Serve a file of this text in a folder, for as many tests as want it."""
    path = folder / "quotes.yaml"
    path.write_text(text, encoding="utf-8")
    served = Served(path)
    yield served
    served.stop()
