"""Terminals to start the program in."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.preview.pretend import ANSWERS, PROGRAM, Screen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[..., Screen]]:
    """A function that starts `quotecard` with words in a pretended terminal."""
    if os.name != "posix":
        pytest.skip("a pty is needed")
    screens: list[Screen] = []

    def start(
        *words: str,
        answers: dict[bytes, bytes] | None = None,
        size: tuple[int, ...] = (100, 40, 1000, 800),
        program: list[str] | None = None,
        **env: str,
    ) -> Screen:
        known = ANSWERS | (answers or {})
        screens.append(Screen([*(program or PROGRAM), *words], known, cwd=tmp_path, size=size, **env))
        return screens[-1]

    yield start
    for screen in screens:
        screen.close()
