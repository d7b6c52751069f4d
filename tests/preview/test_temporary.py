"""A preview without a path disturbs nothing."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

from quotecard.model import Quote
from quotecard.preview.temporary import temporary_path

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_card_has_a_safe_name_in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    one, other = (temporary_path(Quote("../../x", id="../../x")) for _ in range(2))
    assert one.parent != other.parent
    assert one.parent.parent == tmp_path
    assert list(one.parent.iterdir()) == []
    assert one.suffix == ".png"
