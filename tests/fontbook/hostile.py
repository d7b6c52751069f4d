"""Judge fonts that nobody should trust, each in a process of its own, and draw with what passes."""

from __future__ import annotations

import json
import os
import random
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

SECONDS = 2.0
TEXTS = (
    "\u6211\u5011\u98fd\u53d7\u611a\u8822\u4e4b\u82e6\uff0c",
    "Abc Hello 012",
    "\u3044\u308d\u306f\ud55c\uae00",
)


class Outcome(NamedTuple):
    """What became of one font: `drawn` cards, a named `error`, or a fault."""

    name: str
    fault: str
    drawn: int
    errors: tuple[str, ...]
    seconds: float
    """Processor time, which another process on the machine does not lengthen."""


def try_font(folder: Path) -> tuple[int, list[str]]:
    """Draw each text in the fonts of a folder; count the cards, and name the errors."""
    from quotecard import CardError, render_card
    from quotecard.fontbook import font_book

    try:
        own = font_book(folder).own
    except CardError as error:
        return 0, [str(error)]
    letters = own.families[0].fonts[0]
    face = font_book(folder).face_of(own.families[0])
    some = "".join(map(chr, sorted(face.font.face.unicodes)[:4000]))
    words = "".join(char for char in some if char.isalnum())[-12:]
    drawn, errors = 0, []
    for text in (*TEXTS, words):
        for direction in ("horizontal", "vertical") if text == TEXTS[0] else ("horizontal",):
            try:
                card = render_card({"text": text, "direction": direction}, fonts=folder, size="400x400")
                drawn += len(card.png()) > 100
            except CardError as error:
                errors.append(str(error))
    assert drawn + len(errors) == len(TEXTS) + 2, letters
    return drawn, errors


def try_all(fonts: Iterable[tuple[str, bytes]]) -> list[Outcome]:
    """Try each font in a forked child: a signal, a foreign exception or a long wait is a fault."""
    from quotecard import render_card

    render_card("warm \u5b57").png()  # libraries are imported once, before the forks
    import fontTools.ttLib  # noqa: F401

    return [_forked(name, data) for name, data in fonts]


def _forked(name: str, data: bytes) -> Outcome:
    folder = Path(tempfile.mkdtemp(prefix="hostile-"))
    (folder / "font.ttf").write_bytes(data)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _child(folder, reader, writer)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        said = pipe.read()
    _, status, usage = os.wait4(child, 0)
    seconds = usage.ru_utime + usage.ru_stime
    shutil.rmtree(folder)
    if os.WIFSIGNALED(status):
        return Outcome(name, f"signal {os.WTERMSIG(status)}", 0, (), seconds)
    fault, drawn, errors = json.loads(said)
    return Outcome(name, fault, drawn, tuple(errors), seconds)


def _taken(page: int) -> int:
    """Return the bytes of address space that this process has."""
    return (
        int(Path("/proc/self/statm").read_text().split()[0]) * page
        if Path("/proc/self/statm").exists()
        else 0
    )


def _child(folder: Path, reader: int, writer: int) -> None:
    import faulthandler
    import resource
    import signal

    os.close(reader)
    faulthandler.disable()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Beyond what the tests before it left in the process that it is a fork of.
    most = _taken(resource.getpagesize()) + 2 * 2**30
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    signal.alarm(10)
    said: tuple[str, int, list[str]]
    try:
        said = ("", *try_font(folder))
    except BaseException as error:  # noqa: BLE001  # whatever it is, it is the fault looked for
        import traceback

        said = (f"{type(error).__name__}: {error} {traceback.format_exc()[-600:]}", 0, [])
    os.write(writer, json.dumps(said).encode()[:60_000])
    os._exit(0)


def mutations(data: bytes, count: int, seed: int) -> Iterable[tuple[str, bytes]]:
    """Yield a font with flipped bytes, words of ones, cut ends and moved pieces, `count` times."""
    rng = random.Random(seed)
    for number in range(count):
        bad = bytearray(data)
        for _ in range(rng.choice((1, 1, 2, 4, 16, 64))):
            # Half of the faults go into the directory and the first tables, where they tell most.
            at = rng.randrange(min(len(bad), 1200) if rng.random() < 0.5 else len(bad))
            match rng.randrange(4):
                case 0:
                    bad[at] ^= 1 << rng.randrange(8)
                case 1:
                    bad[at : at + 4] = b"\xff\xff\xff\xff"
                case 2 if rng.random() < 0.2:
                    del bad[max(at, 64) :]
                case _:
                    other = rng.randrange(len(bad))
                    bad[at : at + 16] = bad[other : other + 16]
        yield f"mutation {seed}.{number}", bytes(bad)
