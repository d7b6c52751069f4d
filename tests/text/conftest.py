from __future__ import annotations

import pytest
from quotecard.fontbook import FontBook, default_book


@pytest.fixture(scope="session")
def book() -> FontBook:
    return default_book()
