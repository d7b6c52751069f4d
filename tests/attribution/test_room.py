"""What an attribution takes below lines, as set, is no more than the room that was kept for it."""

from __future__ import annotations

import pytest
from quotecard.attribution import candidates, placement_at
from quotecard.attribution.gap import gap_px
from quotecard.devices.ruled_sheet import ruled_step
from quotecard.errors import DoesNotFit
from quotecard.fontbook import default_book
from quotecard.model import Quote
from quotecard.page.layout import lay_out
from quotecard.page.typeset import typeset
from quotecard.style import resolve, sizes, themes

TEXTS = (
    "\u5927\u9053\u81f3\u7c21",
    "\u5b78\u800c\u6642\u7fd2\u4e4b\uff0c\u4e0d\u4ea6\u8aaa\u4e4e\uff1f" * 3,
    "Patience is a tool. Keep it sharp.",
)
ATTRIBUTIONS = (
    {"author": "\u694a\u7acb\u6606"},
    {
        "author": "\u694a\u7acb\u6606",
        "role": "\u5716\u9748\u734e\u5f97\u4e3b",
        "source": "\u300a\u91d1\u878d\u6642\u5831\u300b\u5c08\u8a2a",
        "date": "2026",
    },
    {"role": "\u4f5c\u5bb6", "date": "1931"},
    {"source": "Notes from a long journey through the northern provinces"},
)
ROUNDING = 1e-6


@pytest.mark.parametrize("theme", themes())
def test_rows_as_set_take_no_more_than_was_kept(theme: str):
    book, compared = default_book(), 0
    for size in sizes():
        for text in TEXTS:
            for signed in ATTRIBUTIONS:
                job = resolve(Quote(text, direction="horizontal", **signed), theme, size)
                try:
                    blocks = typeset(job, book)
                except DoesNotFit:
                    continue
                placement = placement_at(blocks.place)
                if not placement.tied or ruled_step(job, blocks):
                    continue  # at the foot it has room of its own; on a ruled sheet it stands on the sheet's rules
                voice = lay_out(job, book).voice
                parts = candidates(job)[0].shape(job, voice, book)
                kept = placement.taken(
                    job, placement.sign(job, parts, placement.column(job, parts, voice, book))
                )
                taken = placement.height(job, blocks) - gap_px(job, blocks) if blocks.attribution else 0.0
                assert taken <= kept + ROUNDING, (size, text, signed)
                compared += 1
    assert compared or theme in {"scroll", "press", "letter", "bilingual", "portrait", "spine"}
