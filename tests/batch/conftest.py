"""Quick cards: what a batch does with a card does not depend on what is on it."""

from __future__ import annotations

import os
import signal
import time
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from quotecard.batch import draw as drawing
from quotecard.batch.plan import Plan, Task
from quotecard.model import Origin, Place, Quote
from quotecard.style.resolve import resolve

if TYPE_CHECKING:
    from pathlib import Path

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\x16iTXtSoftware\0\0\0\0\0quotecard"
"""As much of a card as tells that it is ours."""


def task(number: int, text: str = "x") -> Task:
    origin = Origin(Place("q.yaml", number, 3), text)
    return Task(Quote(text, number=number, origin=origin), "xuan", "portrait", f"{number:03}-x.png")


def plan(count: int, **special: int) -> Plan:
    """So many tasks; `special` says which of them have another text."""
    texts = {number: text for text, number in special.items()}
    return Plan(
        tuple(task(number, texts.get(number, f"text {number}")) for number in range(1, count + 1)), {}
    )


def pictured(quote: Quote, **_: object) -> SimpleNamespace:
    """Stand for `render_card`: a card in no time, or what the quote's text asks for."""
    match quote.text:
        case "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        case "hangs":
            time.sleep(60)
        case "eats":
            bytearray(8 << 30)
        case "leaves":
            os._exit(3)
    scene = SimpleNamespace(width=1080, height=1350)
    blocks = SimpleNamespace(quote=SimpleNamespace(size=96.0))
    body = PNG + quote.text.encode()
    job = resolve(quote)
    return SimpleNamespace(
        png=lambda **_: body, scene=scene, blocks=blocks, alt=quote.text, notices=(), job=job
    )


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "render_card", pictured)


def cards(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.png")}
