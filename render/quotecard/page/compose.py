"""The page stage: Job + Blocks → Scene. Places texts, and what stands about them; knows px only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecard.devices.logo import logo
from quotecard.devices.old_devices import devices
from quotecard.devices.ruled_sheet import on_sheet
from quotecard.model import sheet_pitch
from quotecard.page.ground import backdrop, quietest
from quotecard.page.in_columns import columns
from quotecard.page.in_lines import flow
from quotecard.scene import Scene

if TYPE_CHECKING:
    from quotecard.model import Blocks, Job
    from quotecard.page.parts import Placed

ANCHORS = ("foot", "head", "centre")
"""Where a text that seeks the quiet part of a photo may be held, the first that is best"""


def compose(job: Job, blocks: Blocks) -> Scene:
    """Return the scene of a card: texts where the theme holds them, its devices under them."""
    placed = _placed(job, blocks)
    items = [*devices(job, blocks, placed), *placed.items]
    items += logo(job, items)
    return Scene(job.size.width, job.size.height, job.theme.ground, tuple(items), backdrop(job, placed.items))


def _placed(job: Job, blocks: Blocks) -> Placed:
    """Place the texts; on a photo, where it is quietest, if the theme leaves that open."""
    if job.proportions.anchor != "quiet":
        return _texts(job, blocks)
    tried = [
        _texts(job._replace(proportions=job.proportions._replace(anchor=anchor)), blocks)
        for anchor in (ANCHORS if job.background else ANCHORS[:1])
    ]
    return tried[quietest(job, [one.items for one in tried])] if job.background else tried[0]


def _texts(job: Job, blocks: Blocks) -> Placed:
    if not blocks.quote.vertical:
        return flow(job, blocks)
    return on_sheet(job, blocks) if sheet_pitch(job) else columns(job, blocks)
