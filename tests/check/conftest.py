"""A file of quotes in the words of a test, looked over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from render.check.run import check
from render.read.document import read_quotes

if TYPE_CHECKING:
    from collections.abc import Callable

    from render.check.finding import Report


@pytest.fixture
def look() -> Callable[[str], Report]:
    return lambda source: check(read_quotes(source.encode(), "q.yaml"))
