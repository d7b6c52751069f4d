"""A file of quotes in the words of a test, looked over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from quotecard.check.apply_rules import check_quotes
from quotecard.read.document import read_quotes

if TYPE_CHECKING:
    from collections.abc import Callable

    from quotecard.check.finding import CheckReport


@pytest.fixture
def look() -> Callable[[str], CheckReport]:
    return lambda source: check_quotes(read_quotes(source.encode(), "q.yaml"))
